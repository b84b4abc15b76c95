"""Swatch sheets, `.png`: a picture of labelled swatches with the palette in a text chunk."""

from __future__ import annotations

import io
import zlib
from contextlib import suppress
from dataclasses import replace
from itertools import islice

import numpy as np
from PIL import Image, PngImagePlugin

from apprentice_backend.untrusted.decode import decode_rgba
from apprentice_backend.untrusted.faults import Fault, PictureFault
from apprentice_backend.untrusted.png import SIGNATURE, chunks, inflate

from ..convert import color_codes
from ..swatch import Palette, Swatch
from ..tools.strip import draw_strip
from . import json_file
from .base import NamedPalette, PaletteFileError, check_length, one_line

# The key of the text chunk that holds the palette as JSON.
_KEY = "apprentice-palette"
_CELL_PX, _HEIGHT_PX, _PER_ROW = 160, 200, 8
_MAX_PIXELS = 4096 * 4096
_MAX_BYTES, _MAX_TEXT_BYTES = 64 * 2**20, 8 * 2**20
# The most chunks that the text is looked for in.
_MAX_CHUNKS = 100_000
# A picture of at most this many colours is read as a palette, as pixel artists share them.
_MAX_COLORS = 256


def write(palette: Palette, name: str) -> bytes:
    """Return the bytes of a picture of the swatches, eight in a row, with the palette in a text chunk."""
    labelled = tuple(replace(swatch, name=one_line(swatch.name)) for swatch in palette)
    rows = [labelled[start : start + _PER_ROW] for start in range(0, len(palette), _PER_ROW)]
    columns = min(len(palette), _PER_ROW)
    sheet = np.zeros((_HEIGHT_PX * len(rows), _CELL_PX * columns, 4), dtype=np.uint8)
    for index, row in enumerate(rows):
        strip = draw_strip(row, _CELL_PX * len(row), _HEIGHT_PX)
        sheet[index * _HEIGHT_PX : (index + 1) * _HEIGHT_PX, : strip.shape[1]] = strip
    text = PngImagePlugin.PngInfo()
    text.add_itxt(_KEY, json_file.write(palette, name).decode())
    file = io.BytesIO()
    Image.fromarray(sheet).save(file, "PNG", pnginfo=text)
    return file.getvalue()


def read(data: bytes) -> NamedPalette:
    """Read a swatch sheet, or any picture of at most 256 colours, in the order of their first pixels.

    Raises:
        PaletteFileError: it is no PNG, is damaged or too large, or is a picture rather than a palette.
    """
    check_length(data, _MAX_BYTES, "PNG picture")
    if not data.startswith(SIGNATURE):
        raise PaletteFileError("This is not a PNG picture.")
    try:
        rgba = decode_rgba(io.BytesIO(data), _MAX_PIXELS, kinds=("PNG",))
        text = _text(data)
    except PictureFault as fault:
        if fault.fault is Fault.TOO_LARGE:
            raise PaletteFileError(f"This picture is too large to be a palette ({fault.size}).") from fault
        raise PaletteFileError("This PNG picture is damaged and cannot be read.") from fault
    return json_file.read(text) if text else _distinct(rgba)


def _text(data: bytes) -> bytes | None:
    """Return the palette's text; None in a picture without one.

    Raises:
        PictureFault: the text is a bomb.

    Source: PNG, section 11.3.3: a keyword, NUL, whether the text is packed, a method, two texts with NUL, the text.
    """
    for name, start, length in islice(chunks(io.BytesIO(data)), _MAX_CHUNKS):
        content = data[start : start + min(length, _MAX_BYTES)] if name == b"iTXt" else b""
        if content.startswith(_KEY.encode() + b"\0"):
            packed, rest = content[len(_KEY) + 1 : len(_KEY) + 2] == b"\1", content[len(_KEY) + 3 :]
            text = rest.split(b"\0", 2)[-1]
            with suppress(zlib.error):
                return inflate(text, _MAX_TEXT_BYTES) if packed else text
    return None


def _distinct(rgba: np.ndarray) -> NamedPalette:
    distinct, first = np.unique(color_codes(rgba[rgba[..., 3] > 0][:, :3]), return_index=True)
    if not 1 <= len(distinct) <= _MAX_COLORS:
        raise PaletteFileError(
            f"This is a picture of {len(distinct)} colours and no palette: extract one from it instead."
        )
    return NamedPalette("", tuple(Swatch(f"#{value:06x}") for value in distinct[np.argsort(first)]))
