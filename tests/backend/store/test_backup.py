"""The rolling backup: whole, private, never in a rating's way, and gone with what is forgotten."""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from damaged_stores import rows_of
from logged import NOW_S, SUBJECT, a_profile, a_rating, a_slate

from apprentice_backend.store import EventLog
from apprentice_backend.store.renewing import BACKUP_NAME
from apprentice_backend.store.schema import FILE_NAME


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    """A store with one profile and one slate in it."""
    store = EventLog(tmp_path, NOW_S)
    store.add_profile(a_profile())
    store.add_slate(a_slate())
    yield store
    store.close()


def wait_for_backup(log: EventLog) -> None:
    """Wait until a backup that was begun has ended."""
    thread = log._file.backup._thread
    if thread is not None:
        thread.join()


def test_a_backup_is_made_at_the_end(tmp_path: Path) -> None:
    """A store that was closed has a backup with all that it holds, for its owner alone."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    log.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE_NAME, BACKUP_NAME]
    assert (tmp_path / BACKUP_NAME).stat().st_mode & 0o077 == 0
    assert rows_of(tmp_path / BACKUP_NAME) == rows_of(tmp_path / FILE_NAME)


def test_backups_are_made_while_the_store_is_used(log: EventLog, tmp_path: Path) -> None:
    """After a hundred writes a backup holds the first of them, without anybody closing the store."""
    for number in range(100):
        log.append(a_rating(f"e{number}"))
    wait_for_backup(log)
    assert "e90" in rows_of(tmp_path / BACKUP_NAME)["event"]


def test_nothing_written_makes_no_backup(tmp_path: Path) -> None:
    """A store that was only read leaves its backup as it is."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.close()
    before = (tmp_path / BACKUP_NAME).stat()
    again = EventLog(tmp_path, NOW_S)
    again.log("p1")
    again.close()
    assert (tmp_path / BACKUP_NAME).stat().st_ino == before.st_ino


