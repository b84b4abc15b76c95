"""Simulated artists, and the benchmarks behind `apprentice bench`.

`artists` are the simulated artists, `canvases` the pictures that they paint on; `agents`, `pixels`, `engines`,
`palettes` and `protocol` each measure what they are named after. `NAME/bench.py` is what `apprentice bench NAME` runs.
"""
