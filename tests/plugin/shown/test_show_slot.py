"""The one slot: of all that there is to say, the most urgent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from slates_made import VALLEY, full_slate, make_state, welcome

from apprentice.model.desk import Desk
from apprentice.shown.show_panel import show_panel
from apprentice.shown.show_slot import Sayings, show_slot
from apprentice.shown.slot_values import OfferShown, SlotKind
from apprentice.shown.values import CardShown, InsertShown, ReasonShown, SlateShown

ASKING = CardShown(aspect=1.0, reasons=(ReasonShown("color", "Colour", 1, False),))
EVERYTHING = Sayings(
    line="It broke.",
    line_is_problem=True,
    inserting=InsertShown("At full size 40%", 0.4),
    cards=(CardShown(aspect=1.0), ASKING),
    slate=SlateShown(explanation="You like it warm."),
    offer=OfferShown("It stands at the left now.", "Put it back"),
)


@pytest.fixture
def desk() -> Desk:
    """A desk with a slate on a painting."""
    desk = Desk(make_state())
    desk.set_document(VALLEY)
    desk.state.receive(welcome())
    full_slate(desk.state, color="warm")
    return desk


def test_the_most_urgent_is_shown() -> None:
    """A problem comes before an insertion, then why, a message, an offer; else there is the explanation."""
    said, kinds = EVERYTHING, [show_slot(EVERYTHING).kind]
    for less in (
        {"line_is_problem": False},
        {"inserting": None},
        {"cards": (CardShown(aspect=1.0),)},
        {"line": ""},
        {"offer": None},
    ):
        said = replace(said, **less)  # type: ignore[arg-type]
        kinds.append(show_slot(said).kind)
    assert kinds == list(SlotKind)


def test_reasons_are_those_of_the_card_that_asks() -> None:
    """The chips are named after the card that was rated."""
    shown = show_slot(EVERYTHING)
    assert (shown.card, shown.reasons) == (1, ASKING.reasons)


def test_a_question_tells_which_stars_it_is_about(desk: Desk) -> None:
    """The stars of the rated card stand with the question, whichever card is framed by then."""
    desk.rate(0, 4)
    desk.select(1)
    assert (show_panel(desk).slot.card, show_panel(desk).slot.stars) == (0, 4)


def test_a_question_gives_way_to_what_is_said_later(desk: Desk) -> None:
    """A sentence that comes after a rating is seen."""
    desk.rate(0, 5)
    assert show_panel(desk).slot.kind is SlotKind.WHY
    desk.state.say("Kept as “Valley”.")
    assert show_panel(desk).slot.kind is SlotKind.MESSAGE


def test_a_later_rating_asks_why(desk: Desk) -> None:
    """A sentence that was said before does not hide the question."""
    desk.state.say("Kept as “Valley”.")
    desk.rate(0, 5)
    assert show_panel(desk).slot.kind is SlotKind.WHY


def test_a_framed_card_shows_the_reasons_of_its_stars(desk: Desk) -> None:
    """A reason given before can be seen and taken back: after another card, another slate, and what was said since."""
    first = desk.slate
    assert first is not None
    desk.rate(0, 4)
    desk.reason(0, "color")
    desk.turn_to(1)
    assert show_panel(desk).slot.kind is SlotKind.EXPLANATION
    desk.turn_to(0)
    full_slate(desk.state)
    assert show_panel(desk).slot.kind is SlotKind.EXPLANATION
    desk.step(-1)
    assert desk.slate is first
    shown = show_panel(desk).slot
    assert (shown.kind, shown.card, shown.stars) == (SlotKind.WHY, 0, 4)
    assert [reason.dimension for reason in shown.reasons if reason.given] == ["color"]
    desk.state.say("Inserted.")
    assert show_panel(desk).slot.kind is SlotKind.MESSAGE
    desk.state.say("")
    assert show_panel(desk).slot.kind is SlotKind.WHY


def test_an_offer_and_the_state_of_the_connection_go_before_earlier_reasons() -> None:
    """Those of a card that is only framed wait; a mere hint waits for them."""
    said = replace(EVERYTHING, line_is_problem=False, inserting=None, asks_now=False, is_said=False)
    assert show_slot(said).kind is SlotKind.OFFER
    assert show_slot(replace(said, offer=None)).kind is SlotKind.WHY
    assert show_slot(replace(said, offer=None, is_state=True)).kind is SlotKind.MESSAGE


def test_an_offer_is_seen_over_a_hint() -> None:
    """A hint such as "Open a painting" does not hide what is offered; an answer does."""
    said = replace(EVERYTHING, line_is_problem=False, inserting=None, cards=(CardShown(aspect=1.0),))
    assert show_slot(replace(said, is_said=False)).kind is SlotKind.OFFER
    assert show_slot(said).kind is SlotKind.MESSAGE
