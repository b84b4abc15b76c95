"""Light: `light_masks` lays haze, glow, pools and sweeps over a picture, `value_guard` keeps its values clear.

A light's key, contrast, chroma and tints are in the picture already: they move colours, by the colour `cube`.
"""
