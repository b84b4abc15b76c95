"""A connection that breaks: nothing is lost, nothing is done twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import TOKEN, LiveServer, serving
from talker import Talker, noise_canvas, small_suggest, talking

from apprentice_backend.engines import base
from apprentice_backend.engines.fake import FakeEngine
from apprentice_shared.codec import encode
from apprentice_shared.messages import (
    Cancel,
    CreateProfile,
    GetProfiles,
    ProfilesReport,
    RequestCancelled,
    SlateReady,
    SuggestionReady,
)


class Gate:
    """Holds renders until it is opened, and counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.renders = 0
        self.entered = threading.Semaphore(0)
        self._open = threading.Event()
        render = FakeEngine.render

        def held(engine: FakeEngine, request: base.RenderRequest, on_event, cancelled):  # type: ignore[no-untyped-def]
            self.renders += 1
            self.entered.release()
            while not self._open.wait(0.01) and not cancelled.is_set():
                pass
            return render(engine, request, on_event, cancelled)

        monkeypatch.setattr(FakeEngine, "render", held)

    def wait_for_render(self) -> None:
        """Wait until one more render has begun."""
        assert self.entered.acquire(timeout=60)

    def open(self) -> None:
        """Let all renders go on."""
        self._open.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Renders wait until the test lets them go on."""
    return Gate(monkeypatch)


@pytest.fixture
def running(tmp_path: Path, gate: Gate) -> Iterator[LiveServer]:
    """A server whose renders are held by the gate."""
    with serving(tmp_path) as server:
        yield server
        gate.open()


@pytest.fixture
def talker(running: LiveServer) -> Iterator[Talker]:
    """One client of it."""
    with talking(running.port, TOKEN) as client:
        yield client


def shown(talker: Talker) -> list[int]:
    """Return the places of the suggestions that came, in order."""
    return [reply.index for reply in talker.replies if isinstance(reply, SuggestionReady)]


def test_a_slate_made_meanwhile_is_waiting(talker: Talker, gate: Gate) -> None:
    """A client that was away while its slate was made gets all of it when it is back."""
    talker.submit(small_suggest("r1"))
    gate.wait_for_render()
    talker.drop()
    gate.open()
    talker.connect()
    assert isinstance(talker.until("r1"), SlateReady)
    assert shown(talker) == [0, 1, 2, 3]
    assert len({image.hash for image in talker.images}) == 4


def test_a_request_sent_again_is_not_done_again(talker: Talker, gate: Gate) -> None:
    """The session sends its open request again with each connection; one render is made."""
    canvas = noise_canvas()
    talker.submit(small_suggest("r1", canvas=canvas.hash), canvas)
    gate.wait_for_render()
    for _ in range(3):
        talker.drop()
        talker.connect()
    gate.open()
    assert isinstance(talker.until("r1"), SlateReady)
    assert talker.ask(GetProfiles("after")).type == "profiles"
    assert gate.renders == 1
    assert shown(talker) == [0, 1, 2, 3]


def test_what_is_not_acknowledged_comes_again(running: LiveServer, gate: Gate) -> None:
    """A client that lost what it had received, with its process, finds it again under its name."""
    gate.open()
    with talking(running.port, TOKEN, "lost") as first:
        first.session.data_to_send = lambda: []  # type: ignore[method-assign]  # acknowledges nothing from here on
        first.socket.send('{"type":"get_profiles","id":"p1"}')  # type: ignore[union-attr]
        assert first.next_message().type == "profiles"
    with talking(running.port, TOKEN, "lost") as second:
        again = second.next_message()
        assert isinstance(again, ProfilesReport)
        assert again.id == "p1"


def test_what_is_acknowledged_does_not_come_again(running: LiveServer, gate: Gate) -> None:
    """Results that arrived are forgotten by the server."""
    gate.open()
    with talking(running.port, TOKEN, "tidy") as first:
        first.ask(GetProfiles("p1"))
        first.ask(GetProfiles("p2"))
    with talking(running.port, TOKEN, "tidy") as second:
        second.ask(GetProfiles("p3"))
        assert [reply.id for reply in second.replies if isinstance(reply, ProfilesReport)] == ["p3"]


def test_a_profile_is_not_made_twice(talker: Talker) -> None:
    """A request whose answer was lost is answered again, not done again: the name is not taken by itself."""
    for number in range(5):
        talker.submit(CreateProfile(f"c{number}", f"profile {number}"))
        talker.drop()
        talker.connect()
        assert isinstance(talker.until(f"c{number}"), ProfilesReport)


def test_a_canvas_that_was_lost_is_asked_for_again(running: LiveServer, talker: Talker, gate: Gate) -> None:
    """A slate that waits for its canvas still waits after a break, and says so again."""
    gate.open()
    canvas = noise_canvas(seed=5)
    talker.socket.send(encode(small_suggest("r1", canvas=canvas.hash)))  # type: ignore[union-attr]
    assert talker.next_message().type == "need_image"
    talker.drop()
    talker.connect()
    slate = talker.ask(small_suggest("r1", canvas=canvas.hash), canvas)
    assert isinstance(slate, SlateReady)


def test_an_unchanged_canvas_is_not_sent_twice(talker: Talker, gate: Gate) -> None:
    """The second slate over the same canvas works without its pixels."""
    gate.open()
    canvas = noise_canvas()
    talker.ask(small_suggest("r1", canvas=canvas.hash), canvas)
    assert isinstance(talker.ask(small_suggest("r2", canvas=canvas.hash)), SlateReady)
    assert "need_image" not in [reply.type for reply in talker.replies]


def test_a_cancellation_made_while_away_is_honoured(talker: Talker, gate: Gate) -> None:
    """A slate cancelled without a connection is stopped once there is one."""
    talker.submit(small_suggest("r1"))
    gate.wait_for_render()
    talker.drop()
    talker.session.submit(Cancel("c1", "r1"))
    talker.connect()
    assert isinstance(talker.until("r1"), RequestCancelled)


def test_a_newer_connection_of_a_client_takes_over(running: LiveServer, talker: Talker, gate: Gate) -> None:
    """A client that connects twice gets replies on the newer connection."""
    gate.open()
    with talking(running.port, TOKEN) as newer:
        assert isinstance(newer.ask(small_suggest("r1")), SlateReady)
    assert shown(talker) == []


def test_a_client_away_for_too_long_is_forgotten(tmp_path: Path, gate: Gate) -> None:
    """A client's kept results go and its render is stopped; back again, it is served like any other."""
    with serving(tmp_path, keep_s=0.05) as server:
        gone = Talker(server.port, TOKEN, "gone")
        gone.connect()
        for number in range(5):
            gone.ask(GetProfiles(f"p{number}"))
        gone.submit(small_suggest("r1"))
        gate.wait_for_render()
        gone.drop()
        with talking(server.port, TOKEN, "other") as other:
            # The forgotten client's render is stopped, which lets the other's begin.
            other.submit(small_suggest("r2"))
            gate.wait_for_render()
            gate.open()
            assert isinstance(other.until("r2"), SlateReady)
        gone.connect()
        assert isinstance(gone.until("r1"), SlateReady)
        gone.disconnect()
