"""Save a palette: a suggestion's swatches come in, a file goes where Krita finds it when it starts."""

from __future__ import annotations

from collections.abc import Callable

from ...model.desk import Desk
from ...vendored import messages, signals, tr, why_of
from ..app import App
from ..other_thread import Problem

Swatches = tuple[messages.SwatchPart, ...]


class PaletteSaver:
    """Writes palettes to files, and tells the backend when it saves that of a suggestion.

    Args:
        save: writes a palette's (name, swatches) and returns the name that was free; called on the worker thread.
    """

    def __init__(self, app: App, desk: Desk, save: Callable[[str, Swatches], str]) -> None:
        self._app, self._desk, self._save = app, desk, save

    def save_selected(self) -> None:
        """Save the palette of the selected card, where it has one."""
        slate, card = self._desk.slate, self._desk.card
        if slate is None or card is None or card.suggestion is None or not card.suggestion.palette:
            return
        name = f"Apprentice {slate.document.name} {card.suggestion.palette[0].name}".strip()
        self._app.send(self._app.state.feedback.signal(slate, card, signals.PALETTE_PULLED))
        self.save(name, card.suggestion.palette, slate.place.document)

    def save(self, name: str, swatches: Swatches, document: str) -> None:
        """Save a palette under a name, and say in one line on a document what was done."""
        self._app.do(
            lambda: self._write(name, swatches),
            lambda text: self._app.say(text, document),
            lambda text: self._app.warn(text, document),
        )

    def _write(self, name: str, swatches: Swatches) -> str:
        """Write the file; return the sentence about it."""
        try:
            name = self._save(name, swatches)
        except OSError as exc:
            text = tr("The palette could not be written ({why}): click its swatches instead.", why=why_of(exc))
            raise Problem(text) from exc
        return tr("Kept as “{name}”. Krita lists it from its next start.", name=name)
