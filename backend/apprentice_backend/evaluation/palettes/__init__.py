"""The benchmark of the palettes: coverage beside peers, and simulated artists who rate. `bench` is the way in."""
