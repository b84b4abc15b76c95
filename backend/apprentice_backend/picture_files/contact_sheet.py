"""A contact sheet: one picture that shows all suggestions of a slate, each with its palette and its name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from apprentice_backend.engines.base import Pixels
from apprentice_backend.palettes.swatch import Palette
from apprentice_backend.picture_size import scaled_size

CELL_PX = 480
_GAP_PX = 16
_STRIP_PX = 20
_TEXT_PX = 22
_GROUND = (46, 46, 46)
_INK = (214, 214, 214)


@dataclass(frozen=True)
class SheetCell:
    """One cell of the sheet: its picture, its palette, and a line of text under both."""

    pixels: Pixels
    palette: Palette
    caption: str


def contact_sheet(cells: Sequence[SheetCell]) -> Pixels:
    """Lay cells out in a grid that is about as wide as it is high.

    Returns:
        An opaque picture, shape (height, width, 4), uint8.

    Raises:
        ValueError: there is no cell.
    """
    if not cells:
        raise ValueError("cells must hold at least one cell, got none")
    columns = math.ceil(math.sqrt(len(cells)))
    width_px, height_px = _cell_size(cells)
    step = (width_px + _GAP_PX, height_px + _STRIP_PX + _TEXT_PX + _GAP_PX)
    rows = math.ceil(len(cells) / columns)
    sheet = Image.new("RGBA", (columns * step[0] + _GAP_PX, rows * step[1] + _GAP_PX), _GROUND)
    for index, cell in enumerate(cells):
        left = _GAP_PX + index % columns * step[0]
        top = _GAP_PX + index // columns * step[1]
        _draw_cell(sheet, cell, (left, top), (width_px, height_px))
    return np.asarray(sheet).copy()


def _cell_size(cells: Sequence[SheetCell]) -> tuple[int, int]:
    """Return the size of the pictures on the sheet, in the proportions of the first."""
    height, width = cells[0].pixels.shape[:2]
    return scaled_size(width, height, CELL_PX, enlarge=True)


def _draw_cell(sheet: Image.Image, cell: SheetCell, at: tuple[int, int], size: tuple[int, int]) -> None:
    picture = Image.fromarray(cell.pixels).resize(size, Image.Resampling.LANCZOS)
    sheet.paste(Image.new("RGBA", size, "white"), at)
    sheet.alpha_composite(picture, at)
    draw = ImageDraw.Draw(sheet)
    left, top = float(at[0]), at[1] + size[1]
    total = sum(swatch.share for swatch in cell.palette) or 1.0
    for swatch in cell.palette:
        right = left + size[0] * swatch.share / total
        draw.rectangle((round(left), top, round(right), top + _STRIP_PX), fill=swatch.rgb)
        left = right
    text = cell.caption
    font = ImageFont.load_default(15)
    while text and draw.textlength(text, font) > size[0]:
        text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
    draw.text((at[0], top + _STRIP_PX + 3), text, _INK, font)
