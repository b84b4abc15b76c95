"""A server that nobody asks for anything: what it puts away, and what is there all the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from live_server import TOKEN, LiveServer, serving
from talker import Talker, noise_canvas, small_suggest, talking

from apprentice_backend.server import server
from apprentice_backend.studio.image_cache import RESTING_IMAGE_BYTES
from apprentice_shared.messages import GetImage, ImageReady, NeedImage, SlateReady, SuggestionReady

LARGE = noise_canvas(width_px=1500, height_px=1500)
# All that waits or lies unused when a rest begins is gone with the third.
RESTS = 4


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveServer]:
    """A server that rests all the time."""
    monkeypatch.setattr(server, "REST_S", 0.005)
    with serving(tmp_path) as running:
        yield running


@pytest.fixture
def rest(running: LiveServer) -> Callable[[], None]:
    """Wait until the server has rested for long."""
    rests, begin = threading.Semaphore(0), running.studio.rest

    def counted() -> None:
        begin()
        rests.release()

    running.studio.rest = counted  # type: ignore[method-assign]

    def wait() -> None:
        while rests.acquire(blocking=False):
            pass
        assert all(rests.acquire(timeout=20) for _ in range(RESTS))

    return wait


def test_a_large_canvas_that_nobody_uses_takes_no_memory(running: LiveServer, rest: Callable[[], None]) -> None:
    """It is put away, and there is another slate over it without that it is sent again."""
    assert len(LARGE.payload) > RESTING_IMAGE_BYTES
    with talking(running.port, TOKEN) as talker:
        talker.ask(small_suggest("r1", canvas=LARGE.hash), LARGE)
        rest()
        assert running.images.bytes < len(LARGE.payload)
        assert isinstance(talker.ask(small_suggest("r2", canvas=LARGE.hash)), SlateReady)
        assert not any(isinstance(reply, NeedImage) for reply in talker.replies)
        assert running.images.get(LARGE.hash) == LARGE.for_request("r1")


def test_a_canvas_that_is_lost_is_asked_for_again(running: LiveServer, rest: Callable[[], None]) -> None:
    """Where there is no place on the disk it goes, and the client is told to send it."""
    running.shelf.put = lambda _frame: None  # type: ignore[method-assign]
    with talking(running.port, TOKEN) as talker:
        talker.ask(small_suggest("r1", canvas=LARGE.hash), LARGE)
        rest()
        talker.submit(small_suggest("r2", canvas=LARGE.hash))
        assert isinstance(talker.until("r2", NeedImage), NeedImage)


def test_pictures_that_nobody_acknowledges_go_and_are_there_by_their_hash(
    running: LiveServer, rest: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client that comes back gets its slate without the pictures, and each picture when it asks for it."""
    monkeypatch.setattr("apprentice_backend.server.clients.RESTING_KEPT_BYTES", 20_000)
    with talking(running.port, TOKEN, "lost") as first:
        first.flush = _without_acknowledgement(first)  # type: ignore[method-assign]
        first.slate("r1", width_px=100, height_px=100)
        rest()
    with talking(running.port, TOKEN, "lost") as second:
        again = second.until("r1", SuggestionReady)
        assert isinstance(again, SuggestionReady)
        assert not second.images
        assert isinstance(second.ask(GetImage("g1", again.suggestion.image)), ImageReady)
        assert second.images[-1].hash == again.suggestion.image


def _without_acknowledgement(talker: Talker) -> Callable[[], None]:
    def flush() -> None:
        for frame in talker.session.data_to_send():
            if not (isinstance(frame, str) and '"acknowledge"' in frame):
                assert talker.socket is not None
                talker.socket.send(frame)

    return flush
