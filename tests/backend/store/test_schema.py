"""A file of an earlier version goes on, with all that is in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from logged import NOW_S
from older_stores import KINDS, an_older_file

from apprentice_backend.store import EventLog, EventRecord
from apprentice_backend.store.schema import FILE_NAME, SCHEMA_VERSION
from apprentice_shared.errors import StoreError


@pytest.mark.parametrize("version", KINDS)
def test_a_file_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    """Nothing is lost, the kinds of event that are new can be written, and the old file is kept as it was."""
    an_older_file(tmp_path, version)
    before = (tmp_path / FILE_NAME).read_bytes()
    store = EventLog(tmp_path, NOW_S)
    try:
        assert not store.warning
        (kept,) = tmp_path.glob(f"{FILE_NAME}.version-{version}-*")
        assert kept.read_bytes() == before
        assert [event.id for event in store.log("p1").events] == ["s1", "e1"]
        assert [event.id for event in store.history("p1", 9).events] == ["e2", "e1", "s1"]
        store.append(EventRecord("st1", "p1", "start", NOW_S, True, slate="", content={"kind": "none"}))
        assert store.log("p1").events[-1].content == {"kind": "none"}
        store.delete_profile("p1")
        assert not store.history("p1", 9).events
        assert not kept.exists()
    finally:
        store.close()
    database = sqlite3.connect(tmp_path / FILE_NAME)
    assert database.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET at = 9e999 WHERE id = 'e1'",
        "UPDATE event SET reasons = '[1]' WHERE id = 'e1'",
        "UPDATE event SET reasons = '{\"color\": NaN}' WHERE id = 'e1'",
        "UPDATE event SET content = '{\"a\": 1e999}' WHERE id = 'e1'",
        "UPDATE event SET content = '" + "[" * 100_000 + "' WHERE id = 'e1'",
        "UPDATE event SET content = CAST(x'ff' AS TEXT) WHERE id = 'e1'",
    ],
    ids=["an endless moment", "a list", "no number", "an endless number", "endless brackets", "no text"],
)
def test_a_row_of_an_older_file_that_is_none_is_left_out(tmp_path: Path, change: str) -> None:
    """One entry that nobody can read is counted in a sentence, and the rest goes on."""
    an_older_file(tmp_path)
    database = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    database.execute(change)
    database.close()
    store = EventLog(tmp_path, NOW_S)
    try:
        assert [event.id for event in store.history("p1", 9).events] == ["e2", "s1"]
        assert "about 1 entry" in store.warning
        assert store.warning.count(". ") == 0
    finally:
        store.close()


@pytest.mark.parametrize(("version", "is_newer"), [(SCHEMA_VERSION ^ 4, False), (SCHEMA_VERSION + 1, True)])
def test_a_flipped_bit_is_no_newer_version(tmp_path: Path, version: int, is_newer: bool) -> None:
    """A number that is one bit off, with the tables of this version, is damage; any other higher one is refused."""
    EventLog(tmp_path, NOW_S).close()
    database = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    database.execute(f"PRAGMA user_version = {version}")
    database.close()
    if is_newer:
        with pytest.raises(StoreError, match="newer version"):
            EventLog(tmp_path, NOW_S)
        return
    store = EventLog(tmp_path, NOW_S)
    assert "damaged" in store.warning
    store.close()
