"""Makes the line of what is offered in a window."""

from __future__ import annotations

from ..model.desk import Desk
from .slot_values import OfferShown


def show_offer(desk: Desk) -> OfferShown | None:
    """Return what is offered, None for nothing."""
    offer = desk.offer
    return OfferShown(offer.text, offer.deed) if offer is not None and offer.profile in ("", desk.profile) else None
