"""The artist's actions on palettes.

`palettes` serves the page of colours; `palette_layers` inserts strips and repainted pictures, `save_palette` writes
files for Krita.
"""
