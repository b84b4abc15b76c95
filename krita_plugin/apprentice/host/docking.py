"""The docker's place in Krita's own layout: it is put there once, and back at a press."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtWidgets

_TOOLS, _LAYERS, _PRESETS = "ToolBox", "KisLayerBox", "PresetDocker"
# What else Krita's own layout has at the right, above the layers or behind one of their neighbours.
_OTHERS = frozenset({"ColorSelectorNg", "sharedtooldocker", "PresetHistory"})
_WIDTH_PX, _ROWS, _USUAL_ROW_PX = 268, 5, 27

_Left, _Right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea


class Docking:
    """Moves a docker from under the others of the right side to a column of its own beside the tool box.

    There it has the height of the window: below the others, four cards are not to be seen on most screens.

    Args:
        main: Krita's window.
        docker: the panel's docker.
    """

    def __init__(self, main: QtWidgets.QMainWindow, docker: QtWidgets.QDockWidget) -> None:
        self._main, self._docker = main, docker
        self._before = QtCore.QByteArray()

    def is_kritas_own(self) -> bool:
        """Return whether every docker stands where Krita itself puts it, and this one below them.

        Sizes do not count. Krita's own depend on the screen, the font and the language, and change with this docker's
        coming. The others keep their widths in a move, and get back the height that this one took from them.
        """
        others = {docker.objectName(): docker for docker in self._open() if docker is not self._docker}
        if any(docker.isFloating() for docker in self._open()) or not {_TOOLS, _LAYERS, _PRESETS} <= others.keys():
            return False
        left = {name for name, docker in others.items() if self._main.dockWidgetArea(docker) == _Left}
        right = {name for name, docker in others.items() if self._main.dockWidgetArea(docker) == _Right}
        if left != {_TOOLS} or not right - {_LAYERS, _PRESETS} <= _OTHERS or left | right != others.keys():
            return False
        if self._main.dockWidgetArea(self._docker) != _Right or self._main.tabifiedDockWidgets(self._docker):
            return False
        column = [others[_LAYERS], others[_PRESETS], self._docker]
        tops = [docker.geometry().top() for docker in column if not self._main.tabifiedDockWidgets(docker)]
        return tops == sorted(tops)

    def move(self) -> None:
        """Move the docker beside the tool box, and give the layers five rows of what it leaves."""
        self._before = self._main.saveState()
        by_name = {docker.objectName(): docker for docker in self._open()}
        tools = by_name[_TOOLS]
        self._main.splitDockWidget(tools, self._docker, Qt.Orientation.Horizontal)
        self._main.resizeDocks([tools, self._docker], [tools.width(), _WIDTH_PX], Qt.Orientation.Horizontal)
        layers = by_name[_LAYERS]
        missing = _missing_px(layers)
        if missing > 0:
            self._main.resizeDocks([layers], [layers.height() + missing], Qt.Orientation.Vertical)

    def put_back(self) -> None:
        """Put everything back where it was before the move."""
        if not self._before.isEmpty():
            self._main.restoreState(self._before)

    def _open(self) -> list[QtWidgets.QDockWidget]:
        """Return the dockers that are open, those behind a tab among them."""
        dockers = self._main.findChildren(QtWidgets.QDockWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [docker for docker in dockers if not docker.isHidden()]


def _missing_px(layers: QtWidgets.QDockWidget) -> int:
    """Return by how much the docker of layers is too low for five rows."""
    rows = layers.findChild(QtWidgets.QTreeView)
    if rows is None:
        return 0
    row_px = rows.sizeHintForRow(0)
    return _ROWS * (row_px if row_px > 0 else _USUAL_ROW_PX) - rows.viewport().height()
