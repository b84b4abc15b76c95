"""Profile and what may vary, from painting to painting."""

from __future__ import annotations

import dataclasses

import pytest
from slates_made import HARBOUR, PROFILES, SSD, STUDIES, VALLEY, full_slate, make_slate, make_state, welcome

from apprentice.memory.painting_memory import StickyChoices
from apprentice.memory.rules import Rules
from apprentice.model.desk import Desk
from apprentice.model.slates import DocumentRef
from apprentice.model.state import PanelState
from apprentice_shared import messages

SKETCH = DocumentRef("sketch", "Untitled", 64, 64)
LIGHT = frozenset({"mood"})


@pytest.fixture
def state() -> PanelState:
    """A state that a backend has greeted."""
    state = make_state()
    state.receive(welcome())
    return state


@pytest.fixture
def desk(state: PanelState) -> Desk:
    """A window that shows the valley."""
    return _at(Desk(state), VALLEY)


def _at(desk: Desk, document: DocumentRef) -> Desk:
    desk.state.chosen.meet(document)
    desk.set_document(document)
    return desk


def test_choices_go_on_to_the_next_painting(state: PanelState, desk: Desk) -> None:
    """A painting on which nothing was chosen or asked uses what was chosen last."""
    state.choose_profile(VALLEY.id, "ink")
    desk.toggle_vary("mood")
    desk.toggle_vary("color")
    for document in (HARBOUR, SKETCH):
        _at(desk, document)
        assert desk.profile == "ink"
        assert state.vary_of(document.id) == state.vary_of(VALLEY.id)
    assert state.begin(make_slate(state, SKETCH, "ink")).vary == state.begin(make_slate(state, VALLEY, "ink")).vary


def test_a_choice_elsewhere_takes_no_cards_away(state: PanelState, desk: Desk) -> None:
    """A painting that was asked on keeps its profile, and what may vary on it, with its cards."""
    desk.toggle_vary("mood")
    full_slate(state, VALLEY)
    vary = state.vary_of(VALLEY.id)
    _at(desk, HARBOUR)
    state.choose_profile(HARBOUR.id, "ink")
    desk.toggle_vary("")
    assert _at(desk, VALLEY).profile == "default"
    assert desk.slate is not None
    assert state.vary_of(VALLEY.id) == vary
    assert _at(desk, SKETCH).profile == "ink"


def test_cards_asked_for_before_the_greeting_stay_too() -> None:
    """The default profile, once it has a name, is that painting's own."""
    state = make_state()
    desk = _at(Desk(state), VALLEY)
    desk.ask(make_slate(state, HARBOUR).frame, None)
    state.receive(welcome())
    state.choose_profile(HARBOUR.id, "ink")
    assert desk.slate is not None
    assert desk.profile == "default"


def test_a_file_brings_its_own_choices_back(state: PanelState, desk: Desk) -> None:
    """Opened again, a painting is as it was, whatever was chosen on others since; the next new one is as those."""
    state.choose_profile(VALLEY.id, "ink")
    desk.toggle_vary("mood")
    _at(desk, HARBOUR)
    state.choose_profile(HARBOUR.id, "default")
    desk.toggle_vary("")
    again = dataclasses.replace(VALLEY, id="valley-again")
    assert _at(desk, again).profile == "ink"
    assert state.vary_of(again.id) == {"color"}  # Colour and Light at first: Light was taken out
    assert _at(desk, SKETCH).profile == "default"
    assert state.vary_of(SKETCH.id) == frozenset(state.attributes)


