"""Profiles that an earlier version set aside because it could not read them come back."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from logged import NOW_S, a_profile, a_rating, a_slate
from older_stores import an_older_file

from apprentice_backend.store import EventLog
from apprentice_backend.store.schema import FILE_NAME, SCHEMA_VERSION

_ASIDE = f"{FILE_NAME}.newer-20261130-045217"


def _set_aside(folder: Path) -> None:
    """Leave what an earlier version does: the file of this version set aside, and one of its own begun."""
    store = EventLog(folder, NOW_S)
    store.add_profile(a_profile())
    store.add_slate(a_slate("s0"))
    store.append(a_rating("e0", "s0-1"))
    store.close()
    (folder / FILE_NAME).rename(folder / _ASIDE)
    (folder / f"{FILE_NAME}.backup").unlink(missing_ok=True)


@pytest.mark.parametrize("began_anew", [True, False], ids=["with a file of its own", "without"])
def test_what_an_earlier_version_set_aside_comes_back(tmp_path: Path, began_anew: bool) -> None:
    """All that was said before and since is there in its order, told once; a forget takes the copies with it."""
    _set_aside(tmp_path)
    if began_anew:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        an_older_file(elsewhere, 2)
        (elsewhere / FILE_NAME).rename(tmp_path / FILE_NAME)
    store = EventLog(tmp_path, NOW_S)
    assert "are back" in store.warning
    events = ["s0", "e0", "s1", "e1"] if began_anew else ["s0", "e0"]
    assert [event.id for event in store.log("p1").events] == events
    store.close()
    store = EventLog(tmp_path, NOW_S)
    assert not store.warning
    assert not (tmp_path / _ASIDE).exists()
    assert [event.id for event in store.log("p1").events] == events
    store.delete_profile("p1")
    store.close()
    assert not list(tmp_path.glob(f"{FILE_NAME}.version-*"))


def test_a_switch_back_that_was_cut_short_is_done_again(tmp_path: Path) -> None:
    """A file that is joined already and still lies aside doubles nothing."""
    _set_aside(tmp_path)
    content = (tmp_path / _ASIDE).read_bytes()
    EventLog(tmp_path, NOW_S).close()
    (tmp_path / _ASIDE).write_bytes(content)
    store = EventLog(tmp_path, NOW_S)
    assert [event.id for event in store.log("p1").events] == ["s0", "e0"]
    store.close()


@pytest.mark.parametrize("content", ["garbage", "a version to come"])
def test_a_file_set_aside_that_is_not_of_this_version_stays(tmp_path: Path, content: str) -> None:
    """Nothing is read from it, and not a byte of it is changed."""
    _set_aside(tmp_path)
    file = tmp_path / _ASIDE
    if content == "garbage":
        file.write_bytes(b"no store" * 1000)
    else:
        with contextlib.closing(sqlite3.connect(file)) as database:
            database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
            database.execute("CREATE TABLE to_come (id TEXT)")
    before = file.read_bytes()
    store = EventLog(tmp_path, NOW_S)
    assert not store.profiles()
    store.close()
    assert file.read_bytes() == before
