"""Imports, readings and ratings side by side: none keeps another waiting, and nobody sees half of anything."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event

import pytest
from logged import NOW_S, SUBJECT, a_profile, a_rating, a_slate

from apprentice_backend.store import EventLog, EventRecord, LogPage, backup
from apprentice_backend.store.readers import Readers
from apprentice_backend.store.renewing import read_only
from apprentice_backend.store.schema import FILE_NAME
from apprentice_shared.errors import ErrorCode, RequestError


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    """A store with one profile and one slate in it."""
    store = EventLog(tmp_path, NOW_S)
    store.add_profile(a_profile())
    store.add_slate(a_slate())
    yield store
    store.close()


def a_page(slate_id: str, profile_id: str) -> LogPage:
    """Return a stretch of a log: a slate and a rating of it."""
    slate = a_slate(slate_id, profile_id)
    shown = EventRecord(slate_id, profile_id, "slate", slate.at, True, slate_id)
    rating = a_rating(f"{slate_id}!", f"{slate_id}-1", profile_id=profile_id)
    return LogPage((shown, rating), {slate_id: slate})


def test_ratings_are_written_between_the_pieces_of_an_import(log: EventLog) -> None:
    """A profile that is being written is not seen, a rating is on disk meanwhile, then all of the profile is there."""
    half_way, rated = Event(), Event()

    def pages() -> Iterator[LogPage]:
        yield a_page("new1", "p2")
        half_way.set()
        assert rated.wait(20)
        yield a_page("new2", "p2")

    with ThreadPoolExecutor(1) as importer:
        done = importer.submit(log.add_history, a_profile("Inks", "p2"), pages(), free_name=False)
        assert half_way.wait(20)
        log.append(a_rating())
        assert [profile.id for profile in log.profiles()] == ["p1"]
        assert log.profile("p2") is None
        rated.set()
        assert done.result().name == "Inks"
    assert [event.id for event in log.log("p2").events] == ["new1", "new1!", "new2", "new2!"]
    assert [event.id for event in log.log("p1").events] == ["s1", "e1"]


def test_an_import_holds_the_store_for_a_few_statements_at_a_time(log: EventLog) -> None:
    """A long stretch is written in many transactions, each of them of a few statements, and whole in the end."""
    pages = [a_page(f"new{number}", "p2") for number in range(300)]
    events = tuple(event for page in pages for event in page.events)
    slates = {name: slate for page in pages for name, slate in page.slates.items()}
    statements: list[str] = []
    log._file.tables._db.set_trace_callback(statements.append)
    log.add_history(a_profile("Inks", "p2"), [LogPage(events, slates)], free_name=False)
    log._file.tables._db.set_trace_callback(None)
    begun = [place for place, statement in enumerate(statements) if statement.startswith("BEGIN")]
    transactions = [statements[start:end] for start, end in zip(begun, [*begun[1:], None], strict=True)]
    assert len(transactions) >= len(events) // 30
    assert max(map(len, transactions)) <= 10
    read = log.log("p2")
    assert [replace(event, seq=0) for event in read.events] == list(events)
    assert read.slates == slates
    assert [event.seq for event in read.events] == sorted({event.seq for event in read.events})


def test_imports_at_once_get_names_of_their_own(log: EventLog) -> None:
    """Each of many imports of one profile at the same time is there, under a free name."""

    def add(number: int) -> str:
        page = a_page(f"slate{number}", f"new{number}")
        return log.add_history(a_profile("Watercolours", f"new{number}"), [page], free_name=True).name

    with ThreadPoolExecutor(12) as importers:
        names = list(importers.map(add, range(60)))
    assert sorted(names) == sorted(f"Watercolours {number}" for number in range(2, 62))
    assert {profile.name for profile in log.profiles()} == {"Watercolours", *names}


def test_an_import_that_ends_half_way_leaves_nothing(log: EventLog, tmp_path: Path) -> None:
    """Where the rest of a log cannot be had, nothing of its beginning stays."""

    def pages() -> Iterator[LogPage]:
        yield a_page("new1", "p2")
        raise RequestError("The rest is missing.", ErrorCode.BAD_VALUE)

    with pytest.raises(RequestError, match="rest is missing"):
        log.add_history(a_profile("Inks", "p2"), pages(), free_name=False)
    assert not log.history("p2", 9).events
    assert log.slate_of("new1-1") is None
    log.add_history(a_profile("Inks", "p2"), [a_page("new1", "p2")], free_name=False)


def test_an_id_that_stands_twice_is_the_logs_fault(log: EventLog) -> None:
    """A log that holds an id twice is refused with what to do, not as a disk that failed."""
    page = a_page("new1", "p2")
    twice = LogPage((*page.events, replace(page.events[1], at=NOW_S + 1)), page.slates)
    with pytest.raises(RequestError, match="there already or incomplete"):
        log.add_history(a_profile("Inks", "p2"), [twice], free_name=False)
    assert not log.history("p2", 9).events


@pytest.mark.parametrize("at", [float("nan"), "soon"], ids=["no number", "a text"])
def test_a_moment_that_is_none_is_refused(log: EventLog, at: float) -> None:
    """An event without a moment is the request's fault, and is not written."""
    with pytest.raises((RequestError, ValueError)):
        log.append(replace(a_rating(), at=at))
    assert log.event("e1") is None


