"""Whatever one client sends, in whatever order, the others are served, and it can come back."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from live_server import TOKEN, LiveServer, serving
from noise import NoisyClient
from talker import Talker, talking

from apprentice_shared.messages import GetHistory, GetProfiles, HistoryReport, ProfilesReport, Rate, Recorded

INPUTS = 1000


def wait_until(holds: Callable[[], bool], within_s: float = 20.0) -> None:
    """Wait until a condition holds, or fail."""
    until_s, turn = monotonic() + within_s, threading.Event()
    while not holds():
        assert monotonic() < until_s
        turn.wait(0.01)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_any_thousand_inputs_leave_all_served(tmp_path: Path, seed: int, caplog: pytest.LogCaptureFixture) -> None:
    """Another client's ratings are recorded all the while; nothing fails inside, and the client is greeted again."""
    logging.getLogger("websockets.client").disabled = True
    with serving(tmp_path) as running, talking(running.port, TOKEN, "other") as other:
        first = other.slate("g1").suggestions[0]
        noisy = NoisyClient(running.port, TOKEN, Random(seed))
        for number in range(INPUTS):
            noisy.act()
            if number % 50 == 0:
                assert isinstance(other.ask(Rate(f"e{number}", first, 1 + number % 5)), Recorded)
        assert noisy.connections > 1
        noisy.leave()
        back = Talker(running.port, TOKEN, "noisy")
        back.connect()
        assert isinstance(back.ask(GetProfiles("back")), ProfilesReport)
        back.disconnect()
        history = other.ask(GetHistory("h1", "", 1000))
        assert isinstance(history, HistoryReport)
        assert {f"e{number}" for number in range(0, INPUTS, 50)} <= {event.id for event in history.events}
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_storms_of_connections_leave_nothing_behind(tmp_path: Path) -> None:
    """Fifty clients that connect, ask and drop, over and over: no clients, tasks, threads or files are left of them."""
    with serving(tmp_path) as running:
        storm(running, 0)
        wait_until(lambda: is_calm(running))
        before = traces(running)
        for number in range(1, 5):
            storm(running, number)
        wait_until(lambda: is_calm(running))
        after = traces(running)
        # Pools of threads grow for a while, up to so many; each connection that left something would count twice.
        assert all(left <= most + 25 for left, most in zip(after, before, strict=True)), (before, after)


def storm(running: LiveServer, number: int) -> None:
    """Let fifty clients connect at once; half drop while they wait for an answer."""
    talkers = [Talker(running.port, TOKEN, f"c{name}") for name in range(50)]
    threads = [threading.Thread(target=talker.connect) for talker in talkers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for place, talker in enumerate(talkers):
        talker.submit(GetProfiles(f"p{number}"))
        if place % 2:
            assert isinstance(talker.until(f"p{number}"), ProfilesReport)
        talker.drop()


def is_calm(running: LiveServer) -> bool:
    """Return whether all clients are away, and no more of them remembered than there is room for."""
    return all(client.connection is None and not client.open for client in running.clients())


def traces(running: LiveServer) -> tuple[int, ...]:
    """Return the numbers of threads, of tasks, of open files and of clients."""
    assert running.loop is not None
    tasks = asyncio.all_tasks(running.loop)
    files = list(Path("/proc/self/fd").iterdir()) if Path("/proc/self/fd").exists() else []
    return threading.active_count(), len(tasks), len(files), len(running.clients())
