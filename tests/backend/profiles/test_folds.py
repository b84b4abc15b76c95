"""Folds are lent to one thread at a time, and not once they were dropped."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, RLock
from types import TracebackType

from apprentice_backend.profiles.folds import FoldPlace, Folds
from apprentice_shared.attributes import AttributeSpace

SPACE = AttributeSpace.default()


class ToldLock:
    """A lock that tells when somebody asks for it."""

    def __init__(self) -> None:
        self.asked = Event()
        self._lock = RLock()

    def __enter__(self) -> None:
        self.asked.set()
        self._lock.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lock.release()


def test_a_place_that_was_dropped_is_lent_to_nobody() -> None:
    """A thread that waited for it gets a new place, which has learned nothing of the log that changed."""
    folds, lock = Folds(), ToldLock()
    folds._places["p1", SPACE] = FoldPlace(lock=lock)  # type: ignore[arg-type]

    def lend() -> FoldPlace:
        with folds.of("p1", SPACE) as place:
            return place

    with ThreadPoolExecutor(1) as others:
        with folds.of("p1", SPACE) as place:
            lock.asked.clear()
            waiting = others.submit(lend)
            assert lock.asked.wait(20)
            folds.drop("p1")
        assert waiting.result() is not place
        assert lend() is waiting.result()
