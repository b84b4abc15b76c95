"""Light, the last stage: `light` has the parameters, `light_masks` lays haze, glow, pools and sweeps over a picture.

`value_guard` keeps the values of the study clear, `dark_guard` its
darks from going black. A light's key, contrast,
chroma and tints are in the picture already: they move colours, by the `cube` of the stage before.
"""
