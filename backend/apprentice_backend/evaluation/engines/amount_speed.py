"""The time of one study at an amount, as a card shows it, beside the same study at the size it is inserted at."""

from __future__ import annotations

import statistics
import time
from threading import Event

import cv2
import numpy as np

from apprentice_shared.attributes import AttributeMix

from ...engines.base import Engine, Pixels, RenderRequest
from ...studio.slates.slate_plan import MOVES
from ..canvases.drawn import drawn_canvases
from ..canvases.studies import random_mix

LARGER = 3  # times the side of a card's picture: the inserted one
_CANVAS = "shore, block-in"
_MIXES = 6
_AMOUNTS = (0.3, 0.6, 0.9)


def amounts_table(engine: Engine, rounds: int, size: int) -> str:
    """Return the table of one study at an amount: of a canvas that was analysed, as while an amount is changed.

    Args:
        engine: one with the ability `AMOUNT`.
        rounds: how often all mixes and amounts are timed; both sizes take turns.
        size: the side of a card's picture in pixels.
    """
    rng = np.random.default_rng(3)
    mixes = [random_mix(rng, MOVES).times(amount) for _ in range(_MIXES) for amount in _AMOUNTS]
    sides = (size, LARGER * size)
    card = next(pixels for name, pixels in drawn_canvases(size, size) if name == _CANVAS)
    canvases = {side: cv2.resize(card, (side, side), interpolation=cv2.INTER_CUBIC) for side in sides}
    taken: dict[int, list[tuple[float, float]]] = {side: [] for side in sides}
    for side in sides:
        _time(engine, canvases[side], mixes[0])
    for _ in range(rounds):
        for mix in mixes:
            for side in sides:
                taken[side].append(_time(engine, canvases[side], mix))
    lines = [f"\nOne study at an amount, {MOVES} dimensions moved, milliseconds, median of {rounds} rounds (95%)\n"]
    lines += [f"  {side:5} px{_column(taken[side], 0)}   processor{_column(taken[side], 1)}\n" for side in sides]
    ratio = statistics.median(wall for wall, _ in taken[sides[1]]) / statistics.median(wall for wall, _ in taken[size])
    lines.append(f"  the larger one takes {ratio:.1f} times as long\n")
    return "".join(lines)


def _time(engine: Engine, canvas: Pixels, mix: AttributeMix) -> tuple[float, float]:
    """Return the seconds and the processor time of one study."""
    height, width = canvas.shape[:2]
    request = RenderRequest((mix,), (1,), width, height, canvas, preview_px=0)
    start, used = time.perf_counter(), time.process_time()
    engine.render(request, lambda _: None, Event())
    return time.perf_counter() - start, time.process_time() - used


def _column(taken: list[tuple[float, float]], place: int) -> str:
    values = [1000.0 * seconds[place] for seconds in taken]
    return f"{statistics.median(values):7.0f} ({np.quantile(values, 0.95):.0f})"
