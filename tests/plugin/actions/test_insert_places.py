"""The place of an insertion: the canvas, a selection, a painting resized, cropped or closed since; its undo."""

from __future__ import annotations

import pytest
from panel_studio import VALLEY, Studio
from qt_waiting import wait_until

from apprentice.actions.inserts.undo_watch import UndoWatch
from apprentice.model.slates import DocumentRef
from apprentice.pictures.convert import raw_bytes
from apprentice.pictures.tiles import Rect


def test_inserts_the_picture_where_it_was_asked(served: Studio) -> None:
    """The layer is as large as the canvas, blue first, and the backend hears of it."""
    slate = served.suggest()
    served.card(1, "insert").click()
    wait_until(lambda: served.documents.inserted)
    ((document, insertion),) = served.documents.inserted
    assert document.id == VALLEY.id
    assert insertion.place == Rect(0, 0, 256, 192)
    full = served.app.gallery.full(slate.cards[1].image)
    assert full is not None
    assert insertion.layers[0].pixels[2::4] == raw_bytes(full)[0::4]
    assert insertion.group.startswith("Apprentice · ")


def test_inserts_within_the_selection(served: Studio) -> None:
    """Only the selected part is sent, and only there a layer is filled."""
    frame = Rect(100, 50, 120, 100)
    served.documents.selection = (frame, bytes(100 * 120 - 1) + b"\xff")
    served.suggest()
    served.card(0, "insert").click()
    wait_until(lambda: served.documents.inserted)
    insertion = served.documents.inserted[0][1]
    assert insertion.place == frame
    assert insertion.layers[0].pixels[3::4].strip(b"\0") == b"\xff"


@pytest.mark.parametrize("form", ["colours", "light"])
def test_inserts_colours_or_light_by_blending(served: Studio, form: str) -> None:
    """Each form has its blending mode; the artist's own pixels stay below."""
    served.panel.vary.pressed.emit("color")
    served.suggest()
    served.panel.grid.cards[0].actions.forms[form].trigger()
    wait_until(lambda: served.documents.inserted)
    assert served.documents.inserted[0][1].blending == {"colours": "color", "light": "luminize"}[form]


def test_insert_refuses_with_a_line_when_its_place_is_gone(served: Studio) -> None:
    """After the painting was closed its cards can be rated; an insertion is refused in one line."""
    served.suggest()
    served.documents.close(VALLEY)
    served.app.documents_changed.emit()
    served.card(2, "star_2").click()
    wait_until(lambda: served.ratings == 1)
    served.card(2, "insert").click()
    wait_until(lambda: "closed" in served.line)
    assert served.documents.inserted == []


def test_a_canvas_of_another_size_takes_the_picture_whole(served: Studio) -> None:
    """After the artist has scaled the painting, a picture of the whole still covers the whole."""
    served.suggest()
    served.documents.open_documents[0] = DocumentRef(VALLEY.id, "Valley", 64, 48, VALLEY.path)
    served.card(0, "insert").click()
    wait_until(lambda: served.documents.inserted)
    assert served.documents.inserted[0][1].place == Rect(0, 0, 64, 48)


def test_a_selection_is_scaled_with_its_painting(served: Studio) -> None:
    """The layer lies where the part is now, cut to the selection."""
    served.documents.selection = (Rect(100, 50, 120, 100), b"\x00" * 6000 + b"\xff" * 6000)
    served.suggest()
    _resize_valley(served, 64, 24)
    served.card(0, "insert").click()
    wait_until(lambda: served.documents.inserted)
    insertion = served.documents.inserted[0][1]
    assert insertion.place == Rect(25, 6, 30, 12)
    assert insertion.layers[0].pixels[3::4] == b"\x00" * 180 + b"\xff" * 180


@pytest.mark.parametrize("size", [(256, 192), (192, 256), (100, 90)], ids=str)
@pytest.mark.parametrize("part", [None, (Rect(100, 50, 120, 100), b"\xff" * 12000)], ids=["whole", "selection"])
def test_a_turned_or_cropped_painting_is_refused_until_that_is_undone(
    served: Studio, size: tuple[int, int], part: tuple[Rect, bytes] | None
) -> None:
    """One line says so, nothing is inserted; as it was, the painting takes the picture."""
    served.documents.selection = part
    served.suggest()
    before = served.documents.colors
    served.documents.colors = (before[1], before[0])
    _resize_valley(served, *size)
    served.card(0, "insert").click()
    wait_until(lambda: "was cropped, turned or reshaped" in served.line)
    assert served.documents.inserted == []
    served.documents.colors = before
    _resize_valley(served, VALLEY.width_px, VALLEY.height_px)
    served.card(0, "insert").click()
    wait_until(lambda: served.documents.inserted)
    wait_until(lambda: served.line == "Inserted as a new group: picture. Krita's Undo takes it out.")


def test_a_painting_that_is_cropped_while_its_picture_is_cut_is_refused(served: Studio) -> None:
    """The last look is in the turn in which the layer is placed."""
    served.suggest()
    before = served.documents.size
    served.card(0, "insert").click()
    served.documents.size = lambda ref: (before(ref)[0] - 1, before(ref)[1])  # type: ignore[method-assign]
    wait_until(lambda: "was cropped" in served.line)
    assert served.documents.inserted == []


def _resize_valley(served: Studio, width_px: int, height_px: int) -> None:
    served.documents.open_documents[0] = DocumentRef(VALLEY.id, "Valley", width_px, height_px, VALLEY.path)


def test_undoing_an_insertion_cancels_it(served: Studio) -> None:
    """After Krita's undo an insertion does not count, after its redo it does; of two insertions one undo leaves one."""
    served.suggest()
    served.panel.pages.open("taste")

    def seen() -> int:
        report = served.app.state.taste.get(served.controller.desk.profile)
        return next((part.seen for part in report.signals if part.kind == "inserted"), 0) if report else 0

    served.card(0, "insert").click()
    wait_until(lambda: seen() == 1)
    served.card(0, "insert").click()
    wait_until(lambda: len(served.documents.inserted) == 2)
    (watcher,) = served.controller.findChildren(UndoWatch)
    gone, back = "The insertion is undone.", "Inserted again."
    for undone, left, line in (({1}, 1, ""), ({0, 1}, 0, gone), ({1}, 1, back)):
        served.documents.undone = undone
        served.documents.undo_followed()
        wait_until(lambda left=left: seen() == left and not watcher.is_settling)
        assert line in served.line
