"""The one way in which a picture from outside is decoded: stripped, opened, measured, decoded, measured again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from . import gif, jpeg, png, tiff
from .faults import Fault, PictureFault, pillow_faults
from .stripped import Stripped, exif_orientation

# A progressive JPEG has about ten scans; every one goes over all pixels.
_MOST_PASSED_PIXELS = 2_400_000_000
# The planes of a TIFF are decoded one by one.
_MOST_PLANES = 8


@dataclass(frozen=True)
class Decoded:
    """A picture that is in memory.

    Args:
        image: it, in its own mode and not yet upright.
        orientation: 1 to 8, as EXIF counts.
        profile: its ICC profile; None where it has none.
    """

    image: Image.Image
    orientation: int
    profile: bytes | None


@dataclass(frozen=True)
class _Kind:
    """A kind of picture file: how it begins, what it is stripped by, and Pillow's class for it."""

    signatures: tuple[bytes, ...]
    strip: Callable[[BinaryIO], Stripped]
    opened: Callable[[BinaryIO], ImageFile.ImageFile]


_KINDS = {
    "PNG": _Kind((png.SIGNATURE,), png.strip_png, PngImageFile),
    "JPEG": _Kind((jpeg.SIGNATURE,), jpeg.strip_jpeg, JpegImageFile),
    "WEBP": _Kind((b"RIFF",), Stripped, WebPImageFile),
    "TIFF": _Kind(tiff.SIGNATURES, tiff.strip_tiff, TiffImageFile),
    "GIF": _Kind(gif.SIGNATURES, gif.strip_gif, GifImageFile),
    "BMP": _Kind((b"BM",), Stripped, BmpImageFile),
}
KINDS = tuple(_KINDS)


def decode_picture(
    file: BinaryIO, most_pixels: int, *, kinds: tuple[str, ...] = KINDS, draft_px: int | None = None
) -> Decoded:
    """Decode the first picture of a file.

    Args:
        file: can be sought in; stays open.
        most_pixels: a picture of more is not decoded.
        kinds: the formats that are taken, of `KINDS`; told by the file's first bytes.
        draft_px: a JPEG may be decoded at a half to an eighth of its size, down to this for its longer side.

    Raises:
        PictureFault: it is no picture of these formats, damaged, or too large.
    """
    file.seek(0)
    begins = file.read(8)
    kind = next((_KINDS[name] for name in kinds if begins.startswith(_KINDS[name].signatures)), None)
    if kind is None:
        raise PictureFault(Fault.NO_PICTURE)
    with pillow_faults():
        file.seek(0)
        stripped = kind.strip(file)
        stripped.file.seek(0)
        with _opened(kind, stripped.file) as image:
            _measure(image, stripped.passes, most_pixels)
            if draft_px is not None:
                image.draft(None, (draft_px, draft_px))
            measured = image.size
            image.load()
            if image.im.size != measured:
                raise PictureFault(Fault.DAMAGED)
            orientation = stripped.orientation
            if isinstance(exif := image.info.get("exif"), bytes):
                orientation = exif_orientation(exif)
            profile = stripped.profile or image.info.get("icc_profile")
            return Decoded(image, orientation, profile if isinstance(profile, bytes) else None)


def decode_rgba(file: BinaryIO, most_pixels: int, *, kinds: tuple[str, ...] = KINDS) -> NDArray[np.uint8]:
    """Decode a picture as `decode_picture` does; what its profile and its orientation say is left undone.

    Returns:
        Its pixels with straight alpha, shape (height, width, 4), uint8.
    """
    image = decode_picture(file, most_pixels, kinds=kinds).image
    with pillow_faults():
        return np.asarray(image.convert("RGBA"))


def _opened(kind: _Kind, file: BinaryIO) -> ImageFile.ImageFile:
    try:
        return kind.opened(file)
    except SyntaxError as error:
        # Pillow's word for a file that it does not know.
        raise PictureFault(Fault.NO_PICTURE) from error


def _measure(image: ImageFile.ImageFile, passes: int, most_pixels: int) -> None:
    """Refuse a picture that is too large, from what Pillow is about to decode."""
    width_px, height_px = image.size
    pixels = width_px * height_px
    if pixels > most_pixels or pixels * passes > _MOST_PASSED_PIXELS:
        raise PictureFault(Fault.TOO_LARGE, f"{width_px} × {height_px} px")
    tiles = [tile.extents for tile in image.tile if tile.extents is not None]
    if sum((right - left) * (low - high) for left, high, right, low in tiles) > _MOST_PLANES * max(pixels, 1):
        raise PictureFault(Fault.DAMAGED)
