"""What the artist's stars, reasons, picks, signals and hand-set values say about the coefficients of the model.

Everything is read as a Gaussian observation of a linear function of the coefficients, with a noise of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .evidence import Evidence
from .features import FeatureMap, Floats
from .observations import Observations

# Stars are read against the middle of the scale; the offset learns where this artist's own middle lies.
MIDDLE_STARS = 3.0
END_STARS = 2.0


@dataclass(frozen=True)
class Strengths:
    """How much each kind of evidence says; a noise is a variance relative to that of a rating."""

    reason_stars: float = 1.0
    """A dimension named as the reason adds this much to its picture, against an average choice in it."""
    reason_noise: float = 0.25
    pick_stars: float = 0.8
    """A pick is better than the mean of its neighbours by this much."""
    pick_noise: float = 1.0
    signal_stars: float = 0.8
    """What a signal says of a picture, in stars above this artist's mean, until ratings of such pictures tell."""
    signal_noise: float = 3.0
    signal_memory: float = 5.0
    """As many rated pictures with a signal weigh as much as what was assumed of it."""
    by_hand_noise: float = 0.02
    """A value set by hand weighs as much as fifty ratings of it."""


_Block = tuple[Floats, Floats, float]


def observe(evidence: Evidence, features: FeatureMap, strengths: Strengths) -> Observations:
    """Return all that the evidence says, as observations of the coefficients."""
    rows = features.design(evidence.opinion_weights())
    blocks = [
        _ratings(evidence, rows),
        _reasons(evidence, features, rows, strengths),
        _picks(evidence, features, rows, strengths),
        _signals(evidence, rows, strengths),
        _by_hand(evidence, features, strengths),
    ]
    targets = np.concatenate([targets for _, targets, _ in blocks])
    ratings = blocks[0][1]
    # Five stars mean that much or more, one star that little or less.
    ends = np.concatenate([np.sign(ratings) * (np.abs(ratings) >= END_STARS), np.zeros(len(targets) - len(ratings))])
    return Observations(
        rows=np.concatenate([block.reshape(-1, features.size) for block, _, _ in blocks]),
        targets=targets - 0.5 * ends,
        noise=np.concatenate([np.full(len(targets), noise) for _, targets, noise in blocks]),
        bounds=ends,
    )


def signal_stars(evidence: Evidence, strengths: Strengths) -> dict[str, float]:
    """Return what each signal that was seen says of a picture, in stars above this artist's mean rating.

    The weights are learned: from the ratings of pictures that were also inserted, had their palette pulled, and so on.
    """
    mean = _mean_rating(evidence)
    rated: dict[str, list[float]] = {}
    for opinion in evidence.opinions:
        for signal in opinion.signals:
            rated.setdefault(signal, []).extend([] if opinion.rating is None else [opinion.rating - mean])
    memory = strengths.signal_memory
    return {
        signal: (memory * strengths.signal_stars + sum(above)) / (memory + len(above))
        for signal, above in sorted(rated.items())
        if signal != "picked"
    }


def _mean_rating(evidence: Evidence) -> float:
    ratings = [opinion.rating for opinion in evidence.opinions if opinion.rating is not None]
    # One rating's worth of the scale's middle keeps the first from being the mean.
    return (sum(ratings) + MIDDLE_STARS) / (len(ratings) + 1)


def _ratings(evidence: Evidence, rows: Floats) -> _Block:
    rated = [(row, said.rating) for row, said in zip(rows, evidence.opinions, strict=True) if said.rating is not None]
    return np.array([row for row, _ in rated]), np.array([rating - MIDDLE_STARS for _, rating in rated]), 1.0


def _reasons(evidence: Evidence, features: FeatureMap, rows: Floats, strengths: Strengths) -> _Block:
    average = features.average_row()
    named = [
        (features.part(row - average, dimension), strengths.reason_stars * direction)
        for row, said in zip(rows, evidence.opinions, strict=True)
        for dimension, direction in said.reasons.items()
    ]
    return np.array([part for part, _ in named]), np.array([stars for _, stars in named]), strengths.reason_noise


def _picks(evidence: Evidence, features: FeatureMap, rows: Floats, strengths: Strengths) -> _Block:
    better = [
        row - features.design(beside).mean(axis=0)
        for row, said in zip(rows, evidence.opinions, strict=True)
        if "picked" in said.signals and len(beside := evidence.neighbours(said))
    ]
    return np.array(better), np.full(len(better), strengths.pick_stars), strengths.pick_noise


def _signals(evidence: Evidence, rows: Floats, strengths: Strengths) -> _Block:
    mean = _mean_rating(evidence) - MIDDLE_STARS
    seen = list(_unrated_signals(evidence, rows, signal_stars(evidence, strengths)))
    return np.array([row for row, _ in seen]), np.array([mean + stars for _, stars in seen]), strengths.signal_noise


def _unrated_signals(evidence: Evidence, rows: Floats, stars: Mapping[str, float]) -> Iterator[tuple[Floats, float]]:
    # A rating says what the artist thinks of a picture; what they did with it adds nothing to that.
    for row, said in zip(rows, evidence.opinions, strict=True):
        if said.rating is None:
            yield from ((row, stars[signal]) for signal in said.signals if signal in stars)


def _by_hand(evidence: Evidence, features: FeatureMap, strengths: Strengths) -> _Block:
    rows = [features.contrast(dimension, value) for dimension, value in evidence.by_hand]
    return np.array(rows), np.array(list(evidence.by_hand.values())), strengths.by_hand_noise
