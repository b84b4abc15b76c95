"""Frames over a painting: their formats, what dragging does to them, and where a canvas lies in its view.

`framings` has those of one painting. `formats` and `dragging` are sums on rectangles in the painting's pixels, `place`
has the way from there to the pixels of a view, `ground` paints what a frame shows beyond the painting.
"""
