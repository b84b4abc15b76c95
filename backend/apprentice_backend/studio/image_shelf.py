"""The shelf: images that nobody uses now, in a file without a name, which ends with the process."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO

from apprentice_shared.images import ImageFrame, PixelFormat

logger = logging.getLogger(__name__)

DEFAULT_MAX_BYTES = 256 * 2**20
MOST_IMAGES = 2048  # whatever their sizes
SPARE_BYTES = 256 * 2**20  # of the disk, which the shelf leaves to ratings and to everybody else


@dataclass(frozen=True)
class _Place:
    """An image's place in the file, and the fields that its payload does not hold."""

    start: int
    size: int
    request_id: str
    format: PixelFormat
    width_px: int
    height_px: int


class ImageShelf:
    """Keeps images in a file, and writes over the oldest ones where it is full. Any thread may call.

    What cannot be written or read is not kept: whoever wants it sends or makes it again. The file does not grow where
    the disk is nearly full.

    Args:
        folder: where the file lies.
        max_bytes: of the file; a larger image is not kept.
        most_images: in the file.
    """

    def __init__(self, folder: Path, max_bytes: int = DEFAULT_MAX_BYTES, most_images: int = MOST_IMAGES) -> None:
        self._folder = folder
        self._most_images = most_images
        self._max_bytes = max_bytes
        self._places: dict[str, _Place] = {}
        self._end = 0
        self._file: IO[bytes] | None = None
        self._lock = Lock()

    def __contains__(self, image_hash: str) -> bool:
        return image_hash in self._places

    def put(self, frame: ImageFrame) -> None:
        """Keep an image."""
        size = len(frame.payload)
        with self._lock:
            if frame.hash in self._places or size > self._max_bytes:
                return
            start = self._end if self._end + size <= self._max_bytes else 0
            # Before the first byte is written: of what is written over, nothing is found any more.
            for key, place in tuple(self._places.items()):
                if place.start < start + size and start < place.start + place.size:
                    del self._places[key]
            if len(self._places) >= self._most_images:
                del self._places[next(iter(self._places))]
            try:
                self._write(start, frame.payload)
            except OSError as exc:
                logger.info("An image could not be put on the shelf: %s", exc)
                return
            self._end = start + size
            self._places[frame.hash] = _Place(
                start, size, frame.request_id, frame.format, frame.width_px, frame.height_px
            )

    def get(self, image_hash: str) -> ImageFrame | None:
        """Return an image, or None where it is not kept (any more)."""
        with self._lock:
            place = self._places.get(image_hash)
            if place is None or self._file is None:
                return None
            try:
                self._file.seek(place.start)
                payload = self._file.read(place.size)
            except OSError as exc:
                logger.info("An image could not be taken from the shelf: %s", exc)
                payload = b""
            if len(payload) != place.size:
                del self._places[image_hash]
                return None
        return ImageFrame(place.request_id, place.format, place.width_px, place.height_px, payload, image_hash)

    def close(self) -> None:
        """Let all go."""
        with self._lock:
            self._places.clear()
            if self._file is not None:
                self._file.close()
                self._file = None

    def _write(self, start: int, payload: bytes | memoryview) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - until it is closed
        grows = start + len(payload) - os.fstat(self._file.fileno()).st_size
        if grows > 0 and shutil.disk_usage(self._folder).free - grows < SPARE_BYTES:
            raise OSError(errno.ENOSPC, "what is left of the disk is for ratings")
        self._file.seek(start)
        rest = memoryview(payload)
        while rest:
            rest = rest[self._file.write(rest) :]
