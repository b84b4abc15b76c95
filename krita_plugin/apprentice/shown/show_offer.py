"""Makes the line of what is offered in a window."""

from __future__ import annotations

from ..model.desk import Desk
from ..vendored import later, tr
from .slot_values import OfferShown

PLACED = "placed"
_TEXTS = {PLACED: (later("The panel stands here, so that four cards fit."), later("Put it back"))}


def show_offer(desk: Desk) -> OfferShown | None:
    """Return what is offered, None for nothing."""
    if desk.offer not in _TEXTS:
        return None
    text, deed = _TEXTS[desk.offer]
    return OfferShown(desk.offer, tr(text), tr(deed))