def test_a_long_reading_keeps_no_rating_waiting(log: EventLog) -> None:
    """A rating is on disk while somebody reads, who goes on reading what was there before."""
    with log._file.readers.reading() as reader:
        reader.connection.execute("BEGIN")
        before = reader.connection.execute("SELECT COUNT(*) FROM event").fetchone()
        log.append(a_rating())
        assert reader.connection.execute("SELECT COUNT(*) FROM event").fetchone() == before
        reader.connection.execute("ROLLBACK")
    assert [event.id for event in log.log("p1").events] == ["s1", "e1"]


def test_a_forget_that_was_begun_is_finished_by_the_next_start(tmp_path: Path) -> None:
    """A backend that ended in the middle of a forget leaves nothing half-forgotten."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    log.append(a_rating())
    log._file.run(log._file.tables.begin_forgetting, "p1", NOW_S)
    log.close()
    again = EventLog(tmp_path, NOW_S)
    assert not again.history("p1", 9).events
    assert again.slate_of("s1-1") is None
    again.close()


def test_a_forget_does_not_wait_for_a_backup(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup that is being read while the journal is emptied is given up, and begun again after it."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 FROM profile UNION ALL SELECT i FROM n) SELECT i FROM n WHERE i = 2"
    reading = Event()
    monkeypatch.setattr(backup, "_UNFINISHED", endless)
    monkeypatch.setattr(backup, "read_only", lambda path: _telling(read_only(path), reading))
    log._file.run(log._file.backup.begin)
    assert reading.wait(20)
    monkeypatch.undo()
    log._file.run(log._file.wipe)
    assert not Path(f"{log._file._path}-wal").stat().st_size


@contextmanager
def _telling(lent: AbstractContextManager[sqlite3.Connection], reading: Event) -> Iterator[sqlite3.Connection]:
    with lent as connection:
        connection.set_progress_handler(reading.set, 1000)
        yield connection


def test_an_opening_empties_the_journal(tmp_path: Path) -> None:
    """What a killed backend had deleted to the last row, and not wiped, is in no file after the next start."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    log._file.run(log._file.tables.begin_forgetting, "p1", NOW_S)
    while log._file.run(log._file.tables.forget_some, 200):
        pass
    copied = tmp_path / "killed"
    copied.mkdir(mode=0o700)
    for name in (FILE_NAME, f"{FILE_NAME}-wal"):
        shutil.copy(tmp_path / name, copied / name)
    log.close()
    assert SUBJECT.encode() in (copied / f"{FILE_NAME}-wal").read_bytes()
    again = EventLog(copied, NOW_S)
    assert not any(SUBJECT.encode() in path.read_bytes() for path in copied.iterdir())
    again.close()


def test_what_is_said_during_a_forget_stays(log: EventLog) -> None:
    """What was forgotten ends with the last event before it was asked for."""
    log._file.run(log._file.tables.begin_forgetting, "p1", NOW_S)
    later = EventRecord("later", "p1", "palette", NOW_S + 1, True, "", stars=4, content={"swatches": ["#102030"]})
    log.append(later)
    while log._file.run(log._file.tables.forget_some, 200):
        pass
    assert [event.id for event in log.history("p1", 9).events] == ["later"]


def test_a_journal_is_emptied_when_nobody_reads(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """A forget waits for whoever reads beside it."""
    asked, reading = Event(), []
    stop, wipe = log._file.backup.stop, log._file.tables.wipe
    monkeypatch.setattr(log._file.backup, "stop", lambda: (stop(), asked.set()))
    monkeypatch.setattr(log._file.tables, "wipe", lambda: (reading.append(log._file.readers._reading), wipe())[1])
    with ThreadPoolExecutor(1) as others:
        with log._file.readers.reading():
            done = others.submit(log._file.run, log._file.wipe)
            assert asked.wait(20)
        done.result()
    assert reading == [0]


def test_two_connections_stay_open_between_readings(log: EventLog, tmp_path: Path) -> None:
    """Eight that read at once have a connection each; two of those stay open, and can read on."""
    readers, together = Readers(tmp_path / FILE_NAME), Barrier(8)

    def read() -> int:
        with readers.reading() as reader:
            together.wait(20)
            assert len(reader.log("p1", 0).events) == 1
            return _journals(tmp_path)

    before = _journals(tmp_path)
    with ThreadPoolExecutor(8) as many:
        assert max(done.result() for done in [many.submit(read) for _ in range(8)]) > before + 2
    assert _journals(tmp_path) == before + 2
    with readers.reading() as first, readers.reading() as second:
        assert len(first.log("p1", 0).events) == len(second.log("p1", 0).events) == 1
    with readers.held_off():
        assert _journals(tmp_path) == before


def _journals(folder: Path) -> int:
    """Return how often this process has the file's journal open: once a connection."""
    files = Path("/proc/self/fd").iterdir()
    return sum(os.path.realpath(file) == os.path.realpath(folder / f"{FILE_NAME}-wal") for file in files)
