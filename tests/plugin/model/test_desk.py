"""One window's view of the state."""

from __future__ import annotations

from dataclasses import replace

import pytest
from slates_made import HARBOUR, STUDIES, VALLEY, arrive, full_slate, make_state, suggestion, welcome

from apprentice.model.desk import Desk
from apprentice.model.slates import Place
from apprentice.pictures.tiles import Rect
from apprentice.shown.show_panel import show_panel
from apprentice_shared import messages


@pytest.fixture
def desk() -> Desk:
    """A desk with the valley on it."""
    state = make_state()
    state.receive(welcome())
    desk = Desk(state)
    desk.set_document(VALLEY)
    return desk


def _close(desk: Desk, stays: str = "") -> None:
    desk.state.books.note_open({stays} if stays else set())


def test_each_document_shows_its_own_slates(desk: Desk) -> None:
    """Switching documents switches slates, and back."""
    slate = full_slate(desk.state)
    assert desk.slate is slate
    assert desk.set_document(HARBOUR)
    assert desk.slate is None
    desk.set_document(VALLEY)
    assert desk.slate is slate


def test_switching_in_mid_render_reroutes_nothing(desk: Desk) -> None:
    """The slate lands in the document where it was asked."""
    slate, _ = desk.ask(*_whole())
    desk.set_document(HARBOUR)
    assert desk.rendering is None
    arrive(desk.state, slate)
    assert desk.slate is None
    desk.set_document(VALLEY)
    assert desk.slate is slate


def test_a_card_chosen_in_a_slate_is_remembered_as_long_as_the_slate(desk: Desk) -> None:
    """Back in it, the card is the current one; once the slate is forgotten nothing of it stays."""
    first = full_slate(desk.state)
    desk.select(2)
    full_slate(desk.state, first=5)
    desk.select(1)
    desk.step(-1)
    assert desk.selected == 2
    desk.state.books.empty(desk.profile, 0.0)
    full_slate(desk.state, first=9)
    desk.select(3)
    desk.state.begin(first)
    assert desk.slate is first
    assert desk.selected == 0


def test_only_slates_since_then_are_forgotten(desk: Desk) -> None:
    """What was asked for before stays in view: the backend keeps it, and it can be rated."""
    old, new = full_slate(desk.state), full_slate(desk.state, first=5)
    old.at, new.at = 100.0, 200.0
    desk.state.books.empty(desk.profile, 150.0)
    assert desk.book is not None
    assert desk.book.slates == [old]


def _whole() -> tuple[Rect, None]:

    return Rect(0, 0, 1024, 768), None


def test_the_cards_of_a_closed_document_stay(desk: Desk) -> None:
    """With no document left, the last one's cards can still be rated."""
    slate = full_slate(desk.state)
    _close(desk)
    desk.set_document(None)
    assert desk.slate is slate
    assert desk.rate(0, 5)


def test_a_file_that_is_opened_again_has_its_cards(desk: Desk) -> None:
    """They are in view at once and can be rated, with the size the painting had; nothing is left of the closed one."""
    state = desk.state
    state.meet(VALLEY)
    slate = full_slate(state)
    desk.rate(0, 4)
    _close(desk, HARBOUR.id)
    desk.set_document(HARBOUR)
    again = replace(VALLEY, id="valley-again", width_px=300)
    state.note_open({HARBOUR.id, again.id})
    state.meet(again)
    desk.set_document(again)
    assert desk.slate is slate
    assert (slate.place.document, slate.document.id, slate.document.width_px) == (again.id, again.id, VALLEY.width_px)
    assert slate.cards[0].stars == 4
    assert desk.rate(1, 5)
    assert not desk.can_step(-1)
    assert "closed" not in show_panel(desk).slot.message
    desk.set_document(HARBOUR)
    assert not desk.can_step(-1)


def test_the_same_file_open_twice_shares_no_cards(desk: Desk) -> None:
    """As long as the first one is open its cards are its own; a painting without a file has none to find."""
    state = desk.state
    state.meet(VALLEY)
    slate = full_slate(state)
    twice = replace(VALLEY, id="twice")
    state.note_open({VALLEY.id, twice.id})
    state.meet(twice)
    desk.set_document(twice)
    assert desk.slate is None
    desk.set_document(VALLEY)
    assert desk.slate is slate
    unsaved = replace(HARBOUR, id="unsaved", path="")
    state.meet(unsaved)
    state.note_open({"new"})
    state.meet(replace(unsaved, id="new"))
    assert state.books.at(Place("new", "default")) is None


def test_a_document_without_slates_does_not_push_out_those_of_a_closed_one(desk: Desk) -> None:
    """When a painting is closed and one without slates comes to the front, the closed one's cards stay in view."""
    slate = full_slate(desk.state)
    _close(desk, HARBOUR.id)
    desk.set_document(HARBOUR)
    assert desk.slate is slate
    new, _ = desk.ask(*_whole())
    assert desk.slate is new


def test_a_painting_that_is_opened_has_the_cards(desk: Desk) -> None:
    """The last painting's cards stay while there is none; one that is opened then shows none but its own."""
    full_slate(desk.state)
    _close(desk)
    desk.set_document(None)
    desk.set_document(HARBOUR)
    assert desk.slate is None
    assert desk.can_step(-1)


