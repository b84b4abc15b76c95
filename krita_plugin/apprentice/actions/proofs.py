"""Proofs: small pictures of what values and packs make of the artist's own canvas, asked for once for each canvas."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..link.keeper import Phase
from ..model.desk import Desk
from ..pictures.convert import to_frame
from ..qt import QImage
from ..vendored import bounds, messages
from .app import App
from .pending_renders import Outcome

SIDE_PX = 128  # sharp on dense screens
_MOST_KEPT = 8
Proofs = Mapping[str, tuple[QImage, ...]]
_NONE: Proofs = {}


class ProofWish(NamedTuple):
    """A canvas, by its hash, and the values or packs to make proofs of."""

    canvas: str
    values: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()


class ProofActions:
    """Asks for the proofs of all values, or of all packs, on the canvas of the slate in view.

    Args:
        canvas: returns a canvas by its hash, None where it is not kept any more.
    """

    def __init__(self, app: App, desk: Desk, canvas: Callable[[str], QImage | None]) -> None:
        self._app, self._desk, self._canvas = app, desk, canvas
        self._made: OrderedDict[ProofWish, Proofs] = OrderedDict()

    @property
    def is_early(self) -> bool:
        """Whether there is a painting and an engine that makes proofs, but no slate whose canvas they are made of."""
        desk = self._desk
        return desk.slate is None and desk.document is not None and desk.state.can("proofs")

    def of_values(self) -> Proofs | None:
        """Return the proofs of the values that have come, by "dimension=value"; None where none can come.

        They are asked for, unless they were; nothing waits for them.
        """
        attributes = self._desk.state.attributes
        values = tuple(f"{dimension}={value}" for dimension, values in attributes.items() for value in values)
        return self._proofs(ProofWish(self._hash(), values[: bounds.PROOFS.high]))

    def of_packs(self) -> Proofs | None:
        """Return some proofs of each pack that have come, by its name; as `of_values`."""
        names = tuple(pack.name for pack in self._desk.state.packs)
        return self._proofs(ProofWish(self._hash(), packs=names[: bounds.PROOFS.high]))

    def _proofs(self, wish: ProofWish) -> Proofs | None:
        if not wish.canvas or not self._desk.state.can("proofs"):
            return None
        if wish not in self._made:
            canvas = self._canvas(wish.canvas)
            if canvas is None:
                return None
            self._ask(wish, canvas)
        return self._made.get(wish, _NONE)

    def _ask(self, wish: ProofWish, canvas: QImage) -> None:
        if self._desk.state.status.phase is not Phase.READY or not (wish.values or wish.packs):
            return
        request = messages.GetProofs(self._desk.state.new_id(), *wish, side_px=SIDE_PX)
        self._made[wish] = _NONE
        while len(self._made) > _MOST_KEPT:
            self._made.popitem(last=False)
        self._app.do(
            lambda: to_frame(canvas, request.id),
            lambda frame: self._app.renders.ask(request, frame, lambda outcome: self._take(wish, outcome)),
        )

    def _take(self, wish: ProofWish, outcome: Outcome) -> None:
        if outcome.problem:
            self._made.pop(wish, None)
        elif wish in self._made:
            self._made[wish] = outcome.proofs
            self._app.refresh()

    def _hash(self) -> str:
        return self._desk.slate.canvas if self._desk.slate is not None else ""
