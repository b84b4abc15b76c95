"""The types of the command line's fixtures."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Done(NamedTuple):
    """The outcome of a command: its exit status, its standard output and its standard error."""

    status: int
    out: str
    err: str


Apprentice = Callable[..., Done]
