"""Brushwork, the second stage: the style operations, one a file with its parameters.

`operations` lists them in the order in which they are chained; `brush` and `stroke_layout` serve `strokes`,
`thin_marks` serves `shapes`.
"""
