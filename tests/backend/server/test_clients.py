"""Clients that are away: remembered, and for how long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from talker import noise_canvas

from apprentice_backend.server import clients as module
from apprentice_backend.server.clients import MAX_AWAY, Clients, ConnectedClient
from apprentice_shared.messages import ErrorReply, GetProfiles, Hello, RequestCancelled
from apprentice_shared.session import PROTOCOL_VERSION

KEEP_S = 100.0


def names_left(prepare: Callable[[Clients], None], now_s: float) -> list[str]:
    """Return the ids of the clients that are known after those absent were forgotten."""

    async def scenario() -> list[str]:
        clients = Clients(KEEP_S, "run")
        prepare(clients)
        clients.forget_absent(now_s)
        return [client.id for client in clients]

    return asyncio.run(scenario())


def greet(clients: Clients, name: str, away_since_s: float, *, waiting: bool = True) -> ConnectedClient:
    """Have a client say hello and go away again, with a result left that it has not seen."""
    client = clients.greet(Hello(PROTOCOL_VERSION, "0" * 64, name))
    client.away_since_s = away_since_s
    if waiting:
        client.mailbox.post(RequestCancelled("r1"))
    return client


def test_results_wait_for_a_while() -> None:
    """A client away for longer than that is forgotten, one away for less is not."""

    def prepare(clients: Clients) -> None:
        greet(clients, "long", 0.0)
        greet(clients, "short", 50.0)

    assert names_left(prepare, 120.0) == ["short"]


def test_who_left_nothing_behind_is_forgotten_at_once() -> None:
    """A command that took its answers with it costs no memory."""

    def prepare(clients: Clients) -> None:
        greet(clients, "done", 0.0, waiting=False)
        greet(clients, "waiting", 0.0)

    assert names_left(prepare, 1.0) == ["waiting"]


def test_of_too_many_the_longest_away_are_forgotten() -> None:
    """There is room for so many absent clients and no more."""

    def prepare(clients: Clients) -> None:
        for number in range(MAX_AWAY + 3):
            greet(clients, f"c{number}", float(number))

    assert names_left(prepare, 50.0) == [f"c{number}" for number in range(3, MAX_AWAY + 3)]


def test_a_forgotten_client_goes_on_counting() -> None:
    """A client's next result has a number that it has not seen; a client of another run starts anew."""

    async def scenario() -> list[int]:
        clients = Clients(KEEP_S, "run")
        seen = []
        for name, instance in (("a", "run"), ("b", "earlier")):
            client = clients.greet(Hello(PROTOCOL_VERSION, "0" * 64, name, last_seq=7, instance=instance))
            seen.append(client.mailbox.post(RequestCancelled("r1")).seq)
        return seen

    assert asyncio.run(scenario()) == [8, 1]


def test_what_is_kept_is_bounded_over_all_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client for whom most is kept loses its oldest results; the others keep theirs."""
    monkeypatch.setattr(module, "MOST_KEPT_BYTES_IN_ALL", 10_000)

    async def scenario() -> dict[str, list[int]]:
        known = Clients(100.0, "run")
        few, many = (greet(known, name, 0.0, waiting=False) for name in ("few", "many"))
        few.mailbox.post(RequestCancelled("r1"))
        for number in range(4):
            many.post(ErrorReply(f"r{number}", "internal", "x" * 4000))
        await asyncio.sleep(0)
        assert sum(client.mailbox.bytes for client in known) <= 10_000
        return {client.id: [kept.seq for kept in client.mailbox.pending()] for client in known}

    assert asyncio.run(scenario()) == {"few": [1], "many": [3, 4]}


def test_the_bytes_of_open_requests_are_bounded_over_all_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long request finds no room beside another client's; a short one does, and so does it when that is answered."""
    monkeypatch.setattr(module, "MOST_OPEN_BYTES_IN_ALL", 300_000)

    async def scenario() -> list[bool]:
        known = Clients(KEEP_S, "run")
        one, two = (greet(known, name, 0.0) for name in ("one", "two"))
        one.begin(GetProfiles("p"), 250_000)
        found = [two.has_room(100_000), two.has_room(1000)]
        one.end("p")
        return [*found, two.has_room(100_000)]

    assert asyncio.run(scenario()) == [False, True, True]


