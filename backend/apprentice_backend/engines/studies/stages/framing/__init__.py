"""Framing, the third stage: `framing` has the parameters, `frame_choice` finds the `frame` that they ask for.

The parameters that weigh masses are read by the last stage, light; `balance` is read by both, since it places too.
"""
