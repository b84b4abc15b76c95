"""A slate of studies: made side by side on worker threads, with all reports on the caller's thread."""

from __future__ import annotations

import queue
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

import cv2

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import Cancelled, EngineError
from apprentice_shared.language import tr

from ...picture_size import scaled_size
from ..base import Image, Pixels, Previewed, Progressed, Rendered, RenderEvent, RenderRequest
from .masks.fields import small_rgb
from .recipes.plan import StudyPlan
from .study import STAGES, StudyRequest, StudySource, make_study
from .threads import step_back, worker_count

OnEvent = Callable[[RenderEvent], None]


def render_slate(
    source: StudySource, plans: list[StudyPlan], request: RenderRequest, on_event: OnEvent, cancelled: Event
) -> list[Image]:
    """Make the studies of a slate.

    `on_event` is called on this thread. `cancelled` is read before every stage of every study, and before every report.

    Raises:
        Cancelled: `cancelled` was set.
        EngineError: a study failed, as with a pack's number far beyond its range.
    """
    slate = SlateRender(source, request, cancelled)
    pool = ThreadPoolExecutor(worker_count(len(plans)), thread_name_prefix="study", initializer=step_back)
    try:
        futures = {index: pool.submit(slate.work, index, plans[index]) for index in order_of_work(plans)}
        for future in futures.values():
            future.add_done_callback(slate.reports.put)
        slate.relay(len(plans), on_event)
        return [futures[index].result() for index in range(len(plans))]
    finally:
        slate.stop.set()
        pool.shutdown(cancel_futures=True)


def order_of_work(plans: list[StudyPlan]) -> list[int]:
    """Order the studies by when to begin them: the quickest, for an early first picture, then the longest first."""
    longest = sorted(range(len(plans)), key=lambda index: -plans[index].cost)
    return [longest[-1], *longest[:-1]]


@dataclass(frozen=True)
class _Begun:
    """A report that a stage of study `index` begins."""

    index: int
    stage: str


@dataclass
class SlateRender:
    """The state of one slate while it is made; workers put their reports into `reports`."""

    source: StudySource
    request: RenderRequest
    cancelled: Event
    stop: Event = field(default_factory=Event)
    reports: queue.SimpleQueue[_Begun | Previewed | Rendered | Future[Image]] = field(default_factory=queue.SimpleQueue)

    def work(self, index: int, plan: StudyPlan) -> Image:
        """Make one study; runs on a worker."""

        def step(stage: str) -> None:
            if self.stop.is_set() or self.cancelled.is_set():
                raise Cancelled(tr("the suggestions were cancelled"))
            self.reports.put(_Begun(index, stage))

        def show(pixels: Pixels) -> None:
            if self.request.preview_px:
                self.reports.put(Previewed(index, _preview(pixels, self.request.preview_px)))

        wanted = StudyRequest(plan, self.request.seeds[index], self.request.layers)
        try:
            image = make_study(self.source, wanted, step, show)
        except (ValueError, ArithmeticError, cv2.error) as exc:
            if is_out_of_memory(exc):
                raise
            raise EngineError(_failed(self.request.mixes[index])) from exc
        self.reports.put(Rendered(index, image))
        return image

    def relay(self, count: int, on_event: OnEvent) -> None:
        """Pass reports on until all studies are done; if one failed, raise its error.

        Raises:
            Cancelled: the suggestions were cancelled.
        """
        steps, finished, total = 0, 0, count * (len(STAGES) + 1)
        while finished < count:
            report = self.reports.get()
            if self.cancelled.is_set():
                raise Cancelled(tr("the suggestions were cancelled"))
            if isinstance(report, Future):
                report.result()
                finished += 1
            elif isinstance(report, _Begun):
                steps += 1
                on_event(
                    Progressed(
                        steps / total,
                        tr("{stage}, study {number}", stage=tr(report.stage, context="stage"), number=report.index + 1),
                    )
                )
            else:
                on_event(report)
        if self.cancelled.is_set():
            raise Cancelled(tr("the suggestions were cancelled"))
        on_event(Progressed(1.0))


def is_out_of_memory(exc: Exception) -> bool:
    """Return whether an error, OpenCV's included, says that memory ran out."""
    return isinstance(exc, MemoryError) or (isinstance(exc, cv2.error) and "Insufficient memory" in str(exc))


def _failed(mix: AttributeMix) -> str:
    """Say that a study failed, and the likely cause: numbers of an artist's own pack."""
    values = ", ".join(f"{dimension}={value}" for dimension, weights in mix.weights.items() for value in weights)
    if not values:
        return tr("no study of the canvas could be made: ask again, or report it")
    return tr(
        "no study of {values} could be made: where a value is of your own pack, bring its numbers nearer to those of"
        " the shipped packs; otherwise ask again, or report it",
        values=values,
    )


def _preview(pixels: Pixels, longer_px: int) -> Pixels:
    height, width = pixels.shape[:2]
    return small_rgb(pixels, scaled_size(width, height, longer_px))
