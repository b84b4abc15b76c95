"""Pixels, on any thread and without Krita.

`tiles` cuts a canvas into pieces that are read one at a time, `convert` carries pictures between wire, canvas, card and
layer, `gallery` keeps those that have arrived, `swatch_layer` draws a palette as a strip.
"""
