"""Ground: a ground for line art, lone strokes and blank paper. A canvas that is painted already needs none."""
