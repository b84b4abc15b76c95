"""The surroundings of one campaign: its seed, its time, its folder, its figures, and what was done last."""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from random import Random


class Fault(AssertionError):
    """A promise that was broken; the text says which, and by what."""


@dataclass
class Trial:
    """One run of one campaign.

    Args:
        seed: fixes all that is random; moments of kills depend on the machine too.
        seconds: how long it may take.
        folder: its own folder, kept where it fails.
        figures: what it has counted and measured, by name.
    """

    seed: int
    seconds: float
    folder: Path
    figures: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.notes: deque[str] = deque(maxlen=60)
        self._began = time.monotonic()

    @property
    def spent_s(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began

    def left(self, share: float = 1.0) -> bool:
        """Tell whether time is left of this share of the whole."""
        return self.spent_s < share * self.seconds

    def note(self, text: str) -> None:
        """Remember what is done, to be told where it ends in a fault."""
        self.notes.append(f"{self.spent_s:8.2f} s  {text}")

    def count(self, name: str, more: int = 1) -> None:
        """Count something among the figures."""
        self.figures[name] += more

    def most(self, name: str, value: float) -> None:
        """Keep the largest value of a figure, to a tenth."""
        self.figures[name] = max(self.figures[name], round(value, 1))  # type: ignore[assignment]

    def place(self, name: str) -> Path:
        """Return a new folder inside its own."""
        place = self.folder / name
        place.mkdir(parents=True, mode=0o700)
        return place


def must(holds: object, text: str) -> None:
    """Raise a `Fault` unless something holds."""
    if not holds:
        raise Fault(text)
