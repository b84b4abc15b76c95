"""Qt without a screen, and no real backend's data folder in reach."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from apprentice.qt import QtCore, QtWidgets


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QtWidgets.QApplication]:
    """The one application of this process, in a style that every Qt has."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    application = QtWidgets.QApplication.instance() or QtWidgets.QApplication(["tests"])
    application.setStyle("Fusion")
    yield application
    application.sendPostedEvents(None, QtCore.QEvent.Type.DeferredDelete)
