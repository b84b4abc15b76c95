"""The cards, the slate bar and the palette strip."""

from __future__ import annotations

from dataclasses import replace

import pytest
from slates_made import SSD, VALLEY, arrive, full_slate, image_hash, make_slate, suggestion

from apprentice.model.comparing import compare
from apprentice.model.desk import Desk
from apprentice.pictures.tiles import Rect
from apprentice.shown.show_panel import show_panel
from apprentice_shared import messages


def test_says_where_a_scene_is_made_up(desk: Desk) -> None:
    """On a blank page a study is of nothing that the artist painted: that goes before why it is suggested."""
    slate = full_slate(desk.state, color="warm")
    part = slate.cards[0].suggestion
    assert part is not None
    slate.cards[0].suggestion = replace(part, made_up=True)
    said = show_panel(desk).slate.explanation
    assert said == "Your page is blank: this scene is made up. Warm, as you like it."


def test_explains_the_selected_card(desk: Desk) -> None:
    """The line says why, without numbers; what was done to the picture stands below it."""
    full_slate(desk.state)
    shown = show_panel(desk).slate
    assert shown.explanation == shown.details == "Warm, as you like it."
    assert desk.card is not None and desk.card.suggestion is not None
    desk.card.suggestion = replace(desk.card.suggestion, note="Middle values darker.")
    assert show_panel(desk).slate.details.splitlines() == ["Warm, as you like it.", "Middle values darker."]


def test_says_that_a_card_is_something_else(desk: Desk) -> None:
    """A suggestion that is meant to differ from the first says so before it says why."""
    full_slate(desk.state)
    assert desk.card is not None and desk.card.suggestion is not None
    desk.card.suggestion = replace(desk.card.suggestion, other=True)
    assert show_panel(desk).slate.explanation == "Something else, for a change: warm."


def test_a_slate_and_its_counterpart_are_named(desk: Desk) -> None:
    """Only where there are both: with the taste, and without."""
    slate = full_slate(desk.state)
    assert show_panel(desk).slate.side == ""
    slate.asked = messages.Suggest(slate.request_id)
    compare(desk)
    assert show_panel(desk).slate.side == "Without my taste"
    compare(desk)
    assert show_panel(desk).slate.side == "With my taste"


def test_offers_reasons_in_the_panels_words(desk: Desk) -> None:
    """The card rated last offers one reason for each dimension that it moved, good or bad by its stars."""
    full_slate(desk.state, color="warm", mood="joyful")
    desk.rate(1, 2)
    desk.reason(1, "mood")
    offered = show_panel(desk).cards[1].reasons
    assert [(r.word, r.direction, r.given) for r in offered] == [
        ("Colour", -1, False),
        ("Light", -1, True),
    ]
    assert not any(show_panel(desk).cards[index].reasons for index in (0, 2, 3))


def test_greys_colours_and_light_where_the_framing_moved(desk: Desk) -> None:
    """Edges that moved do not fit under the artist's own; the card says why."""
    slate = make_slate(desk.state)
    arrive(desk.state, slate, color="warm", composition="centered")
    assert show_panel(desk).cards[0].parts_problem.startswith("Framing moved")
    arrive(desk.state, make_slate(desk.state), first=9)
    assert show_panel(desk).cards[0].parts_problem == ""


def test_more_like_this_needs_the_engine_that_made_it(desk: Desk) -> None:
    """An engine makes more of its own pictures alone, and only if it has that ability."""
    full_slate(desk.state)
    assert not show_panel(desk).cards[0].can_near
    able = replace(SSD, abilities=("near_seed",))
    desk.state.receive(messages.EngineChanged(able))
    assert not show_panel(desk).cards[0].can_near
    assert desk.slate is not None
    desk.slate.engine = replace(able, device="cuda:0")
    assert show_panel(desk).cards[0].can_near
    (signal,) = desk.more_like(desk.selected)
    assert isinstance(signal, messages.Signal)
    assert (signal.kind, signal.suggestion) == ("more_like_this", "s1")


def test_the_strip_shows_the_selected_suggestions_palette(desk: Desk) -> None:
    """Swatches carry colour, share and name."""
    assert show_panel(desk).palette.swatches == ()
    full_slate(desk.state)
    palette = show_panel(desk).palette
    assert palette.swatches == (
        messages.SwatchPart("#c04020", 0.7, "rust"),
        messages.SwatchPart("#102030", 0.3, "night"),
    )
    assert palette.can_pull


def test_earlier_cards_stay_dimmed_until_new_ones_arrive(desk: Desk) -> None:
    """Suggest empties no card: each new suggestion takes the place of an old picture, one by one."""
    full_slate(desk.state)
    old = [card.image for card in show_panel(desk).cards]
    slate, _ = desk.ask(Rect(0, 0, 300, 300), None)
    waiting = show_panel(desk).cards
    assert [card.image for card in waiting] == old
    assert all(card.is_dimmed and card.is_waiting and not card.is_here and not card.is_selected for card in waiting)
    assert waiting[0].aspect == VALLEY.width_px / VALLEY.height_px
    desk.state.receive(messages.SuggestionReady(slate.request_id, 0, "slate", suggestion(9)))
    first, *others = show_panel(desk).cards
    assert (first.image, first.is_dimmed, first.is_selected) == (image_hash(9), False, True)
    assert [card.image for card in others] == old[1:]


def test_a_first_slate_has_nothing_to_dim(desk: Desk) -> None:
    """Empty cards wait empty."""
    make_slate(desk.state)
    assert not any(card.is_dimmed or card.image for card in show_panel(desk).cards)


def test_a_card_has_a_name(desk: Desk) -> None:
    """The two strongest values make it, in the engine's words; a guess is told."""
    slate = full_slate(desk.state, mood="peaceful", color="muted")
    card = show_panel(desk).cards[0]
    assert (card.name, card.is_guess) == ("Muted · soft", False)
    part = slate.cards[0].suggestion
    assert part is not None and part.explanation is not None
    slate.cards[0].suggestion = replace(part, explanation=replace(part.explanation, unknown=("color=muted",)))
    card = show_panel(desk).cards[0]
    assert (card.name, card.is_guess) == ("Muted · soft", True)


def test_an_intent_alone_is_what_was_asked_for(desk: Desk) -> None:
    """It is no painting left as it was."""
    slate = full_slate(desk.state)
    part = slate.cards[0].suggestion
    assert part is not None
    slate.cards[0].suggestion = replace(part, mix={}, intent="Dusk")
    shown = show_panel(desk)
    assert (shown.cards[0].name, shown.slate.explanation) == ("Dusk", "Dusk, as you asked.")


@pytest.mark.parametrize(("mix", "name"), [({}, "As asked"), ({"mood": {"joyful": 1.0}}, "Joyful")])
def test_cards_leave_an_intent_to_the_line_above_them(desk: Desk, mix: dict[str, dict[str, float]], name: str) -> None:
    """Their names say what differs between them."""
    slate = full_slate(desk.state)
    slate.intent = "dusk"
    part = slate.cards[0].suggestion
    assert part is not None
    assert desk.state.engine is not None
    slate.engine = desk.state.engine = replace(desk.state.engine, intents={"dusk": "Dusk"})
    slate.cards[0].suggestion = replace(part, mix=mix, intent="Dusk")
    shown = show_panel(desk)
    assert (shown.asked.partition(" · ")[0], shown.cards[0].name) == ("Dusk", name)
