"""A stand-in for the `krita` module."""
