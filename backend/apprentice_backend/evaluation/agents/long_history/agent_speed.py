"""The speed of the default agent with a long history: `apprentice bench agents --speed`.

Processor time, since machines are shared. The slates of the history come from a random agent, so that the timed agent
had no influence on them.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from apprentice_shared.attributes import AttributeSpace

from ....agents import DEFAULT_AGENT, create
from ....agents.base import MEASURES, Agent, Context, Feedback, Slate
from ....packs.shipped import built_in_space
from ...artists.artist import Artist
from ...artists.play import SLATE, RatedSlate, play, replay
from ...artists.worlds import WORLDS
from .replay_speed import BOUND_S, measure_replay

RATINGS = 1000
BOUND_MS = 20.0
_TIMED_SLATES = 12
_TIMED_PREFIX = "timed "
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
    rater = CaseArtist(case, space)
    history = rater.history(ratings)
    context = history[-1][0].context
    agent = create(DEFAULT_AGENT, space, seed=_SEED)
    folding = _seconds(lambda: replay(agent, history))
    agent.suggest(context, SLATE)
    timed = _TimedAgent(agent)
    rate = rater.rate_at_random if case.random_from_now else rater.rate
    for _ in play(timed, rate, _TIMED_SLATES, context, prefix=_TIMED_PREFIX):
        pass
    return Speed(folding, 1000.0 * statistics.median(timed.updates), 1000.0 * statistics.median(timed.suggests))


class _TimedAgent:
    """Passes all on to an agent, and notes the seconds of each rating and of a slate right after it."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self.suggest, self.shown = agent.suggest, agent.shown
        self.updates: list[float] = []
        self.suggests: list[float] = []

    def update(self, feedback: Feedback) -> None:
        self.updates.append(_seconds(lambda: self._agent.update(feedback)))
        self.suggests.append(_seconds(lambda: self._agent.suggest(feedback.context, SLATE)))


def as_speed_table(ratings: int = RATINGS) -> str:
    """Return the table of all cases, and the time that a start with such a log takes."""
    rows = [(case, measure(case, ratings)) for case in CASES]
    lines = [
        f"| {case.name} | {speed.update_ms:.1f} | {speed.suggest_ms:.1f} | {speed.fold_s:.2f} |" for case, speed in rows
    ]
    head = f"{DEFAULT_AGENT}, {ratings} ratings in the profile, processor time (bound {BOUND_MS:g} ms each)"
    columns = "| artist | rating taken in, ms | slate after it, ms | all ratings folded, s |\n| --- | --- | --- | --- |"
    folded_s, ready_s = measure_replay(CaseArtist(_ON_DISK, built_in_space()).history(ratings))
    replay = (
        f"A start with '{_ON_DISK.name}' on disk (bound {BOUND_S:g} s): log read and folded {folded_s:.2f} s, "
        f"with the fit and the first slate {ready_s:.2f} s"
    )
    return "\n".join((head, "", columns, *lines, "", replay, ""))


class CaseArtist:
    """An artist who rates slates, with random measures of pictures and canvases where the case has them."""

    def __init__(self, case: Case, space: AttributeSpace) -> None:
        self.case, self.space = case, space
        self._artist = Artist(WORLDS[case.world], space, seed=_SEED, reasons=case.reasons)
        self._rng = np.random.default_rng(_SEED)

    def history(self, ratings: int) -> Sequence[RatedSlate]:
        """Rate slates of a random agent."""
        agent = create("random", self.space, seed=_SEED)
        return list(play(agent, self.rate, ratings // SLATE, self._canvas))

    def rate(self, slate: Slate) -> list[Feedback]:
        """Rate a slate by the artist's taste."""
        said = self._artist.rate(slate)
        if self.case.measured:
            said = [replace(one, features=_measures(self._rng)) for one in said]
        return said

    def rate_at_random(self, slate: Slate) -> list[Feedback]:
        """Rate a slate with stars that follow no taste."""
        number = int((slate.id or "").removeprefix(_TIMED_PREFIX))
        return [
            replace(one, rating=float(1 + (7 * number + 3 * index) % 5)) for index, one in enumerate(self.rate(slate))
        ]

    def _canvas(self, _number: int) -> Context:
        return Context(_measures(self._rng)) if self.case.canvases else Context.empty()


def _measures(rng: np.random.Generator) -> dict[str, float]:
    return {name: float(rng.normal()) for name in MEASURES}


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start
