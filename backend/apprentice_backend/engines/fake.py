"""An engine for tests: instant, deterministic, and able to fail on command.

Its script is the model string, e.g. ``model="steps=20,step_s=0.05,fail_at=2,fail=out_of_memory"``; see `Script`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock
from typing import Any

import cv2
import numpy as np

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import Cancelled, EngineError, EngineNotReady, EngineOutOfMemory
from apprentice_shared.language import sentence

from ..picture_size import scaled_size
from .base import (
    AMOUNT,
    Engine,
    EngineInfo,
    Image,
    Note,
    Noticed,
    Pixels,
    Previewed,
    Progressed,
    Rendered,
    RenderEvent,
    RenderRequest,
)

_FAILURES: dict[str, Callable[[], Exception]] = {
    "error": lambda: EngineError("the fake engine was told to fail: ask again"),
    "out_of_memory": lambda: EngineOutOfMemory("the fake engine was told to run out of memory: ask for a smaller size"),
    "not_ready": lambda: EngineNotReady("the fake engine was told not to be ready: change its script"),
    "crash": lambda: RuntimeError("the fake engine was told to crash"),
}


@dataclass(frozen=True)
class Script:
    """The script of the fake engine, read from its model string.

    Args:
        steps: steps per image, each reported and each a place to cancel.
        step_s: how long each step waits.
        fail_at: number of the image that fails, counted from 1; 0 for none.
        fail: the kind of failure: "error", "out_of_memory", "not_ready", or "crash" for a foreign error.
        times: the number of renders that fail before the engine recovers; 0 for all of them.
        notice: 1 to report a notice in each render, 0 for none.

    Raises:
        ValueError: a number is negative, `steps` is 0, or `fail` is unknown.
    """

    steps: int = 1
    step_s: float = 0.0
    fail_at: int = 0
    fail: str = "error"
    times: int = 0
    notice: int = 0

    def __post_init__(self) -> None:
        if self.steps < 1 or min(self.step_s, self.fail_at, self.times) < 0:
            raise ValueError(f"the fake engine's numbers must not be negative, and steps at least 1, got {self!r}")
        if self.fail not in _FAILURES:
            raise ValueError(f"fail must be one of {', '.join(_FAILURES)}, got {self.fail!r}")

    @classmethod
    def parse(cls, text: str) -> Script:
        """Read a script such as "steps=20,step_s=0.05".

        Raises:
            ValueError: a part is not `name=value`, its name is unknown, or its value does not fit.
        """
        kinds: dict[str, type[int] | type[float] | type[str]] = {
            "steps": int,
            "step_s": float,
            "fail_at": int,
            "fail": str,
            "times": int,
            "notice": int,
        }
        given: dict[str, Any] = {}
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, equals, value = part.partition("=")
            if not equals or name not in kinds:
                raise ValueError(f"a fake engine's script is name=value with {', '.join(kinds)}, got {part!r}")
            given[name] = kinds[name](value)
        return cls(**given)


class FakeEngine(Engine):
    """Tints the canvas by mix and seed, step by step, as its script says.

    The tint is as strong as the mix moves away from "as painted": an empty mix returns the canvas.
    """

    def __init__(self, script: Script) -> None:
        self._script = script
        self._renders = 0
        self._lock = Lock()

    def describe(self) -> EngineInfo:
        """Return a fixed description."""
        return EngineInfo(
            name="fake",
            title="Fake",
            abilities=frozenset({"subject", "canvas", "blank", "strength", "palette", AMOUNT}),
            mark="made by the test engine",
        )

    def render(self, request: RenderRequest, on_event: Callable[[RenderEvent], None], cancelled: Event) -> list[Image]:
        """Render as the script says; see `Engine.render`."""
        with self._lock:
            self._renders += 1
            failing = self._script.times == 0 or self._renders <= self._script.times
            if self._script.notice:
                _go_on(cancelled)
                on_event(Noticed("this is the test engine: its pictures are tints"))
            images = []
            for index in range(len(request.mixes)):
                self._walk(index, request, on_event, cancelled)
                if failing and index + 1 == self._script.fail_at:
                    raise _FAILURES[self._script.fail]()
                images.append(_tinted(request, index))
                _go_on(cancelled)
                on_event(Rendered(index, images[-1]))
            return images

    def close(self) -> None:
        """Do nothing: this engine holds no memory."""

    def _walk(
        self, index: int, request: RenderRequest, on_event: Callable[[RenderEvent], None], cancelled: Event
    ) -> None:
        total = self._script.steps * len(request.mixes)
        for step in range(self._script.steps):
            if self._script.step_s:
                cancelled.wait(self._script.step_s)
            _go_on(cancelled)
            if request.preview_px and step == 0:
                on_event(Previewed(index, _small(_ground(request), request.preview_px)))
                _go_on(cancelled)
            on_event(Progressed((index * self._script.steps + step + 1) / total, f"image {index + 1}"))


def _go_on(cancelled: Event) -> None:
    if cancelled.is_set():
        raise Cancelled("the suggestions were cancelled")


def _ground(request: RenderRequest) -> Pixels:
    size = (request.width_px, request.height_px)
    if request.canvas is None:
        return np.full((*size[::-1], 4), 255, np.uint8)
    if request.canvas.shape[1::-1] == size:
        return request.canvas.copy()
    return cv2.resize(request.canvas, size, interpolation=cv2.INTER_AREA)


def _small(pixels: Pixels, longer_px: int) -> Pixels:
    height, width = pixels.shape[:2]
    return cv2.resize(pixels, scaled_size(width, height, longer_px), interpolation=cv2.INTER_NEAREST)


def _tint(mix: AttributeMix, seed: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    text = json.dumps([mix.to_dict(), seed], sort_keys=True)
    return np.random.default_rng(zlib.crc32(text.encode())).uniform(0, 255, 3)


def _tinted(request: RenderRequest, index: int) -> Image:
    mix, seed = request.mixes[index], request.seeds[index]
    pixels = _ground(request)
    moved = max((1.0 - mix.as_painted(dimension) for dimension in mix.weights), default=0.0)
    amount = moved if request.canvas is None else 0.4 * moved
    tinted = pixels[..., :3] * (1.0 - amount) + _tint(mix, seed) * amount
    pixels[..., :3] = np.rint(tinted).astype(np.uint8)
    return Image(pixels, note=Note((sentence("a flat tint of {share:.0%}", share=amount),)) if amount else Note())


def create_engine(*, model: str, device: str) -> FakeEngine:
    """Make a fake engine whose script is `model`; `device` is not used.

    Raises:
        ValueError: the script cannot be read.
    """
    del device
    return FakeEngine(Script.parse(model))
