"""Models: the `catalogue`, their files on the `hub` and on this machine, and the `load` of weights."""
