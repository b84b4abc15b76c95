"""What palettes an artist likes, learned from the stars they gave.

Most artists care for a few things in a palette and little for the rest, but nobody knows beforehand for which. So
every single feature, and some that belong together, has a Gaussian process of its own in which it matters much and
the others little, and so have the colours themselves; each also has a smooth part around palettes already rated, for
tastes that no straight line tells. They are averaged by how well each explains the stars: the ratings themselves say
which features matter.

Source: Rasmussen & Williams 2006, "Gaussian Processes for Machine Learning", chapters 2 and 5; Hoeting et al. 1999,
"Bayesian model averaging: a tutorial".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..color.oklab import Floats
from .color_values import value_measures
from .convert import palette_to_oklab
from .measures import MEASURE_NAMES, measure_palettes
from .swatch import Palette

Doubles = NDArray[np.float64]
RatedPalette = tuple[Palette, float]

# What the ratings start from, and how many of the most recent are kept: older ones say little and cost time.
_BASE_STARS = 3.0
_MAX_RATED = 150
# Standard deviations in stars, of one spread more: of a feature that matters, of one that does not; then those of the
# smooth part and of a rating given twice. Chosen on simulated artists (`evaluation.palettes.recommendation`).
_MATTERS, _HARDLY = 1.3, 0.1
_SMOOTH, _NOISE = 0.3, 0.5
# How far apart, in scaled features, the smooth part still connects two palettes.
_REACH = 2.5
# Some love certain colours: a palette is then liked as its swatches are. How much, in stars; how far from a colour the
# love reaches, in OKLab with a and b twice as wide, where steps look more alike.
_LOVES, _COLOR_REACH = 0.8, 0.15
_COLOR_SPREAD = np.array([1.0, 2.0, 2.0], dtype=np.float32)
# Features that a taste may need together: a middle of something, a direction of hue, a kind of harmony, a mood.
_TOGETHER = (
    ("lightness", "extreme_lightness"),
    ("chroma", "extreme_chroma"),
    ("warmth", "greenness"),
    ("one_hue", "opposite_hues", "three_hues"),
    ("warmth", "lightness"),
    ("warmth", "chroma"),
    ("lightness", "chroma"),
)
# What explains the stars this much less well than the best is left out.
_NEGLIGIBLE = 1e-3


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
        self._colors = [palette_to_oklab(palette) for palette, _ in recent]
        self._features = _stack([measure_palettes(lab) for lab in self._colors])
        given = np.array([stars for _, stars in recent], dtype=np.float64)
        self._fit(given - _BASE_STARS - self._features @ self._prior)

    def _fit(self, residual: Doubles) -> None:
        """Fit every model to what the prior leaves over, and weigh them by how likely they make it."""
        scales, loves = _feature_scales()
        rated = len(residual)
        alike = np.array([_color_kernel(lab[None], self._colors)[0] for lab in self._colors]).reshape(rated, rated)
        covariance = _kernels(self._features, self._features, scales) + loves[:, None, None] * alike
        covariance += _NOISE**2 * np.eye(rated)
        inverse = np.linalg.inv(covariance)
        pull = inverse @ residual
        likelihood = -0.5 * (pull @ residual + np.linalg.slogdet(covariance)[1])
        belief = np.exp(likelihood - likelihood.max())
        kept = belief > _NEGLIGIBLE
        self._scales, self._inverse, self._pull = scales[kept], inverse[kept], pull[kept]
        self._loves = loves[kept]
        self._belief = belief[kept] / belief[kept].sum()

    def forecast(self, palettes: Floats) -> Forecast:
        """Return what palettes of one size, OKLab, shape (m, n, 3), would be rated."""
        points = measure_palettes(palettes).astype(np.float64)
        colors = _color_kernel(palettes, self._colors)
        cross = _kernels(points, self._features, self._scales) + self._loves[:, None, None] * colors
        each = np.einsum("kmn,kn->km", cross, self._pull)
        # A palette's likeness to itself is near enough that of one colour to itself.
        own = np.square(points) @ np.square(self._scales).T + _SMOOTH**2 + self._loves
        spread = own.T - np.einsum("kmn,kmn->km", cross @ self._inverse, cross)
        mean = self._belief @ each
        # The models' own doubt, and their disagreement.
        variance = self._belief @ (np.maximum(spread, 0.0) + np.square(each - mean))
        return Forecast(_BASE_STARS + points @ self._prior + mean, np.sqrt(variance + 1e-9))

    def weights(self) -> dict[str, float]:
        """Return what one spread more of each feature adds, in stars, by the linear parts."""
        effects = np.square(self._scales) * (self._pull @ self._features)
        return dict(zip(MEASURE_NAMES, (self._prior + self._belief @ effects).tolist(), strict=True))


def _stack(rows: list[Floats]) -> Doubles:
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(MEASURE_NAMES))


def _prior_weights(color_values: Mapping[str, float]) -> Doubles:
    weights, measures = np.zeros(len(MEASURE_NAMES)), value_measures()
    for value, stars in color_values.items():
        for name, part in measures.get(value, {}).items():
            weights[MEASURE_NAMES.index(name)] += part * stars / 2
    return weights


def _feature_scales() -> tuple[Doubles, Doubles]:
    """Return for each model how much each feature matters, in stars, shape (models, features), and how much colours do.

    Colours matter, as a variance in stars, to the last model alone.
    """
    singles = [(name,) for name in MEASURE_NAMES if not name.startswith("extreme")]
    models: list[tuple[str, ...]] = [(), *singles, *_TOGETHER, ()]
    scales = np.array([[_MATTERS if name in model else _HARDLY for name in MEASURE_NAMES] for model in models])
    loves = np.zeros(len(models))
    loves[-1] = _LOVES**2
    return scales, loves


def _color_kernel(palettes: Floats, rated: Sequence[Floats]) -> Doubles:
    """Return how alike palettes of one size, shape (m, n, 3), are to rated ones by their colours, shape (m, rated).

    The likeness of two palettes is the mean over all pairs of their swatches: so a palette is liked as its colours are.
    """
    if not rated:
        return np.zeros((len(palettes), 0))
    colors = (palettes * _COLOR_SPREAD).reshape(-1, 3)
    theirs = np.concatenate(rated) * _COLOR_SPREAD
    squared = np.square(colors).sum(axis=1)[:, None] + np.square(theirs).sum(axis=1)[None] - 2 * colors @ theirs.T
    alike = np.exp(-np.maximum(squared, 0.0) / (2 * _COLOR_REACH**2))
    ends = np.cumsum([0, *(len(lab) for lab in rated)])[:-1]
    each = alike.reshape(len(palettes), -1, len(theirs)).mean(axis=1, dtype=np.float64)
    sums = np.add.reduceat(each, ends, axis=1)
    return np.asarray(sums / [len(lab) for lab in rated])


def _kernels(first: Doubles, second: Doubles, scales: Doubles) -> Doubles:
    """Return the covariance of two sets of palettes under each model, shape (models, m, n)."""
    squared = np.square(first).sum(axis=1)[:, None] + np.square(second).sum(axis=1)[None] - 2 * first @ second.T
    smooth = _SMOOTH**2 * np.exp(-np.maximum(squared, 0.0) / (2 * _REACH**2))
    linear = (first[None] * np.square(scales)[:, None]) @ second.T
    return linear + smooth
