"""A whole panel with a real server behind it and no Krita before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from live_server import TOKEN, LiveServer, serving
from qt_waiting import wait_until
from served_folder import announcing
from slates_made import HARBOUR
from stand_in_documents import StandInDocuments

from apprentice.actions.app import App
from apprentice.actions.controller import Controller
from apprentice.link.backend import LAUNCHER_FILE
from apprentice.model.slates import CardSlate, DocumentRef, SlateStage
from apprentice.panel.panel import Panel
from apprentice.qt import QtWidgets
from apprentice_backend.studio import EngineKey

# Small: the tests are about the way of a picture, not about its pixels.
VALLEY = DocumentRef("valley", "Valley", 256, 192, "/paintings/valley.kra")
SLOW = "steps=1000,step_s=0.005"


class Studio:
    """A panel with its controller and stand-in documents; a palette saved or a colour taken is noted.

    Args:
        folder: an empty folder, for the plugin's files and the backend's data.
        width_px: the panel's width.
    """

    def __init__(self, folder: Path, width_px: int = 300) -> None:
        self.data = folder / "data"
        self.plugin = folder / "plugin"
        self.plugin.mkdir()
        launcher = {"argv": ["/nowhere/apprentice", "serve"], "data_dir": str(self.data)}
        (self.plugin / LAUNCHER_FILE).write_text(json.dumps(launcher), encoding="utf-8")
        self.documents = StandInDocuments(VALLEY, HARBOUR)
        self.taken: list[tuple[str, bool]] = []
        self.saved: list[tuple[str, object]] = []
        self.app, self.panel = App(self.plugin), Panel()
        self.controller = Controller(self.app, self.panel, self.documents, self.take_color, self.save_palette)
        self.panel.resize(width_px, 900)
        self.panel.show()

    def take_color(self, color: str, foreground: bool) -> bool:
        """Note a colour to paint with."""
        self.taken.append((color, foreground))
        return True

    def save_palette(self, name: str, swatches: object) -> str:
        """Note a palette to be saved; its name is free."""
        self.saved.append((name, swatches))
        return name

    @property
    def slate(self) -> CardSlate:
        """The slate in view."""
        assert self.controller.desk.slate is not None
        return self.controller.desk.slate

    @property
    def line(self) -> str:
        """The text of the message line."""
        message = self.panel.slot.message
        return str(message.accessibleName()) if message.isVisible() else ""

    @property
    def ratings(self) -> int:
        """The ratings that the backend has recorded, of all profiles."""
        return sum(profile.ratings for profile in self.app.state.profiles)

    def card(self, index: int, part: str) -> QtWidgets.QAbstractButton:
        """Return a button of a card."""
        return self.panel.findChild(QtWidgets.QAbstractButton, f"apprentice_card_{index}_{part}")

    def rate_until_noted(self) -> None:
        """Ask for a slate and rate it for its warmth, each time with the reason, until a change of taste is noted."""
        for number, card in enumerate(self.suggest().cards, 1):
            assert card.suggestion is not None
            likes = "warm" in card.suggestion.mix.get("color", {})
            self.card(card.index, f"star_{5 if likes else 1}").click()
            self.panel.slot.reasons.given.emit(card.index, "color")
            wait_until(lambda rated=number: self.ratings == rated)
        wait_until(self.panel.framed.noted.isVisible)

    def suggest(self) -> CardSlate:
        """Press Suggest and wait until a whole slate is on the screen: a press before that does nothing."""
        self.panel.ask.suggest.click()
        wait_until(lambda: self.controller.desk.slate is not None)
        slate = self.slate
        wait_until(lambda: slate.stage is SlateStage.DONE)
        wait_until(lambda: self.controller.cards.shown is slate)
        wait_until(lambda: all(card.picture is not None and card.shown.is_here for card in self.panel.grid.cards))
        return slate

    def go_to(self, document: DocumentRef | None) -> None:
        """Make another document the active one."""
        self.documents.active = document
        self.app.documents_changed.emit()

    def close(self) -> None:
        """End everything."""
        self.app.stop()
        self.panel.close()
        self.panel.deleteLater()
        wait_until(lambda: True)


@contextmanager
def backend(studio: Studio, script: str = "", engine: EngineKey | None = None) -> Iterator[LiveServer]:
    """Serve the studio's data folder, and say where; `engine` is the one to begin with, else the scripted one."""
    with serving(studio.data, script) as running:
        # Before the panel can find the server: its welcome names the engine.
        running.engines.default = engine or running.engines.default
        with announcing(studio.data, running.port, TOKEN):
            studio.app.connection.open()
            yield running
