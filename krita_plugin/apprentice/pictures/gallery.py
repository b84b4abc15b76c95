"""The pictures that have arrived, by hash: all small ones, and the latest full ones within a bound."""

from __future__ import annotations

from collections import OrderedDict

from ..qt import QImage
from .convert import Picture

MAX_FULL_BYTES = 256 * 2**20


class Gallery:
    """Holds pictures for all panels.

    Args:
        max_full_bytes: the bound on the full pictures together; one is kept however large it is.
    """

    def __init__(self, max_full_bytes: int = MAX_FULL_BYTES) -> None:
        self._max_full_bytes = max_full_bytes
        self._small: dict[str, QImage] = {}
        self._full: OrderedDict[str, QImage] = OrderedDict()

    def add(self, picture: Picture) -> None:
        """Take a picture in."""
        self._small[picture.hash] = picture.small
        self._full[picture.hash] = picture.full
        self._full.move_to_end(picture.hash)
        while len(self._full) > 1 and sum(image.sizeInBytes() for image in self._full.values()) > self._max_full_bytes:
            self._full.popitem(last=False)

    def small(self, key: str) -> QImage | None:
        """Return a picture for a card, None where it has not arrived."""
        return self._small.get(key)

    def full(self, key: str) -> QImage | None:
        """Return a full picture; None where it has not arrived or was let go (the backend has it, by its hash)."""
        return self._full.get(key)

    def keep_only(self, keys: set[str]) -> None:
        """Let go of all pictures but these."""
        for key in [key for key in self._small if key not in keys]:
            del self._small[key]
            self._full.pop(key, None)
