"""Framing, the third stage: `framing` has the parameters, `frame_choice` finds the `frame` that they ask for.

The parameters that weigh masses, not place them, are read by the last stage, light.
"""
