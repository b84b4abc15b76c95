"""What palettes an artist likes, learned from the stars they gave.

A Gaussian process over the features of `features`: a linear part, which says what more or less of a feature does to
the stars, and a smooth part around palettes already rated, for tastes that no straight line tells.

Source: Rasmussen & Williams 2006, "Gaussian Processes for Machine Learning", chapter 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..color.oklab import Floats
from .convert import palette_to_oklab
from .features import NAMES, measure_palettes
from .swatch import Palette

Doubles = NDArray[np.float64]
RatedPalette = tuple[Palette, float]

# What the ratings start from, and the most recent ones that are kept: older ones say little and cost time.
_BASE_STARS = 3.0
_MAX_RATED = 400
# Standard deviations in stars: of a feature's effect, of the smooth part, and of a rating given twice.
_LINEAR = 0.35
_SMOOTH = 0.8
_NOISE = 0.5
# How far apart, in scaled features, the smooth part still connects two palettes.
_REACH = 3.5

# Which features the colour values of the attributes move: what a star for "warm" says of palettes.
VALUE_FEATURES = {
    "warm": {"warmth": 1.0},
    "cool": {"warmth": -1.0},
    "vibrant": {"chroma": 0.8, "greys": -0.4},
    "muted": {"chroma": -0.8, "greys": 0.4},
    "monochrome": {"one_hue": 0.5, "greys": 0.6, "chroma": -0.4},
}


@dataclass(frozen=True)
class Forecast:
    """Expected stars of palettes, shape (m,), and their standard deviation."""

    stars: Doubles
    spread: Doubles


class PaletteTaste:
    """A taste in palettes, fitted once to what has been rated.

    Args:
        rated: palettes with their stars, 1 to 5, oldest first.
        color_values: what the agent has learned of the colour values ("warm", "cool" …), in stars; the ratings of
            palettes start from it. Values that are not known are passed over.

    Raises:
        ValueError: a rating is out of range, or a rated palette is empty.
    """

    def __init__(self, rated: Sequence[RatedPalette], color_values: Mapping[str, float] | None = None) -> None:
        recent = rated[-_MAX_RATED:]
        for palette, stars in recent:
            if not 1 <= stars <= 5:
                raise ValueError(f"stars must be in 1..5, got {stars!r}")
            if not palette:
                raise ValueError("a rated palette must hold at least one swatch, got none")
        self._prior = _prior_weights(color_values or {})
        self._features = _stack([measure_palettes(palette_to_oklab(palette)) for palette, _ in recent])
        given = np.array([stars for _, stars in recent], dtype=np.float64)
        covariance = _kernel(self._features, self._features) + _NOISE**2 * np.eye(len(recent))
        self._inverse = np.linalg.inv(covariance)
        self._pull = self._inverse @ (given - _BASE_STARS - self._features @ self._prior)

    def forecast(self, features: Floats) -> Forecast:
        """Return what palettes of these features, shape (m, len(FEATURES)), would be rated."""
        points = features.astype(np.float64)
        cross = _kernel(points, self._features)
        stars = _BASE_STARS + points @ self._prior + cross @ self._pull
        own = _LINEAR**2 * np.square(points).sum(axis=1) + _SMOOTH**2
        variance = own - np.einsum("ij,jk,ik->i", cross, self._inverse, cross)
        return Forecast(stars, np.sqrt(np.maximum(variance, 1e-9)))

    def weights(self) -> dict[str, float]:
        """Return what one spread more of each feature adds, in stars, by the linear part."""
        effect = self._prior + _LINEAR**2 * self._features.T @ self._pull
        return dict(zip(NAMES, effect.tolist(), strict=True))


def _stack(rows: list[Floats]) -> Doubles:
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES))


def _prior_weights(color_values: Mapping[str, float]) -> Doubles:
    weights = np.zeros(len(NAMES))
    for value, stars in color_values.items():
        for name, part in VALUE_FEATURES.get(value, {}).items():
            weights[NAMES.index(name)] += part * stars / 2
    return weights


def _kernel(first: Doubles, second: Doubles) -> Doubles:
    products = first @ second.T
    squared = np.square(first).sum(axis=1)[:, None] + np.square(second).sum(axis=1)[None] - 2 * products
    covariance: Doubles = _LINEAR**2 * products + _SMOOTH**2 * np.exp(-np.maximum(squared, 0.0) / (2 * _REACH**2))
    return covariance
