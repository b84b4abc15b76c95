"""A damaged store goes on with all that can be read of it, whatever was damaged.

APPRENTICE_DAMAGED_STORES tells how many are tried, and APPRENTICE_DAMAGED_SEED from which seed on.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from damaged_stores import HARMS, Harm, Rows, rows_of, write_store
from logged import NOW_S, a_rating, a_slate

from apprentice_backend.store import EventLog
from apprentice_backend.store.renewing import BACKUP_NAME
from apprentice_backend.store.schema import FILE_NAME, TABLES

COUNT = int(os.environ.get("APPRENTICE_DAMAGED_STORES", "48"))
SEED = int(os.environ.get("APPRENTICE_DAMAGED_SEED", "1"))
TEXTS = ("lighthouse", "because", "Watercolours", "slate1", "rating1", "features", '"color"')


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows, Rows]:
    """A folder with a sound store, its rows, and those of its backup."""
    folder = tmp_path_factory.mktemp("sound")
    write_store(folder)
    copy = tmp_path_factory.mktemp("rows")
    shutil.copytree(folder, copy, dirs_exist_ok=True)
    return folder, rows_of(copy / FILE_NAME), rows_of(copy / BACKUP_NAME)


@pytest.mark.parametrize("number", range(COUNT))
def test_a_damaged_store_goes_on(sound: tuple[Path, Rows, Rows], tmp_path: Path, number: int) -> None:
    """All that SQLite can read and all of the backup is there, one sentence says so, and the old file is kept."""
    kept, truth, backup = sound
    random = Random(SEED * 100_000 + number)
    name = [*HARMS][number % len(HARMS)]
    folder = tmp_path / "data"
    shutil.copytree(kept, folder)
    HARMS[name](Harm(folder, random))
    shutil.copytree(folder, tmp_path / "read")
    wanted = _sound_rows(rows_of(tmp_path / "read" / FILE_NAME), truth)
    if name != "broken_backup":
        wanted = {table: {**backup[table], **wanted[table]} for table in TABLES}
    before = [(folder / f"{FILE_NAME}{ending}") for ending in ("", "-wal")]
    before_bytes = [file.read_bytes() if file.exists() else None for file in before]

    told = _use(folder)
    found = rows_of(folder / FILE_NAME)
    for table in TABLES:
        missing = [row for row in wanted[table] if row not in found[table]]
        assert not missing, f"{name}: {table} lacks {missing[:5]}"
        for row_id, row in wanted[table].items():
            if found[table][row_id] != row:
                assert _is_later(table, found[table][row_id], truth), f"{name}: {table} {row_id} is another"
    again = EventLog(folder, NOW_S)
    assert not again.warning
    again.close()

    asides = [file for file in folder.glob(f"{FILE_NAME}.damaged-*") if not file.name.endswith("-wal")]
    assert len(asides) <= 1
    if asides:
        assert told.count(asides[0].name) == 1
        assert asides[0].read_bytes() == before_bytes[0]
        journal = asides[0].with_name(f"{asides[0].name}-wal")
        assert (journal.read_bytes() if journal.exists() else None) == before_bytes[1]
    if told:
        assert told.count(". ") == 0
        assert not any(text in told for text in TEXTS)


def _sound_rows(readable: Rows, truth: Rows) -> Rows:
    """Return the rows that are as they were written, now or before."""
    return {
        table: {name: row for name, row in rows.items() if truth[table].get(name) == row}
        for table, rows in readable.items()
    }


def _is_later(table: str, row: tuple[object, ...], truth: Rows) -> bool:
    name = row[1 if table == "event" else 0]
    return truth[table].get(str(name)) == row


def _use(folder: Path) -> str:
    """Do everything that a backend does, and return what it is told."""
    log = EventLog(folder, NOW_S)
    try:
        for profile in log.profiles():
            page = log.log(profile.id)
            assert all(event.slate in page.slates for event in page.events if event.slate)
            history = log.history(profile.id, 10_000)
            assert {event.id for event in page.events} <= {event.id for event in history.events}
            for event in history.events:
                assert event.id == log.event(event.id).id  # type: ignore[union-attr]
                if event.suggestion:
                    assert log.slate_of(event.suggestion) is not None
        told = log.warning
        first = log.profiles()[0].id if log.profiles() else None
        if first is not None:
            log.add_slate(a_slate("new", first, at=NOW_S + 10_000))
            new = a_rating("said", "new-1", at=NOW_S + 10_000, profile_id=first)
            assert log.append(new).id == "said"
            assert log.history(first, 1).events[0].id == "said"
            assert log.undo("back", "", first).id == "said"  # type: ignore[union-attr]
            log.forget(first, NOW_S + 9_999)
            assert log.event("said") is None
    finally:
        log.close()
    return told


@pytest.mark.parametrize("place", [8, 40, 5000, 20_000], ids=["salt", "first frame", "early", "later"])
def test_a_torn_journal_costs_no_more_than_its_frame(
    sound: tuple[Path, Rows, Rows], tmp_path: Path, place: int
) -> None:
    """Of what was acknowledged behind a damaged frame of the journal, which SQLite passes over, nothing is lost."""
    kept, truth, _ = sound
    folder = tmp_path / "data"
    shutil.copytree(kept, folder)
    journal = folder / f"{FILE_NAME}-wal"
    content = bytearray(journal.read_bytes())
    content[place] ^= 1
    journal.write_bytes(content)
    log = EventLog(folder, NOW_S)
    assert "damaged" in log.warning
    log.close()
    found = rows_of(folder / FILE_NAME)
    assert sum(len(truth[table].keys() - found[table].keys()) for table in TABLES) <= 1


def test_every_harm_is_tried() -> None:
    """The small number of continuous integration meets each kind of damage several times."""
    tried = Counter(number % len(HARMS) for number in range(COUNT))
    assert set(tried) == set(range(len(HARMS)))
