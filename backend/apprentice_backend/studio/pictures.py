"""Pixels to image frames and back, in the three formats of the wire."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.images import MAX_BINARY_BYTES, ImageFrame, PixelFormat
from apprentice_shared.language import tr

if TYPE_CHECKING:
    from ..engines.base import Pixels
    from .image_cache import ImageCache

# Raw pixels of more would not fit a binary frame; encoded ones would unpack to more than the backend is meant to hold.
MAX_PIXELS = MAX_BINARY_BYTES // 4


def encode_pixels(pixels: Pixels, pixel_format: PixelFormat, request_id: str) -> ImageFrame:
    """Return the frame of a picture.

    Args:
        pixels: sRGB with straight alpha, shape (height, width, 4), uint8; raw frames keep it without a copy.
        pixel_format: how the payload is encoded; WebP without loss.
        request_id: the request that it belongs to.
    """
    height, width = pixels.shape[:2]
    if pixel_format is PixelFormat.RGBA:
        payload: bytes | memoryview = np.ascontiguousarray(pixels).data.cast("B")
    else:
        payload = _encoded(pixels, pixel_format)
    return ImageFrame(request_id, pixel_format, width, height, payload)


def decode_pixels(frame: ImageFrame) -> Pixels:
    """Return the pixels of a frame, shape (height, width, 4), uint8; raw ones without a copy and read-only.

    Raises:
        RequestError: the payload is cut, no picture of its format, of another size than the frame says, or too large.
    """
    if frame.width_px * frame.height_px > MAX_PIXELS:
        raise RequestError(
            tr(
                "A canvas of {width} × {height} is too large: send it smaller, at most {most} megapixels.",
                width=frame.width_px,
                height=frame.height_px,
                most=MAX_PIXELS // 10**6,
            ),
            ErrorCode.TOO_LARGE,
        )
    if frame.format is PixelFormat.RGBA:
        raw: NDArray[np.uint8] = np.frombuffer(frame.payload, np.uint8)
        return raw.reshape(frame.height_px, frame.width_px, 4)
    return _decoded(frame)


def canvas_in(images: ImageCache, image_hash: str) -> Pixels:
    """Return the pixels of a canvas that was sent, shape (height, width, 4), uint8.

    Raises:
        RequestError: it is not held any more, or as `decode_pixels`.
    """
    frame = images.get(image_hash)
    if frame is None:
        raise RequestError(tr("The picture of the painting is gone: ask again."), ErrorCode.UNKNOWN_IMAGE)
    return decode_pixels(frame)


def _encoded(pixels: Pixels, pixel_format: PixelFormat) -> bytes:
    import cv2  # noqa: PLC0415 - raw pixels, the common case, do without it

    swapped = cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGRA)
    options = [cv2.IMWRITE_PNG_COMPRESSION, 1] if pixel_format is PixelFormat.PNG else [cv2.IMWRITE_WEBP_QUALITY, 101]
    _, data = cv2.imencode(f".{pixel_format.wire_name}", swapped, options)
    return bytes(data.tobytes())


def _decoded(frame: ImageFrame) -> Pixels:
    from ..untrusted.decode import decode_rgba  # noqa: PLC0415 - as above
    from ..untrusted.faults import PictureFault  # noqa: PLC0415 - as above

    width, height = frame.width_px, frame.height_px
    try:
        pixels = decode_rgba(io.BytesIO(frame.payload), width * height, kinds=(frame.format.name,))
    except PictureFault as fault:
        raise _broken() from fault
    if pixels.shape != (height, width, 4):
        raise _broken()
    return pixels


def _broken() -> RequestError:
    return RequestError(tr("The picture arrived broken: ask again."), ErrorCode.BAD_IMAGE)
