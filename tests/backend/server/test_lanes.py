"""The lanes of a real server: what is heavy holds up nothing that is quick."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from live_server import TOKEN, serving
from talker import noise_canvas, talking

from apprentice_backend.store import EventLog
from apprentice_shared.messages import (
    Cancel,
    ExportProfile,
    GetHistory,
    GetProofs,
    GetTaste,
    HistoryReport,
    ImportProfile,
    ProfileExported,
    ProfilesReport,
    ProofsReport,
    Rate,
    Recorded,
    RequestCancelled,
    SetSignal,
    SetValue,
    Signal,
    TasteReport,
    Undo,
)


def test_feedback_waits_for_no_taste(tmp_path: Path) -> None:
    """While the taste of a profile is learned, and many ask for it, all feedback on the same profile is recorded."""
    with serving(tmp_path) as running, ExitStack() as stack:
        clients = [stack.enter_context(talking(running.port, TOKEN, f"c{number}")) for number in range(6)]
        rater, *readers = clients
        first = rater.slate("g1").suggestions[0]
        with running.profiles.agent(running.profiles.find("")):  # as long as it is learned, nobody gets it
            for number, reader in enumerate(readers):
                reader.submit(GetTaste(f"t{number}"))
            rater.submit(GetTaste("t"))
            said = [
                Rate("e1", first, 4),
                Signal("e2", first, "picked"),
                SetValue("e3", "color", "warm", 1.0),
                SetSignal("e4", "inserted", on=False),
                Undo("e5", event="e2"),
            ]
            for request in said:
                assert isinstance(rater.ask(request), Recorded), request
        for number, reader in enumerate(readers):
            assert isinstance(reader.until(f"t{number}"), TasteReport)
        assert isinstance(rater.until("t"), TasteReport)


def test_feedback_waits_for_no_import_and_imports_wait_for_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two clients that import, one waits for the other; a third one's rating does not, nor does its history."""
    began, go_on, write = threading.Semaphore(0), threading.Event(), EventLog.add_history

    def held(log: EventLog, *rest: object, **named: object) -> object:
        began.release()
        assert go_on.wait(30)
        return write(log, *rest, **named)  # type: ignore[arg-type]

    with serving(tmp_path) as running, ExitStack() as stack:
        one, two, rater = (stack.enter_context(talking(running.port, TOKEN, name)) for name in ("one", "two", "rater"))
        first = rater.slate("g1").suggestions[0]
        exported = one.ask(ExportProfile("x", ""))
        assert isinstance(exported, ProfileExported)
        monkeypatch.setattr(EventLog, "add_history", held)
        one.submit(ImportProfile("i1", exported.data, "First"))
        two.submit(ImportProfile("i2", exported.data, "Second"))
        assert began.acquire(timeout=30)
        assert isinstance(rater.ask(Rate("e1", first, 5)), Recorded)
        assert isinstance(rater.ask(GetHistory("h1")), HistoryReport)
        assert not began.acquire(blocking=False)
        go_on.set()
        assert isinstance(one.until("i1"), ProfilesReport)
        assert isinstance(two.until("i2"), ProfilesReport)


def test_an_answer_shows_the_feedback_before_it(tmp_path: Path) -> None:
    """Sent in one breath, a history after a rating holds the rating."""
    with serving(tmp_path) as running, talking(running.port, TOKEN) as talker:
        first = talker.slate("g1").suggestions[0]
        for number in range(20):
            talker.session.submit(Rate(f"e{number}", first, 1 + number % 5))
            talker.session.submit(GetHistory(f"h{number}"))
        talker.flush()
        for number in range(20):
            history = talker.until(f"h{number}")
            assert isinstance(history, HistoryReport)
            assert f"e{number}" in [event.id for event in history.events]


def test_proofs_hold_up_neither_others_nor_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a client that asks for proofs without end another one gets its own, and the backend ends at once."""
    began = threading.Event()

    def slow(*_given: object) -> object:
        began.set()
        threading.Event().wait(0.1)
        return np.zeros((2, 2, 4), np.uint8)

    monkeypatch.setattr("apprentice_backend.studio.answers.proofs._proof", slow)
    canvas = noise_canvas()
    with serving(tmp_path) as running, ExitStack() as stack:
        greedy, other = (stack.enter_context(talking(running.port, TOKEN, name)) for name in ("greedy", "other"))
        running.engines.use("studies")
        running.images.add(canvas)
        values = tuple(f"{dimension}={value}" for dimension, value in running.profiles.widest.pairs())[:120]
        for number in range(4):
            greedy.submit(GetProofs(f"p{number}", canvas.hash, values))
        assert began.wait(30)
        assert isinstance(other.ask(GetProofs("q", canvas.hash, values[:1])), ProofsReport)
        assert [len(client.open) for client in running.clients() if client.id == "greedy"] == [4]
    assert not running.thread.is_alive()


def test_a_cancelled_request_waits_for_no_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While every thread of its lane is taken by other clients, a request that is cancelled ends at once."""
    goes_on = threading.Event()

    def held(*_given: object) -> object:
        assert goes_on.wait(30)
        return np.zeros((2, 2, 4), np.uint8)

    monkeypatch.setattr("apprentice_backend.studio.answers.proofs._proof", held)
    canvas = noise_canvas()
    with serving(tmp_path) as running, ExitStack() as stack:
        clients = [stack.enter_context(talking(running.port, TOKEN, f"c{number}")) for number in range(5)]
        running.engines.use("studies")
        running.images.add(canvas)
        for number, client in enumerate(clients):
            client.submit(GetProofs(f"p{number}", canvas.hash, ("color=warm",)))
        *_, last = clients
        last.submit(Cancel("x", "p4"))
        try:
            assert isinstance(last.until("p4"), RequestCancelled)
            assert not goes_on.is_set()
        finally:
            goes_on.set()
        assert isinstance(last.ask(GetProofs("q", canvas.hash, ("color=warm",))), ProofsReport)
        assert [type(client.until(f"p{number}")) for number, client in enumerate(clients[:4])] == 4 * [ProofsReport]
