"""One learner learns one artist and is scored after each slate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Protocol

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ...agents.base import Context, Feedback, Slate
from ...agents.constraints import Constraints
from ..artists.artist import Artist

SLATE = 4


class Learner(Protocol):
    """The methods that a learner needs: those of our agents, and of rivals that can be asked for slates."""

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Propose a slate."""

    def shown(self, slate: Slate) -> None:
        """Note that a slate was shown."""

    def update(self, feedback: Feedback) -> None:
        """Learn from one rating."""

    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Return the mix believed best."""


@dataclass(frozen=True)
class Curve:
    """The scores of one run, one number a slate.

    Args:
        recommended: the score of the mix that the learner would recommend after each slate.
        shown: the mean score of each slate.
        best_shown: the best score within each slate.
        differing: the number of dimensions that two suggestions of a slate differ in, on average.
    """

    recommended: tuple[float, ...]
    shown: tuple[float, ...]
    best_shown: tuple[float, ...]
    differing: tuple[float, ...]


def learn(agent: Learner, artist: Artist, slates: int, allowed: Callable[[int], Constraints] | None = None) -> Curve:
    """Let `artist` rate `slates` slates of four, and score `agent` after each.

    Args:
        agent: the learner.
        artist: the artist who rates.
        slates: at least 1.
        allowed: slate number, from 0 -> its constraints; the recommendation before it keeps to them too. None allows
            everything.
    """
    steps: list[tuple[float, float, float, float]] = []
    ahead = [allowed(number) if allowed is not None else None for number in range(slates + 1)]
    for number, constraints in enumerate(ahead[:-1]):
        context = artist.take_canvas()
        mixes = agent.suggest(context, SLATE, constraints)
        agent.shown(Slate(tuple(mixes), context, str(number)))
        scores = [artist.score(mix) for mix in mixes]
        for feedback in artist.rate(mixes, str(number)):
            agent.update(feedback)
        recommended = score_recommended(artist, partial(agent.recommend, constraints=ahead[number + 1]))
        steps.append((recommended, float(np.mean(scores)), max(scores), differing_dimensions(mixes)))
    return Curve(*(tuple(column) for column in zip(*steps, strict=True)))


def score_recommended(artist: Artist, recommend: Callable[[Context], AttributeMix]) -> float:
    """Return the score of the recommended mixes, the mean over the artist's canvases."""
    return float(np.mean([artist.score(recommend(context), context) for context in artist.contexts]))


def differing_dimensions(mixes: Sequence[AttributeMix]) -> float:
    """Return the mean number of dimensions whose strongest value differs, over all pairs of mixes."""
    pairs = list(combinations(mixes, 2))
    names = {name for mix in mixes for name in mix.weights}
    return sum(one.dominant(name) != other.dominant(name) for one, other in pairs for name in names) / len(pairs)
