"""A data folder of before opens with the current code, and nothing of it is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from goldens import files, store, today

from apprentice_shared.messages import GetHistory, GetTaste

# What canvases measure is single precision.
TOLERANCE = 1e-6
RECORDED = files.read("commands")["today"]
SAID = {"slate", "rating", "signal", "value", "palette", "start", "switch"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The folder as the current code reads it."""
    return today.produce(tmp_path_factory.mktemp("today"))


@pytest.mark.parametrize("profile", [*today.PROFILES, "imported"])
@pytest.mark.parametrize("what", RECORDED["default"])
def test_a_profile_is_read_as_before(found: dict[str, Any], profile: str, what: str) -> None:
    """Events, taste and next slates of a profile are as recorded, read from the store and from the exported file."""
    assert files.differences(RECORDED[profile][what], found[profile][what], TOLERANCE) == []


@pytest.mark.parametrize("what", ["profiles", "without packs", "exported as before"])
def test_a_folder_is_read_as_before(found: dict[str, Any], what: str) -> None:
    """Profiles, the taste while no pack is in use, and the text of an export are as recorded."""
    assert files.differences(RECORDED[what], found[what], TOLERANCE) == []


def test_the_folder_holds_everything_that_can_be_said() -> None:
    """Each kind of event lies in the recorded store, one that was undone among them."""
    kept = sqlite3.connect(f"file:{today.FOLDER / store.FILE}?mode=ro&immutable=1", uri=True)
    kinds = dict(kept.execute("SELECT kind, COUNT(undone_by) FROM event GROUP BY kind"))
    kept.close()
    assert set(kinds) == SAID
    assert kinds["rating"] == kinds["value"] == 1


def test_opening_keeps_the_store_of_before(tmp_path: Path) -> None:
    """The store is brought up to date without a warning; it is kept as it was, and backed up."""
    folder = today.copied(tmp_path)
    with closing(today.Desk(folder, 3)) as opened:
        assert opened.log.warning == ""
        assert opened.ask(GetHistory, "Ink").events
        assert opened.ask(GetTaste, "").profile.ratings
    new = {path.name: path for path in folder.iterdir() if not (today.FOLDER / path.name).exists()}
    kept, backup = sorted(new, reverse=True)
    assert backup == f"{store.FILE}.backup"
    assert kept.startswith(f"{store.FILE}.version-2-")
    assert new[kept].read_bytes() == (today.FOLDER / store.FILE).read_bytes()
