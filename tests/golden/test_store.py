"""The store's file holds every kind of event as it did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from goldens import files, store

RECORDED = files.read("store")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A new file with one of everything in it."""
    return store.produce(tmp_path_factory.mktemp("store"))


@pytest.mark.parametrize("part", RECORDED)
def test_a_table_is_as_recorded(found: dict[str, Any], part: str) -> None:
    """Columns, values and the text of JSON in a table are the same."""
    assert files.differences(RECORDED[part], found[part]) == []


def test_every_kind_of_event_is_recorded() -> None:
    """The recorded rows hold each kind that the table allows."""
    allowed = next(sql for kind, name, sql in RECORDED["schema"] if name == "event")
    kinds = {row["kind"] for row in RECORDED["event"]}
    assert kinds == {"slate", "rating", "signal", "value", "palette", "start", "switch"}
    assert all(f"'{kind}'" in allowed for kind in kinds)


def test_what_was_forgotten_left_no_byte(tmp_path: Path) -> None:
    """The file holds nothing of a slate that was forgotten."""
    store.fill(tmp_path)
    assert b"s3-1" not in (tmp_path / store.FILE).read_bytes()
