"""Models: which there are, how they are fetched and checked, and how weights are loaded from disk."""
