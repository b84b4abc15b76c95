"""Qt without a screen, through pytest-qt, and no real backend's data folder in reach."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from apprentice.qt import MAJOR_VERSION, QtWidgets


def pytest_configure(config: pytest.Config) -> None:
    """Load pytest-qt, for the Qt that the plugin has, once a test of the plugin is collected: others need no Qt."""
    os.environ["PYTEST_QT_API"] = f"pyqt{MAJOR_VERSION}"
    config.pluginmanager.import_plugin("pytestqt.plugin")


@pytest.fixture(scope="session")
def qapp(qapp: QtWidgets.QApplication, tmp_path_factory: pytest.TempPathFactory) -> QtWidgets.QApplication:
    """The one application of this process, in a style that every Qt has."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    qapp.setStyle("Fusion")
    return qapp
