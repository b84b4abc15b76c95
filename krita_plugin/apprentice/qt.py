"""The Qt that this Krita was built with: PyQt5 or PyQt6, from one source.

Enums are written scoped everywhere (`Qt.Key.Key_Escape`), which both take.
"""

from __future__ import annotations

import importlib
import os
import sys

TEST_VARIABLE = "APPRENTICE_TEST_QT"


def _major_version() -> int:
    """Return 5 or 6: the variable that tests set, else the version that Krita tells; a Krita that tells none has 5."""
    if os.environ.get(TEST_VARIABLE):
        return int(os.environ[TEST_VARIABLE])
    said = getattr(sys.modules.get("pykrita"), "qt_major_version", None)
    return int(said()) if said is not None else 5


MAJOR_VERSION = _major_version()

QtCore = importlib.import_module(f"PyQt{MAJOR_VERSION}.QtCore")
QtGui = importlib.import_module(f"PyQt{MAJOR_VERSION}.QtGui")
QtWidgets = importlib.import_module(f"PyQt{MAJOR_VERSION}.QtWidgets")

Qt = QtCore.Qt
QObject = QtCore.QObject
QTimer = QtCore.QTimer
QWidget = QtWidgets.QWidget
Signal = QtCore.pyqtSignal
QAction = QtWidgets.QAction if MAJOR_VERSION == 5 else QtGui.QAction
QImage = QtGui.QImage
