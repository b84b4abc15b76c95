"""A frame as selection and as a copy, with a double in Krita's place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from krita_double import krita as double
from qt_waiting import wait_until

from apprentice.pictures.tiles import Rect

FRAME = Rect(10, -20, 300, 200)


@pytest.fixture
def frames(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module under test, with a fresh double."""
    monkeypatch.setitem(sys.modules, "krita", double)
    monkeypatch.setattr(double.Krita, "_instance", double.Krita())
    from apprentice.host import frames  # noqa: PLC0415 - needs the double in place

    monkeypatch.setattr(frames, "Krita", double.Krita)
    monkeypatch.setattr(frames, "Selection", double.Selection)
    yield frames


@pytest.mark.parametrize("before", [None, (1, 2, 3, 4)])
def test_selects_and_puts_back(frames: ModuleType, before: tuple[int, ...] | None) -> None:
    """What was selected before comes back as it was, none for none."""
    document = double.Document(640, 480)
    document.chosen = double.Selection(*before) if before else None
    put_back = frames.select(document, Rect(10, 20, 300, 200))
    assert document.chosen is not None
    assert (document.chosen.x(), document.chosen.y(), document.chosen.width()) == (10, 20, 300)
    put_back()
    assert (document.chosen.duplicate()._rect if document.chosen else None) == before


def test_crops_the_copy_that_krita_makes(frames: ModuleType) -> None:
    """The document itself stays as it is; the selection that the copy has is not kept."""
    document, copy = double.Document(640, 480), double.Document(640, 480)
    copy.chosen = double.Selection(1, 2, 3, 4)
    krita = double.Krita.instance()
    krita.active = document
    krita.action("create_copy").triggered.connect(lambda: setattr(krita, "active", copy))
    frames.open_framed(double.Wrapper(document), FRAME)
    wait_until(lambda: copy.cropped)
    assert copy.cropped == (10, -20, 300, 200)
    assert copy.chosen is None
    assert not document.cropped


def test_says_where_krita_makes_no_copy(frames: ModuleType) -> None:
    """Nothing is cropped then."""
    document = double.Document(640, 480)
    double.Krita.instance().active = document
    with pytest.raises(LookupError, match="no copy"):
        frames.open_framed(double.Wrapper(document), FRAME)
    assert not document.cropped
