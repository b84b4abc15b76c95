"""Plays conditions on many artists, in as many processes as there are cores."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from apprentice_shared.attributes import AttributeSpace

from .conditions import Condition
from .learn import Curve
from .summary import Summary, summarise

# Artists per task: enough that handing over costs nothing, few enough that the cores end together.
_CHUNK = 10
# More threads than one per process only get into each other's way.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

Played = tuple[list[Curve], float]


@dataclass(frozen=True)
class Trial:
    """One condition, and the artists that it is tried on.

    Args:
        condition: the row.
        artists: how many, at least 1.
        first_seed: of the first artist; the others follow.
        slates: how many slates of four each of them rates.
    """

    condition: Condition
    artists: int
    first_seed: int
    slates: int = 10

    def chunks(self) -> list[range]:
        """Return the artists' seeds, split into tasks."""
        seeds = range(self.first_seed, self.first_seed + self.artists)
        return [seeds[start : start + _CHUNK] for start in range(0, len(seeds), _CHUNK)]


def play_trials(
    trials: Sequence[Trial], processes: int, on_done: Callable[[Trial, Summary], None] | None = None
) -> list[Summary]:
    """Play the trials and return their summaries, in order; the figures do not hang on the number of processes.

    Args:
        trials: what to play.
        processes: at least 1; 1 stays in this process.
        on_done: called with each as soon as it and those before it are done.

    Raises:
        ModuleNotFoundError: a learner needs a package that is not installed; `rivals.say_missing` asks first.
    """
    summaries = []
    for trial, played in zip(trials, _played(trials, processes), strict=True):
        curves = [curve for part, _ in played for curve in part]
        summaries.append(summarise(curves, sum(seconds for _, seconds in played)))
        if on_done is not None:
            on_done(trial, summaries[-1])
    return summaries


def _played(trials: Sequence[Trial], processes: int) -> Iterator[list[Played]]:
    if processes == 1:
        for trial in trials:
            yield [_play(trial.condition, seeds, trial.slates) for seeds in trial.chunks()]
        return
    for name in _THREADS:
        # The processes inherit it, and read it when they load numpy.
        os.environ.setdefault(name, "1")
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        tasks: list[list[Future[Played]]] = [
            [pool.submit(_play, trial.condition, seeds, trial.slates) for seeds in trial.chunks()] for trial in trials
        ]
        for futures in tasks:
            yield [future.result() for future in futures]


def _play(condition: Condition, seeds: range, slates: int) -> Played:
    """Return the curves of some artists, and how much processor time they took, in seconds."""
    space = AttributeSpace.default()
    started = time.process_time()
    curves = [condition.play(space, seed, slates) for seed in seeds]
    return curves, time.process_time() - started
