"""The canvas of a study: `prepared_canvas` brings it to the size asked for, `analysis` measures it once, `focus` finds
the place that the eye goes to, `figure` the things there, `regions` the big shapes.
"""
