"""Ground, the first stage: a ground for line art, lone strokes and blank paper, on which `starter_motifs` are painted.

A canvas that is painted already needs none.
"""
