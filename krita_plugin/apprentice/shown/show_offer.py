"""Makes the line of what is offered in a window."""

from __future__ import annotations

from ..model.desk import Desk
from .slot_values import OfferShown


def show_offer(desk: Desk) -> OfferShown | None:
    """Return what is offered, None for nothing."""
    offer = desk.offer
    if offer is None or offer.profile not in ("", desk.profile):
        return None
    return OfferShown(offer.text, offer.deed, offer.is_question)
