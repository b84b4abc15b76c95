"""The speed of an engine: the time of a slate beside rivals in the same run, and of each stage of each value."""

from __future__ import annotations

import dataclasses
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

import cv2
import numpy as np

from apprentice_shared.attributes import AttributeMix

from ...engines.base import Engine, Pixels, Progressed, Rendered, RenderEvent, RenderRequest
from ...engines.studies.threads import step_back
from ...packs.shipped import built_in_space
from ...studio.slates.proof_choice import PROOFS_EACH
from ...studio.slates.slate_plan import MOVES, PROOF_PX
from ..canvases.drawn import drawn_canvases
from ..canvases.studies import random_mix

SIDE_PX = 1024
SLATE = 4
_CANVAS = "shore, block-in"

Filter = Callable[[Pixels], Pixels]
RIVALS: dict[str, Filter] = {
    "cv2.stylization": cv2.stylization,
    "cv2.detailEnhance": cv2.detailEnhance,
    "cv2.edgePreservingFilter": cv2.edgePreservingFilter,
}


@dataclass
class _Timed:
    """Seconds of four pictures, one number a round: until all are there, until the first, and of processor time.

    Processor time can be compared on a machine that others use, since waiting does not lengthen it.
    """

    slate: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def speed_table(engine: Engine, rounds: int, size: int) -> str:
    """Return the table of slates of four random mixes, timed in turn with four pictures of each rival."""
    canvas = dict(drawn_canvases(size, size))[_CANVAS]
    rgb = np.ascontiguousarray(canvas[..., :3])
    rng = np.random.default_rng(1)
    timed, rivals = _Timed(), {name: _Timed() for name in RIVALS}
    _time_slate(engine, canvas, rng, _Timed())
    for _ in range(rounds):
        _time_slate(engine, canvas, rng, timed)
        for name, rival in RIVALS.items():
            _time_rival(rival, rgb, rivals[name])
    title = engine.describe().name
    lines = [f"\n{SLATE} pictures at {size} px, seconds, median of {rounds} rounds (worst), in one run\n"]
    lines.append(f"  {title:28}{_line(timed)}   first picture {statistics.median(timed.first):.2f}\n")
    lines += [f"  {name:28}{_line(taken)}   {_ratios(taken, timed)}\n" for name, taken in rivals.items()]
    together = _Timed(
        [sum(taken) for taken in zip(*(rival.slate for rival in rivals.values()), strict=True)],
        processor=[sum(taken) for taken in zip(*(rival.processor for rival in rivals.values()), strict=True)],
    )
    lines.append(f"  {'all three, one after another':28}{_line(together)}   {_ratios(together, timed)}\n")
    return "".join(lines)


def proofs_table(engine: Engine, rounds: int, size: int) -> str:
    """Return the table of slates as the studio makes them: sixteen proofs, then four pictures of those mixes."""
    canvas = dict(drawn_canvases(size, size))[_CANVAS]
    rng, whole, proofs = np.random.default_rng(2), _Timed(), _Timed()
    _time_with_proofs(engine, canvas, rng, _Timed(), _Timed())
    for _ in range(rounds):
        _time_with_proofs(engine, canvas, rng, whole, proofs)
    chosen = f"chosen by {PROOFS_EACH * SLATE} proofs, {MOVES} dimensions moved"
    return (
        f"\n{SLATE} pictures at {size} px {chosen}, median of {rounds} rounds (worst)\n"
        f"  {'proofs and pictures':28}{_line(whole)}\n  {'proofs alone':28}{_line(proofs)}\n"
    )


def _time_with_proofs(engine: Engine, canvas: Pixels, rng: np.random.Generator, whole: _Timed, proofs: _Timed) -> None:
    """Time proofs on a canvas that was analysed, then those and the pictures on one that was not."""
    mixes = tuple(random_mix(rng, MOVES) for _ in range(PROOFS_EACH * SLATE))
    height, width = canvas.shape[:2]
    wanted = RenderRequest(mixes, (1,) * len(mixes), width, height, canvas, preview_px=0, proof_px=PROOF_PX)
    pictures = dataclasses.replace(wanted, mixes=mixes[:SLATE], seeds=(1,) * SLATE, proof_px=0)
    for timed, requests in ((proofs, (wanted,)), (whole, (wanted, pictures))):
        if timed is whole:
            engine.close()
        start, used = time.perf_counter(), time.process_time()
        for request in requests:
            engine.render(request, lambda _: None, Event())
        timed.slate.append(time.perf_counter() - start)
        timed.processor.append(time.process_time() - used)


