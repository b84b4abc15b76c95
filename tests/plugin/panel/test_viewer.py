"""The large picture's line: its name and the word beside it."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.viewer import Viewer
from apprentice.qt import QImage, QtGui, QtWidgets

NAME, WORD = "Zentriert · warm", "Q zeigt das Original (Esc oder ein Druck hier beendet es)"


@pytest.mark.parametrize("width_px", [200, 420, 900])
def test_the_name_and_the_word_beside_it_never_touch(qtbot: QtBot, width_px: int) -> None:
    """Each is cut where the room ends; what is written of both together has the ink of each alone."""
    over = QtWidgets.QWidget()
    qtbot.addWidget(over)
    over.resize(width_px, 300)
    over.show()
    both, name, word = (_line(over, *texts) for texts in ((NAME, WORD), (NAME, ""), ("", "")))
    assert np.array_equal(both[:, : _inked(name)], name[:, : _inked(name)])
    assert _inked(name) > _inked(word) == 0


def _line(over: QtWidgets.QWidget, name: str, word: str) -> np.ndarray:
    """Return the rows below a picture, as grey values less the ground's."""
    viewer = Viewer()
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QtGui.QColor("red"))
    viewer.hold_up(image, word, over, name=name, stays=True)
    shot = viewer.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = [
        [QtGui.qGray(shot.pixel(x, y)) for x in range(shot.width())] for y in range(shot.height() - 26, shot.height())
    ]
    viewer.let_go()
    viewer.setParent(None)
    values = np.array(rows)
    return values - values[0, 0]


def _inked(line: np.ndarray) -> int:
    """Return the columns up to the last one in which something is written."""
    columns = np.flatnonzero((line > 20).any(axis=0))
    return int(columns[-1]) + 1 if columns.size else 0
