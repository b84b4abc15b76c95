"""Simulated artists: their hidden tastes, their habits of rating, and the worlds that they come from.

`play` lets an artist rate the slates of an agent; it is the loop of every benchmark, and of the tests.
"""
