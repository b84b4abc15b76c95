"""The closed loop on pixels: artists who rate what studies show. `loop` plays it, `loop_tables` prints it."""
