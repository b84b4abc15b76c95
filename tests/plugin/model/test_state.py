"""The state that all panels share."""

from __future__ import annotations

import pytest
from slates_made import (
    HARBOUR,
    PROFILES,
    SSD,
    STUDIES,
    VALLEY,
    arrive,
    full_slate,
    image_hash,
    make_slate,
    make_state,
    suggestion,
    welcome,
)

from apprentice.link.keeper import LinkStatus, Phase
from apprentice.memory.rules import Rules
from apprentice.model.lines import Line
from apprentice.model.slates import Place, SlateStage
from apprentice.model.state import PanelState
from apprentice_shared import messages

READY, LOST, FAILED = LinkStatus(Phase.READY), LinkStatus(Phase.LOST), LinkStatus(Phase.FAILED, "Run this.")


@pytest.fixture
def state() -> PanelState:
    """A state that a backend has greeted."""
    state = make_state()
    state.status_changed(READY)
    state.receive(welcome())
    return state


def test_a_slate_fills_as_it_arrives(state: PanelState) -> None:
    """Previews come first, then suggestions in any order, then the end."""
    slate = make_slate(state)
    state.receive(messages.Progress(slate.request_id, 0.4, "Painting", 3.0))
    state.receive(messages.Preview(slate.request_id, 2, image_hash(99)))
    assert (slate.fraction, slate.doing, slate.cards[2].image) == (0.4, "Painting", image_hash(99))
    state.receive(messages.SuggestionReady(slate.request_id, 2, "slate", suggestion(7)))
    assert slate.cards[2].image == image_hash(7)
    state.receive(messages.Preview(slate.request_id, 2, image_hash(98)))
    assert slate.cards[2].image == image_hash(7)
    arrive(state, slate)
    assert slate.stage is SlateStage.DONE
    assert state.books.rendering_in(slate.place) is None


def test_progress_never_falls(state: PanelState) -> None:
    """A late report does not take the progress back."""
    slate = make_slate(state)
    state.receive(messages.Progress(slate.request_id, 0.6))
    state.receive(messages.Progress(slate.request_id, 0.5))
    assert slate.fraction == 0.6


def test_stale_results_are_dropped(state: PanelState) -> None:
    """Replies for a cancelled slate change nothing."""
    slate = make_slate(state)
    state.books.stop(slate)
    arrive(state, slate)
    assert slate.is_empty
    assert state.books.at(slate.place).current is None


def test_a_stopped_slate_keeps_what_has_arrived(state: PanelState) -> None:
    """Cancel leaves the cards that are done, without the previews of the others."""
    slate = make_slate(state)
    state.receive(messages.SuggestionReady(slate.request_id, 0, "slate", suggestion(1)))
    state.receive(messages.Preview(slate.request_id, 1, image_hash(50)))
    state.receive(messages.RequestCancelled(slate.request_id))
    assert slate.stage is SlateStage.STOPPED
    assert [card.image for card in slate.cards] == [image_hash(1), "", "", ""]


def test_results_go_where_they_were_asked_for(state: PanelState) -> None:
    """Another profile chosen in mid-render does not catch the slate."""
    slate = make_slate(state)
    state.choose_profile(VALLEY.id, "ink")
    arrive(state, slate)
    assert state.books.at(Place(VALLEY.id, "default")).current is slate
    assert state.place_of(VALLEY.id) == Place(VALLEY.id, "ink")
    assert state.books.at(state.place_of(VALLEY.id)) is None
    assert "profile that asked" in state.lines.at(VALLEY.id).text


def test_slates_asked_before_any_profile_was_known_join_the_default_one() -> None:
    """The first Suggest starts the backend, which only then says what profiles there are."""
    state = make_state()
    slate = make_slate(state, profile="")
    state.receive(welcome())
    assert slate.place == Place(VALLEY.id, "default")
    assert state.books.at(slate.place).current is slate


def test_a_new_profile_is_chosen_where_it_was_made(state: PanelState) -> None:
    """The document for which the profile was named uses it as soon as it is there."""
    request = state.create_profile("  Pastel ", VALLEY.id)
    assert request.name == "Pastel"
    pastel = messages.ProfilePart("pastel", "Pastel", 0)
    state.receive(messages.ProfilesReport(request.id, (*PROFILES, pastel), "pastel"))
    assert state.profile_of(VALLEY.id) == "pastel"


