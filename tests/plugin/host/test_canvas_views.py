"""The place of a painting in a view, by widgets of the kinds that Krita has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from krita_double.views import Document, KisCanvasController, KisQPainterCanvas, TellingView, View
from qt_waiting import wait_until

from apprentice.host.canvas_views import canvas_view, visible_canvas
from apprentice.qt import QtCore, QtWidgets, QWidget


@pytest.fixture
def main(qapp: object) -> Iterator[QtWidgets.QMainWindow]:
    """A main window with one view in tabs."""
    main = QtWidgets.QMainWindow()
    tabs, area = QtWidgets.QMdiArea(), KisCanvasController()
    around = QtWidgets.QStackedWidget()
    around.addWidget(tabs)
    main.setCentralWidget(around)
    KisQPainterCanvas(area.viewport())
    area.horizontalScrollBar().setRange(-900, 900)
    area.horizontalScrollBar().setValue(-103)
    area.verticalScrollBar().setRange(-900, 900)
    area.verticalScrollBar().setValue(47)
    tabs.addSubWindow(area)
    main.show()
    area.show()
    wait_until(lambda: tabs.activeSubWindow() is not None)
    yield main
    main.deleteLater()
    wait_until(lambda: True)


def test_works_the_place_out(main: QtWidgets.QMainWindow) -> None:
    """Krita 5.1 tells zoom, rotation and mirror; its scroll bars tell the rest."""
    document = Document()
    view = canvas_view(document, View(document), main)
    assert view is not None
    place = view.place()
    assert place is not None
    left = place.to_view.map(QtCore.QPointF(400.0, 0.0))
    assert (left.x(), left.y()) == (103.0, -47.0)
    assert place.scale == pytest.approx(0.5)


def test_takes_the_place_that_krita_tells(main: QtWidgets.QMainWindow) -> None:
    """From 5.2 on it is told."""
    document = Document()
    view = canvas_view(document, TellingView(document), main)
    assert view is not None
    place = view.place()
    assert place is not None
    point = place.to_view.map(QtCore.QPointF(100.0, 100.0))
    assert (point.x(), point.y()) == (80.0, 60.0)


@pytest.mark.parametrize("end", ["view", "document"])
def test_there_is_no_place_once_it_is_closed(main: QtWidgets.QMainWindow, end: str) -> None:
    """Closed views show no document, closed documents have no size."""
    document = Document()
    shown = View(document)
    view = canvas_view(document, shown, main)
    assert view is not None
    if end == "view":
        shown.shown = None
    else:
        document.wide = 0
    assert view.place() is None


def test_no_scroll_area_is_no_view(qapp: object) -> None:
    """A Krita that is built otherwise has no place that could be known."""
    document, main = Document(), QtWidgets.QMainWindow()
    assert canvas_view(document, View(document), main) is None
    assert canvas_view(document, View(document), None) is None


def test_the_canvas_in_view_has_the_keys(main: QtWidgets.QMainWindow) -> None:
    """The canvas itself is found, and the central widget where there is none."""
    assert isinstance(visible_canvas(main.centralWidget()), KisQPainterCanvas)
    empty = QWidget()
    assert visible_canvas(empty) is empty
