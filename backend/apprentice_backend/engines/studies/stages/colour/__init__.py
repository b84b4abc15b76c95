"""Colour: maps from colours to colours, palettes that rule, and the cube that both are compiled to."""
