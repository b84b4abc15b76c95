"""The palette tools of the panel: sorting, variations, ramps, contrast, other eyes, repainting, strips."""
