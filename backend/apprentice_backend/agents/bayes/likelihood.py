"""The likelihood of the evidence: stars, reasons, picks, signals and hand-set values as observations.

Each is read as a Gaussian observation of a linear function of the coefficients. With x a mix's design row, x̄ that of
an average choice in every dimension, and [·]_d the part of a row that belongs to dimension d (a pair of values belongs
half to each of its dimensions):

    rating             x                              = stars − 3; at 5 stars ≥ 1.5, at 1 star ≤ −1.5
    rating of a take   x − mean of its intent's x      = stars − mean of its intent's stars
    reason, compared   ±([x − x̄]_d − mean of [x − x̄]_e over the other moved e)  ≥ 0
    reason, sized      ±[x − x̄]_d                     = 1.1 stars
    pick               x − mean of its neighbours' x   = .8 stars
    signal, no rating  x                              = the artist's mean rating − 3 + what is learned of the signal
    set by hand        the value − the dimension's mean = what was set

The stars and noises are in `EvidenceStrengths`. A picture that is picked and rated gives two observations; other
signals count only without a rating.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.signals import PICKED

from ..base import MIDDLE_STARS
from ..space.design import Floats
from .evidence import Evidence
from .observations import Observations, Reading
from .settings import EvidenceStrengths

# The ends of the scale, 1 and 5 stars, lie this far from its middle.
_END_STARS = 2.0
# The bounds lie half a star inside the ends: an artist who would say 4.5 rounds to 5.
_ROUNDING_STARS = 0.5


@dataclass(frozen=True)
class _Block:
    """Observations of one kind, with one noise.

    Args:
        rows: shape (n, design.size).
        targets: shape (n,).
        noise: a variance relative to that of a rating.
        sources: the index of the opinion that each comes from, -1 for none, shape (n,).
        bounds: as in `Observations`; None for none.
    """

    rows: Floats
    targets: Floats
    noise: float
    sources: Sequence[int] | NDArray[np.intp]
    bounds: Floats | None = None


def read_evidence(evidence: Evidence, strengths: EvidenceStrengths) -> Reading:
    """Return the evidence as observations; reasons are read as comparisons, and as sizes for hypotheses of a sum."""
    blocks = [
        _ratings(evidence),
        _picks(evidence, strengths),
        _signals(evidence, strengths),
        _by_hand(evidence, strengths),
    ]
    given = _latest_reasons(evidence, strengths.most_reasons)
    if not given:
        return Reading(_joined(blocks, evidence))
    compared = _joined([*blocks, _compared_reasons(evidence, given, strengths)], evidence)
    if len(evidence.opinions) > strengths.many_opinions:
        return Reading(compared)
    return Reading(compared, _joined([*blocks, _sized_reasons(evidence, given, strengths)], evidence))


def _joined(blocks: Sequence[_Block], evidence: Evidence) -> Observations:
    """Return all blocks as one set of observations."""
    sources = np.concatenate([np.asarray(block.sources, dtype=np.intp) for block in blocks])
    latest = len(evidence.opinions) - 1
    return Observations(
        rows=np.concatenate(
            [np.empty((0, evidence.design.size)), *(block.rows for block in blocks if len(block.targets))]
        ),
        targets=np.concatenate([block.targets for block in blocks]),
        noise=np.concatenate([np.full(len(block.targets), block.noise) for block in blocks]),
        bounds=np.concatenate(
            [np.zeros(len(block.targets)) if block.bounds is None else block.bounds for block in blocks]
        ),
        # A value set by hand is of no opinion, and holds until it is taken back: its age is 0.
        ages=np.where(sources < 0, 0.0, latest - sources),
        sources=sources,
    )


def signal_stars(evidence: Evidence, strengths: EvidenceStrengths) -> dict[str, float]:
    """Return the stars above this artist's mean rating that each signal seen so far stands for.

    It is learned from pictures that have the signal and a rating:

        (memory · assumed + Σ (rating − mean)) / (memory + number of such pictures)
    """
    mean = _mean_rating(evidence)
    rated: dict[str, list[float]] = {}
    for _, opinion in evidence.commented_opinions():
        for signal in opinion.signals:
            rated.setdefault(signal, []).extend([] if opinion.rating is None else [opinion.rating - mean])
    memory = strengths.signal_memory
    return {
        signal: (memory * strengths.signal_stars + sum(above)) / (memory + len(above))
        for signal, above in sorted(rated.items())
        if signal != PICKED
    }


def _mean_rating(evidence: Evidence) -> float:
    # One more rating, of the scale's middle, keeps the first rating from being the whole mean.
    return float((np.nansum(evidence.table.stars) + MIDDLE_STARS) / (evidence.ratings + 1))


def _ratings(evidence: Evidence) -> _Block:
    rows, stars = evidence.table.rows, evidence.table.stars
    rated = np.flatnonzero(~np.isnan(stars))
    intents = np.array([evidence.table.intents[index] for index in rated], dtype=str)
    if intents.any():
        # One take alone says nothing of its mix.
        names, place, counts = np.unique(intents, return_inverse=True, return_counts=True)
        heard = (names[place] == "") | (counts[place] > 1)
        rated, intents = rated[heard], intents[heard]
    stars = stars[rated] - MIDDLE_STARS
    ends = np.sign(stars) * (np.abs(stars) >= _END_STARS)
    targets = stars - _ROUNDING_STARS * ends
    rows = rows if len(rated) == len(rows) else rows[rated]
    if intents.any():
        rows, targets, ends = _within_intents(rows, targets, ends, intents)
    return _Block(rows, targets, 1.0, rated, ends)


def _within_intents(
    rows: Floats, targets: Floats, ends: NDArray[np.float64], intents: NDArray[np.str_]
) -> tuple[Floats, Floats, NDArray[np.float64]]:
    """Return ratings as observations, those of an intent's takes as differences from their mean.

    The artist rates the intent and the mix over it at once. With a free level for each intent, β and the levels fitted
    together, the β of least squares is that of the rows and targets less their means: so a liked dusk says nothing of
    the mixes that dusk was tried with, and the best of its takes does. One take alone says nothing.

    Source: Frisch and Waugh 1933, "Partial time regressions as compared with individual trends" (the within estimator).
    """
    rows, targets, ends = rows.copy(), targets.copy(), np.array(ends, dtype=np.float64)
    for intent in np.unique(intents[intents != ""]):
        takes = intents == intent
        rows[takes] -= rows[takes].mean(axis=0)
        targets[takes] -= targets[takes].mean()
        ends[takes] = 0.0
    return rows, targets, ends


# The index of the opinion, the dimension that is named, and +1 or -1.
_Reason = tuple[int, str, int]


def _latest_reasons(evidence: Evidence, most: int) -> list[_Reason]:
    """Return the latest `most` reasons, in the order of their opinions."""
    given = [
        (index, name, direction)
        for index, opinion in evidence.commented_opinions()
        for name, direction in opinion.reasons.items()
    ]
    return given[-most:]


def _compared_reasons(evidence: Evidence, given: Sequence[_Reason], strengths: EvidenceStrengths) -> _Block:
    """Read a reason as a comparison: the named dimension did more for the stars than the others did on average.

    How much more is left open, so a reason says as much of a strong taste as of a weak one, and of an ideal point.
    """
    design, rows = evidence.design, evidence.table.rows
    sources, named, directions = (list(column) for column in zip(*given, strict=True))
    names = [design.dimensions.index(name) for name in named]
    moved = (rows[sources][:, design.moved] > 0.0).astype(np.float64)
    moved[np.arange(len(names)), names] = 0.0
    # The share of each dimension in the comparison: 1 for the named one, -1 for the others that were moved, together.
    shares = -moved / np.maximum(moved.sum(axis=1, keepdims=True), 1.0)
    shares[np.arange(len(names)), names] = 1.0
    shares *= np.array(directions, dtype=np.float64)[:, None]
    above = rows[sources] - design.average_row()
    compared = above * (shares @ np.array(list(design.parts.values())))
    # The shared column of blending is the sum of the dimensions' columns, and so is the compared part of it.
    compared[:, design.blend_all] = compared[:, design.blends].sum(axis=1)
    return _Block(compared, np.zeros(len(given)), strengths.reason_noise, sources, np.ones(len(given)))


def _sized_reasons(evidence: Evidence, given: Sequence[_Reason], strengths: EvidenceStrengths) -> _Block:
    """Read a reason as its size: the named dimension was worth so many stars against an average choice in it.

    The column of blending that all dimensions share is no part of it: in a sum, blending is worth next to nothing.
    """
    design, rows = evidence.design, evidence.table.rows
    sources, named, directions = (list(column) for column in zip(*given, strict=True))
    masks = np.array([design.parts[name] for name in named])
    stars = strengths.reason_stars * np.array(directions, dtype=np.float64)
    return _Block((rows[sources] - design.average_row()) * masks, stars, strengths.reason_stars_noise, sources)


def _picks(evidence: Evidence, strengths: EvidenceStrengths) -> _Block:
    better, sources = [], []
    for index, opinion in evidence.commented_opinions():
        if PICKED not in opinion.signals:
            continue
        beside = evidence.neighbours(opinion)
        if len(beside):
            better.append(evidence.table.rows[index] - evidence.design.rows(beside).mean(axis=0))
            sources.append(index)
    return _Block(np.array(better), np.full(len(better), strengths.pick_stars), strengths.pick_noise, sources)


def _signals(evidence: Evidence, strengths: EvidenceStrengths) -> _Block:
    above = signal_stars(evidence, strengths)
    # Signals count only where there is no rating, which says all that the artist thinks of the picture.
    seen = [
        (index, above[signal])
        for index, opinion in evidence.commented_opinions()
        for signal in opinion.signals
        if opinion.rating is None and signal in above
    ]
    sources = [index for index, _ in seen]
    stars = _mean_rating(evidence) - MIDDLE_STARS + np.array([gain for _, gain in seen])
    return _Block(evidence.table.rows[sources], stars, strengths.signal_noise, sources)


def _by_hand(evidence: Evidence, strengths: EvidenceStrengths) -> _Block:
    rows = [evidence.design.contrast(dimension, value) for dimension, value in evidence.by_hand]
    stars = np.array(list(evidence.by_hand.values()))
    return _Block(np.array(rows), stars, strengths.by_hand_noise, [-1] * len(rows))
