"""A backend that ends in good order."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest
from live_server import TOKEN, serving
from logged import NOW_S
from talker import small_suggest, talking
from websockets.asyncio.server import Server as SocketServer
from websockets.exceptions import ConnectionClosed

from apprentice_backend.jobs import JobQueue
from apprentice_backend.profiles import Profiles
from apprentice_backend.server.clients import ConnectedClient
from apprentice_backend.server.dispatcher import Dispatcher
from apprentice_backend.store import EventLog
from apprentice_backend.studio import EngineKey, EnginePool, ImageCache, Studio
from apprentice_backend.surroundings import Surroundings
from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.messages import GetProfiles, Message, Progress


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


def test_a_request_that_comes_while_it_ends_is_left_open(tmp_path: Path) -> None:
    """A request is neither answered nor a fault: the client asks the next backend."""

    async def scenario() -> list[str]:
        log, around = EventLog(tmp_path, NOW_S), Surroundings(lambda: NOW_S, Random(1))
        profiles = Profiles(log, AttributeSpace.default(), "bayes", around)
        studio = Studio(profiles, EnginePool(EngineKey("fake")), ImageCache(), around)
        dispatcher = Dispatcher(studio, JobQueue(), lambda _: None)
        client = ConnectedClient("one", 0, asyncio.get_running_loop())
        await dispatcher.close(1.0)
        await dispatcher.take(client, GetProfiles("r1"))
        await asyncio.sleep(0)  # a turn of the loop for whatever would have been answered
        assert not client.mailbox.pending()
        log.close()
        return list(client.open)

    assert asyncio.run(scenario()) == ["r1"]
