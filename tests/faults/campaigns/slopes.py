"""Does a measure grow? Least-squares slopes with their standard errors.

The criterion, fixed before anything was measured: a series *grows* where its slope is more than two standard errors
above 0 and the growth over the whole series is more than a fiftieth of its mean. The first sixth is left out, in which
caches fill. Samples that follow each other closely are alike, so the standard error counts effective samples:
n (1 − r) / (1 + r), r being the correlation of the residuals with the ones before (Bayley & Hammersley 1946, AR(1)).
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import numpy as np

from campaigns.trial import must

WARM_UP = 1 / 6
LARGEST_GROWTH = 1 / 50


class Series:
    """Samples of one measure over time, or over anything that goes on."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._at: list[float] = []
        self._values: list[float] = []

    def __len__(self) -> int:
        return len(self._at)

    def add(self, at: float, value: float) -> None:
        """Add a sample."""
        self._at.append(at)
        self._values.append(value)

    @property
    def samples(self) -> list[tuple[float, float]]:
        """All samples: where, and how much."""
        return list(zip(self._at, self._values, strict=True))

    def slope(self) -> tuple[float, float]:
        """Return the slope and its standard error, without the warm-up."""
        skip = int(len(self) * WARM_UP)
        at, values = np.array(self._at[skip:]), np.array(self._values[skip:])
        away = at - at.mean()
        spread = float(away @ away) or 1.0
        slope = float(away @ values) / spread
        rest = values - values.mean() - slope * away
        alike = float(rest[1:] @ rest[:-1]) / (float(rest @ rest) or 1.0)
        alike = min(max(alike, 0.0), 0.99)
        effective = max(len(values) * (1 - alike) / (1 + alike), 3.0)
        return slope, float(np.sqrt(rest @ rest / len(values) / (effective - 2) / (spread / len(values))))

    @property
    def growth(self) -> float:
        """The growth over all of it but the warm-up, as a share of its mean."""
        skip = int(len(self) * WARM_UP)
        mean = float(np.mean(self._values[skip:])) or 1.0
        return self.slope()[0] * (self._at[-1] - self._at[skip]) / mean

    def must_not_grow(self) -> None:
        """Raise a `Fault` where it grows."""
        slope, error = self.slope()
        grows = slope > 2 * error and self.growth > LARGEST_GROWTH
        must(not grows, f"{self.name} grows by {slope:.3g} ± {error:.2g} a unit, {self.growth:.1%} in all")

    def tell(self, figures: MutableMapping[str, Any], name: str) -> None:
        """Write the slope with its standard error among the figures."""
        slope, error = self.slope()
        figures[name] = f"{slope:+.3g} ± {error:.2g}, {self.growth:+.2%} in all"


def own_rss_mb() -> float:
    """Return the memory that this process holds, in megabytes of 10⁶ bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
