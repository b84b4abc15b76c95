"""Colour spaces and differences, for whole images at once, that engines, palettes and observe share."""
