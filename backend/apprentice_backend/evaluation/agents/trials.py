"""Trials: conditions played on many artists, in several processes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from ...packs.shipped import built_in_space
from .conditions import Condition
from .learn import Curve
from .summary import Summary, summarise

# Artists per task: enough that handing a task over costs nothing, few enough that all cores end together.
_CHUNK = 10
# Several processes with several threads each would compete for the cores.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

Played = tuple[list[Curve], float]


@dataclass(frozen=True)
class Trial:
    """One condition, and the artists that it is tried on.

    Args:
        condition: the row.
        artists: the number of artists, at least 1.
        first_seed: the first artist's seed; the others follow.
        slates: the number of slates of four that each artist rates.
    """

    condition: Condition
    artists: int
    first_seed: int
    slates: int = 10

    def chunks(self) -> list[range]:
        """Return the artists' seeds, split into tasks."""
        seeds = range(self.first_seed, self.first_seed + self.artists)
        return [seeds[start : start + _CHUNK] for start in range(0, len(seeds), _CHUNK)]


def play_trials(trials: Sequence[Trial], processes: int) -> Iterator[Summary]:
    """Play the trials and yield their summaries, in order. The figures do not depend on the number of processes.

    Args:
        processes: at least 1; 1 stays in this process.

    Raises:
        ModuleNotFoundError: a learner needs a package that is not installed; `rivals.registry.say_missing` asks first.
    """
    for played in _played(trials, processes):
        curves = [curve for part, _ in played for curve in part]
        yield summarise(curves, sum(seconds for _, seconds in played))


def _played(trials: Sequence[Trial], processes: int) -> Iterator[list[Played]]:
    if processes == 1:
        for trial in trials:
            yield [_play(trial.condition, seeds, trial.slates) for seeds in trial.chunks()]
        return
    for name in _THREADS:
        # The processes inherit the variable and read it when they load numpy.
        os.environ.setdefault(name, "1")
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        tasks: list[list[Future[Played]]] = [
            [pool.submit(_play, trial.condition, seeds, trial.slates) for seeds in trial.chunks()] for trial in trials
        ]
        for futures in tasks:
            yield [future.result() for future in futures]


def _play(condition: Condition, seeds: range, slates: int) -> Played:
    """Return the curves of the artists of `seeds`, and the processor time that they took, in seconds."""
    space = built_in_space()
    started = time.process_time()
    curves = [condition.play(space, seed, slates) for seed in seeds]
    return curves, time.process_time() - started
