"""A changed belief is told until the next slate, and no longer than it is true."""

from __future__ import annotations

import pytest
from slates_made import HARBOUR, VALLEY, full_slate, make_slate, make_state, welcome

from apprentice.model.desk import Desk
from apprentice.model.state import PanelState
from apprentice.shown.show_taste import show_noted
from apprentice_shared import messages

WARM = messages.NotedPart("color", "warm", 1)
SOFT = messages.NotedPart("mood", "peaceful", -1)


@pytest.fixture
def state() -> PanelState:
    """A state with a backend."""
    made = make_state()
    made.receive(welcome())
    return made


def recorded(state: PanelState, event: str, *noted: messages.NotedPart) -> None:
    """Let a rating be acknowledged."""
    state.receive(messages.Recorded(event, event, state.profiles[0], "s1", noted))


def test_a_note_is_worded_by_the_engine(state: PanelState) -> None:
    """Codes come over the wire; the panel says them, and which value a press corrects."""
    recorded(state, "e1", WARM, SOFT)
    shown = show_noted(Desk(state))
    assert shown is not None
    assert (shown.text, shown.dimension, shown.value) == ("Noted: more warm, less soft", "color", "warm")


def test_a_note_stays_until_the_next(state: PanelState) -> None:
    """A rating that changes nothing leaves it; one that changes something takes its place."""
    recorded(state, "e1", WARM)
    recorded(state, "e2")
    assert state.noted.at("default") == (WARM,)
    recorded(state, "e3", SOFT)
    assert state.noted.at("default") == (SOFT,)


def test_what_holds_no_longer_is_told_no_longer(state: PanelState) -> None:
    """A later rating may open a belief again."""
    recorded(state, "e1", WARM, SOFT)
    recorded(state, "e2", messages.NotedPart("color", "warm", 0))
    assert state.noted.at("default") == (SOFT,)


def test_the_next_slate_ends_it(state: PanelState) -> None:
    """What was noted is to be seen then."""
    recorded(state, "e1", WARM)
    make_slate(state)
    assert show_noted(Desk(state)) is None


def test_undo_takes_it_back(state: PanelState) -> None:
    """A rating that does not stand has changed nothing."""
    slate = full_slate(state)
    (rating,) = state.feedback.rate(slate, slate.cards[0], 5)
    (reasoned,) = state.feedback.reason(slate, slate.cards[0], "color")
    recorded(state, rating.id)
    recorded(state, reasoned.id, WARM)
    state.undo((slate.place.document,))
    assert state.noted.at("default") == ()


def test_another_painting_does_not_tell_it(state: PanelState) -> None:
    """Back at the painting that was rated, it is told again."""
    slate, desk = full_slate(state), Desk(state)
    (rating,) = state.feedback.rate(slate, slate.cards[0], 5)
    recorded(state, rating.id, WARM)
    told = []
    for document in (VALLEY, HARBOUR, VALLEY):
        desk.document = document
        told.append(show_noted(desk) is not None)
    assert told == [True, False, True]


def test_each_profile_has_its_own(state: PanelState) -> None:
    """What was noted of one taste is not told of another."""
    recorded(state, "e1", WARM)
    assert state.noted.at("ink") == ()
