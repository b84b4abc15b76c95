"""Ratings, reasons, picks and dismissals."""

from __future__ import annotations

import pytest
from slates_made import NOW_S, VALLEY, full_slate, make_slate, make_state

from apprentice.model.slates import CardSlate
from apprentice.model.state import PanelState
from apprentice_shared import messages


@pytest.fixture
def state() -> PanelState:
    """A state without a backend."""
    return make_state()


@pytest.fixture
def slate(state: PanelState) -> CardSlate:
    """A slate that has arrived."""
    return full_slate(state)


def _only(requests: list[messages.Request]) -> messages.Request:
    (request,) = requests
    return request


def test_a_rating_carries_stars_moment_and_the_learn_switch(state: PanelState, slate: CardSlate) -> None:
    """One click makes one request that says all the backend needs."""
    slate.learn = False
    request = _only(state.feedback.rate(slate, slate.cards[1], 4))
    assert request == messages.Rate(request.id, "s2", 4, at=NOW_S, learn=False)
    assert slate.cards[1].stars == 4


def test_the_same_stars_again_say_nothing(state: PanelState, slate: CardSlate) -> None:
    """A second click on the same star sends nothing."""
    state.feedback.rate(slate, slate.cards[0], 4)
    assert state.feedback.rate(slate, slate.cards[0], 4) == []


def test_a_card_without_a_suggestion_cannot_be_rated(state: PanelState) -> None:
    """While a slate is rendered its empty cards take no stars."""
    slate = make_slate(state)
    assert state.feedback.rate(slate, slate.cards[0], 4) == []


@pytest.mark.parametrize(("stars", "asks"), [(1, True), (2, True), (3, False), (4, True), (5, True)])
def test_asks_why_only_after_a_clear_rating(state: PanelState, slate: CardSlate, stars: int, asks: bool) -> None:
    """Reasons are offered after 1–2 and 4–5 stars."""
    state.feedback.rate(slate, slate.cards[0], stars)
    assert (state.feedback.asks_why is slate.cards[0]) is asks


@pytest.mark.parametrize(("stars", "direction"), [(1, -1), (2, -1), (4, 1), (5, 1)])
def test_the_stars_give_a_reason_its_direction(state: PanelState, slate: CardSlate, stars: int, direction: int) -> None:
    """One tap says why; whether it made the picture good or bad follows from the stars."""
    state.feedback.rate(slate, slate.cards[0], stars)
    request = _only(state.feedback.reason(slate, slate.cards[0], "color"))
    assert isinstance(request, messages.Rate)
    assert (request.stars, dict(request.reasons)) == (stars, {"color": direction})


def test_a_second_tap_takes_a_reason_back(state: PanelState, slate: CardSlate) -> None:
    """The rating is sent again without the reason."""
    state.feedback.rate(slate, slate.cards[0], 5)
    state.feedback.reason(slate, slate.cards[0], "color")
    request = _only(state.feedback.reason(slate, slate.cards[0], "color"))
    assert isinstance(request, messages.Rate)
    assert not request.reasons


def test_reasons_stay_on_one_card(state: PanelState, slate: CardSlate) -> None:
    """The card rated last asks why, no other."""
    state.feedback.rate(slate, slate.cards[0], 5)
    state.feedback.rate(slate, slate.cards[2], 1)
    assert state.feedback.asks_why is slate.cards[2]


def test_a_slate_has_one_pick(state: PanelState, slate: CardSlate) -> None:
    """A pick on another card takes the first pick back; a pick gives no stars."""
    first = _only(state.feedback.pick(slate, slate.cards[0]))
    undo, signal = state.feedback.pick(slate, slate.cards[3])
    assert isinstance(undo, messages.Undo)
    assert undo.event == first.id
    assert isinstance(signal, messages.Signal)
    assert (signal.kind, signal.suggestion) == ("picked", "s4")
    assert [bool(card.picked) for card in slate.cards] == [False, False, False, True]
    assert all(card.stars == 0 for card in slate.cards)


@pytest.mark.parametrize("what", ["pick", "dismiss"])
def test_said_twice_is_taken_back(state: PanelState, slate: CardSlate, what: str) -> None:
    """Pick and dismiss are switches."""
    act = getattr(state.feedback, what)
    signal = _only(act(slate, slate.cards[0]))
    undo = _only(act(slate, slate.cards[0]))
    assert isinstance(undo, messages.Undo)
    assert undo.event == signal.id
    assert not slate.cards[0].picked
    assert not slate.cards[0].dismissed


def test_undo_takes_back_stars_and_their_reasons(state: PanelState, slate: CardSlate) -> None:
    """One undo takes back the whole last rating, and the rating before it stands again."""
    card = slate.cards[0]
    state.feedback.rate(slate, card, 3)
    stars = _only(state.feedback.rate(slate, card, 5))
    reason = _only(state.feedback.reason(slate, card, "mood"))
    said, undos = state.feedback.undo({VALLEY.id})
    assert said is not None
    assert said.kind == "rating"
    assert [undo.event for undo in undos if isinstance(undo, messages.Undo)] == [reason.id, stars.id]
    assert card.stars == 3
    assert state.feedback.asks_why is None


def test_undo_goes_back_through_everything_said(state: PanelState, slate: CardSlate) -> None:
    """Ratings, picks and dismissals are taken back, the last first, until none is left."""
    state.feedback.rate(slate, slate.cards[0], 5)
    state.feedback.pick(slate, slate.cards[1])
    state.feedback.dismiss(slate, slate.cards[2])
    kinds = []
    while (said := state.feedback.undo({VALLEY.id})[0]) is not None:
        kinds.append(said.kind)
    assert kinds == ["dismissal", "pick", "rating"]
    assert slate.cards[0].stars == 0


def test_a_refused_rating_leaves_the_card(state: PanelState, slate: CardSlate) -> None:
    """A rating that the backend did not write down is not shown as given."""
    request = _only(state.feedback.rate(slate, slate.cards[0], 5))
    assert state.feedback.refused(request.id)
    assert slate.cards[0].stars == 0
    assert not state.feedback.refused("nobody's")
