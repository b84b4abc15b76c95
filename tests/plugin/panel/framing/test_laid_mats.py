"""Mats and grips over a widget, offscreen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pens import pen_event
from pytestqt.qtbot import QtBot
from qt_waiting import wait_until

from apprentice.framing.dragging import CORNERS, MOVE, SIDES
from apprentice.framing.place import CanvasPlace, place_by_corner
from apprentice.panel.framing.laid_mats import LaidMats
from apprentice.panel.framing.outline import Outline
from apprentice.pictures.tiles import Rect
from apprentice.qt import QImage, Qt, QtCore, QtGui, QWidget

SIZE, FRAME = (400, 300), Rect(100, 60, 200, 150)
_DEFERRED = 52  # QEvent.DeferredDelete: a number in Qt 5, an enum in Qt 6


def place(zoom: float = 1.0, turn: float = 0.0, mirrored: bool = False) -> CanvasPlace:
    """Return a place of the painting whose corner lies at (50, 40)."""
    return CanvasPlace(SIZE, place_by_corner(SIZE, zoom, turn, (50, 40), is_mirrored=mirrored))


@pytest.fixture
def canvas(qapp: object) -> Iterator[QWidget]:
    """A white canvas of 600 × 500 pixels that counts its presses."""
    canvas = QWidget()
    canvas.setStyleSheet("background: white")
    canvas.resize(600, 500)
    canvas.show()
    yield canvas
    canvas.deleteLater()
    wait_until(lambda: True)


def delete_later() -> None:
    """Delete what is to be deleted in the next turn of the event loop."""
    QtCore.QCoreApplication.sendPostedEvents(None, _DEFERRED)


def seen(widget: QWidget) -> QImage:
    """Return what a widget and its children show."""
    return widget.grab().toImage()


@pytest.mark.parametrize(("zoom", "mirrored"), [(1.0, False), (0.5, False), (1.0, True), (1.5, True)])
def test_what_is_in_the_frame_is_as_it_was_and_all_else_is_dark(canvas: QWidget, zoom: float, mirrored: bool) -> None:
    """The mats begin at the frame's own pixels."""
    laid, at = LaidMats(canvas), place(zoom, mirrored=mirrored)
    laid.show_frame(at, FRAME, 0.0)
    box = at.box(FRAME).toRect()
    image, y = seen(canvas), box.y() + box.height() // 4
    row = [QtGui.QColor(image.pixel(x, y)).lightness() > 200 for x in range(image.width())]
    assert [row.index(True), len(row) - row[::-1].index(True)] == [box.x(), box.x() + box.width()]
    assert all(row[box.x() : box.x() + box.width()])
    laid.take_off()


def test_beyond_the_painting_the_frame_shows_hatched_ground(canvas: QWidget) -> None:
    """There are two greys, and neither is the canvas' white nor the mats' dark."""
    laid, at = LaidMats(canvas), place()
    laid.show_frame(at, Rect(-40, 60, 200, 150), 0.0)
    image = seen(canvas)
    greys = {QtGui.QColor(image.pixel(x, 170)).lightness() for x in range(20, 44)}
    assert greys == {140, 186}
    laid.take_off()


@pytest.mark.parametrize("turn", [0.0, 30.0])
@pytest.mark.parametrize("handle", [*CORNERS, *SIDES, MOVE])
def test_a_handle_is_found_where_it_is_drawn(handle: object, turn: float) -> None:
    """Also in a view that is turned; and nowhere in the frame's middle, where one paints."""
    outline = Outline(place(turn=turn).corners(FRAME))
    assert outline.handle_at(outline.at(handle)) == handle  # type: ignore[arg-type]
    middle = (outline.corners[0] + outline.corners[2]) / 2
    assert outline.handle_at(middle) is None
    assert not outline.region().contains(middle.toPoint())
    assert outline.region().contains(outline.at(handle).toPoint())  # type: ignore[arg-type]


def test_presses_reach_the_canvas_but_on_a_handle(canvas: QWidget) -> None:
    """The widget below a point is the canvas itself, save at a handle or side."""
    laid = LaidMats(canvas)
    laid.show_frame(place(), FRAME, 0.0)
    assert canvas.childAt(250, 180) is None, "the frame's middle"
    assert canvas.childAt(20, 20) is None, "the mats"
    assert canvas.childAt(150, 130) is laid.grips, "a side"
    assert canvas.childAt(350, 250) is laid.grips, "a corner"
    laid.take_off()


def test_a_pen_drags_frames_until_it_is_lifted(canvas: QWidget) -> None:
    """They are told in the painting's pixels, at any zoom."""
    laid, frames = LaidMats(canvas), list[Rect]()
    laid.moved.connect(frames.append)
    laid.show_frame(place(0.5), FRAME, 0.0)
    kinds, start = QtCore.QEvent.Type, QtCore.QPointF(200, 145)
    end = start + QtCore.QPointF(10, 5)
    for kind, at in ((kinds.MouseButtonPress, start), (kinds.MouseMove, end), (kinds.MouseButtonRelease, end)):
        QtCore.QCoreApplication.sendEvent(laid.grips, pen_event(kind, at))
    assert frames[-1] == Rect(100, 60, 220, 160)
    after = len(frames)
    QtCore.QCoreApplication.sendEvent(laid.grips, pen_event(kinds.MouseMove, start))
    assert len(frames) == after, "the pen was lifted"
    laid.take_off()


def test_escape_is_told(canvas: QWidget, qtbot: QtBot) -> None:
    """Esc is the mats' as long as a handle has the keys."""
    laid, told = LaidMats(canvas), list[int]()
    laid.escaped.connect(lambda: told.append(1))
    laid.show_frame(place(), FRAME, 0.0)
    qtbot.keyClick(laid.grips, Qt.Key.Key_Escape)
    assert told == [1]
    laid.take_off()


def test_taken_off_nothing_is_left(canvas: QWidget) -> None:
    """A second time changes nothing, and nobody is told that they are gone."""
    laid, gone = LaidMats(canvas), list[int]()
    laid.gone.connect(lambda: gone.append(1))
    laid.show_frame(place(), FRAME, 0.0)
    laid.take_off()
    laid.take_off()
    delete_later()
    assert not canvas.children()
    assert not gone


def test_their_end_with_the_canvas_is_told(qapp: object) -> None:
    """A view that Krita closes takes them along."""
    canvas = QWidget()
    laid, gone = LaidMats(canvas), list[int]()
    laid.gone.connect(lambda: gone.append(1))
    laid.show_frame(place(), FRAME, 0.0)
    canvas.deleteLater()
    delete_later()
    assert gone == [1]
    laid.take_off()
