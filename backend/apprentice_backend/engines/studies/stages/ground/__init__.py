"""Ground: a ground for line art, lone strokes and blank paper."""
