"""A slate with and without the taste: asked for once, shown at once from then on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from slates_made import HARBOUR, VALLEY, arrive, full_slate, make_state, suggestion, welcome

from apprentice.model.comparing import can_compare, compare, counterpart
from apprentice.model.desk import Desk
from apprentice.model.slates import CardSlate
from apprentice_shared import messages


@pytest.fixture
def desk() -> Desk:
    """A desk with a whole slate of the valley in view, asked for with seed 1."""
    state = make_state()
    state.receive(welcome())
    desk = Desk(state)
    desk.set_document(VALLEY)
    slate = full_slate(state)
    slate.canvas = "ab" * 32
    slate.asked = messages.Suggest(slate.request_id, canvas=slate.canvas, vary=("color",), surprise=0.9)
    return desk


def made(desk: Desk) -> tuple[CardSlate, messages.Suggest]:
    """Ask for the slate without the taste."""
    asked = compare(desk)
    assert asked is not None
    return asked


def test_all_but_the_taste_is_as_it_was(desk: Desk) -> None:
    """Canvas, choices, engine and seed are those of the slate in view."""
    slate = desk.slate
    assert slate is not None and slate.asked is not None
    without, request = made(desk)
    assert request == replace(slate.asked, id=without.request_id, engine="studies", seed=1, taste=False)
    assert (desk.slate, without.with_taste, without.canvas) == (without, False, slate.canvas)


def test_pressing_again_goes_back_at_once(desk: Desk) -> None:
    """Both are there from then on: nothing is made again."""
    slate = desk.slate
    without, _ = made(desk)
    arrive(desk.state, without, first=11)
    for shown in (slate, without, slate):
        assert compare(desk) is None
        assert desk.slate is shown
        assert counterpart(desk) is (without if shown is slate else slate)


def test_going_back_does_not_wait(desk: Desk) -> None:
    """While the one without is being made, the one with is a press away."""
    slate = desk.slate
    made(desk)
    assert can_compare(desk)
    assert compare(desk) is None
    assert desk.slate is slate


def test_a_slate_without_the_taste_can_be_rated(desk: Desk) -> None:
    """Its pictures are pictures like others: ratings count where this painting teaches."""
    without, _ = made(desk)
    arrive(desk.state, without, first=11)
    (rating,) = desk.rate(0, 5)
    assert isinstance(rating, messages.Rate)
    assert (rating.suggestion, rating.learn) == ("s11", True)


def test_what_is_pinned_gives_way(desk: Desk) -> None:
    """Who asks for the other side sees it."""
    desk.toggle_pin()
    without, _ = made(desk)
    assert desk.slate is without


def test_only_whole_slates_of_this_painting_are_compared(desk: Desk) -> None:
    """Not one that was asked for in an earlier session's words, nor one of another painting, nor none."""
    assert can_compare(desk)
    assert desk.slate is not None
    desk.slate.asked = None
    assert not can_compare(desk)
    assert compare(desk) is None
    desk.set_document(HARBOUR)
    assert not can_compare(desk)


def test_the_other_side_is_gone_where_it_was_dropped(desk: Desk) -> None:
    """A slate without the taste stands alone once the one with it has left the book."""
    slate = desk.slate
    assert slate is not None
    without, _ = made(desk)
    arrive(desk.state, without, first=11)
    assert desk.book is not None
    desk.book.remove(slate)
    assert desk.slate is without
    assert not can_compare(desk)


def test_a_stopped_one_can_be_asked_for_again(desk: Desk) -> None:
    """Where nothing of it arrived, it is as if it had not been asked for."""
    slate = desk.slate
    without, _ = made(desk)
    desk.state.books.stop(without)
    assert desk.slate is slate
    assert made(desk)[0].request_id != without.request_id
    assert suggestion(1).seed == 1
