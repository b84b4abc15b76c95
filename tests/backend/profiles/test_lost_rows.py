"""Profiles whose store has lost rows for good: the fold, history, file, undo and forget go on with the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from logged import NOW_S, a_profile, a_rating, a_slate

from apprentice_backend.profiles import Profiles
from apprentice_backend.store import EventLog
from apprentice_backend.store.renewing import BACKUP_NAME
from apprentice_backend.store.schema import FILE_NAME
from apprentice_backend.studio.parts import event_parts
from apprentice_backend.surroundings import Surroundings
from apprentice_shared.attributes import AttributeSpace

DAMAGE = {
    "a slate": "UPDATE slate SET engine = 'x' WHERE id = 's1'",
    "a slate and its suggestions": "UPDATE slate SET engine = 'x' WHERE id = 's1'; UPDATE suggestion SET note = 'x'",
    "a suggestion": "UPDATE suggestion SET mix = '{' WHERE id = 's1-1'",
    "the event of a slate": "UPDATE event SET at = 5 WHERE id = 's1'",
    "a rating": "UPDATE event SET stars = 1 WHERE id = 'e1'",
    "a profile": "UPDATE profile SET seed = 99 WHERE id = 'p1'",
    "text that is none": "UPDATE suggestion SET note = CAST(x'ff' AS TEXT) WHERE id = 's1-1'",
    "everything but ratings": (
        "UPDATE slate SET engine = 'x'; UPDATE suggestion SET note = 'x'; UPDATE profile SET seed = 99;"
        "UPDATE event SET at = 5 WHERE kind = 'slate'"
    ),
}


@pytest.fixture(params=DAMAGE)
def profiles(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Profiles]:
    """A folder with two slates and three ratings, damaged while it is open, without a backup."""
    log = EventLog(tmp_path, NOW_S)
    profiles = _fresh(log)
    log.delete_profile("default")
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    log.add_slate(a_slate("s2", at=NOW_S + 5))
    for number, suggestion in enumerate(("s1-1", "s1-2", "s2-1"), 1):
        log.append(a_rating(f"e{number}", suggestion, at=NOW_S + number))
    with profiles.agent(profiles.find("p1")):
        pass  # an agent that has learned what is then lost
    log._file.run(log._file.backup.stop)
    (tmp_path / BACKUP_NAME).unlink(missing_ok=True)
    database = sqlite3.connect(tmp_path / FILE_NAME)
    # Else the rows come back from the journal, which holds them as they were.
    emptied = "PRAGMA wal_checkpoint(TRUNCATE);"
    database.executescript(f"{emptied}{DAMAGE[request.param]};{emptied}")
    database.close()
    yield profiles
    log.close()


def _fresh(log: EventLog) -> Profiles:
    return Profiles(log, AttributeSpace.default(), "bayes", Surroundings(lambda: NOW_S + 100, Random()))


def test_what_is_left_goes_on(profiles: Profiles, request: pytest.FixtureRequest) -> None:
    """Each rating that can be read is in the history, and the agent is the one that the rest of the log makes."""
    log = profiles.log
    profile = profiles.find("p1")
    history = event_parts(profiles.history(profile.id, 100))
    lost = "e1" if "a rating" in request.node.name else ""
    assert {part.id for part in history if part.kind == "rating"} == {"e1", "e2", "e3"} - {lost}
    with profiles.agent(profile) as agent, _fresh(log).agent(profile) as anew:
        assert agent.state() == anew.state()
    _, text = profiles.export(profile.id)
    assert profiles.load(text).name.endswith("2")
    assert log.mended == 1
    assert log.warning.count(". ") == 0
    assert not any(word in log.warning for word in ("lighthouse", "because", "Watercolours"))


def test_what_is_left_can_be_undone_and_forgotten(profiles: Profiles) -> None:
    """An undo takes back a rating of a lost suggestion, and a reset leaves no row."""
    profile = profiles.find("p1")
    assert profiles.log.undo("u1", "e2", profile.id) is not None
    assert "e2" not in {event.id for event in profiles.read_log(profile.id).events}
    profiles.reset(profile.id)
    assert not profiles.history(profile.id, 100).events
    assert profiles.log.slate_of("s1-1") is None
    assert profiles.find("p1").ratings == 0