def test_asks_for_what_the_artist_wished(state: PanelState) -> None:
    """Vary, locks, bans, dial and switch are in the request."""
    choices = state.choices(VALLEY.id)
    choices.vary, choices.surprise = frozenset({"color"}), 0.9
    choices.rules = Rules((("mood", "peaceful"), ("mood", "joyful")), frozenset({("color", "cool")}))
    slate = make_slate(state)
    state.books.stop(slate)
    request = state.begin(slate)
    assert request.vary == ("color",)
    assert request.locks == {"mood": {"peaceful": 0.5, "joyful": 0.5}}
    assert request.bans == ("color=cool",)
    assert (request.surprise, request.document, request.profile) == (0.9, VALLEY.id, "default")


def test_everything_may_vary_is_said_value_by_value(state: PanelState) -> None:
    """The request names all dimensions: if it named none, the agent would move every one and leave none as painted."""
    state.choices(VALLEY.id).vary = frozenset(state.attributes)
    slate = make_slate(state)
    state.books.stop(slate)
    assert state.begin(slate).vary == ("color", "style", "mood", "composition")


def test_varies_first_what_the_engine_says(state: PanelState) -> None:
    """Until the artist chooses, the engine's first dimensions vary; an engine that names none varies all."""
    assert state.vary_of(VALLEY.id) == {"color", "mood"}
    state.receive(messages.EngineChanged(SSD))
    assert state.vary_of(VALLEY.id) == {"color", "style", "mood", "composition"}


@pytest.mark.parametrize(("engine", "subject"), [(STUDIES, ""), (SSD, "a fox")], ids=["deaf", "reads"])
def test_sends_words_only_to_an_engine_that_reads_them(
    state: PanelState, engine: messages.EnginePart, subject: str
) -> None:
    """The hidden subject field does not leak into requests."""
    state.receive(messages.EngineChanged(engine))
    state.choices(VALLEY.id).subject = "a fox"
    slate = make_slate(state)
    state.books.stop(slate)
    assert state.begin(slate).subject == subject


def test_a_failed_render_says_so_and_goes(state: PanelState) -> None:
    """An error ends the slate with the backend's own sentence."""
    slate = make_slate(state)
    state.receive(messages.ErrorReply(slate.request_id, "engine_failed", "It broke: ask again."))
    assert state.lines.at(VALLEY.id).text == "It broke: ask again."
    assert state.lines.at(VALLEY.id).is_problem
    assert state.books.at(slate.place).current is None


def test_a_lost_backend_keeps_the_slate_waiting(state: PanelState) -> None:
    """The panel says that the backend stopped; the request stays open and is asked again."""
    slate = make_slate(state)
    assert state.status_changed(LOST) == []
    assert "stopped" in state.lines.at(VALLEY.id).text
    assert state.books.rendering_in(slate.place) is slate
    state.status_changed(READY)
    assert state.lines.at(VALLEY.id).text == ""
    arrive(state, slate)
    assert slate.stage is SlateStage.DONE


def test_a_backend_that_will_not_start_gives_up_what_waits(state: PanelState) -> None:
    """The slate is removed and its request given up, so that a later backend does not render it for nobody."""
    slate = make_slate(state)
    assert state.status_changed(FAILED) == [slate.request_id]
    assert state.lines.at(VALLEY.id).text == "Run this."
    assert state.books.rendering_in(slate.place) is None


def test_a_slate_given_up_is_always_told(state: PanelState) -> None:
    """The same failure again says why once more where a slate goes with it, else nothing."""
    state.status_changed(FAILED)
    slate = make_slate(state)
    assert state.lines.at(VALLEY.id).text == ""
    assert state.status_changed(FAILED) == [slate.request_id]
    assert state.lines.at(VALLEY.id).text == "Run this."
    state.say("")
    assert state.status_changed(FAILED) == []
    assert state.lines.at(VALLEY.id).text == ""


