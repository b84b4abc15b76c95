"""Palettes: `extract` finds them in pictures, `recommend` proposes them by taste, `formats` reads and writes files.

Extraction counts colours (`distinct_colors`, without `paper`), starts from `quantize` and moves the swatches. For
recommendation, `candidates` draws palettes (some by a `harmony`), `palette_taste` predicts stars from `measures`, and
`explanations` says why. `color_values` ties palettes to attribute values; `tools` are the artist's palette tools.
"""
