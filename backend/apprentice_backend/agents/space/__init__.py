"""Mixes as rows of numbers: design rows, candidates for a slate, and the first slates before anything is known."""
