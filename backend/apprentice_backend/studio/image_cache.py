"""The images that the backend holds: canvases received and pictures rendered, by hash."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from apprentice_shared.images import ImageFrame

from .image_shelf import ImageShelf

DEFAULT_MAX_BYTES = 256 * 2**20
MOST_IMAGES = 2048  # whatever their sizes: an image of one pixel takes more room than its payload
# What is left of those that nobody uses: two of 1024² px, the largest that the panel sends; larger ones come again.
RESTING_BYTES = 8 * 2**20
RESTING_IMAGE_BYTES = 4 * 2**20


class ImageCache:
    """Keeps the images used last, up to a number of bytes and of images, and fewer unused ones. Any thread may call.

    Args:
        shelf: takes what lies unused; without it, that goes.
        max_bytes: of payloads in all; one image alone is kept whatever its size.
        resting_bytes: of payloads in all, while more of them are unused.
        resting_image_bytes: of one that is unused.
        most_images: in all.

    Attributes:
        bytes: of the payloads in memory.
    """

    def __init__(
        self,
        shelf: ImageShelf | None = None,
        max_bytes: int = DEFAULT_MAX_BYTES,
        resting_bytes: int = RESTING_BYTES,
        resting_image_bytes: int = RESTING_IMAGE_BYTES,
        most_images: int = MOST_IMAGES,
    ) -> None:
        self._shelf = shelf
        self._max_bytes = max_bytes
        self._resting_bytes = resting_bytes
        self._resting_image_bytes = resting_image_bytes
        self._most_images = most_images
        self._frames: OrderedDict[str, ImageFrame] = OrderedDict()
        self.bytes = 0
        self._used: set[str] = set()
        self._used_before: set[str] = set()
        self._lock = Lock()

    def add(self, frame: ImageFrame) -> None:
        """Keep an image; where room is short, the images not used for longest go."""
        with self._lock:
            self._used.add(frame.hash)
            if frame.hash in self._frames:
                self._frames.move_to_end(frame.hash)
                return
            self._frames[frame.hash] = frame
            self.bytes += len(frame.payload)
            while len(self._frames) > (1 if self.bytes > self._max_bytes else self._most_images):
                self._drop(next(iter(self._frames)))

    def get(self, image_hash: str) -> ImageFrame | None:
        """Return an image, or None where the cache does not hold it (any more)."""
        with self._lock:
            frame = self._frames.get(image_hash)
            if frame is not None:
                self._frames.move_to_end(image_hash)
                self._used.add(image_hash)
        if frame is None and self._shelf is not None:
            frame = self._shelf.get(image_hash)
            if frame is not None:
                self.add(frame)
        return frame

    def holds(self, image_hash: str) -> bool:
        """Return whether an image is there, without a wait for the shelf."""
        with self._lock:
            if image_hash in self._frames:
                self._used.add(image_hash)
                return True
        return self._shelf is not None and image_hash in self._shelf

    def rest(self) -> None:
        """Put away what was not used since the last call but one: large images, then what is too much in all."""
        for frame in self._too_many():
            if self._shelf is not None:
                self._shelf.put(frame)
            with self._lock:
                # It may have been wanted or dropped meanwhile.
                if frame.hash in self._frames and frame.hash not in self._used:
                    self._drop(frame.hash)

    def _too_many(self) -> list[ImageFrame]:
        with self._lock:
            idle = [frame for key, frame in self._frames.items() if key not in self._used | self._used_before]
            self._used_before, self._used = self._used, set()
            left = self.bytes
            gone = []
            for frame in sorted(idle, key=lambda frame: len(frame.payload) <= self._resting_image_bytes):
                size = len(frame.payload)
                if size > self._resting_image_bytes or left > self._resting_bytes:
                    gone.append(frame)
                    left -= size
            return gone

    def _drop(self, image_hash: str) -> None:
        self.bytes -= len(self._frames.pop(image_hash).payload)