def kept_after_rests(rests: int, later: str = "") -> dict[str, list[tuple[int, int]]]:
    """Return the number and images of each result that is kept for clients, after so many rests.

    "away" has gone, "deaf" is connected and acknowledges nothing; `later` gets one more result before the last rest.
    """

    async def scenario() -> dict[str, list[tuple[int, int]]]:
        known = Clients(KEEP_S, "run")
        for name in ("away", "deaf"):
            client = greet(known, name, 0.0, waiting=False)
            client.connection = Behind(0) if name == "deaf" else None  # type: ignore[assignment]
            for number in range(2):
                client.mailbox.post(RequestCancelled(f"r{number}"), (noise_canvas(),))
        for number in range(rests):
            if number == rests - 1 and later:
                known.greet(Hello(PROTOCOL_VERSION, "0" * 64, later)).mailbox.post(
                    RequestCancelled("r2"), (noise_canvas(),)
                )
            known.rest()
        return {c.id: [(kept.seq, len(kept.images)) for kept in c.mailbox.pending()] for c in known}

    return asyncio.run(scenario())


def test_pictures_that_wait_for_long_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures that waited since the last rest but one go; their texts stay, and so do newer pictures."""
    monkeypatch.setattr(module, "RESTING_KEPT_BYTES", 1000)
    whole = {name: [(1, 1), (2, 1)] for name in ("away", "deaf")}
    assert kept_after_rests(2) == whole
    assert kept_after_rests(3) == {name: [(1, 0), (2, 0)] for name in ("away", "deaf")}
    assert kept_after_rests(3, "deaf") == {"away": [(1, 0), (2, 0)], "deaf": [(1, 0), (2, 0), (3, 1)]}


def test_few_pictures_that_wait_for_long_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fits the bound over all clients is kept; of what does not, whole messages go where there are only texts."""
    monkeypatch.setattr(module, "RESTING_KEPT_BYTES", 3 * len(noise_canvas().payload) + 1000)
    assert sum(images for kept in kept_after_rests(9).values() for _, images in kept) == 3
    monkeypatch.setattr(module, "RESTING_KEPT_BYTES", 0)
    assert kept_after_rests(3, "away") == {"away": [(3, 1)], "deaf": []}


def test_whoever_only_waits_for_a_picture_of_the_client_expects_nothing() -> None:
    """A request is expected to be answered unless the client has to send something first."""

    async def scenario() -> list[bool]:
        client = greet(Clients(KEEP_S, "run"), "one", 0.0)
        found = [client.expects]
        client.begin(GetProfiles("p"), 1)
        found.append(client.expects)
        client.open["p"].needs = "0" * 64
        return [*found, client.expects]

    assert asyncio.run(scenario()) == [False, True, False]


class Behind:
    """A connection with bytes that its client does not read."""

    def __init__(self, backlog: int) -> None:
        self.backlog = backlog
        self.is_abandoned = False

    def abandon(self) -> None:
        """Note that it was let go."""
        self.is_abandoned = True

    def rest(self) -> None:
        """Wait on."""


def test_what_waits_to_be_read_is_bounded_over_all_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection that is furthest behind is let go, once too much waits in all of them together."""
    monkeypatch.setattr(module, "MOST_BACKLOG_IN_ALL", 10_000)
    connections = Behind(4000), Behind(6000)

    async def scenario() -> None:
        known = Clients(KEEP_S, "run")
        for name, connection in zip("ab", connections, strict=True):
            greet(known, name, 0.0).connection = connection  # type: ignore[assignment]
        known.relieve()
        assert not any(connection.is_abandoned for connection in connections)
        connections[0].backlog += 1
        known.relieve()

    asyncio.run(scenario())
    assert [connection.is_abandoned for connection in connections] == [False, True]
