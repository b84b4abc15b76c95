"""Palettes: extracted from pictures, recommended by taste, read and written in the formats that painters use."""
