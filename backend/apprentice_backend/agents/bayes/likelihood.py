"""What the artist's stars, reasons, picks, signals and hand-set values say about the coefficients of the model.

Everything is read as a Gaussian observation of a linear function of the coefficients, with a noise of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.signals import PICKED

from ..base import MIDDLE_STARS
from ..space.design import Design, Floats
from .evidence import Evidence
from .observations import Observations, Reading

# The ends of the scale, 1 and 5 stars, lie this far from its middle.
END_STARS = 2.0
# Whoever gave more reasons has given as many stars, and what is read from these takes its time.
_MOST_REASONS = 200
# Among so many stars, the size of what reasons name is known.
_MANY_OPINIONS = 100


@dataclass(frozen=True)
class Strengths:
    """How much each kind of evidence says; a noise is a variance relative to that of a rating."""

    reason_stars: float = 1.1
    """Where a taste is a sum, a dimension named as the reason adds this much, against an average choice in it."""
    reason_stars_noise: float = 0.2
    """How exactly it does."""
    reason_noise: float = 0.1
    """How exactly a reason names the dimension that did most."""
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


@dataclass(frozen=True)
class _Block:
    """Observations of one kind: rows, targets, their common noise, and the opinion that each comes from (-1 for none).

    Their bounds are as in `Observations`; None for none.
    """

    rows: Floats
    targets: Floats
    noise: float
    sources: Sequence[int] | NDArray[np.intp]
    bounds: Floats | None = None


def observe(evidence: Evidence, design: Design, strengths: Strengths) -> Reading:
    """Return all that the evidence says of the coefficients; reasons say more of a taste that is a sum."""
    rows = evidence.opinion_design()
    blocks = [
        _ratings(evidence, rows),
        _picks(evidence, design, rows, strengths),
        _signals(evidence, rows, strengths),
        _by_hand(evidence, design, strengths),
    ]
    latest = len(evidence.opinions) - 1
    compared = _compared_reasons(evidence, design, rows, strengths)
    if not len(compared.sources) or latest >= _MANY_OPINIONS:
        return Reading(_joined([*blocks, compared], rows, latest))
    sized = _sized_reasons(evidence, design, rows, strengths)
    return Reading(_joined([*blocks, compared], rows, latest), _joined([*blocks, sized], rows, latest))


def _joined(blocks: Sequence[_Block], rows: Floats, latest: int) -> Observations:
    """Return blocks one after the other; `rows` gives the width where there are none, `latest` is the last opinion."""
    sources = np.concatenate([np.asarray(block.sources, dtype=np.intp) for block in blocks])
    return Observations(
        rows=np.concatenate([block.rows for block in blocks if len(block.targets)] or [rows]),
        targets=np.concatenate([block.targets for block in blocks]),
        noise=np.concatenate([np.full(len(block.targets), block.noise) for block in blocks]),
        bounds=np.concatenate(
            [np.zeros(len(block.targets)) if block.bounds is None else block.bounds for block in blocks]
        ),
        # What is of no opinion holds until it is taken back, so it is as old as the last word.
        ages=np.where(sources < 0, 0.0, latest - sources),
        sources=sources,
    )


def signal_stars(evidence: Evidence, strengths: Strengths) -> dict[str, float]:
    """Return what each signal that was seen says of a picture, in stars above this artist's mean rating.

    The weights are learned: from the ratings of pictures that were also inserted, had their palette pulled, and so on.
    """
    mean = _mean_rating(evidence)
    rated: dict[str, list[float]] = {}
    for _, opinion in evidence.more_than_stars():
        for signal in opinion.signals:
            rated.setdefault(signal, []).extend([] if opinion.rating is None else [opinion.rating - mean])
    memory = strengths.signal_memory
    return {
        signal: (memory * strengths.signal_stars + sum(above)) / (memory + len(above))
        for signal, above in sorted(rated.items())
        if signal != PICKED
    }


def _mean_rating(evidence: Evidence) -> float:
    # One rating's worth of the scale's middle keeps the first from being the mean.
    return float((np.nansum(evidence.opinion_stars()) + MIDDLE_STARS) / (evidence.ratings + 1))


def _ratings(evidence: Evidence, rows: Floats) -> _Block:
    stars = evidence.opinion_stars()
    rated = np.flatnonzero(~np.isnan(stars))
    stars = stars[rated] - MIDDLE_STARS
    # Five stars mean that much or more, one star that little or less.
    ends = np.sign(stars) * (np.abs(stars) >= END_STARS)
    return _Block(rows if len(rated) == len(rows) else rows[rated], stars - 0.5 * ends, 1.0, rated, ends)


def _compared_reasons(evidence: Evidence, design: Design, rows: Floats, strengths: Strengths) -> _Block:
    """Read a reason as a comparison: the named dimension did more for the stars than the others did on average.

    How much more is left open, so a reason says as much of a strong taste as of a weak one, and of an ideal point.
    """
    given = _latest_reasons(evidence)
    if not given:
        return _Block(np.empty((0, design.size)), np.empty(0), strengths.reason_noise, [])
    sources, named, directions = (list(column) for column in zip(*given, strict=True))
    names = [design.dimensions.index(name) for name in named]
    moved = (rows[sources][:, design.moved] > 0.0).astype(np.float64)
    moved[np.arange(len(names)), names] = 0.0
    # Each dimension's share in the contrast: 1 for the named one, the others that were moved together -1.
    shares = -moved / np.maximum(moved.sum(axis=1, keepdims=True), 1.0)
    shares[np.arange(len(names)), names] = 1.0
    shares *= np.array(directions, dtype=np.float64)[:, None]
    above = rows[sources] - design.average_row()
    contrasts = above * (shares @ np.array(list(design.parts.values())))
    # The worth of blending that all dimensions share is, in one of them, that of its own blend.
    contrasts[:, design.blend_all] = contrasts[:, design.blends].sum(axis=1)
    count = len(names)
    return _Block(contrasts, np.zeros(count), strengths.reason_noise, sources, np.ones(count))


def _latest_reasons(evidence: Evidence) -> list[tuple[int, str, int]]:
    """Return the opinion, the dimension and the direction of each reason; of very many, the latest."""
    given = [
        (index, name, direction)
        for index, said in evidence.more_than_stars()
        for name, direction in said.reasons.items()
    ]
    return given[-_MOST_REASONS:]


def _sized_reasons(evidence: Evidence, design: Design, rows: Floats, strengths: Strengths) -> _Block:
    """Read a reason as its size: the named dimension was worth so much more, or less, than an average choice in it."""
    sources, named, directions = (list(column) for column in zip(*_latest_reasons(evidence), strict=True))
    masks = np.array([design.parts[name] for name in named])
    stars = strengths.reason_stars * np.array(directions, dtype=np.float64)
    return _Block((rows[sources] - design.average_row()) * masks, stars, strengths.reason_stars_noise, sources)


def _picks(evidence: Evidence, design: Design, rows: Floats, strengths: Strengths) -> _Block:
    better, sources = [], []
    for index, said in evidence.more_than_stars():
        if PICKED not in said.signals:
            continue
        beside = evidence.neighbours(said)
        if len(beside):
            better.append(rows[index] - design.rows(np.asarray(beside)).mean(axis=0))
            sources.append(index)
    return _Block(np.array(better), np.full(len(better), strengths.pick_stars), strengths.pick_noise, sources)


def _signals(evidence: Evidence, rows: Floats, strengths: Strengths) -> _Block:
    above = signal_stars(evidence, strengths)
    # A rating says what the artist thinks of a picture; what they did with it adds nothing to that.
    seen = [
        (index, above[signal])
        for index, said in evidence.more_than_stars()
        for signal in said.signals
        if said.rating is None and signal in above
    ]
    sources = [index for index, _ in seen]
    stars = _mean_rating(evidence) - MIDDLE_STARS + np.array([gain for _, gain in seen])
    return _Block(rows[sources], stars, strengths.signal_noise, sources)


def _by_hand(evidence: Evidence, design: Design, strengths: Strengths) -> _Block:
    rows = [design.contrast(dimension, value) for dimension, value in evidence.by_hand]
    stars = np.array(list(evidence.by_hand.values()))
    return _Block(np.array(rows), stars, strengths.by_hand_noise, [-1] * len(rows))
