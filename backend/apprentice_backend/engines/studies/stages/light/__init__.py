"""Light: `light_masks` lays haze, glow, pools and sweeps over a picture, `value_guard` keeps its values clear."""
