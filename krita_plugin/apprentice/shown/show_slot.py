"""Makes what the slot shows: of all that there is to say, the most urgent."""

from __future__ import annotations

from dataclasses import dataclass

from .slot_values import OfferShown, SlotKind, SlotShown
from .values import CardShown, InsertShown, SlateShown


@dataclass(frozen=True)
class Sayings:
    """All that there is to say at a time.

    Args:
        is_said: whether the line answers something, and is no mere hint.
        is_state: whether the line tells that something is wrong with the connection.
        asks_now: whether the reasons are for a rating that has just been given; else they are those of a framed card
            that was rated before, and wait until nothing else is said.
    """

    line: str
    line_is_problem: bool
    inserting: InsertShown | None
    cards: tuple[CardShown, ...]
    slate: SlateShown
    offer: OfferShown | None = None
    is_said: bool = True
    is_state: bool = False
    asks_now: bool = True


def show_slot(said: Sayings) -> SlotShown:
    """Return what the slot shows."""
    card = next((place for place, card in enumerate(said.cards) if card.reasons), 0)
    reasons = said.cards[card].reasons if said.cards else ()
    return SlotShown(
        kind=_kind(said, asks_why=bool(reasons)),
        message=said.line,
        inserting=said.inserting,
        card=card,
        stars=said.cards[card].stars if reasons else 0,
        reasons=reasons,
        offer=said.offer,
        explanation=" · ".join(filter(None, (said.slate.side, said.slate.explanation))),
        is_guess=said.slate.is_guess,
        details=said.slate.details,
    )


def _kind(said: Sayings, *, asks_why: bool) -> SlotKind:
    has_line = bool(said.line)
    is_so = (
        (SlotKind.PROBLEM, has_line and said.line_is_problem),
        (SlotKind.INSERTING, said.inserting is not None),
        (SlotKind.WHY, asks_why and said.asks_now),
        (SlotKind.MESSAGE, has_line and said.is_said),
        (SlotKind.OFFER, said.offer is not None),
        (SlotKind.MESSAGE, has_line and said.is_state),
        (SlotKind.WHY, asks_why),
        (SlotKind.MESSAGE, has_line),
    )
    return next((kind for kind, is_there in is_so if is_there), SlotKind.EXPLANATION)
