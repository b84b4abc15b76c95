"""The palette tools: sorting and limiting, variations, ramps, contrast, colour vision, repainting, strips."""
