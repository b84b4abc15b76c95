"""Proofs: what attribute values, packs of them, and intents make of a canvas, in small."""

from __future__ import annotations

import logging
import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Condition, Event

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import Cancelled, EngineError
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.language import tr
from apprentice_shared.messages import GetProofs, ProofPart, ProofsReport

from ...engines.base import PROOFS, Engine, EngineInfo, Pixels, RenderRequest
from ...picture_size import scaled_size
from ..engine_pool import EnginePool
from ..image_cache import ImageCache
from ..pack_shelf import PackShelf
from ..pictures import canvas_in, encode_pixels
from . import Answer

logger = logging.getLogger(__name__)

# A proof is made larger than it is sent: brushwork at the size of a stamp shows nothing of its strokes.
LARGER = 2
LEAST_PX = 16
# A slate that takes longer than this is followed by proofs all the same, rather than that a client waits for ever.
LONGEST_WAIT_S = 120.0
# How often a request that waits looks whether it was cancelled.
LOOK_S = 0.2


class ProofAnswers:
    """Answers requests for proofs. One is made at a time, and none is begun while a slate is made.

    Of several requests each has one proof made in turn, so that a long one holds up no other. Any thread may call.
    """

    def __init__(self, engines: EnginePool, images: ImageCache, packs: PackShelf) -> None:
        self._engines, self._images, self._packs = engines, images, packs
        self._slates = 0
        self._turns: deque[object] = deque()
        self._closed = False
        self._changed = Condition()

    def close(self) -> None:
        """Begin no proof any more: requests that are under way are cancelled."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Begin no proof inside this block."""
        with self._changed:
            self._slates += 1
        try:
            yield
        finally:
            with self._changed:
                self._slates -= 1
                self._changed.notify_all()

    def answer(self, request: GetProofs, cancelled: Event) -> Answer:
        """Make a proof of each value, pack and intent that the engine knows; none by an engine without that ability.

        A proof at which the engine fails is left out.

        Raises:
            Cancelled: `cancelled`, which is looked at before each proof and while one waits, was set, or `close` was
                called.
        """
        engine = self._engines.get(self._engines.default)
        info = engine.describe()
        if PROOFS not in info.abilities or not info.ready:
            return Answer(ProofsReport(request.id, request.canvas, ()))
        canvas = canvas_in(self._images, request.canvas)
        parts: list[ProofPart] = []
        frames: dict[str, ImageFrame] = {}
        for part, mix in self._wanted(request, info):
            try:
                with self._turn(cancelled):
                    pixels = _proof(engine, canvas, mix, request.side_px, part.intent)
                    frame = encode_pixels(pixels, PixelFormat.RGBA, request.id)
            except Cancelled:
                raise
            except EngineError as exc:
                logger.warning("A proof is left out: %s", exc)
                continue
            frames[frame.hash] = frame
            parts.append(replace(part, image=frame.hash))
        return Answer(ProofsReport(request.id, request.canvas, tuple(parts)), tuple(frames.values()))

    @contextmanager
    def _turn(self, cancelled: Event) -> Iterator[None]:
        """Wait behind those who wait already, and for slates, before this block."""
        turn = object()
        with self._changed:
            self._turns.append(turn)
        try:
            self._wait(lambda: self._turns[0] is turn, cancelled)
            self._wait(lambda: not self._slates, cancelled, LONGEST_WAIT_S)
            yield
        finally:
            with self._changed:
                self._turns.remove(turn)
                self._changed.notify_all()

    def _wait(self, ready: Callable[[], bool], cancelled: Event, longest_s: float = math.inf) -> None:
        """Wait until `ready()`, or for `longest_s` at most.

        Raises:
            Cancelled: `cancelled` was set, or `close` was called.
        """
        until_s = time.monotonic() + longest_s
        with self._changed:
            while not (self._closed or cancelled.is_set() or ready()) and time.monotonic() < until_s:
                self._changed.wait(LOOK_S)
            if self._closed or cancelled.is_set():
                raise Cancelled(tr("The suggestions were cancelled."))

    def _wanted(self, request: GetProofs, engine: EngineInfo) -> list[tuple[ProofPart, AttributeMix]]:
        """Return each proof, still without its picture, and its mix; what is not known is left out."""
        known = self._packs.widest().dimensions
        wanted = []
        for text in dict.fromkeys(request.values):
            dimension, _, value = text.partition("=")
            if value in known.get(dimension, ()):
                wanted.append((ProofPart(text, "", ""), AttributeMix({dimension: {value: 1.0}})))
        for name in dict.fromkeys(request.packs):
            wanted += [
                (ProofPart("", name, ""), AttributeMix({dimension: {value: 1.0}}))
                for dimension, value in self._packs.few(name)
            ]
        known_intents = (name for name in dict.fromkeys(request.intents) if name in engine.intents)
        wanted += [(ProofPart("", "", "", name), AttributeMix({})) for name in known_intents]
        return wanted


def _proof(engine: Engine, canvas: Pixels, mix: AttributeMix, side_px: int, intent: str = "") -> Pixels:
    """Return what a mix, or an intent, makes of a canvas, at most `side_px` a side."""
    import cv2  # noqa: PLC0415 - the backend starts without it

    height, width = canvas.shape[:2]
    large = scaled_size(width, height, LARGER * side_px, least_px=LEAST_PX)
    request = RenderRequest((mix,), (0,), *large, canvas=canvas, preview_px=0, intent=intent)
    (image,) = engine.render(request, lambda _: None, Event())
    return cv2.resize(image.pixels, scaled_size(*large, side_px), interpolation=cv2.INTER_AREA)
