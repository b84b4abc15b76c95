"""The contact sheet of a slate."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.palettes.swatch import Swatch
from apprentice_backend.picture_files.contact_sheet import CELL_PX, SheetCell, contact_sheet


def cell(height: int, width: int, value: int, caption: str = "warm") -> SheetCell:
    """Return a cell of one grey."""
    pixels = np.full((height, width, 4), value, np.uint8)
    pixels[..., 3] = 255
    return SheetCell(pixels, (Swatch("#ff0000", 0.75), Swatch("#00ff00", 0.25)), caption)


@pytest.mark.parametrize(("count", "columns", "rows"), [(1, 1, 1), (4, 2, 2), (5, 3, 2), (16, 4, 4)])
def test_lays_cells_out_in_a_grid(count: int, columns: int, rows: int) -> None:
    """The grid is about square."""
    sheet = contact_sheet([cell(50, 100, 200)] * count)
    assert sheet.shape[1] // CELL_PX == columns
    assert round(sheet.shape[0] / (CELL_PX / 2 + 58)) == rows
    assert (sheet[..., 3] == 255).all()


def test_shows_picture_palette_and_caption() -> None:
    """Each is where the eye expects it; a caption that is too long is cut."""
    sheet = contact_sheet([cell(100, 100, 200, "a long caption " * 30)])
    assert sheet[200, 200, :3].tolist() == [200, 200, 200]
    strip = 16 + CELL_PX + 10
    assert sheet[strip, 30, :3].tolist() == [255, 0, 0]
    assert sheet[strip, CELL_PX, :3].tolist() == [0, 255, 0]
    assert sheet[strip + 20 :, 16 : CELL_PX + 16, :3].max() > 150
    assert sheet[:, CELL_PX + 20 :, :3].max() < 60


def test_needs_a_cell() -> None:
    """An empty sheet is a mistake of the caller."""
    with pytest.raises(ValueError, match="cells"):
        contact_sheet([])