def test_steps_back_into_the_slates_of_closed_documents(desk: Desk) -> None:
    """The slates of closed documents come before the first one of this document."""
    old = full_slate(desk.state)
    full_slate(desk.state, HARBOUR, first=5)
    _close(desk, HARBOUR.id)
    desk.set_document(HARBOUR)
    assert desk.slate is not old
    assert desk.can_step(-1)
    desk.step(-1)
    assert desk.slate is old
    assert not desk.can_step(-1)
    assert desk.can_step(1)
    desk.step(1)
    assert desk.slate is not old


def test_a_renamed_document_is_the_same_document(desk: Desk) -> None:
    """Saving under another name keeps slates and selection."""
    full_slate(desk.state)
    desk.select(2)
    renamed = type(VALLEY)(VALLEY.id, "Dale", 1024, 768)
    assert desk.set_document(renamed)
    assert desk.selected == 2
    assert not desk.set_document(renamed)


def test_steps_on_to_the_next_card_that_waits_for_stars(desk: Desk) -> None:
    """After a rating by key the next unrated card is selected; dismissed ones are passed over."""
    slate = full_slate(desk.state)
    desk.rate(0, 5)
    desk.rate(1, 2)
    desk.dismiss(2)
    assert desk.next_card() == 3
    desk.select(3)
    desk.rate(3, 3)
    assert slate.cards[3].stars == 3
    assert desk.next_card() == 3


def test_the_first_card_that_waits_is_the_current_one(desk: Desk) -> None:
    """A new slate is met at its first card; where none was chosen, at the first without stars or a dismissal."""
    full_slate(desk.state)
    assert desk.selected == 0
    for index in (0, 1):
        desk.rate(index, 4)
    full_slate(desk.state, first=5)
    assert desk.selected == 0
    desk.step(-1)
    assert desk.selected == 2


def test_an_earlier_slate_has_the_frame_where_it_was_left(desk: Desk) -> None:
    """Back and forth, each slate has the card that was chosen in it, rated or not."""
    full_slate(desk.state)
    for index in range(4):
        desk.rate(index, 4)
    desk.select(1)
    full_slate(desk.state, first=5)
    assert desk.selected == 0
    desk.select(3)
    desk.step(-1)
    assert desk.selected == 1
    desk.step(1)
    assert desk.selected == 3


def test_a_chosen_card_stays_the_current_one(desk: Desk) -> None:
    """What is said of other cards, or taken back, does not move the frame."""
    full_slate(desk.state)
    desk.select(2)
    desk.rate(0, 5)
    desk.undo()
    assert desk.selected == 2


def test_a_place_without_a_suggestion_is_never_current(desk: Desk) -> None:
    """While a slate arrives the first card that is here is current; the others cannot be chosen yet."""
    slate, _ = desk.ask(*_whole())
    desk.select(3)
    assert desk.card is not None and desk.card.suggestion is None
    desk.state.receive(messages.SuggestionReady(slate.request_id, 1, "slate", suggestion(1)))
    assert desk.selected == 1
    desk.select(3)
    assert desk.selected == 1
    desk.state.receive(messages.SuggestionReady(slate.request_id, 0, "slate", suggestion(2)))
    assert desk.selected == 0


def test_vary_means_the_one_pressed_while_everything_varies(desk: Desk) -> None:
    """From everything, one press chooses that dimension alone; then presses add and remove; one always stays."""
    desk.toggle_vary("")
    assert len(desk.state.vary_of(VALLEY.id)) == 4
    desk.toggle_vary("style")
    assert desk.state.vary_of(VALLEY.id) == {"style"}
    desk.toggle_vary("mood")
    assert desk.state.vary_of(VALLEY.id) == {"style", "mood"}
    desk.toggle_vary("style")
    desk.toggle_vary("mood")
    assert desk.state.vary_of(VALLEY.id) == {"mood"}


def test_a_dimension_that_is_mixed_with_no_others_varies_alone(desk: Desk) -> None:
    """Everything leaves it out; pressed, it is the only one, and so is what is pressed after it."""
    desk.state.receive(messages.EngineChanged(replace(STUDIES, alone=("composition",))))
    desk.toggle_vary("")
    assert desk.state.vary_of(VALLEY.id) == {"color", "style", "mood"}
    desk.toggle_vary("composition")
    assert desk.state.vary_of(VALLEY.id) == {"composition"}
    desk.toggle_vary("composition")
    assert desk.state.vary_of(VALLEY.id) == {"composition"}
    desk.toggle_vary("mood")
    assert desk.state.vary_of(VALLEY.id) == {"mood"}


def test_a_rule_goes_from_free_to_locked_to_banned_and_back(desk: Desk) -> None:
    """Each press on a chip takes its value to the next of three states."""
    seen = []
    for _ in range(3):
        desk.cycle_rule("color", "warm")
        seen.append(desk.rules.of(("color", "warm")))
    assert seen == ["lock", "ban", ""]


def test_one_value_of_a_dimension_can_always_appear(desk: Desk) -> None:
    """The last value that is not banned cannot be banned too."""
    values = desk.state.attributes["color"]
    for value in values:
        desk.cycle_rule("color", value)
        desk.cycle_rule("color", value)
    assert len([ban for ban in desk.rules.never if ban[0] == "color"]) == len(values) - 1
