"""Colour, the fourth stage: the colour maps, one a file with its parameters.

`maps` lists them, `palette_rule` rules colours by a palette, `tone` moves them for a light, and `cube` compiles all to
one table; `hue_guard` and `parting` keep colours, and lights and darks, apart.
"""
