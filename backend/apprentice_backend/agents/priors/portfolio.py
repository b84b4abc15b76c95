"""A prior from a portfolio: pictures that the artist painted or likes, as measured, turned into a starting taste.

Each attribute value leaves its mark on a few measures of a picture. How often the portfolio has each value is what
explains its measures best; what it has more often than its neighbours is guessed to be liked, by how much more.

Source: Dempster, Laird and Rubin 1977, "Maximum likelihood from incomplete data via the EM algorithm", section 4.3, the
components being known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from apprentice_shared.attributes import AttributeSpace

from ...packs.shipped import marks_of_values
from ..space.design import Floats
from .prior import Prior, TasteGuess

# What the measures of `observe` are over pictures at large: mean and standard deviation.
TYPICAL = {
    "lightness": (0.55, 0.15),
    "contrast": (0.45, 0.15),
    "chroma": (0.25, 0.12),
    "warmth": (0.1, 0.3),
    "edge_density": (0.3, 0.15),
    "symmetry": (0.3, 0.25),
    "balance_x": (0.0, 0.2),
    "balance_y": (0.0, 0.2),
}
PORTFOLIO_WEIGHT = 0.8
# What a picture shows beside the marks of its values, in standard deviations of each measure.
_SUBJECT_NOISE = 0.8
# As many pictures of every value are taken to lie beside the portfolio, so that a small one says little.
_PICTURES_BEFORE = 2.0
_ROUNDS = 40
# A value that is there e times as often as its neighbours is guessed to be worth this many stars, up to a bound.
_STARS_PER_LOG_SHARE = 0.9
_MOST_STARS = 1.5
_SPREAD = 0.3


@dataclass(frozen=True)
class _Dimension:
    """What the values of one dimension leave on the measures; those without a mark are one kind.

    Args:
        kinds: value -> its place in the others.
        marks: shape (kinds, measures).
        sizes: how many values are of each kind, shape (kinds,).
    """

    kinds: Mapping[str, int]
    marks: Floats
    sizes: Floats


def prior_from_portfolio(space: AttributeSpace, pictures: Sequence[Mapping[str, float]]) -> Prior:
    """Return a prior that guesses a liking for what the pictures have in common.

    Args:
        space: the attributes; values without a known mark are told by what is not there.
        pictures: measures by name, one mapping per picture; none gives a prior of no guess.
    """
    if not pictures:
        return Prior(())
    dimensions = [_dimension(name, values) for name, values in space.dimensions.items()]
    means: dict[tuple[str, str], float] = {}
    for name, one, shares in zip(space.dimensions, dimensions, _shares(dimensions, _deviations(pictures)), strict=True):
        logs = np.log(shares[list(one.kinds.values())])
        stars = np.clip(_STARS_PER_LOG_SHARE * (logs - logs.mean()), -_MOST_STARS, _MOST_STARS)
        means |= {(name, value): float(worth) for value, worth in zip(one.kinds, stars, strict=True)}
    return Prior((TasteGuess(means, _SPREAD, PORTFOLIO_WEIGHT),))


def _dimension(name: str, values: Sequence[str]) -> _Dimension:
    known = marks_of_values()
    marked = [value for value in values if (name, value) in known]
    marks = [[known[name, value].get(measure, 0.0) for measure in TYPICAL] for value in marked]
    others = len(values) - len(marked)
    return _Dimension(
        {value: marked.index(value) if value in marked else len(marked) for value in values},
        np.array([*marks, *([[0.0] * len(TYPICAL)] if others else [])]),
        np.array([*(1.0 for _ in marked), *([float(others)] if others else [])]),
    )


def _deviations(pictures: Sequence[Mapping[str, float]]) -> Floats:
    """Return how far the pictures lie from pictures at large, in standard deviations, shape (pictures, measures)."""
    rows = [[picture.get(name, middle) for name, (middle, _) in TYPICAL.items()] for picture in pictures]
    middles, spreads = np.array(list(TYPICAL.values())).T
    deviations: Floats = (np.array(rows) - middles) / spreads
    return deviations


def _shares(dimensions: Sequence[_Dimension], deviations: Floats) -> list[Floats]:
    """Return how often the portfolio has a value of each kind, one array a dimension, by the EM algorithm."""
    corners = np.indices([len(one.sizes) for one in dimensions]).reshape(len(dimensions), -1)
    frequent = np.prod([one.sizes[corner] for one, corner in zip(dimensions, corners, strict=True)], axis=0)
    marks = np.sum([one.marks[corner] for one, corner in zip(dimensions, corners, strict=True)], axis=0)
    marks -= np.average(marks, axis=0, weights=frequent)
    # Of the squared distance what depends on the corner.
    likelihoods = (deviations @ marks.T - 0.5 * (marks**2).sum(axis=1)) / _SUBJECT_NOISE**2 + np.log(frequent)
    shares = [np.full(len(one.sizes), 1.0 / one.sizes.sum()) for one in dimensions]
    for _ in range(_ROUNDS):
        log_shares = np.sum([np.log(share)[corner] for share, corner in zip(shares, corners, strict=True)], axis=0)
        likely = np.exp(likelihoods + log_shares - (likelihoods + log_shares).max(axis=1, keepdims=True))
        pictures = (likely / likely.sum(axis=1, keepdims=True)).sum(axis=0)
        for index, one in enumerate(dimensions):
            counts = np.bincount(corners[index], pictures, len(one.sizes)) / one.sizes + _PICTURES_BEFORE
            shares[index] = counts / (counts @ one.sizes)
    return shares
