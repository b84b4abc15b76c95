"""Too many requests and too many clients: refused with a code, and nobody else is held up."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import TOKEN, LiveServer, serving
from talker import TIMEOUT_S, Talker, noise_canvas, talking
from websockets.exceptions import ConnectionClosed

from apprentice_backend.server import clients, dispatcher
from apprentice_backend.server.clients import MOST_OPEN, MOST_WAITING
from apprentice_backend.studio.answers import Answer
from apprentice_shared.errors import ErrorCode
from apprentice_shared.messages import (
    ErrorReply,
    GetProfiles,
    GetTaste,
    ImportProfile,
    NeedImage,
    PalettesReport,
    ProfilesReport,
    Rate,
    RecommendPalettes,
    Recorded,
    Request,
    TasteReport,
)

TOO_MANY = ErrorCode.TOO_MANY.value


@pytest.fixture
def running(tmp_path: Path) -> Iterator[LiveServer]:
    """A server."""
    with serving(tmp_path) as server:
        yield server


@pytest.fixture
def talker(running: LiveServer) -> Iterator[Talker]:
    """One client of it."""
    with talking(running.port, TOKEN) as client:
        yield client


def is_refused(talker: Talker, request_id: str) -> bool:
    """Return whether a request is refused as one too many."""
    reply = talker.until(request_id)
    return isinstance(reply, ErrorReply) and reply.code == TOO_MANY


def test_requests_that_wait_for_pictures_are_few(talker: Talker) -> None:
    """One more is refused; once a picture has come there is room again."""
    canvases = [noise_canvas(seed=number) for number in range(MOST_WAITING + 1)]
    for number, canvas in enumerate(canvases):
        talker.submit(RecommendPalettes(f"p{number}", canvas=canvas.hash))
        if number < MOST_WAITING:
            talker.until(f"p{number}", NeedImage)
    assert is_refused(talker, f"p{MOST_WAITING}")
    talker.session.withdraw("p0")
    assert isinstance(talker.ask(RecommendPalettes("q", canvas=canvases[0].hash), canvases[0]), PalettesReport)


def test_open_requests_are_counted_and_feedback_is_not_among_them(running: LiveServer, talker: Talker) -> None:
    """One more question than there is room for is refused; a rating is recorded beside them, and so are hundreds."""
    first = talker.slate("g1").suggestions[0]
    with running.profiles.agent(running.profiles.find("")):
        for number in range(MOST_OPEN):
            talker.submit(GetTaste(f"t{number}"))
        talker.submit(GetTaste("beyond"))
        assert is_refused(talker, "beyond")
        for number in range(5 * MOST_OPEN):
            talker.session.submit(Rate(f"e{number}", first, 1 + number % 5))
        talker.flush()
        for number in range(5 * MOST_OPEN):
            assert isinstance(talker.until(f"e{number}"), Recorded)
    assert isinstance(talker.until(f"t{MOST_OPEN - 1}"), TasteReport)


def test_the_bytes_of_open_requests_are_counted(
    running: LiveServer, talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of long requests one more is refused, of one client and of all together; a short one gets in."""
    monkeypatch.setattr(clients, "MOST_OPEN_BYTES", 250_000)
    text = "x" * 100_000
    with running.profiles.agent(running.profiles.find("")):
        for name in ("t1", "t2", "t3", "t4"):
            talker.submit(GetTaste(name))  # an import waits for the answers before it
        for name in ("i1", "i2", "i3"):
            talker.submit(ImportProfile(name, text))
        assert is_refused(talker, "i3")
        with talking(running.port, TOKEN, "other") as other:
            assert isinstance(other.ask(GetProfiles("p1")), ProfilesReport)
    assert isinstance(talker.until("i2"), ErrorReply)


def test_a_new_client_too_many_is_refused_and_a_known_one_is_not(
    running: LiveServer, talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest is told why and let go; a client that is there already gets in over another connection."""
    monkeypatch.setattr(clients, "MOST_CLIENTS", 1)
    late = Talker(running.port, TOKEN, "late")
    with pytest.raises(AssertionError, match="too_many"):
        late.connect()
    assert late.socket is not None
    with pytest.raises(ConnectionClosed):
        late.socket.recv(timeout=30)
    assert talker.socket is not None
    with talker.socket:
        talker.session.disconnect()
        talker.connect()
    assert isinstance(talker.ask(GetProfiles("p1")), ProfilesReport)


def test_feedback_that_waits_and_is_sent_again_is_counted_once(
    running: LiveServer, talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client whose feedback waited for room, and that came back meanwhile, leaves no room lent."""
    monkeypatch.setattr(dispatcher, "MOST_OPEN", 2)
    first = talker.slate("g1").suggestions[0]
    (client,) = running.clients()
    held = {name: threading.Event() for name in ("e1", "e2", "e3")}
    answer, freed = running.studio.answer, client.freed.wait
    waiting: queue.SimpleQueue[None] = queue.SimpleQueue()

    def answer_later(request: Request, cancelled: threading.Event | None = None) -> Answer:
        held[request.id].wait(TIMEOUT_S)
        return answer(request, cancelled)

    async def wait() -> bool:
        waiting.put(None)
        return await freed()

    monkeypatch.setattr(running.studio, "answer", answer_later)
    monkeypatch.setattr(client.freed, "wait", wait)
    for name in held:
        talker.session.submit(Rate(name, first, 4))
    talker.flush()
    waiting.get(timeout=TIMEOUT_S)
    talker.drop()
    talker.connect()
    waiting.get(timeout=TIMEOUT_S)
    for name in ("e1", "e2"):
        held[name].set()
        assert isinstance(talker.until(name), Recorded)
    assert talker.socket is not None
    talker.socket.send("{}")  # answered once the second "e3" has been looked at
    assert isinstance(talker.next_message(), ErrorReply)
    held["e3"].set()
    assert isinstance(talker.until("e3"), Recorded)
    assert running.server is not None
    assert not client.open
    assert running.server.clients.requests.lent == 0
