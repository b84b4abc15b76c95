"""Read a picture file within bounds: upright, in sRGB, with straight alpha."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from apprentice_backend.engines.base import Pixels
from apprentice_shared.errors import ErrorCode, RequestError

# A canvas of 10,000 × 8,000 px; all checks are made before a pixel is decoded.
MAX_PIXELS = 80_000_000
MAX_FILE_BYTES = 512 * 2**20
# Krita and OpenRaster keep the flattened painting under this name inside their zip files.
_FLATTENED = "mergedimage.png"


def read_picture(path: Path, longer_side_px: int) -> Pixels:
    """Read a picture, scaled down where it is larger than asked.

    Args:
        path: any format that Pillow reads, or a Krita or OpenRaster document.
        longer_side_px: the longer side of what is returned is at most this.

    Returns:
        sRGB with straight alpha, shape (height, width, 4), uint8; turned upright as its EXIF says.

    Raises:
        RequestError: the file is not a picture, cut short, or too large; the text is one sentence that names it.
        OSError: the file cannot be opened.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise _too_large(path, f"{path.stat().st_size / 2**20:.0f} MiB", f"{MAX_FILE_BYTES / 2**20:.0f} MiB")
    source: IO[bytes] = _flattened(path) if zipfile.is_zipfile(path) else path.open("rb")
    try:
        # Pillow only warns of what is large, and raises on what is huge.
        with source, warnings.catch_warnings():
            warnings.simplefilter("error")
            return _decode(path, source, longer_side_px)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large(path, "more", f"{MAX_PIXELS / 1e6:.0f} megapixels") from error
    except UnidentifiedImageError as error:
        raise RequestError(
            f"{path} is not a picture that can be read: use PNG, JPEG or WebP", ErrorCode.BAD_IMAGE
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError, Warning) as error:
        raise RequestError(f"{path} is damaged or cut short: export it again", ErrorCode.BAD_IMAGE) from error


def _decode(path: Path, source: IO[bytes], longer_side_px: int) -> Pixels:
    with Image.open(source) as image:
        width_px, height_px = image.size
        if width_px * height_px > MAX_PIXELS:
            raise _too_large(path, f"{width_px} × {height_px} px", f"{MAX_PIXELS / 1e6:.0f} megapixels")
        # A JPEG is decoded at an eighth to one half of its size where that is enough: several times as fast.
        image.draft(None, (2 * longer_side_px, 2 * longer_side_px))
        image.load()
        upright = ImageOps.exif_transpose(image)
        srgb = _to_srgb(upright, image.info.get("icc_profile"))
    # Pillow premultiplies by itself while it scales, so no colour bleeds out of transparent pixels.
    srgb.thumbnail((longer_side_px, longer_side_px), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return np.asarray(srgb).copy()


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture as RGBA in sRGB, by its embedded colour profile where it has a usable one."""
    if image.mode.startswith("I;16") or image.mode == "I":
        grey = np.asarray(image).astype(np.uint32) >> 8
        return Image.fromarray(grey.clip(0, 255).astype(np.uint8)).convert("RGBA")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        plain = image.convert("RGB") if image.mode == "RGBA" else image
        try:
            embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            rgb = ImageCms.profileToProfile(plain, embedded, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            rgb = None
        if rgb is not None:
            rgb.putalpha(alpha if alpha is not None else 255)
            return rgb
    return image.convert("RGBA")


def _flattened(path: Path) -> io.BytesIO:
    """Return the flattened painting inside a Krita or OpenRaster document."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_FLATTENED).file_size > MAX_FILE_BYTES:
                raise _too_large(path, "more", f"{MAX_FILE_BYTES / 2**20:.0f} MiB")
            return io.BytesIO(archive.read(_FLATTENED))
    except (KeyError, zipfile.BadZipFile) as error:
        raise RequestError(f"{path} holds no picture: export it as PNG", ErrorCode.BAD_IMAGE) from error


def _too_large(path: Path, size: str, bound: str) -> RequestError:
    return RequestError(f"{path} is too large ({size}, at most {bound}): export a smaller copy", ErrorCode.TOO_LARGE)
