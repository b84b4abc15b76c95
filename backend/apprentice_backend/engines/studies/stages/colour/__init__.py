"""Colour, the fourth stage: the colour maps, one a file with its parameters.

`maps` lists them, `palette_rule` rules colours by a palette, and `cube` compiles both, with the light's tones, to one
table.
"""
