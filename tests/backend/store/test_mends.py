"""A file mended while it is used: what goes on, what is told, and what must not come back."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from logged import NOW_S, a_profile, a_rating, a_slate

from apprentice_backend.store import EventLog, renewing, store_file
from apprentice_backend.store.schema import FILE_NAME
from apprentice_shared.errors import StoreError


def test_a_forget_outlives_a_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is made anew in the middle of a forget, from all that can be read, holds nothing of it at the end."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    log.append(a_rating())
    forget_some = log._file.tables.forget_some

    def mended_after(rows: int) -> bool:
        monkeypatch.setattr(log._file.tables, "forget_some", forget_some)
        log._file._mend(log.mended)
        return forget_some(rows)

    monkeypatch.setattr(log._file.tables, "forget_some", mended_after)
    log.forget("p1", NOW_S)
    assert log.mended == 1
    assert not log.history("p1", 9).events
    log.close()


def test_a_switch_that_failed_is_not_done_later(tmp_path: Path) -> None:
    """A next file that could not be put in its place never takes that of a later one, with what was said since."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    log.close()
    renewing.prepare_next(tmp_path / FILE_NAME, renewing.DAMAGED, NOW_S - 10)
    renewing.prepare_next(tmp_path / FILE_NAME, renewing.DAMAGED, NOW_S)
    log = EventLog(tmp_path, NOW_S)
    log.append(a_rating())
    log.close()
    again = EventLog(tmp_path, NOW_S)
    assert [event.id for event in again.log("p1").events] == ["s1", "e1"]
    assert not again.warning
    again.close()


def test_a_mend_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Damage that a backup meets, and that cannot be mended, stands in the log."""

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    log = EventLog(tmp_path, NOW_S)
    monkeypatch.setattr(store_file, "prepare_mended", full)
    with caplog.at_level(logging.WARNING):
        log._file._mend_soon()
        log.close()
    assert "not mended: The disk is full." in caplog.text


def test_a_forget_names_every_file_set_aside(tmp_path: Path) -> None:
    """The sentence after a forget names all that may hold what was forgotten."""
    asides = [f"{FILE_NAME}.{name}" for name in ("damaged-1", "damaged-1-wal", "damaged-2", "missing-1-wal")]
    for name in asides:
        (tmp_path / name).touch()
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.forget("p1", NOW_S)
    assert all(f" {name}{end}" in log.warning for name, end in zip(asides, ",,,:", strict=True))
    log.close()


def test_profiles_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Where a mend finds two profiles whose names read the same, the newer one gets a number."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile("Tides", "p1"))
    log.add_profile(a_profile("T\u00efdes", "p2"))
    log.add_profile(a_profile("Ti\u0308des", "p3"))
    log._file.run(log._file._mend, 0)
    assert [profile.name for profile in log.profiles()] == ["Tides", "T\u00efdes", "Ti\u0308des 2"]
    log.close()


def test_a_reset_after_a_mend_leaves_nothing(tmp_path: Path) -> None:
    """A slate whose event was lost, and made anew at the end of the log, is forgotten with the others."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        emptied = "PRAGMA wal_checkpoint(TRUNCATE);"
        other.executescript(f"{emptied}UPDATE event SET at = 5;{emptied}")
    assert [event.id for event in log.history("p1", 9).events] == ["s1"]
    assert log.mended == 1
    log.forget("p1", float("-inf"))
    assert not log.history("p1", 9).events
    log.close()
