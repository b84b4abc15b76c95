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
from ..artists.play import Learner, play


class Recommender(Learner, Protocol):
    """A learner that can also be asked for the one mix that it believes best."""

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


def learn(
    agent: Recommender, artist: Artist, slates: int, allowed: Callable[[int], Constraints] | None = None
) -> Curve:
    """Let `artist` rate `slates` slates of four, and score `agent` after each.

    Args:
        agent: the learner.
        artist: the artist who rates.
        slates: at least 1.
        allowed: slate number, from 0 -> its constraints; the recommendation before it keeps to them too. None allows
            everything.
    """
    scores: list[list[float]] = []
    recommended: list[float] = []
    differing: list[float] = []

    def rate(slate: Slate) -> Sequence[Feedback]:
        # Scored first, since ratings may change the artist's taste.
        scores.append([artist.score(mix) for mix in slate.mixes])
        return artist.rate(slate)

    ahead = [allowed(number) if allowed is not None else None for number in range(slates + 1)]
    played = play(agent, rate, slates, lambda _: artist.take_canvas(), constraints=ahead.__getitem__)
    for number, (slate, _) in enumerate(played, 1):
        recommended.append(score_recommended(artist, partial(agent.recommend, constraints=ahead[number])))
        differing.append(differing_dimensions(slate.mixes))
    shown = tuple(float(np.mean(each)) for each in scores)
    return Curve(tuple(recommended), shown, tuple(max(each) for each in scores), tuple(differing))


def score_recommended(artist: Artist, recommend: Callable[[Context], AttributeMix]) -> float:
    """Return the score of the recommended mixes, the mean over the artist's canvases."""
    return float(np.mean([artist.score(recommend(context), context) for context in artist.contexts]))


def differing_dimensions(mixes: Sequence[AttributeMix]) -> float:
    """Return the mean number of dimensions whose strongest value differs, over all pairs of mixes."""
    pairs = list(combinations(mixes, 2))
    names = {name for mix in mixes for name in mix.weights}
    return sum(one.dominant(name) != other.dominant(name) for one, other in pairs for name in names) / len(pairs)
