"""A backend that ends in good order."""

from __future__ import annotations

from pathlib import Path

import pytest
from serving import TOKEN, serving
from talker import small_suggest, talking
from websockets.asyncio.server import Server as SocketServer
from websockets.exceptions import ConnectionClosed

from apprentice_shared.messages import Message, Progress


@pytest.fixture
def slow_to_close(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close sockets a little late, as a busy machine does, so that what is sent meanwhile arrives."""
    close = SocketServer.close

    def later(self: SocketServer, *given: bool) -> None:
        self.get_loop().call_later(0.3, close, self, *given)

    monkeypatch.setattr(SocketServer, "close", later)


def test_what_stops_with_the_backend_is_not_called_cancelled(tmp_path: Path, slow_to_close: None) -> None:
    """A slate that nobody cancelled stays open, so that the client asks the next backend for it."""
    heard: list[Message] = []
    with serving(tmp_path, "steps=2000,step_s=0.005") as server, talking(server.port, TOKEN) as client:
        client.submit(small_suggest("r1"))
        client.until("r1", Progress)
        server.loop.call_soon_threadsafe(server.server.stop)
        try:
            while True:
                heard.append(client.next_message())
        except ConnectionClosed:
            pass
        assert {message.type for message in heard} <= {"progress"}
        assert [request.id for request in client.session.open_requests] == ["r1"]
