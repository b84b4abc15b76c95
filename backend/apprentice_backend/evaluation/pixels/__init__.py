"""The closed loop on pixels: artists who rate what rendered studies show."""
