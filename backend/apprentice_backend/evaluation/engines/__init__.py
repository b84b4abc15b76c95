"""The benchmark of the engines: speed, quality, contact sheets. `bench` is the way in."""
