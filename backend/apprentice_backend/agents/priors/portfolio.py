"""A prior from a portfolio: the measures of pictures that the artist painted or likes, turned into a starting taste.

Each value of an attribute leaves marks on a few measures of a picture. The share of each value in the portfolio is
found as the one that explains its measures best. A value that is there more often than the others of its dimension is
guessed to be liked, by a number of stars that grows with the logarithm of its share.

Source: Dempster, Laird and Rubin 1977, "Maximum likelihood from incomplete data via the EM algorithm", section 4.3,
with known components.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from apprentice_shared.attributes import AttributeSpace

from ...packs.shipped import marks_of_values
from ..space.design import Floats
from .prior import Prior, TasteGuess

# The mean and standard deviation of each measure over pictures at large.
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


@dataclass(frozen=True)
class PortfolioSettings:
    """The numbers of the prior that are tuned by hand."""

    weight: float = 0.8
    """The probability that the guess is right, in (0, 1)."""
    spread: float = 0.3
    """The standard deviation of the true effects about the guessed ones, in stars."""
    stars_per_log_share: float = 0.9
    """The stars by which a value is better that is there e times as often as the others of its dimension."""
    most_stars: float = 1.5
    """The greatest effect that is guessed, in stars."""
    subject_noise: float = 0.8
    """The part of a picture's measures that is not from marks, in standard deviations of each measure."""
    pictures_before: float = 2.0
    """Pictures of every value that are added to the portfolio's, so that a small portfolio says little."""
    rounds: int = 40
    """Rounds of the EM algorithm."""


@dataclass(frozen=True)
class _Kinds:
    """The values of one dimension by the marks that they leave; values without a mark are one kind.

    Args:
        kinds: value -> the index of its kind.
        marks: of each kind, in standard deviations of each measure, shape (kinds, measures).
        sizes: the number of values of each kind, shape (kinds,).
    """

    kinds: Mapping[str, int]
    marks: Floats
    sizes: Floats


def prior_from_portfolio(
    space: AttributeSpace, pictures: Sequence[Mapping[str, float]], settings: PortfolioSettings | None = None
) -> Prior:
    """Return a prior that guesses a liking for what the pictures have in common.

    Args:
        space: the attributes.
        pictures: the measures of each picture by name; no pictures give a prior without a guess.
        settings: None for the default.
    """
    if not pictures:
        return Prior(())
    settings = settings or PortfolioSettings()
    dimensions = [_kinds(name, values) for name, values in space.dimensions.items()]
    every_share = _shares(dimensions, _deviations(pictures), settings)
    means: dict[tuple[str, str], float] = {}
    for name, one, shares in zip(space.dimensions, dimensions, every_share, strict=True):
        logs = np.log(shares[list(one.kinds.values())])
        stars = np.clip(settings.stars_per_log_share * (logs - logs.mean()), -settings.most_stars, settings.most_stars)
        means |= {(name, value): float(worth) for value, worth in zip(one.kinds, stars, strict=True)}
    return Prior((TasteGuess(means, settings.spread, settings.weight),))


def _kinds(name: str, values: Sequence[str]) -> _Kinds:
    known = marks_of_values()
    marked = [value for value in values if (name, value) in known]
    marks = [[known[name, value].get(measure, 0.0) for measure in TYPICAL] for value in marked]
    others = len(values) - len(marked)
    return _Kinds(
        {value: marked.index(value) if value in marked else len(marked) for value in values},
        np.array([*marks, *([[0.0] * len(TYPICAL)] if others else [])]),
        np.array([*(1.0 for _ in marked), *([float(others)] if others else [])]),
    )


def _deviations(pictures: Sequence[Mapping[str, float]]) -> Floats:
    """Return the distances to pictures at large, in standard deviations of each measure, shape (pictures, measures)."""
    rows = [[picture.get(name, middle) for name, (middle, _) in TYPICAL.items()] for picture in pictures]
    middles, spreads = np.array(list(TYPICAL.values())).T
    return (np.array(rows) - middles) / spreads


def _shares(dimensions: Sequence[_Kinds], deviations: Floats, settings: PortfolioSettings) -> list[Floats]:
    """Return the share of one value of each kind in the portfolio, an array for each dimension, by the EM algorithm.

    A picture is of one corner (a kind in each dimension); its deviations are the sum of the corner's marks, with noise.
    """
    corners = np.indices([len(one.sizes) for one in dimensions]).reshape(len(dimensions), -1)
    frequent = np.prod([one.sizes[corner] for one, corner in zip(dimensions, corners, strict=True)], axis=0)
    marks = np.sum([one.marks[corner] for one, corner in zip(dimensions, corners, strict=True)], axis=0)
    marks -= np.average(marks, axis=0, weights=frequent)
    # The log likelihood of each picture (row) under each corner (column), less the part that no corner changes.
    likelihoods = (deviations @ marks.T - 0.5 * (marks**2).sum(axis=1)) / settings.subject_noise**2 + np.log(frequent)
    shares = [np.full(len(one.sizes), 1.0 / one.sizes.sum()) for one in dimensions]
    for _ in range(settings.rounds):
        # E step: how likely each picture is of each corner, summed over pictures.
        log_shares = np.sum([np.log(share)[corner] for share, corner in zip(shares, corners, strict=True)], axis=0)
        likely = np.exp(likelihoods + log_shares - (likelihoods + log_shares).max(axis=1, keepdims=True))
        pictures = (likely / likely.sum(axis=1, keepdims=True)).sum(axis=0)
        # M step: the shares that these give.
        for index, one in enumerate(dimensions):
            counts = np.bincount(corners[index], pictures, len(one.sizes)) / one.sizes + settings.pictures_before
            shares[index] = counts / (counts @ one.sizes)
    return shares
