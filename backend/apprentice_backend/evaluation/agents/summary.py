"""The figures of one condition: means over artists with 95% intervals, made from learning curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..artists.play import SLATE
from .learn import Curve

# Half the width of a 95% interval, in standard errors of a mean.
_NORMAL_95 = 1.96
GOOD_SCORE = 0.8
# Decimals kept in files; intervals are far wider.
_DIGITS = 4


@dataclass(frozen=True)
class Figure:
    """A mean over artists, and half the width of its 95% interval."""

    mean: float
    half_width: float

    def __str__(self) -> str:
        # Adding 0 turns a rounded -0 into 0.
        return f"{round(self.mean, 3) + 0.0:.3f} ± {self.half_width:.3f}"

    def to_list(self) -> list[float]:
        """Return mean and half-width as JSON data."""
        return [round(self.mean, _DIGITS), round(self.half_width, _DIGITS)]


@dataclass(frozen=True)
class Summary:
    """The figures of one condition.

    Args:
        artists: the number of artists.
        recommended: ratings -> score of the mix that the agent would recommend.
        shown: ratings -> mean score of the last slate.
        best_shown: ratings -> best score in the last slate.
        differing: mean number of differing dimensions in a slate, the first left out.
        reached: the share of artists for whom a recommendation ever scored `GOOD_SCORE`, 0 to 1.
        ratings_to_good: the median number of ratings to that, among all artists; None where it is beyond the run.
        seconds: processor time per artist.
    """

    artists: int
    recommended: dict[int, Figure]
    shown: dict[int, Figure]
    best_shown: dict[int, Figure]
    differing: Figure
    reached: float
    ratings_to_good: float | None
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as JSON data."""
        curves = {
            name: {str(count): one.to_list() for count, one in getattr(self, name).items()}
            for name in ("recommended", "shown", "best_shown")
        }
        return {**vars(self), **curves, "differing": self.differing.to_list(), "seconds": round(self.seconds, _DIGITS)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Summary:
        """Return the summary that `to_dict` gave as JSON data."""
        curves = {
            name: {int(count): Figure(*pair) for count, pair in data[name].items()}
            for name in ("recommended", "shown", "best_shown")
        }
        return cls(**{**data, **curves, "differing": Figure(*data["differing"])})


def figure(values: NDArray[np.float64]) -> Figure:
    """Return the mean of one value per artist, shape (artists,), with its interval: x̄ ± 1.96 s/√n."""
    spread = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return Figure(float(values.mean()), _NORMAL_95 * spread / float(np.sqrt(len(values))))


def summarise(curves: Sequence[Curve], seconds: float) -> Summary:
    """Return the figures of one condition.

    Args:
        curves: of equal length, one per artist.
        seconds: processor time of all of them together.
    """
    columns = {name: np.array([getattr(curve, name) for curve in curves]) for name in Curve.__dataclass_fields__}
    good = columns["recommended"] >= GOOD_SCORE
    first = np.where(good.any(axis=1), SLATE * (good.argmax(axis=1) + 1), np.inf)
    median = float(np.median(first))
    return Summary(
        artists=len(curves),
        recommended=_by_ratings(columns["recommended"]),
        shown=_by_ratings(columns["shown"]),
        best_shown=_by_ratings(columns["best_shown"]),
        differing=figure(columns["differing"][:, min(1, columns["differing"].shape[1] - 1) :].mean(axis=1)),
        reached=float(good.any(axis=1).mean()),
        ratings_to_good=median if np.isfinite(median) else None,
        seconds=seconds / len(curves),
    )


def _by_ratings(values: NDArray[np.float64]) -> dict[int, Figure]:
    return {SLATE * (index + 1): figure(column) for index, column in enumerate(values.T)}
