"""The surroundings of the backend: the clock and chance, passed in so that tests can fix them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

# No letter that is easily read as another; upper and lower case are not told apart in some file systems.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 12


@dataclass(frozen=True)
class Surroundings:
    """The clock, in seconds since 1970, and the source of seeds and ids."""

    now_s: Callable[[], float]
    rng: Random

    def new_id(self) -> str:
        """Return a new id, drawn from 31**12."""
        return "".join(self.rng.choices(_LETTERS, k=_ID_LENGTH))

    def new_seed(self) -> int:
        """Return a seed, 0 to 2**31 - 1."""
        return self.rng.getrandbits(31)
