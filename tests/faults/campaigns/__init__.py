"""The fault campaigns: real processes, sockets, files and disks, and faults at random moments.

A campaign is a module with a function `run(trial)`. It does its work while `trial.left()`, counts into
`trial.figures`, and raises `Fault` where a promise is broken. Everything random comes from the trial's seed.

`trial` is what a campaign is given, `__main__` runs campaigns and prints the table. `backends` are real processes,
forked by `fork_server`, and `client` speaks to them; `slopes` decides whether a measure grows.
"""

from __future__ import annotations
