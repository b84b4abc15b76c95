"""The docker that Krita makes for each of its windows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from krita import DockWidget, Krita

from .actions.app import App
from .actions.controller import Controller
from .host.docking import Docking
from .host.document_ids import DocumentIds
from .host.krita_documents import KritaDocuments
from .host.swatches import Paints, palette_folder, save_palette
from .panel.panel import Panel
from .qt import QtCore, QtWidgets

TITLE = "Apprentice"
# In Krita's settings: that the docker has been given its place, or found in one that the artist chose.
SETTINGS, PLACED = "apprentice", "docker_placed"
# Krita lays its window out in the turns after a docker is shown, and saves its layout half a second after a change.
_LAID_OUT_MS, _SAVED_MS = 400, 3000


class ApprenticeDocker(DockWidget):
    """One panel in one window: a `Panel`, and the `Controller` that joins it to this window's documents."""

    _app: ClassVar[App | None] = None
    _ids: ClassVar[DocumentIds] = DocumentIds()
    _all: ClassVar[list[ApprenticeDocker]] = []

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.panel = Panel()
        self.setWidget(self.panel)
        self._saving = QtCore.QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_SAVED_MS)
        self._saving.timeout.connect(self._note_place)
        paints = Paints(self.krita_window)
        self.controller = Controller(
            self.shared_app(),
            self.panel,
            KritaDocuments(self.krita_window, self._ids),
            lambda color, foreground: paints.take(color, foreground=foreground),
            lambda name, swatches: save_palette(palette_folder(), name, swatches).name,
        )
        self._all.append(self)
        self.destroyed.connect(lambda: self._all.remove(self))

    def main_window(self) -> Any:
        """Return the main window that this docker belongs to, floating or not."""
        parent = self.parentWidget()
        return parent.window() if parent is not None else self.window()

    def krita_window(self) -> Any:
        """Return Krita's own object for that window; None before there is one."""
        main = self.main_window()
        return next((window for window in Krita.instance().windows() if window.qwindow() == main), None)

    def come_forward(self) -> None:
        """Show the docker where it is closed, and bring its tab to the front."""
        self.setVisible(True)
        self.raise_()
        if self.isFloating():
            self.activateWindow()

    def canvasChanged(self, canvas: Any) -> None:
        """Follow the active view; Krita calls this, None without a view."""
        QtCore.QTimer.singleShot(0, self.controller.sync_document)
        QtCore.QTimer.singleShot(_LAID_OUT_MS, self._find_place)

    def showEvent(self, event: Any) -> None:
        """Look for a backend as soon as someone looks at the panel."""
        super().showEvent(event)
        self.shared_app().open()
        QtCore.QTimer.singleShot(_LAID_OUT_MS, self._find_place)

    def _find_place(self) -> None:
        """Stand where four cards fit: once, and only in Krita's own layout.

        That can be told with a painting alone: from 5.3 on Krita closes its dockers where there is none. It is noted as
        done when Krita has saved its layout: a crash before that forgets both, and the next start places it again.
        """
        main, krita = self.main_window(), Krita.instance()
        is_shown = isinstance(main, QtWidgets.QMainWindow) and main.isVisible() and not self.isHidden()
        is_ready = is_shown and krita.activeDocument() is not None
        if not is_ready or self._saving.isActive() or krita.readSetting(SETTINGS, PLACED, ""):
            return
        self._saving.start()
        docking = Docking(main, self)
        if docking.is_kritas_own():
            self._move(docking)

    def _move(self, docking: Docking) -> None:
        docking.move()
        self.controller.offer_to_put_back(lambda: self._put_back(docking))

    def _put_back(self, docking: Docking) -> None:
        docking.put_back()
        self._note_place()
        self.controller.offer_the_column(lambda: self._move(docking))

    def _note_place(self) -> None:
        self._saving.stop()
        Krita.instance().writeSetting(SETTINGS, PLACED, "yes")

    @classmethod
    def in_window(cls, main: Any) -> ApprenticeDocker | None:
        """Return the docker of a main window."""
        return next((docker for docker in cls._all if docker.main_window() == main), None)

    @classmethod
    def shared_app(cls) -> App:
        """Return the parts that all dockers share; Krita may make a docker before it sets the extension up."""
        if cls._app is None:
            cls._app = App(Path(__file__).parent)
        return cls._app
