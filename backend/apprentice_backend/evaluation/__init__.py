"""Simulated artists, and the benchmarks behind `apprentice bench`."""