def _line(timed: _Timed) -> str:
    wall, processor = statistics.median(timed.slate), statistics.median(timed.processor)
    return f"{wall:7.2f} ({max(timed.slate):.2f})   processor {processor:.2f}"


def _ratios(rival: _Timed, ours: _Timed) -> str:
    wall = statistics.median(rival.slate) / statistics.median(ours.slate)
    processor = statistics.median(rival.processor) / statistics.median(ours.processor)
    return f"{wall:.1f} times as long, {processor:.1f} times the processor"


def _time_rival(rival: Filter, rgb: Pixels, timed: _Timed) -> None:
    """Time four pictures of a rival, one after another, at the thread priority that studies have."""

    def four() -> None:
        start, used = time.perf_counter(), time.process_time()
        for _ in range(SLATE):
            rival(rgb)
        timed.slate.append(time.perf_counter() - start)
        timed.processor.append(time.process_time() - used)

    with ThreadPoolExecutor(1, initializer=step_back) as thread:
        thread.submit(four).result()


def _time_slate(engine: Engine, canvas: Pixels, rng: np.random.Generator, timed: _Timed) -> None:
    """Time one slate of a canvas that the engine has not analysed, so that the analysis counts."""
    engine.close()
    height, width = canvas.shape[:2]
    seeds = tuple(int(seed) for seed in rng.integers(0, 2**31, SLATE))
    request = RenderRequest(tuple(random_mix(rng) for _ in range(SLATE)), seeds, width, height, canvas)
    start, used, arrived = time.perf_counter(), time.process_time(), list[float]()

    def note(event: RenderEvent) -> None:
        if isinstance(event, Rendered):
            arrived.append(time.perf_counter() - start)

    engine.render(request, note, Event())
    timed.slate.append(time.perf_counter() - start)
    timed.processor.append(time.process_time() - used)
    timed.first.append(arrived[0])


def stage_table(engine: Engine, size: int) -> str:
    """Return the table of processor time of each value and intent alone, in all and by stage."""
    canvas = dict(drawn_canvases(size, size))[_CANVAS]
    lines = [f"\nProcessor time of one picture at {size} px, milliseconds, least of three\n"]
    asked = [
        (dimension, value, RenderRequest((AttributeMix({dimension: {value: 1.0}}),), (3,), size, size, canvas))
        for dimension, values in built_in_space().dimensions.items()
        for value in values
    ]
    plain = RenderRequest((AttributeMix({}),), (3,), size, size, canvas)
    asked += [("intent", name, dataclasses.replace(plain, intent=name)) for name in engine.describe().intents]
    for kind, name, request in asked:
        total, stages = min((_stages(engine, request) for _ in range(3)), key=lambda item: item[0])
        parts = "  ".join(f"{stage} {seconds * 1000:.0f}" for stage, seconds in stages if seconds > 0.002)
        lines.append(f"  {kind:12} {name:18}{total * 1000:6.0f}   {parts}\n")
    return "".join(lines)


def _stages(engine: Engine, request: RenderRequest) -> tuple[float, list[tuple[str, float]]]:
    marks: list[tuple[str, float]] = []
    start = time.process_time()

    def mark(event: RenderEvent) -> None:
        if isinstance(event, Progressed):
            marks.append((event.stage.partition(",")[0], time.process_time()))

    engine.render(request, mark, Event())
    end = time.process_time()
    times = [*(moment for _, moment in marks), end]
    return end - start, [(stage, times[place + 1] - times[place]) for place, (stage, _) in enumerate(marks) if stage]


def memory_line() -> str:
    """Return a line that tells the peak memory of this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts kilobytes, macOS bytes.
    megabytes = peak / (1024.0 if sys.platform != "darwin" else 1024.0 * 1024.0)
    return f"\nPeak memory of the process, rivals included: {megabytes:.0f} MB\n"
