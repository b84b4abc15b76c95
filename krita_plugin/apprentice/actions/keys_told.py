"""The sentence that the cards have the keys, for as long as that is news."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.lines import KEYS
from ..qt import QObject, QtCore, QtWidgets, QWidget
from ..vendored import tr
from .app import App

TOLD_MS = 12_000


class KeysTold(QObject):
    """Says that keys rate now, until no card has them, or for `TOLD_MS`.

    A press on the canvas takes the keys from the card: Qt then tells of another focus. The first rating takes the
    sentence back, too, as it does with every sentence that answers an earlier press.

    Args:
        cards: the cards that can have the keys.
    """

    def __init__(self, app: App, cards: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._cards = app, cards
        self.ends, self._soon = self._timer(TOLD_MS), self._timer(0)
        self.ends.timeout.connect(self.end)
        self._soon.timeout.connect(self._look)
        application = QtWidgets.QApplication.instance()
        assert isinstance(application, QtWidgets.QApplication)
        application.focusChanged.connect(self._on_focus)

    def tell(self, document: str) -> None:
        """Say it on a painting."""
        self._app.state.say(
            tr("Keys 1–5 rate now. Esc or a press on the canvas gives them back."), about=KEYS, document=document
        )
        self.ends.start()
        self._app.refresh()

    def end(self) -> None:
        """Say it no longer."""
        self.ends.stop()
        self._app.state.works_again(KEYS)
        self._app.refresh()

    def _timer(self, interval_ms: int) -> QtCore.QTimer:
        timer = QtCore.QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        return timer

    def _on_focus(self, before: QWidget | None, _: QWidget | None) -> None:
        # Where one card alone is shown, the next one gets the keys only after this one has lost them.
        if self.ends.isActive() and before in self._cards:
            self._soon.start()

    def _look(self) -> None:
        if not any(card.hasFocus() for card in self._cards):
            self.end()
