"""Slates: made, made again larger, and the rated pictures that an engine may learn from."""
