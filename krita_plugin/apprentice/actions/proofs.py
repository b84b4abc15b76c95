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
_MOST_KEPT = 48  # wishes: those of a few canvases
Proofs = Mapping[str, tuple[QImage, ...]]


class ProofWish(NamedTuple):
    """A canvas, by its hash, and the values or packs or intents to make proofs of."""

    canvas: str
    values: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()


class ProofActions:
    """Asks for the proofs of all values, or of all packs, on the canvas of the slate in view, else on the painting.

    What is to be seen first is asked for first, and what comes after it once that has come.

    Args:
        canvas: returns a canvas by its hash, None where it is not kept any more.
    """

    def __init__(self, app: App, desk: Desk, canvas: Callable[[str], QImage | None]) -> None:
        self._app, self._desk, self._canvas = app, desk, canvas
        # None for those that are under way.
        self._made: OrderedDict[ProofWish, Proofs | None] = OrderedDict()
        # Those that were refused once: a second time leaves the words alone, or they would be asked for without end.
        self._refused: set[ProofWish] = set()

    def of_values(self) -> Proofs | None:
        """Return the proofs of the values that have come, by "dimension=value"; None where none can come.

        They are asked for, unless they were; nothing waits for them.
        """
        state, canvas = self._desk.state, self._hash()
        named = {name: tuple(f"{name}={value}" for value in state.attributes.get(name, ())) for name in state.words}
        return self._proofs([ProofWish(canvas, values[: bounds.PROOFS.high]) for values in named.values() if values])

    def of_packs(self) -> Proofs | None:
        """Return some proofs of each pack that have come, by its name; as `of_values`."""
        canvas = self._hash()
        return self._proofs([ProofWish(canvas, packs=(pack.name,)) for pack in self._desk.state.packs])

    def of_intents(self) -> Proofs | None:
        """Return the proofs of the engine's intents that have come, by name; as `of_values`."""
        engine, canvas = self._desk.state.engine, self._hash()
        names = tuple(engine.intents) if engine is not None and self._desk.state.can("intents") else ()
        return self._proofs([ProofWish(canvas, intents=names[: bounds.PROOFS.high])]) if names else None

    def _proofs(self, wishes: list[ProofWish]) -> Proofs | None:
        """Return what has come of wishes for one canvas, and ask for the first of those that were not met."""
        if not self._hash() or not self._desk.state.can("proofs"):
            return None
        found: dict[str, tuple[QImage, ...]] = {}
        for wish in wishes:
            made = self._made.get(wish)
            if made is None:
                return found if wish in self._made or self._ask(wish) else None
            found.update(made)
        return found

    def _ask(self, wish: ProofWish) -> bool:
        """Ask for proofs, now or when there is a backend; return False where the canvas is not kept any more."""
        canvas = self._canvas(wish.canvas)
        if canvas is None or self._desk.state.status.phase is not Phase.READY:
            return canvas is not None
        request = messages.GetProofs(
            self._desk.state.new_id(), wish.canvas, wish.values, wish.packs, SIDE_PX, wish.intents
        )
        self._made[wish] = None
        while len(self._made) > _MOST_KEPT:
            self._made.popitem(last=False)
        self._app.do(
            lambda: to_frame(canvas, request.id),
            lambda frame: self._app.renders.ask(request, frame, lambda outcome: self._take(wish, outcome)),
            lambda text: self._take(wish, Outcome(problem=text)),
        )
        return True

    def _take(self, wish: ProofWish, outcome: Outcome) -> None:
        is_answered = self._desk.state.status.phase is Phase.READY
        if outcome.problem and not (is_answered and wish in self._refused):
            self._made.pop(wish, None)
            if is_answered:
                self._refused.add(wish)
        elif wish in self._made:
            self._refused.discard(wish)
            self._made[wish] = outcome.proofs
            self._app.refresh()

    def _hash(self) -> str:
        slate, early = self._desk.slate, self._desk.early
        return slate.canvas if slate is not None else early.images[0] if early is not None else ""
