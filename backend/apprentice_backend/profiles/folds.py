"""The folds that are kept between questions, each lent to one thread at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, RLock

from apprentice_shared.attributes import AttributeSpace

from .fold import Fold


@dataclass(eq=False)
class FoldPlace:
    """The place of one profile's fold over one space: the fold, None before it is made, and the lock of who uses it."""

    fold: Fold | None = None
    lock: RLock = field(default_factory=RLock)


class Folds:
    """The places of all folds. Any thread may call; only who asks for the same place waits for one another."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, AttributeSpace], FoldPlace] = {}
        self._lock = Lock()  # of the table; never held while something is learned

    @contextmanager
    def of(self, profile_id: str, space: AttributeSpace) -> Iterator[FoldPlace]:
        """Lend a place to this thread alone."""
        while True:
            with self._lock:
                place = self._places.setdefault((profile_id, space), FoldPlace())
            with place.lock:
                # Dropped while this thread waited for it: what it holds is of a log that has changed.
                if self._places.get((profile_id, space)) is place:
                    yield place
                    return

    @contextmanager
    def free(self, profile_id: str, space: AttributeSpace) -> Iterator[FoldPlace | None]:
        """Lend a place to this thread alone, or None where another one has it: nobody waits."""
        with self._lock:
            place = self._places.setdefault((profile_id, space), FoldPlace())
            # Nobody can drop it before it is locked.
            is_free = place.lock.acquire(blocking=False)
        try:
            yield place if is_free else None
        finally:
            if is_free:
                place.lock.release()

    def drop(self, profile_id: str) -> None:
        """Forget a profile's folds at once; who uses one now uses it to the end, and nobody after."""
        with self._lock:
            for key in [key for key in self._places if key[0] == profile_id]:
                del self._places[key]
