"""Colour: `maps` from colours to colours, the rule of a palette, and the `cube` that both are compiled to."""
