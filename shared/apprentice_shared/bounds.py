"""Ranges and defaults of the numbers in requests and ratings, each declared once.

The messages check them, the configuration and the panel offer them, and the engines rely on them.
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_NAME = 80
MAX_WORD = 80  # a dimension, a value, an engine, a pack …
MAX_SUBJECT = 1000
MAX_PATH = 4096
MAX_LANGUAGE = 35  # the longest that BCP 47 asks programs to take (RFC 5646, section 4.4.1)
MAX_SENTENCE = 1000  # of an error
MAX_ITEMS = 500  # entries of a list or mapping of words in a request
MAX_PROFILES = 500  # in a data folder: every welcome lists them
MAX_RULING = 256  # swatches that rule a slate's colour: a palette file may hold many


@dataclass(frozen=True)
class Range:
    """A range of numbers, both ends included."""

    low: int
    high: int

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def check(self, name: str, value: float) -> None:
        """Raise a `ValueError` that names the argument, its range and its value unless the range holds `value`."""
        if value not in self:
            raise ValueError(f"{name} must be from {self.low:g} to {self.high:g}, got {value:g}")


WHOLE = Range(-(2**53), 2**53)  # every whole number in a message: what JSON's readers agree on (RFC 8259, section 6)
NUMBER = Range(0, 2**53)  # of a message: the count of those before it
MOMENT_S = Range(0, 253_402_300_799)  # seconds from 1970 to the end of the year 9999, UTC
SHARE = Range(0, 1)  # of strength, surprise, opacity …
STARS = Range(1, 5)
EFFECT = Range(-4, 4)  # of an attribute value on a rating, in stars
LEAST_NAMED = 0.1  # stars: a smaller effect is not worth naming
LEAN = 0.35  # spreads: a greater effect decides already what is suggested
LEAST_FORMAT, MOST_FORMAT = 0.1, 10.0  # width / height of a framing
SEEDS = 2**31
SEED = Range(0, SEEDS - 1)
SIDE_PX = Range(16, 8192)
PREVIEW_PX = Range(0, 1024)
PROOF_PX = Range(32, 256)
PROOFS = Range(1, 120)  # values and packs of which proofs are asked for at once
COUNT = Range(1, 16)  # suggestions in a slate
SWATCHES = Range(1, 16)  # swatches in a palette that is sent
HISTORY = Range(1, 1000)  # events asked for at once
RECOMMENDED = Range(1, 12)  # palettes recommended at once

DEFAULT_SIDE_PX = 1024
DEFAULT_PREVIEW_PX = 512
DEFAULT_COUNT = 4
DEFAULT_SURPRISE = 0.5
DEFAULT_STRENGTH = 0.6
DEFAULT_FEEDBACK = 0.5


def stands_out(mean: float, spread: float) -> bool:
    """Tell whether an attribute value's effect on a rating is worth naming: large, and larger than its uncertainty.

    Args:
        mean: the effect, in stars.
        spread: the standard deviation of the effect, in stars.
    """
    return abs(mean) > max(spread, LEAST_NAMED)


def leans(mean: float, spread: float) -> bool:
    """Tell whether suggestions already follow an attribute value's effect on a rating, sure or not.

    The mix believed best has the greatest mean, whatever its spread. Of simulated artists' slates in which three of
    four suggestions shared a value, 507 of 508 had one that leans; 406 had one that stands out.

    Args:
        mean: the effect, in stars.
        spread: the standard deviation of the effect, in stars.
    """
    return abs(mean) > max(LEAN * spread, LEAST_NAMED)
