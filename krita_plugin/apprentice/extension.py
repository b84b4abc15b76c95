"""The plugin's life inside Krita: made once per process, a docker and an action per window."""

from __future__ import annotations

from typing import Any

from krita import DockWidgetFactory, DockWidgetFactoryBase, Extension, Krita

from .actions.app import App
from .docker import ApprenticeDocker
from .qt import QtCore
from .vendored import catalogue_of, choose, speak, tr

ACTION = "apprentice_suggest_action"
DOCKER = "apprentice_docker"


class ApprenticeExtension(Extension):
    """Owns the parts that all windows share, and tells them when documents come and go."""

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self.app: App | None = None

    def setup(self) -> None:
        """Start, once Krita is up."""
        krita = Krita.instance()
        self.app = ApprenticeDocker.shared_app()
        notifier = krita.notifier()
        notifier.setActive(True)
        for happened in (notifier.imageCreated, notifier.imageSaved, notifier.imageClosed, notifier.viewClosed):
            happened.connect(self._documents_changed)
        QtCore.QCoreApplication.instance().aboutToQuit.connect(self.app.stop)

    def createActions(self, window: Any) -> None:
        """Add Suggest to a window: the only key that works outside the panel."""
        action = window.createAction(ACTION, tr("Apprentice: Suggest"), "tools/scripts")
        # Krita drops its Window object once this returns; the main window under it stays.
        main = window.qwindow()
        action.triggered.connect(lambda: _suggest(main))

    def _documents_changed(self, *_: object) -> None:
        """Have the panels look at the documents again, once Krita has finished this event."""
        QtCore.QTimer.singleShot(0, self.app.documents_changed.emit)


def _suggest(main: Any) -> None:
    """Ask in the docker of one main window, and bring it into view with the keys."""
    docker = ApprenticeDocker.in_window(main)
    if docker is not None:
        docker.come_forward()
        docker.controller.suggest_by_key()


def speak_as_krita() -> None:
    """Use the language that Krita is in, before anything is made that holds words.

    Krita makes the language of its own settings, or else the system's, the one of Qt's default locale.
    """
    speak(catalogue_of(choose(QtCore.QLocale().uiLanguages())))


def register() -> None:
    """Tell Krita about the extension and the docker; called once, when Krita loads the plugin."""
    speak_as_krita()
    krita = Krita.instance()
    krita.addExtension(ApprenticeExtension(krita))
    krita.addDockWidgetFactory(
        DockWidgetFactory(DOCKER, DockWidgetFactoryBase.DockPosition.DockRight, ApprenticeDocker)
    )
