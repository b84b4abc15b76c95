"""Pixels, on any thread and without Krita.

`tiles` cuts a canvas into pieces that are read one at a time, `convert` carries pictures between wire, canvas, card and
layer, `gallery` keeps those that have arrived, `card_pictures` those that were reduced (`reduce`) to a card's size,
`swatch_layer` draws a palette as a strip.
"""
