"""The docker's place, in a window whose dockers are named as Krita's are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from apprentice.host.docking import Docking
from apprentice.qt import Qt, QtCore, QtWidgets

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
Dockers = dict[str, QtWidgets.QDockWidget]


@pytest.fixture
def main(qtbot: QtBot) -> Iterator[QtWidgets.QMainWindow]:
    """A window as Krita lays it out, and below the others at the right the panel's docker."""
    main = QtWidgets.QMainWindow()
    qtbot.addWidget(main)
    main.setCentralWidget(QtWidgets.QWidget())
    for name, area in (("ToolBox", LEFT), ("KisLayerBox", RIGHT), ("PresetDocker", RIGHT), ("panel", RIGHT)):
        docker = QtWidgets.QDockWidget(name)
        docker.setObjectName(name)
        docker.setWidget(QtWidgets.QWidget())
        main.addDockWidget(area, docker)
    main.resize(1366, 768)
    main.show()
    QtWidgets.QApplication.processEvents()
    yield main


def _dockers(main: QtWidgets.QMainWindow) -> Dockers:
    return {docker.objectName(): docker for docker in main.findChildren(QtWidgets.QDockWidget)}


def _places(main: QtWidgets.QMainWindow) -> dict[str, QtCore.QRect]:
    for _ in range(3):
        QtWidgets.QApplication.processEvents()
    return {name: docker.geometry() for name, docker in _dockers(main).items()}


def test_it_stands_beside_the_tools_and_is_put_back(main: QtWidgets.QMainWindow) -> None:
    """It gets a column of the window's height; put back, every docker has its place and size again."""
    before, docking = _places(main), Docking(main, _dockers(main)["panel"])
    assert docking.is_kritas_own()
    docking.move()
    moved = _places(main)
    assert moved["panel"].left() > moved["ToolBox"].right()
    assert moved["panel"].height() == moved["ToolBox"].height()
    docking.put_back()
    assert _places(main) == before


@pytest.mark.parametrize("width_px", [150, 420])
def test_a_column_that_the_artist_made_wider_stays_so(main: QtWidgets.QMainWindow, width_px: int) -> None:
    """The others keep their width in the move, and none of them becomes lower."""
    dockers = _dockers(main)
    main.resizeDocks([dockers["KisLayerBox"]], [width_px], Qt.Orientation.Horizontal)
    before, docking = _places(main), Docking(main, dockers["panel"])
    docking.move()
    moved = _places(main)
    for name in ("KisLayerBox", "PresetDocker"):
        assert moved[name].width() == before[name].width()
        assert moved[name].height() >= before[name].height()


def _float_layers(main: QtWidgets.QMainWindow, dockers: Dockers) -> None:
    dockers["KisLayerBox"].setFloating(True)


def _put_layers_left(main: QtWidgets.QMainWindow, dockers: Dockers) -> None:
    main.addDockWidget(LEFT, dockers["KisLayerBox"])


def _put_presets_on_top(main: QtWidgets.QMainWindow, dockers: Dockers) -> None:
    main.splitDockWidget(dockers["PresetDocker"], dockers["KisLayerBox"], Qt.Orientation.Vertical)


def _tab_the_panel(main: QtWidgets.QMainWindow, dockers: Dockers) -> None:
    main.tabifyDockWidget(dockers["KisLayerBox"], dockers["panel"])


def _close_presets(main: QtWidgets.QMainWindow, dockers: Dockers) -> None:
    dockers["PresetDocker"].close()


@pytest.mark.parametrize(
    "change", [_float_layers, _put_layers_left, _put_presets_on_top, _tab_the_panel, _close_presets]
)
def test_what_the_artist_has_moved_is_no_longer_kritas(main: QtWidgets.QMainWindow, change: object) -> None:
    """A docker that floats, is on another side, in another order, in a tab or closed makes the layout theirs."""
    dockers = _dockers(main)
    assert callable(change)
    change(main, dockers)
    _places(main)
    assert not Docking(main, dockers["panel"]).is_kritas_own()
