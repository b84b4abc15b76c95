"""The progress of a request, and an estimate of the time left."""

from __future__ import annotations

from collections.abc import Callable

from ...base import Progressed


class RenderProgress:
    """Counts the work of one request, in image steps; decoding an image counts as one.

    Args:
        images: images of the request.
        steps: denoising steps per image.
        clock: seconds, never falling.
    """

    def __init__(self, images: int, steps: int, clock: Callable[[], float]) -> None:
        self._total = images * (steps + 1)
        self._clock = clock
        self._started = clock()
        self._done = 0
        self._marked = 0
        self._fraction = 0.0

    def advance(self, stage: str, *, images: int) -> Progressed:
        """Count one step of `images` images as done and report it, with an estimate of the time left."""
        self._done = min(self._total, self._done + images)
        self._fraction = max(self._fraction, self._done / self._total)
        spent = self._clock() - self._started
        return Progressed(self._fraction, stage, spent / self._done * (self._total - self._done))

    def mark(self) -> None:
        """Remember this point for `rewind`."""
        self._marked = self._done

    def rewind(self) -> None:
        """Take back all since the last mark; the fraction reported stays until that work is done again."""
        self._done = self._marked
