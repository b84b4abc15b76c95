"""Proofs: small pictures of what values make of the artist's own canvas, asked for once for each canvas."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping

from ..link.keeper import Phase
from ..model.desk import Desk
from ..pictures.convert import to_frame
from ..qt import QImage
from ..vendored import messages
from .app import App
from .pending_renders import Outcome

_CANVASES = 4
SIDE_PX = 128  # sharp on dense screens
_NONE: Mapping[str, QImage] = {}


class ProofActions:
    """Asks for the proofs of all values on the canvas of the slate in view.

    Args:
        canvas: returns a canvas by its hash, None where it is not kept any more.
    """

    def __init__(self, app: App, desk: Desk, canvas: Callable[[str], QImage | None]) -> None:
        self._app, self._desk, self._canvas = app, desk, canvas
        self._made: OrderedDict[tuple[str, tuple[str, ...]], Mapping[str, QImage]] = OrderedDict()

    @property
    def can(self) -> bool:
        """Whether there is a canvas to make proofs of, and an engine that makes them."""
        return bool(self._hash()) and self._desk.state.can("proofs")

    def wish(self) -> None:
        """Ask for the proofs, unless they were asked for; nothing waits for them."""
        key = (self._hash(), self._values())
        if not self.can or key in self._made or self._desk.state.status.phase is not Phase.READY:
            return
        canvas = self._canvas(key[0])
        if canvas is None:
            return
        request = messages.GetProofs(self._desk.state.new_id(), *key, side_px=SIDE_PX)
        self._made[key] = _NONE
        while len(self._made) > _CANVASES:
            self._made.popitem(last=False)
        self._app.do(
            lambda: to_frame(canvas, request.id),
            lambda frame: self._app.renders.ask(request, frame, lambda outcome: self._take(key, outcome)),
        )

    def shown(self) -> Mapping[str, QImage]:
        """Return the pictures that have come for this canvas, by "dimension=value"."""
        return self._made.get((self._hash(), self._values()), _NONE)

    def _take(self, key: tuple[str, tuple[str, ...]], outcome: Outcome) -> None:
        if outcome.problem:
            self._made.pop(key, None)
        elif key in self._made:
            self._made[key] = outcome.proofs
            self._app.refresh()

    def _hash(self) -> str:
        return self._desk.slate.canvas if self._desk.slate is not None else ""

    def _values(self) -> tuple[str, ...]:
        attributes = self._desk.state.attributes
        return tuple(f"{dimension}={value}" for dimension, values in attributes.items() for value in values)
