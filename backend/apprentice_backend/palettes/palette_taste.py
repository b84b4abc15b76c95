"""A taste in palettes: predicted stars, learned from the stars that an artist gave to palettes.

Most artists care for a few measures of a palette and little for the rest, but nobody knows beforehand for which. So
there is one Gaussian process for each measure, and for each of some sets of measures, in which these matter and the
others hardly do; one in which nothing matters much; and one in which the colours themselves matter. The covariance
of model k is

    K_k(x, x') = Σ_j s_kj² x_j x'_j + 0.3² exp(−‖x − x'‖² / (2 · 2.5²)) + l_k C(x, x'),

x the measures, s_kj large for those that matter to k, C the likeness of colours, l_k 0 but in the last model; the
middle term is for tastes that are not linear. The models are averaged by how likely each makes the stars.

Source: Rasmussen & Williams 2006, "Gaussian Processes for Machine Learning", chapters 2 and 5; Hoeting et al. 1999,
"Bayesian model averaging: a tutorial".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.bounds import STARS

from ..color.oklab import Floats
from .color_values import value_measures
from .convert import palette_to_oklab
from .measures import MEASURE_NAMES, measure_palettes
from .swatch import Palette

Doubles = NDArray[np.float64]
RatedPalette = tuple[Palette, float]

# The stars expected before any rating, and the number of recent ratings that count: older ones would cost time.
_BASE_STARS = 3.0
_MAX_RATED = 150
# Standard deviations in stars: s of a measure that matters and of one that hardly does, of the smooth part, and of the
# noise of a rating. Chosen on simulated artists (`evaluation.palettes.recommendation`).
_MATTERS, _HARDLY = 1.3, 0.1
_SMOOTH, _NOISE = 0.3, 0.5
# The length scale of the smooth part, in scaled measures.
_REACH = 2.5
# A taste for certain colours: its standard deviation in stars, its length scale in OKLab with a and b stretched by 2,
# and that stretching, after which equal distances look more alike.
_LOVES, _COLOR_REACH = 0.8, 0.15
_COLOR_SPREAD = np.array([1.0, 2.0, 2.0], dtype=np.float32)
# Sets of measures that a taste may need together: a middle value, a direction of hue, a harmony, a mood.
_TOGETHER = (
    ("lightness", "extreme_lightness"),
    ("chroma", "extreme_chroma"),
    ("warmth", "greenness"),
    ("one_hue", "opposite_hues", "three_hues"),
    ("warmth", "lightness"),
    ("warmth", "chroma"),
    ("lightness", "chroma"),
)
# Models whose likelihood is at most this part of the best one's are left out.
_NEGLIGIBLE = 1e-3


@dataclass(frozen=True)
class Forecast:
    """The expected stars of palettes, shape (m,), and their standard deviations, shape (m,)."""

    stars: Doubles
    spread: Doubles


class PaletteTaste:
    """A taste in palettes, fitted once to all ratings.

    Args:
        rated: palettes with their stars, 1 to 5, oldest first.
        color_values: the agent's effects of colour values ("warm", "cool" …), in stars; they are the prior mean.
            Unknown values are ignored.

    Raises:
        ValueError: a rating is out of range, or a rated palette is empty.
    """

    def __init__(self, rated: Sequence[RatedPalette], color_values: Mapping[str, float] | None = None) -> None:
        recent = rated[-_MAX_RATED:]
        for palette, stars in recent:
            if stars not in STARS:
                raise ValueError(f"stars must be in {STARS.low}..{STARS.high}, got {stars!r}")
            if not palette:
                raise ValueError("a rated palette must hold at least one swatch, got none")
        self._prior = _prior_weights(color_values or {})
        self._colors = [palette_to_oklab(palette) for palette, _ in recent]
        self._measures = _stack([measure_palettes(lab) for lab in self._colors])
        given = np.array([stars for _, stars in recent], dtype=np.float64)
        self._fit(given - _BASE_STARS - self._measures @ self._prior)

    def _fit(self, residual: Doubles) -> None:
        """Fit every model to the stars less their prior mean, shape (n,), and weigh the models by their likelihood.

        With y the residual and A_k = K_k + 0.5² I:  log p(y | k) = −½ yᵀ A_k⁻¹ y − ½ log |A_k| + constant (Rasmussen
        & Williams, equation 2.30); the belief in k is b_k = p(y | k) / Σ p(y | k').
        """
        scales, loves = _measure_scales()
        rated = len(residual)
        alike = np.array([_color_kernel(lab[None], self._colors)[0] for lab in self._colors]).reshape(rated, rated)
        covariance = _kernels(self._measures, self._measures, scales) + loves[:, None, None] * alike
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
        """Predict the stars of palettes of one size, OKLab, shape (m, n, 3).

        Model k has the mean k*ᵀ A_k⁻¹ y and the variance K_k(x, x) − k*ᵀ A_k⁻¹ k* (equations 2.25 and 2.26); of the
        average, the variance is that within models plus that between them.
        """
        points = measure_palettes(palettes).astype(np.float64)
        colors = _color_kernel(palettes, self._colors)
        cross = _kernels(points, self._measures, self._scales) + self._loves[:, None, None] * colors
        each = np.einsum("kmn,kn->km", cross, self._pull)
        # C(x, x) is taken as 1, the likeness of one colour to itself.
        own = np.square(points) @ np.square(self._scales).T + _SMOOTH**2 + self._loves
        spread = own.T - np.einsum("kmn,kmn->km", cross @ self._inverse, cross)
        mean = self._belief @ each
        # Σ_k b_k (variance_k + (mean_k − mean)²)
        variance = self._belief @ (np.maximum(spread, 0.0) + np.square(each - mean))
        return Forecast(_BASE_STARS + points @ self._prior + mean, np.sqrt(variance + 1e-9))

    def weights(self) -> dict[str, float]:
        """Return the stars that one spread more of each measure adds, linearly: prior + Σ_k b_k s_k² Xᵀ A_k⁻¹ y."""
        effects = np.square(self._scales) * (self._pull @ self._measures)
        return dict(zip(MEASURE_NAMES, (self._prior + self._belief @ effects).tolist(), strict=True))


def _stack(rows: list[Floats]) -> Doubles:
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(MEASURE_NAMES))


def _prior_weights(color_values: Mapping[str, float]) -> Doubles:
    weights, measures = np.zeros(len(MEASURE_NAMES)), value_measures()
    for value, stars in color_values.items():
        for name, part in measures.get(value, {}).items():
            weights[MEASURE_NAMES.index(name)] += part * stars / 2
    return weights


def _measure_scales() -> tuple[Doubles, Doubles]:
    """Return s, shape (models, measures), in stars, and l, shape (models,), in squared stars."""
    singles = [(name,) for name in MEASURE_NAMES if not name.startswith("extreme")]
    models: list[tuple[str, ...]] = [(), *singles, *_TOGETHER, ()]
    scales = np.array([[_MATTERS if name in model else _HARDLY for name in MEASURE_NAMES] for model in models])
    loves = np.zeros(len(models))
    loves[-1] = _LOVES**2
    return scales, loves


def _color_kernel(palettes: Floats, rated: Sequence[Floats]) -> Doubles:
    """Return the likeness C of palettes of one size, shape (m, n, 3), to rated ones by their colours, shape (m, rated).

    C is the mean of exp(−‖p − q‖² / (2 · 0.15²)) over all pairs of swatches p and q, in stretched OKLab: so a palette
    is liked as much as its colours are on average.
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
    """Return the first two terms of K between two sets of palettes, by their measures, shape (models, m, n)."""
    squared = np.square(first).sum(axis=1)[:, None] + np.square(second).sum(axis=1)[None] - 2 * first @ second.T
    smooth = _SMOOTH**2 * np.exp(-np.maximum(squared, 0.0) / (2 * _REACH**2))
    linear = (first[None] * np.square(scales)[:, None]) @ second.T
    return linear + smooth
