"""Brushwork: the style operations, one a file; `operations` lists them in the order in which they are chained.

An operation takes a picture, its analysis, an amount of 0 to 1, a seed and parameters, and returns a picture as large.
`brush` and `stroke_layout` serve `strokes`, `thin_marks` serves `shapes`.
"""