def test_a_slate_rendered_again_after_a_crash_keeps_what_was_rated(state: PanelState) -> None:
    """Suggestions that come anew do not take the place of a card that has stars."""
    slate = make_slate(state)
    state.receive(messages.SuggestionReady(slate.request_id, 0, "slate", suggestion(1)))
    state.receive(messages.SuggestionReady(slate.request_id, 1, "slate", suggestion(2)))
    state.feedback.rate(slate, slate.cards[0], 5)
    arrive(state, slate, first=11)
    ids = [card.suggestion.id for card in slate.cards if card.suggestion]
    assert ids == ["s1", "s12", "s13", "s14"]


def test_counts_ratings_as_they_are_recorded(state: PanelState) -> None:
    """The profile's number of ratings follows the backend's."""
    state.receive(messages.Recorded("r", "r", messages.ProfilePart("default", "My taste", 7)))
    assert state.profiles[0].ratings == 7


def test_a_refused_rating_is_taken_off_its_card(state: PanelState) -> None:
    """The card shows no stars, and the line says why the rating was not written down."""
    slate = full_slate(state)
    (request,) = state.feedback.rate(slate, slate.cards[0], 5)
    state.receive(messages.ErrorReply(request.id, "unknown_suggestion", "It is gone."))
    assert slate.cards[0].stars == 0
    assert state.lines.at(VALLEY.id).text == "It is gone."


def test_a_rating_that_could_not_be_written_stays(state: PanelState) -> None:
    """A full disk is told, the stars stay: the outbox asks again."""
    slate = full_slate(state)
    (request,) = state.feedback.rate(slate, slate.cards[0], 5)
    state.receive(messages.ErrorReply(request.id, "store_failed", "The disk is full."))
    assert slate.cards[0].stars == 5
    assert state.lines.at(VALLEY.id).is_problem


def test_undo_with_nothing_said_tells_so(state: PanelState) -> None:
    """The key answers even when there is nothing to do."""
    assert state.undo((VALLEY.id,)) == []
    assert "nothing" in state.lines.at(VALLEY.id).text


def test_closed_documents_are_remembered_while_they_have_slates(state: PanelState) -> None:
    """A closed document without slates is not remembered."""
    full_slate(state)
    state.books.note_open({VALLEY.id})
    assert state.books.closed == []
    state.books.note_open({HARBOUR.id})
    assert state.books.closed == [Place(VALLEY.id, "default")]


def test_unknown_messages_are_passed_over(state: PanelState) -> None:
    """A message that panels have no use for changes nothing."""
    state.receive(messages.HistoryReport("x", PROFILES[0], ()))
    assert state.lines.at(VALLEY.id).text == ""


def test_what_the_backend_cannot_do_now_keeps_its_stars(state: PanelState) -> None:
    """An error of a kind that nobody knows here, or one that passes, takes nothing back: the outbox asks again."""
    slate = full_slate(state)
    (request,) = state.feedback.rate(slate, slate.cards[0], 5)
    for code in ("a_code_of_tomorrow", "not_ready", "too_many", "internal"):
        state.receive(messages.ErrorReply(request.id, code, "Not now."))
        assert slate.cards[0].stars == 5
    assert state.lines.at(VALLEY.id) == Line("Not now.", is_problem=True)


def test_connecting_takes_back_what_was_said_of_the_connection_alone(state: PanelState) -> None:
    """A sentence about something else stays when the backend answers again."""
    state.status_changed(FAILED)
    state.status_changed(READY)
    assert state.lines.at(VALLEY.id).text == ""
    state.status_changed(LOST)
    state.say("The palette could not be written.", is_problem=True)
    state.status_changed(READY)
    assert state.lines.at(VALLEY.id).text == "The palette could not be written."


def test_what_cannot_be_kept_is_told_until_it_can(state: PanelState) -> None:
    """The sentence on the full disk goes when it has room again; another sentence stays."""
    state.keeping_changed("The disk is full.")
    state.status_changed(LOST)
    state.status_changed(READY)
    assert state.lines.at(VALLEY.id).text == "The disk is full."
    state.keeping_changed("")
    assert state.lines.at(VALLEY.id).text == ""
    state.keeping_changed("The disk is full.")
    state.say("Taken back.")
    state.keeping_changed("")
    assert state.lines.at(VALLEY.id).text == "Taken back."
