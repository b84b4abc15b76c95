"""Where Krita keeps its plugins, and how ours gets there."""
