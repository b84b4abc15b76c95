"""Simulated artists: their hidden tastes, their habits of rating, and the worlds that they come from."""