def test_rules_stay_with_a_painting_and_go_on_to_new_ones(state: PanelState, desk: Desk) -> None:
    """What is always and never wanted comes back with its file; a painting that was asked on keeps that it had none."""
    _at(desk, HARBOUR)
    full_slate(state, HARBOUR)
    _at(desk, VALLEY)
    desk.cycle_rule("color", "cool")
    desk.cycle_rule("style", "surreal")
    desk.cycle_rule("style", "surreal")
    rules = Rules((("color", "cool"),), frozenset({("style", "surreal")}))
    assert _at(desk, SKETCH).rules == rules
    assert _at(desk, HARBOUR).rules == Rules()
    desk.cycle_rule("color", "warm")
    assert _at(desk, dataclasses.replace(VALLEY, id="valley-again")).rules == rules


def test_a_rule_outlasts_a_pack_that_is_out_of_use(state: PanelState, desk: Desk) -> None:
    """While a value is not proposed nothing is asked of it, whatever else is ruled meanwhile; then it is again."""
    gouache = ("style", "gouache")
    state.chosen.set_rules(VALLEY.id, Rules((gouache,)))
    assert desk.rules == Rules()
    desk.cycle_rule("color", "warm")
    state.attributes["style"] += ("gouache",)
    assert desk.rules.always == (gouache, ("color", "warm"))


def test_saving_under_another_name_takes_the_choices_along(state: PanelState, desk: Desk) -> None:
    """Both files have them then; so has one that is saved for the first time."""
    state.choose_profile(VALLEY.id, "ink")
    _at(desk, dataclasses.replace(VALLEY, path="/paintings/valley at night.kra"))
    _at(desk, SKETCH)
    state.chosen.set_vary(SKETCH.id, LIGHT)
    _at(desk, dataclasses.replace(SKETCH, path="/paintings/sketch.kra"))
    memory = state.chosen.memory
    assert memory.of(VALLEY.path).profile == memory.of("/paintings/valley at night.kra").profile == "ink"
    assert memory.of("/paintings/sketch.kra").vary == LIGHT


def test_what_is_read_late_changes_nothing_that_was_chosen(state: PanelState, desk: Desk) -> None:
    """Choices of a file that come once the artist has chosen are too late; on another painting they hold."""
    other = dataclasses.replace(HARBOUR, path="/paintings/harbour.kra")
    _at(desk, other)
    state.choose_profile(VALLEY.id, "default")
    for path in (VALLEY.path, other.path):
        state.chosen.memory.paintings[path] = StickyChoices("ink", LIGHT)
    state.chosen.recall_all()
    assert state.profile_of(VALLEY.id) == "default"
    assert state.profile_of(other.id) == "ink"
    assert state.vary_of(other.id) == LIGHT


def test_a_profile_that_is_gone_gives_way(state: PanelState, desk: Desk) -> None:
    """A painting whose profile was deleted uses the last one, or the first."""
    state.choose_profile(VALLEY.id, "gone")
    assert desk.profile == "default"
    state.choose_profile(HARBOUR.id, "ink")
    assert desk.profile == "ink"


def test_a_new_profile_is_used_where_it_was_made(state: PanelState, desk: Desk) -> None:
    """It is used, and said so, on the painting that asked, wherever the artist is by then."""
    request = state.create_profile("Pastel", VALLEY.id)
    full_slate(state, HARBOUR)
    _at(desk, HARBOUR)
    pastel = messages.ProfilePart("pastel", "Pastel", 0)
    state.receive(messages.ProfilesReport(request.id, (*PROFILES, pastel), "pastel"))
    assert (desk.profile, desk.line.text) == ("default", "")
    _at(desk, VALLEY)
    assert desk.profile == "pastel"
    assert desk.line.text.startswith("“Pastel” is ready.")


def test_without_a_choice_each_engine_varies_what_it_is_best_at(state: PanelState, desk: Desk) -> None:
    """A slate settles no dimensions that nobody chose."""
    full_slate(state, VALLEY)
    assert state.vary_of(VALLEY.id) == set(STUDIES.first_vary)
    state.receive(messages.EngineChanged(dataclasses.replace(SSD, first_vary=("style",))))
    assert state.vary_of(VALLEY.id) == {"style"}
