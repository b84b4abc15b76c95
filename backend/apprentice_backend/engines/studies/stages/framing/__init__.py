"""Framing, the last stage: what a picture shows, and nothing of how it looks.

`framing` has the parameters, `window_choice` finds the `window` that they ask for by the faults in `cuts`, and `frame`
shows a picture through it.
"""
