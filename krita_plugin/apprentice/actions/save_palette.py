"""A suggestion's palette, kept: told to the backend, and written where Krita finds it when it starts."""

from __future__ import annotations

from collections.abc import Callable

from ..model.desk import Desk
from ..shown.show_panel import show_panel
from ..vendored import signals
from .app import App

Swatches = tuple[tuple[str, float, str], ...]


class PaletteSaver:
    """Keeps the selected suggestion's palette.

    Args:
        app: what all panels share.
        desk: says which card is selected.
        save: writes (name, swatches); called on the worker thread.
    """

    def __init__(self, app: App, desk: Desk, save: Callable[[str, Swatches], object]) -> None:
        self._app, self._desk, self._save = app, desk, save

    def pull(self) -> None:
        """Keep the palette, where the selected card has one."""
        slate, card = self._desk.slate, self._desk.card
        if slate is None or card is None or card.suggestion is None or not card.suggestion.palette:
            return
        swatches = show_panel(self._desk).palette.swatches
        name = f"Apprentice {slate.document.name} {card.suggestion.id[:6]}"
        self._app.send([self._app.state.feedback.signal(slate, card, signals.PALETTE_PULLED)])
        self.write(name, swatches)

    def write(self, name: str, swatches: Swatches) -> None:
        """Keep any palette under a name, and say where it is."""
        self._app.connection.work(lambda: self._write(name, swatches))

    def _write(self, name: str, swatches: Swatches) -> Callable[[], None]:
        """Write the palette on the worker thread; return what then to do on the GUI thread."""
        try:
            self._save(name, swatches)
        except OSError as exc:
            problem = f"The palette could not be written ({exc.strerror or exc}): click its swatches instead."
            return lambda: self._app.state.say(problem, is_problem=True)
        kept = f"Kept as “{name}”: click a swatch to paint with it. Krita lists it from its next start."
        return lambda: self._app.state.say(kept)
