"""The images that the backend holds: canvases received and pictures rendered, by hash."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from apprentice_shared.images import ImageFrame

DEFAULT_MAX_BYTES = 256 * 2**20


class ImageCache:
    """Keeps the images used last, up to a number of bytes. Any thread may call.

    Args:
        max_bytes: of payloads in all; one image alone is kept whatever its size.
    """

    def __init__(self, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._frames: OrderedDict[str, ImageFrame] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def add(self, frame: ImageFrame) -> None:
        """Keep an image; where room is short, the images not used for longest go."""
        with self._lock:
            if frame.hash in self._frames:
                self._frames.move_to_end(frame.hash)
                return
            self._frames[frame.hash] = frame
            self._bytes += len(frame.payload)
            while self._bytes > self._max_bytes and len(self._frames) > 1:
                _, dropped = self._frames.popitem(last=False)
                self._bytes -= len(dropped.payload)

    def get(self, image_hash: str) -> ImageFrame | None:
        """Return an image, or None where the cache does not hold it (any more)."""
        with self._lock:
            frame = self._frames.get(image_hash)
            if frame is not None:
                self._frames.move_to_end(image_hash)
            return frame
