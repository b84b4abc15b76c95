"""One answer to whether a suggestion can be made now: the dot and the line never say different things."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slates_made import SSD, STUDIES, VALLEY, make_slate, make_state, welcome

from apprentice.link.keeper import HANGS, NO_LAUNCHER, OTHER_VERSION, LinkStatus, Phase
from apprentice.model.desk import Desk
from apprentice.model.readiness import readiness
from apprentice.shown.show_panel import show_panel
from apprentice.shown.slot_values import SlotKind
from apprentice_shared import messages

ENGINES = st.sampled_from(
    [None, STUDIES, SSD, replace(SSD, ready=False, problem="Download it first."), replace(SSD, ready=False)]
)
STATUSES = st.builds(LinkStatus, st.sampled_from(Phase), st.sampled_from(["", NO_LAUNCHER, OTHER_VERSION, HANGS]))
EVENTS = st.lists(st.one_of(ENGINES, STATUSES, st.sampled_from(["open", "close", "ask"])), max_size=12)


@given(status=STATUSES, engine=ENGINES, has_document=st.booleans())
def test_green_is_what_can_be_done_now(
    status: LinkStatus, engine: messages.EnginePart | None, has_document: bool
) -> None:
    """Connected, an engine that is ready, and a painting: all three, and then no problem is told."""
    said = readiness(status, engine, has_document=has_document)
    can = status.phase is Phase.READY and engine is not None and engine.ready and has_document
    assert (said.phase is Phase.READY) is can
    assert said.text
    assert not (can and said.is_problem)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(events=EVENTS)
def test_dot_and_line_agree_whatever_happens(events: list[object]) -> None:
    """Through any course of connections, engines and paintings."""
    state = make_state()
    state.receive(welcome())
    desk = Desk(state)
    for event in events:
        if isinstance(event, LinkStatus):
            state.status_changed(event)
        elif event == "open":
            desk.set_document(VALLEY)
        elif event == "close":
            desk.set_document(None)
        elif event == "ask":
            make_slate(state)
        elif isinstance(event, messages.EnginePart):
            state.receive(messages.EngineChanged(event))
        shown = show_panel(desk)
        ready = readiness(state.status, state.engine, has_document=desk.document is not None)
        assert (shown.header.phase, shown.header.status) == (ready.phase.value, ready.text)
        if shown.header.phase == "ready":
            assert shown.slot.kind is not SlotKind.PROBLEM
            assert shown.slot.message not in (NO_LAUNCHER, OTHER_VERSION, HANGS, "Download it first.")
        elif ready.is_problem:
            assert shown.slot.message == ready.text


@given(status=STATUSES, engine=ENGINES)
def test_no_machine_is_told(status: LinkStatus, engine: messages.EnginePart | None) -> None:
    """Devices, processes and ports are nothing that an artist reads."""
    text = readiness(status, engine, has_document=True).text.lower()
    assert not any(word in text for word in ("cpu", "cuda", "process", "port", "backend"))
