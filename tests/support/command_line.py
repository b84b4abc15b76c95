"""The types of the command line's fixtures."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Done(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


Apprentice = Callable[..., Done]
