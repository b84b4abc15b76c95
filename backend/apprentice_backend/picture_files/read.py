"""Read a picture file within bounds: upright, in sRGB, with straight alpha."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageCms

from apprentice_backend.engines.base import Pixels
from apprentice_backend.picture_size import scaled_size
from apprentice_backend.untrusted.decode import Decoded, decode_picture
from apprentice_backend.untrusted.faults import Fault, PictureFault, pillow_faults
from apprentice_backend.untrusted.stripped import size_of
from apprentice_backend.untrusted.zip_member import SIGNATURE as ZIP
from apprentice_backend.untrusted.zip_member import DamagedZip, MissingMember, member, opened_zip
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.language import later, tr
from apprentice_shared.private_files import open_plain, shown

# A canvas of 10,000 × 8,000 px.
MAX_PIXELS = 80_000_000
MAX_FILE_BYTES = 512 * 2**20
# Krita and OpenRaster keep the flattened painting under this name inside their zip files.
_FLATTENED = "mergedimage.png"
# A picture of more pixels is converted in bands of about so many.
_WHOLE_PX, _BAND_PX = 2**24, 2**22
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_picture(path: Path, longer_side_px: int) -> Pixels:
    """Read a picture, scaled down where it is larger than asked.

    Args:
        path: PNG, JPEG, WebP, TIFF, GIF or BMP, of which the first picture counts, or a Krita or OpenRaster document.
        longer_side_px: the longer side of what is returned is at most this.

    Returns:
        sRGB with straight alpha, shape (height, width, 4), uint8; turned upright as its EXIF says.

    Raises:
        RequestError: the file is not a picture, cut short, or too large; the text is one sentence that names it.
        OSError: the file cannot be opened, or is no plain file.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    source = os.fdopen(open_plain(path, os.O_RDONLY, follow=True), "rb")
    try:
        with source, pillow_faults():
            if (size := size_of(source)) > MAX_FILE_BYTES:
                raise _too_large(path, f"{size / 2**20:.0f} MiB", f"{MAX_FILE_BYTES / 2**20:.0f} MiB")
            return _finished(_decoded(source, longer_side_px), longer_side_px)
    except MissingMember as error:
        raise RequestError(
            tr("{path} holds no picture: export it as PNG", path=shown(path)), ErrorCode.BAD_IMAGE
        ) from error
    except DamagedZip as error:
        raise RequestError(
            tr("{path} cannot be unpacked: export it as PNG", path=shown(path)), ErrorCode.BAD_IMAGE
        ) from error
    except PictureFault as error:
        raise _told(path, error) from error


def _decoded(source: BinaryIO, longer_side_px: int) -> Decoded:
    source.seek(0)
    begins = source.read(len(ZIP))
    if begins != ZIP:
        return decode_picture(source, MAX_PIXELS, draft_px=2 * longer_side_px)
    with opened_zip(source, _FLATTENED) as archive, member(archive, _FLATTENED, MAX_FILE_BYTES) as flattened:
        return decode_picture(flattened, MAX_PIXELS, kinds=("PNG",))


def _finished(decoded: Decoded, longer_side_px: int) -> Pixels:
    """Return a picture in sRGB, small and upright; a large one is converted in bands, and so never held twice."""
    image = decoded.image
    width_px, height_px = image.size
    to_srgb = _converter(image.mode, decoded.profile)
    # What is left is scaled smoothly, by a factor of three or more.
    factor = max(1, int(max(width_px, height_px) / longer_side_px / 3.0))
    if factor == 1 or width_px * height_px <= _WHOLE_PX:
        small = to_srgb(image)
    else:
        small = Image.new("RGBA", (-(-width_px // factor), -(-height_px // factor)))
        rows = factor * max(1, _BAND_PX // (factor * width_px))
        for top in range(0, height_px, rows):
            band = to_srgb(image.crop((0, top, width_px, min(top + rows, height_px))))
            small.paste(band.reduce(factor), (0, top // factor))
        # The last column and row may stand for fewer pixels than the others.
        size = scaled_size(width_px, height_px, longer_side_px)
        box = (0.0, 0.0, width_px / factor, height_px / factor)
        small = small.resize(size, Image.Resampling.LANCZOS, box)
    # Pillow premultiplies by itself while it scales, so no colour bleeds out of transparent pixels.
    small.thumbnail((longer_side_px, longer_side_px), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if decoded.orientation in _UPRIGHT:
        small = small.transpose(_UPRIGHT[decoded.orientation])
    return np.asarray(small).copy()


def _converter(mode: str, profile: bytes | None) -> Callable[[Image.Image], Image.Image]:
    """Return the way of a mode to RGBA in sRGB, by an embedded colour profile where it is a usable one."""
    if mode.startswith("I;16") or mode == "I":
        return _from_deep
    if not profile or mode not in ("RGB", "RGBA", "CMYK", "L"):
        return lambda image: image.convert("RGBA")
    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            "RGB" if mode == "RGBA" else mode,
            "RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return lambda image: image.convert("RGBA")

    def by_profile(image: Image.Image) -> Image.Image:
        alpha = image.getchannel("A") if image.mode == "RGBA" else 255
        rgb = ImageCms.applyTransform(image.convert("RGB") if image.mode == "RGBA" else image, transform)
        assert rgb is not None
        rgb.putalpha(alpha)
        return rgb

    return by_profile


def _from_deep(image: Image.Image) -> Image.Image:
    grey = np.asarray(image).astype(np.uint32) >> 8
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8)).convert("RGBA")


def _told(path: Path, error: PictureFault) -> RequestError:
    if error.fault is Fault.TOO_LARGE:
        return _too_large(path, tr(error.size), tr("{count} megapixels", count=round(MAX_PIXELS / 1e6)))
    if error.fault is Fault.NO_PICTURE:
        text = later("{path} is not a picture that can be read: use PNG, JPEG or WebP")
    else:
        text = later("{path} is damaged or cut short: export it again")
    return RequestError(tr(text, path=shown(path)), ErrorCode.BAD_IMAGE)


def _too_large(path: Path, size: str, bound: str) -> RequestError:
    return RequestError(
        tr(
            "{path} is too large ({size}, at most {bound}): export a smaller copy",
            path=shown(path),
            size=size,
            bound=bound,
        ),
        ErrorCode.TOO_LARGE,
    )
