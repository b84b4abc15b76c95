"""The backend: the learning agent, the image engines and the store, on the artist's own machine."""

__version__ = "0.1.0"
