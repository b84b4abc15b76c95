"""Krita's colours and palettes, with a double in Krita's place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest
from krita_double import krita as double

from apprentice_shared import messages

SWATCHES = (messages.SwatchPart("#c04020", 0.7, "rust"), messages.SwatchPart("#0a141e", 0.3, "night"))


@pytest.fixture
def swatches_module(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module under test."""
    monkeypatch.setitem(sys.modules, "krita", double)
    from apprentice.host import swatches  # noqa: PLC0415 - needs the double in place

    yield swatches


@pytest.mark.parametrize("foreground", [True, False], ids=["foreground", "background"])
def test_paints_in_the_documents_own_space(swatches_module: ModuleType, foreground: bool) -> None:
    """A swatch becomes the colour that was asked for, converted to the document's model and depth."""
    view = double.View(double.Document(4, 4, space=("RGBA", "U16", "p")))
    paints = swatches_module.Paints(lambda: double.Window(view))
    assert paints.take("#c04020", foreground=foreground)
    color, other = (view.foreground, view.background) if foreground else (view.background, view.foreground)
    assert color.color.name() == "#c04020"
    assert color.space == "RGBA U16"
    assert other is None


@pytest.mark.parametrize("view", [None, double.View(None)], ids=["no view", "no document"])
def test_needs_a_painting_to_paint_in(swatches_module: ModuleType, view: object) -> None:
    """Without one nothing happens, and that is told."""
    assert not swatches_module.Paints(lambda: double.Window(view)).take("#c04020", foreground=True)
    assert not swatches_module.Paints(lambda: None).take("#c04020", foreground=True)


def test_writes_a_palette_that_krita_reads(swatches_module: ModuleType, tmp_path: Path) -> None:
    """The file is a GIMP palette; what a file name cannot hold is left out of its name."""
    path = swatches_module.save_palette(tmp_path / "palettes", "Dusk: 1/2", SWATCHES).path
    assert path.name == "Dusk- 1-2.gpl"
    assert path.read_text(encoding="utf-8").splitlines() == [
        "GIMP Palette",
        "Name: Dusk: 1/2",
        "Columns: 5",
        "#",
        "192  64  32\trust",
        " 10  20  30\tnight",
    ]


def test_no_palette_replaces_another(swatches_module: ModuleType, tmp_path: Path) -> None:
    """The next free name is taken, in the file too; the same palette again makes no second file."""
    (tmp_path / "Dusk.gpl").write_text("made by hand", encoding="utf-8")
    (tmp_path / "Dusk 2.gpl").mkdir()
    saved = [swatches_module.save_palette(tmp_path, "Dusk", SWATCHES[:count]) for count in (1, 2, 1, 2)]
    assert [(one.name, one.path.name) for one in saved] == [("Dusk 3", "Dusk 3.gpl"), ("Dusk 4", "Dusk 4.gpl")] * 2
    assert (tmp_path / "Dusk.gpl").read_text(encoding="utf-8") == "made by hand"
    assert "Name: Dusk 4\n" in saved[1].path.read_text(encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 4


def test_two_kritas_at_once_keep_both(swatches_module: ModuleType, tmp_path: Path) -> None:
    """Palettes of one name that are written at the same moment have each a file."""
    palettes = [tuple(SWATCHES[:1]) * count for count in range(1, 9)]
    with ThreadPoolExecutor(8) as pool:
        saved = list(pool.map(lambda swatches: swatches_module.save_palette(tmp_path, "Dusk", swatches), palettes))
    assert len({one.path for one in saved}) == len({one.name for one in saved}) == 8
    lines = sorted(len(one.path.read_text(encoding="utf-8").splitlines()) for one in saved)
    assert lines == [5, 6, 7, 8, 9, 10, 11, 12]


def test_long_names_have_room_for_a_number(swatches_module: ModuleType, tmp_path: Path) -> None:
    """A name of hundreds of letters is cut before its number."""
    for count in (1, 2):
        saved = swatches_module.save_palette(tmp_path, "名" * 300, SWATCHES[:count])
        assert len(saved.path.name.encode()) <= 255
    assert saved.path.name.endswith(" 2.gpl")
