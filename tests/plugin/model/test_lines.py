"""Sentences for the artist, each on the painting that it is about."""

from __future__ import annotations

import pytest
from slates_made import HARBOUR, VALLEY, full_slate, make_slate, make_state, welcome

from apprentice.link.keeper import LinkStatus, Phase
from apprentice.model.desk import Desk
from apprentice.model.lines import CONNECTION, Line, MessageLines
from apprentice.model.state import PanelState
from apprentice_shared import messages


@pytest.fixture
def state() -> PanelState:
    """A state that a backend has greeted."""
    state = make_state()
    state.receive(welcome())
    return state


@pytest.fixture
def desk(state: PanelState) -> Desk:
    """A window that shows the harbour."""
    desk = Desk(state)
    desk.set_document(HARBOUR)
    return desk


def test_a_painting_shows_its_own_newest_line_or_a_newer_one_for_all() -> None:
    """MessageLines of other paintings are not shown, and come back when the artist does."""
    lines = MessageLines()
    lines.say(Line("Inserted."), "valley")
    assert lines.at("harbour") == Line("")
    lines.say(Line("The disk is full.", is_problem=True, about=CONNECTION))
    assert lines.at("valley").text == lines.at("harbour").text == "The disk is full."
    lines.say(Line("Noted."), "harbour")
    assert (lines.at("valley").text, lines.at("harbour").text) == ("The disk is full.", "Noted.")
    lines.works_again(CONNECTION)
    assert (lines.at("valley").text, lines.at("harbour").text) == ("", "Noted.")


def test_requests_are_remembered_within_bounds() -> None:
    """Of thousands of requests the newest are known, and an unknown one is everybody's."""
    lines = MessageLines()
    for number in range(2000):
        lines.note_asked(f"n{number}", "valley")
    assert lines.asked_on("n1999") == "valley"
    assert lines.asked_on("n0") == ""


def test_a_late_error_is_said_on_the_painting_that_asked(state: PanelState, desk: Desk) -> None:
    """A slate, a rating and a look at colours that fail are told where they were asked for."""
    slate = make_slate(state, VALLEY)
    rated = full_slate(state, VALLEY)
    (rating,) = state.feedback.rate(rated, rated.cards[0], 5)
    look = state.palettes.look(VALLEY.id, "default", "The canvas")
    for number, request_id in enumerate((slate.request_id, rating.id, look.id)):
        state.receive(messages.ErrorReply(request_id, "internal", f"It broke {number}."))
        assert desk.line.text == ""
        assert state.lines.at(VALLEY.id).text == f"It broke {number}."
    desk.set_document(VALLEY)
    assert desk.line.is_problem


def test_a_late_notice_is_said_on_the_painting_that_asked(state: PanelState, desk: Desk) -> None:
    """A backend's remark on a slate stays with it."""
    slate = make_slate(state, VALLEY)
    state.receive(messages.Notice(slate.request_id, "Made smaller."))
    assert (desk.line.text, state.lines.at(VALLEY.id).text) == ("", "Made smaller.")


def test_a_backend_that_stops_is_said_everywhere(state: PanelState, desk: Desk) -> None:
    """The connection is no painting's own."""
    make_slate(state, VALLEY)
    state.status_changed(LinkStatus(Phase.READY))
    state.status_changed(LinkStatus(Phase.LOST))
    assert "stopped" in desk.line.text
    assert "stopped" in state.lines.at(VALLEY.id).text


def test_a_closed_paintings_line_shows_with_its_slates(state: PanelState, desk: Desk) -> None:
    """Who looks at a closed painting's cards reads what is said of them."""
    desk.set_document(VALLEY)
    full_slate(state, VALLEY)
    state.books.note_open({HARBOUR.id})
    desk.set_document(HARBOUR)
    state.say("“Valley” is closed.", document=VALLEY.id)
    assert desk.line.text == "“Valley” is closed."


def test_taking_back_keeps_to_the_painting_in_view(state: PanelState, desk: Desk) -> None:
    """The last rating of another painting is not what Z takes back."""
    here, there = full_slate(state, HARBOUR), full_slate(state, VALLEY, 5)
    state.feedback.rate(here, here.cards[0], 4)
    state.feedback.rate(there, there.cards[0], 2)
    assert len(desk.undo()) == 1
    assert (here.cards[0].stars, there.cards[0].stars) == (0, 2)
    assert desk.undo() == []
    assert "nothing" in desk.line.text


def test_what_was_said_is_over_once_the_artist_asks_anew() -> None:
    """Only that painting's sentence goes, and a problem that goes on stays."""
    lines = MessageLines()
    lines.say(Line("It was cropped.", is_problem=True), "valley")
    lines.say(Line("Inserted."), "harbour")
    lines.go_on("valley")
    assert (lines.at("valley").text, lines.at("harbour").text) == ("", "Inserted.")
    lines.say(Line("The connection is lost.", is_problem=True, about=CONNECTION))
    lines.go_on("harbour")
    assert lines.at("harbour").text == "The connection is lost."


@pytest.mark.parametrize(
    ("line", "stays"),
    [(Line("Kept."), False), (Line("Not kept.", True), True), (Line("Ended.", about=CONNECTION), True)],
    ids=["answer", "problem", "connection"],
)
def test_an_answer_ends_when_the_artist_goes_on(line: Line, stays: bool) -> None:
    """Problems stay, and what is over by itself."""
    lines = MessageLines()
    lines.say(line, "d1")
    assert lines.leave("d1") is not stays
    assert bool(lines.at("d1").text) is stays
    assert lines.leave("d1") is False
