"""Simulated artists: hidden tastes, habits of rating, and the worlds that they come from."""
