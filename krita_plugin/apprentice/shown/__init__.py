"""The values that the panel shows, and the functions that make them from the model."""
