"""A slate with and without the taste: the same canvas, seed and choices, with what was learned and without."""

from __future__ import annotations

from dataclasses import replace

from ..vendored import messages
from .desk import Desk
from .slates import CardSlate, SlateStage


def counterpart(desk: Desk) -> CardSlate | None:
    """Return the slate in view as it is without the taste, or with it where this one is without; None where none is."""
    book, slate = desk.book, desk.slate
    if book is None or slate is None:
        return None
    if slate.beside:
        return next((other for other in book.slates if other.request_id == slate.beside), None)
    return next((other for other in reversed(book.slates) if other.beside == slate.request_id), None)


def can_compare(desk: Desk) -> bool:
    """Return whether the slate in view can be shown with and without the taste."""
    slate = desk.slate
    if slate is None or slate.place != desk.place:
        return False
    if counterpart(desk) is not None:
        return True
    is_whole = slate.stage is SlateStage.DONE and slate.asked is not None
    return is_whole and slate.with_taste and desk.rendering is None


def compare(desk: Desk) -> tuple[CardSlate, messages.Suggest] | None:
    """Show the slate in view without the taste, or with it again; return the request where it has to be made.

    It is asked for as the slate in view was, with the same seed. What is there already comes into view at once.
    """
    book, slate, other = desk.book, desk.slate, counterpart(desk)
    if book is None or slate is None or not can_compare(desk):
        return None
    if other is not None:
        book.show(other)
        return None
    without = CardSlate(
        request_id=desk.state.new_id_on(slate.place.document),
        place=slate.place,
        document=slate.document,
        frame=slate.frame,
        learn=slate.learn,
        mask=slate.mask,
        canvas=slate.canvas,
        look=slate.look,
        with_taste=False,
        beside=slate.request_id,
    )
    without.asked = _without_taste(slate, without.request_id)
    desk.state.books.begin(without).show(without)
    return without, without.asked


def _without_taste(slate: CardSlate, request_id: str) -> messages.Suggest:
    """Return the request for a slate that was made, as it would be for a newcomer."""
    first = slate.cards[0].suggestion
    assert slate.asked is not None
    return replace(
        slate.asked,
        id=request_id,
        engine=slate.engine.name if slate.engine is not None else "",
        seed=first.seed if first is not None else slate.asked.seed,
        taste=False,
    )
