"""The closed loop on pixels over many canvases and artists, as tables: `apprentice bench agents --pixels`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from ... import engines
from ...engines.base import Pixels
from .loop import PROPERTIES, RANDOM_MIXES, RATINGS, LoopCanvas, LoopResult, WantedProperty, run_pixel_loop

WIDTH_PX, HEIGHT_PX = 128, 96
ARTISTS = 3
RECOMMENDED_BOUND, SLATE_BOUND = 1.5, 1.0
_ENGINE = "studies"
_SAID = {True: "stars and what was measured of the pictures", False: "stars alone"}
_DIRECTIONS = {1: "more", -1: "less"}

Played = Mapping[WantedProperty, Sequence[LoopResult]]


def pixel_tables(canvases: Mapping[str, Pixels], first_seed: int, processes: int) -> str:
    """Let artists of every wanted property rate studies of every canvas, and return the tables.

    Args:
        canvases: by name, at least one.
        first_seed: of the first of `ARTISTS` artists per canvas and property; the others follow.
        processes: at least 1; 1 stays in this process.
    """
    results = play_loops(canvases, first_seed, processes)
    head = (
        f"The closed loop on pixels: {_ENGINE} at {WIDTH_PX} x {HEIGHT_PX} px, {RATINGS} ratings, {len(canvases)} "
        f"canvases ({', '.join(canvases)}), {ARTISTS} artists each.\nStandard deviations beyond the mean of "
        f"{RANDOM_MIXES} random mixes, the wanted way: median (least).\n"
    )
    return "\n".join([head, *(_table(results, measured) for measured in _SAID)])


def play_loops(canvases: Mapping[str, Pixels], first_seed: int, processes: int) -> Played:
    """Return the results of every wanted property, over all canvases and artists."""
    tasks = [(canvas, first_seed) for canvas in canvases.values()]
    if processes == 1:
        return _joined(map(_play, tasks))
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return _joined(pool.map(_play, tasks))


def _play(task: tuple[Pixels, int]) -> list[tuple[WantedProperty, LoopResult]]:
    pixels, first_seed = task
    engine = engines.create(_ENGINE)
    canvas = LoopCanvas(engine, pixels)
    wanted = [WantedProperty(name, way, measured) for measured in _SAID for name in PROPERTIES for way in _DIRECTIONS]
    results: list[tuple[WantedProperty, LoopResult]] = []
    for seed in range(first_seed, first_seed + ARTISTS):
        results += zip(wanted, run_pixel_loop(canvas, wanted, seed=seed), strict=True)
    engine.close()
    return results


def _joined(parts: Iterable[Sequence[tuple[WantedProperty, LoopResult]]]) -> Played:
    joined: dict[WantedProperty, list[LoopResult]] = {}
    for part in parts:
        for wanted, result in part:
            joined.setdefault(wanted, []).append(result)
    return joined


def _table(played: Played, measured: bool) -> str:
    lines = [
        f"The agent has {_SAID[measured]}:\n",
        f"| wanted | recommended (≥ {RECOMMENDED_BOUND}) | next slate's mean (≥ {SLATE_BOUND}) | both reached "
        f"| where {RECOMMENDED_BOUND} can be reached | the best mix there is |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [_line(wanted, results) for wanted, results in played.items() if wanted.measured == measured]
    return "\n".join(lines) + "\n"


def _line(wanted: WantedProperty, results: Sequence[LoopResult]) -> str:
    reached = [one.recommended >= RECOMMENDED_BOUND and one.slate >= SLATE_BOUND for one in results]
    possible = [one.reachable >= RECOMMENDED_BOUND for one in results]
    both = sum(there and can for there, can in zip(reached, possible, strict=True))
    cells = [
        f"{_DIRECTIONS[wanted.direction]} {wanted.name.replace('_', ' ')}",
        _spread([one.recommended for one in results]),
        _spread([one.slate for one in results]),
        f"{sum(reached)} of {len(results)}",
        f"{both} of {sum(possible)}",
        _spread([one.reachable for one in results]),
    ]
    return f"| {' | '.join(cells)} |"


def _spread(values: Sequence[float]) -> str:
    return f"{np.median(values):.2f} ({min(values):.2f})"