def test_a_backup_that_fails_is_told_in_the_log_alone(
    log: EventLog, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Ratings go on where no backup can be written, and the earlier backup stays."""
    (tmp_path / f"{BACKUP_NAME}.part").mkdir()
    with caplog.at_level(logging.WARNING):
        for number in range(120):
            log.append(a_rating(f"e{number}"))
        wait_for_backup(log)
    assert "could not be backed up" in caplog.text
    assert len(log.log("p1").events) == 121
    (tmp_path / f"{BACKUP_NAME}.part").rmdir()


@pytest.mark.parametrize(
    "erase",
    [lambda log: log.forget("p1", NOW_S), lambda log: log.delete_profile("p1")],
    ids=["forget", "delete"],
)
def test_what_is_deleted_leaves_the_backup_before_the_answer(
    log: EventLog, tmp_path: Path, erase: Callable[[EventLog], None]
) -> None:
    """No file of the folder holds it, and no backup of before or after brings it back."""
    log._file.run(log._file.backup.begin)
    wait_for_backup(log)
    assert SUBJECT.encode() in (tmp_path / BACKUP_NAME).read_bytes()
    erase(log)
    wait_for_backup(log)
    assert not any(SUBJECT.encode() in path.read_bytes() for path in tmp_path.iterdir())
    assert not rows_of(tmp_path / BACKUP_NAME)["slate"]


def test_a_folder_in_the_place_of_a_copy_stops_nothing(tmp_path: Path) -> None:
    """A store opens, is written and closes where no copy of it can be made."""
    (tmp_path / f"{BACKUP_NAME}.part").mkdir()
    for name in ("p1", "p2"):
        log = EventLog(tmp_path, NOW_S)
        log.add_profile(a_profile(name, name))
        assert not log.warning
        log.close()


def test_a_damaged_row_never_reaches_the_backup(log: EventLog, tmp_path: Path) -> None:
    """Damage that the backup meets first is mended from the backup of before, which stays."""
    log.append(a_rating())
    log._file.run(log._file.backup.begin)
    wait_for_backup(log)
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("UPDATE slate SET engine = 'another'")
    other.close()
    log.append(a_rating("e2"))
    log._file.run(log._file.backup.begin)
    wait_for_backup(log)
    page = log.log("p1")
    assert log.mended == 1
    assert page.slates == {"s1": a_slate()}
    assert [event.id for event in page.events] == ["s1", "e1", "e2"]


def test_damage_that_is_met_at_the_end_is_mended_at_the_next_start(tmp_path: Path) -> None:
    """The backup of before stays where the last one meets a damaged row, and its row comes back when it is read."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    log.close()
    log = EventLog(tmp_path, NOW_S)
    log.append(a_rating())
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("UPDATE slate SET engine = 'another'")
    other.close()
    log.close()
    again = EventLog(tmp_path, NOW_S)
    page = again.log("p1")
    assert page.slates == {"s1": a_slate()}
    assert [event.id for event in page.events] == ["s1", "e1"]
    again.close()


def test_an_older_backup_is_seen_whatever_its_time(tmp_path: Path) -> None:
    """A folder that was copied, which tells no times, gets a new backup where the old one holds less."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.close()
    old = (tmp_path / BACKUP_NAME).read_bytes()
    log = EventLog(tmp_path, NOW_S)
    log.add_slate(a_slate())
    log.close()
    (tmp_path / BACKUP_NAME).write_bytes(old)
    EventLog(tmp_path, NOW_S).close()
    assert "s1" in rows_of(tmp_path / BACKUP_NAME)["slate"]


def test_a_lost_file_comes_back_from_its_backup(tmp_path: Path) -> None:
    """Where the file itself is gone, the backup takes its place, and a sentence says so."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    log.append(a_rating())
    log.close()
    (tmp_path / FILE_NAME).unlink()
    again = EventLog(tmp_path, NOW_S)
    assert [event.id for event in again.log("p1").events] == ["s1", "e1"]
    assert "missing" in again.warning
    again.close()


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text are Linux's: run it there")
def test_a_folder_whose_name_is_no_text_is_backed_up(tmp_path: Path) -> None:
    """A folder named in another encoding holds a store and its backup like any other."""
    folder = tmp_path / os.fsdecode(b"Bilder\xff % ? #")
    log = EventLog(folder, NOW_S)
    log.add_profile(a_profile())
    log.close()
    assert sorted(path.name for path in folder.iterdir()) == [FILE_NAME, BACKUP_NAME]
    again = EventLog(folder, NOW_S)
    assert again.history("p1", 5).events == ()
    again.close()


def test_a_backup_is_gone_before_a_deletion_begins(log: EventLog, tmp_path: Path) -> None:
    """A backup that could bring back what is deleted does not outlive a kill in the middle."""
    log._file.run(log._file.backup.begin)
    wait_for_backup(log)
    there = []
    log._file.run(log._file.erase, lambda: there.append((tmp_path / BACKUP_NAME).exists()))
    assert there == [False]


def test_a_profile_that_nobody_sees_is_in_no_backup(log: EventLog, tmp_path: Path) -> None:
    """No backup is made while a profile is being written or deleted."""
    log._file.write(log._file.tables.begin_history, a_profile("Inks", "p2"))
    log._file.run(log._file.backup.begin)
    wait_for_backup(log)
    assert not (tmp_path / BACKUP_NAME).exists()


def test_a_file_that_holds_less_than_its_backup_gets_the_rest(tmp_path: Path) -> None:
    """Where the last writes never reached the file, and nothing in it is damaged, they come from the backup."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.close()
    old = (tmp_path / FILE_NAME).read_bytes()
    log = EventLog(tmp_path, NOW_S)
    log.add_slate(a_slate())
    log.close()
    (tmp_path / FILE_NAME).write_bytes(old)
    again = EventLog(tmp_path, NOW_S)
    assert [event.id for event in again.log("p1").events] == ["s1"]
    assert "damaged" in again.warning
    again.close()
