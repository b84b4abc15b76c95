"""The header, the line and the dials of a panel."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

from slates_made import HARBOUR, SSD, STUDIES, VALLEY, arrive, full_slate, make_slate, make_state, welcome

from apprentice.link.keeper import NO_LAUNCHER, LinkStatus, Phase
from apprentice.model.desk import Desk, Offer
from apprentice.pictures.tiles import Rect
from apprentice.shown.show_panel import show_panel
from apprentice.shown.slot_values import SlotKind
from apprentice_shared import messages


def test_an_empty_panel_holds_the_cards_places(desk: Desk) -> None:
    """Before the first slate there are four empty cards in the canvas' proportions."""
    shown = show_panel(desk)
    assert [card.aspect for card in shown.cards] == [1024 / 768] * 4
    assert not any(card.is_here or card.is_waiting for card in shown.cards)
    assert shown.ask.has_document
    assert shown.slate.count == 0


def test_without_a_document_there_is_nothing_to_ask(desk: Desk) -> None:
    """Suggest is greyed until a painting is open."""
    desk.set_document(None)
    assert not show_panel(desk).ask.has_document


def test_suggest_becomes_cancel_with_the_progress_inside(desk: Desk) -> None:
    """While a slate is made for this document the row shows how far it is."""
    slate = make_slate(desk.state)
    desk.state.receive(messages.Progress(slate.request_id, 0.25, "Painting", 7.6))
    ask = show_panel(desk).ask
    assert (ask.busy, ask.fraction, ask.doing) == (True, 0.25, "Painting · 8 s")
    assert all(card.is_waiting for card in show_panel(desk).cards)
    arrive(desk.state, slate)
    assert not show_panel(desk).ask.busy


def test_another_documents_render_leaves_suggest_free(desk: Desk) -> None:
    """Only the document that waits shows Cancel."""
    make_slate(desk.state, HARBOUR)
    assert not show_panel(desk).ask.busy


def test_marks_a_generative_engine(desk: Desk) -> None:
    """While an AI image model is active the header says so, and names it."""
    assert show_panel(desk).header.mark == ""
    desk.state.receive(messages.EngineChanged(SSD))
    header = show_panel(desk).header
    assert header.mark == "AI · ssd-1b"
    assert "segmind/SSD-1B" in header.mark_tip


def test_shows_subject_and_strength_only_where_the_engine_reads_them(desk: Desk) -> None:
    """Fields and dials that would do nothing are not there."""
    assert (show_panel(desk).ask.wants_subject, show_panel(desk).dial.strength) == (False, None)
    desk.state.receive(messages.EngineChanged(SSD))
    assert (show_panel(desk).ask.wants_subject, show_panel(desk).dial.strength) == (True, 0.6)
    assert show_panel(desk).dial.feedback is None
    desk.state.receive(messages.EngineChanged(replace(SSD, abilities=("feedback",))))
    assert show_panel(desk).dial.feedback == 0.5


def test_says_that_a_slate_is_a_closed_documents(desk: Desk) -> None:
    """Cards of a closed painting stay, with a line that tells where they are from."""
    full_slate(desk.state)
    desk.state.books.note_open(set())
    desk.set_document(None)
    assert "“Valley”, which is closed" in show_panel(desk).slot.message


def test_says_the_one_command_before_anything_else(desk: Desk) -> None:
    """The panel says from the start that the backend was never set up."""
    desk.state.status_changed(LinkStatus(Phase.OFF, NO_LAUNCHER))
    shown = show_panel(desk)
    assert shown.slot.message == NO_LAUNCHER
    assert shown.header.status == NO_LAUNCHER


def test_says_what_an_engine_lacks(desk: Desk) -> None:
    """An engine that is not ready names its own remedy."""
    desk.state.receive(messages.EngineChanged(messages.EnginePart("x", "X", ready=False, problem="Download it.")))
    assert show_panel(desk).slot.message == "Download it."


def test_equal_desks_show_equal_values(desk: Desk) -> None:
    """Values made twice of an unchanged desk are equal."""
    full_slate(desk.state)
    assert show_panel(desk) == show_panel(desk)


def test_a_palette_that_rules_is_said(desk: Desk) -> None:
    """Its swatches stand in the rule line, the strip that they came from is marked; ended, both are gone."""
    desk.state.receive(welcome(dataclasses.replace(STUDIES, abilities=("canvas", "palette"))))
    full_slate(desk.state)
    assert show_panel(desk).palette.can_rule
    desk.rule_by(("#C04020", "#102030"))
    assert show_panel(desk).rule == ("#c04020", "#102030")
    assert show_panel(desk).palette.rules
    assert make_request(desk).palette == ("#c04020", "#102030")
    desk.rule_by(())
    assert (show_panel(desk).rule, show_panel(desk).palette.rules) == ((), False)


def test_an_engine_without_palettes_is_ruled_by_none(desk: Desk) -> None:
    """The choice is kept for an engine that can, and neither sent nor shown until then."""
    desk.rule_by(("#c04020",))
    assert (show_panel(desk).rule, make_request(desk).palette) == ((), ())


def make_request(desk: Desk) -> messages.Suggest:
    """Return what would be asked for now."""
    return desk.ask(Rect(0, 0, 8, 8), None)[1]


def test_the_first_sentence_says_what_suggest_does() -> None:
    """Without a painting it asks for one; with one it says that the painting stays as it is, until there is a slate."""
    state = make_state()
    desk = Desk(state)
    assert show_panel(desk).slot.message == "Open a painting."
    desk.set_document(VALLEY)
    first = "Suggest makes four studies of this. Your painting is not changed."
    assert (show_panel(desk).slot.message, show_panel(desk).slot.explanation) == ("", first)
    assert show_panel(desk).framed == ""
    desk.offer = Offer("The panel stands here.", "Put it back", lambda: None)
    assert (show_panel(desk).slot.kind, show_panel(desk).framed) == (SlotKind.OFFER, first)
    full_slate(state, VALLEY, color="warm")
    assert show_panel(desk).slot.explanation != first
    assert show_panel(desk).framed == show_panel(desk).cards[0].name != ""
