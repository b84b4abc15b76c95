"""One agent learns one artist, and is scored on the way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ..agents.base import Agent, Constraints, Context, Slate
from .artists import Artist

SLATE = 4


@dataclass(frozen=True)
class Curve:
    """What happened, slate by slate.

    Args:
        recommended: the score of what the agent would recommend after each slate, shape (slates,).
        shown: the mean score of each slate.
        best_shown: the best score within each slate.
        differing: how many dimensions two suggestions of a slate differ in, on average.
    """

    recommended: tuple[float, ...]
    shown: tuple[float, ...]
    best_shown: tuple[float, ...]
    differing: tuple[float, ...]


def learn(agent: Agent, artist: Artist, slates: int, constraints: Constraints | None = None) -> Curve:
    """Let `artist` rate `slates` slates of four, and score `agent` after each."""
    context = Context.empty()
    steps: list[tuple[float, float, float, float]] = []
    for number in range(slates):
        mixes = agent.suggest(context, SLATE, constraints)
        agent.shown(Slate(tuple(mixes), context, str(number)))
        scores = [artist.score(mix) for mix in mixes]
        for feedback in artist.rate(mixes, str(number)):
            agent.update(feedback)
        recommended = artist.score(agent.recommend(context, constraints))
        steps.append((recommended, float(np.mean(scores)), max(scores), differing_dimensions(mixes)))
    return Curve(*(tuple(column) for column in zip(*steps, strict=True)))


def differing_dimensions(mixes: list[AttributeMix]) -> float:
    """Return the mean number of dimensions whose strongest value differs, over all pairs of mixes."""
    pairs = list(combinations(mixes, 2))
    names = {name for mix in mixes for name in mix.weights}
    return sum(one.dominant(name) != other.dominant(name) for one, other in pairs for name in names) / len(pairs)
