"""The speed of the default agent with a long history: `apprentice bench agents --speed`.

Processor time, since machines are shared. The slates of the history come from a random agent, so that the timed agent
had no influence on them.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from apprentice_shared.attributes import AttributeSpace

from ....agents import DEFAULT_AGENT, create
from ....agents.base import MEASURES, Agent, Context, Feedback, Slate
from ....packs.shipped import built_in_space
from ...artists.artist import Artist
from ...artists.worlds import WORLDS
from .replay_speed import BOUND_S, History, measure_replay

RATINGS = 1000
BOUND_MS = 20.0
_PER_SLATE = 4
_TIMED_SLATES = 12
_SEED = 0


@dataclass(frozen=True)
class Case:
    """One kind of history.

    Args:
        name: the row's name in the table.
        world: the artist's world.
        reasons: whether the artist gives reasons.
        measured: whether ratings come with measures of the pictures.
        canvases: whether each slate is for another canvas.
        random_from_now: whether the ratings of the timed slates follow no taste.
    """

    name: str
    world: str = "base"
    reasons: bool = False
    measured: bool = False
    canvases: bool = False
    random_from_now: bool = False


CASES = (
    Case("stars alone"),
    Case("with reasons", reasons=True),
    Case("ideal point", world="ideal"),
    Case("ones and fives", world="binary"),
    Case("stars, and every picture measured", measured=True),
    Case("the same with reasons", reasons=True, measured=True),
    Case("the same, each slate on another canvas", reasons=True, measured=True, canvases=True),
    Case("stars alone, each slate on another canvas", canvases=True),
    Case("stars alone, from now on at random", random_from_now=True),
    Case("everything together, stars from now on at random", "base", True, True, True, True),
)
_ON_DISK = CASES[6]


@dataclass(frozen=True)
class Speed:
    """Processor time: of folding the history in seconds, of a rating and of a slate after it in median milliseconds."""

    fold_s: float
    update_ms: float
    suggest_ms: float


def measure(case: Case, ratings: int = RATINGS) -> Speed:
    """Time the folding of a history of `ratings`, then ratings and slates in turns."""
    space = built_in_space()
    rater = _Rater(case, space)
    history = rater.history(ratings)
    context = history[-1][0].context
    agent = create(DEFAULT_AGENT, space, seed=_SEED)
    folding = _seconds(lambda: _fold(agent, history))
    agent.suggest(context, _PER_SLATE)
    updates, suggests = [], []
    for number in range(_TIMED_SLATES):
        slate = Slate(tuple(agent.suggest(context, _PER_SLATE)), context, f"timed {number}")
        agent.shown(slate)
        for index, said in enumerate(rater.rate(slate)):
            if case.random_from_now:
                said = replace(said, rating=float(1 + (7 * number + 3 * index) % 5))  # noqa: PLW2901
            updates.append(_seconds(lambda said=said: agent.update(said)))  # type: ignore[misc]
            suggests.append(_seconds(lambda: agent.suggest(context, _PER_SLATE)))
    return Speed(folding, 1000.0 * statistics.median(updates), 1000.0 * statistics.median(suggests))


def as_speed_table(ratings: int = RATINGS) -> str:
    """Return the table of all cases, and the time that a start with such a log takes."""
    rows = [(case, measure(case, ratings)) for case in CASES]
    lines = [
        f"| {case.name} | {speed.update_ms:.1f} | {speed.suggest_ms:.1f} | {speed.fold_s:.2f} |" for case, speed in rows
    ]
    head = f"{DEFAULT_AGENT}, {ratings} ratings in the profile, processor time (bound {BOUND_MS:g} ms each)"
    columns = "| artist | rating taken in, ms | slate after it, ms | all ratings folded, s |\n| --- | --- | --- | --- |"
    folded_s, ready_s = measure_replay(_Rater(_ON_DISK, built_in_space()).history(ratings))
    replay = (
        f"A start with '{_ON_DISK.name}' on disk (bound {BOUND_S:g} s): log read and folded {folded_s:.2f} s, "
        f"with the fit and the first slate {ready_s:.2f} s"
    )
    return "\n".join((head, "", columns, *lines, "", replay, ""))


class _Rater:
    """An artist who rates slates, with random measures of pictures and canvases where the case has them."""

    def __init__(self, case: Case, space: AttributeSpace) -> None:
        self.case, self.space = case, space
        self._artist = Artist(WORLDS[case.world], space, seed=_SEED, reasons=case.reasons)
        self._rng = np.random.default_rng(_SEED)

    def history(self, ratings: int) -> History:
        agent = create("random", self.space, seed=_SEED)
        history: list[tuple[Slate, list[Feedback]]] = []
        for number in range(ratings // _PER_SLATE):
            context = Context(_measures(self._rng)) if self.case.canvases else Context.empty()
            slate = Slate(tuple(agent.suggest(context, _PER_SLATE)), context, str(number))
            history.append((slate, self.rate(slate)))
        return history

    def rate(self, slate: Slate) -> list[Feedback]:
        said = [replace(one, context=slate.context) for one in self._artist.rate(slate.mixes, str(slate.id))]
        if self.case.measured:
            said = [replace(one, features=_measures(self._rng)) for one in said]
        return said


def _measures(rng: np.random.Generator) -> dict[str, float]:
    return {name: float(rng.normal()) for name in MEASURES}


def _fold(agent: Agent, history: History) -> None:
    for slate, said in history:
        agent.shown(slate)
        for one in said:
            agent.update(one)


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start
