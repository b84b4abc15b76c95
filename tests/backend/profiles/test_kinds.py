"""Kinds of event: each is known to the store, survives a profile's file, and has a line in the history."""

from __future__ import annotations

from typing import Any

import pytest
from logged import a_slate

from apprentice_backend.profiles.kinds import KINDS
from apprentice_backend.profiles.part import Part
from apprentice_backend.store import EventRecord, LogPage
from apprentice_backend.store.records import SLATE
from apprentice_backend.store.schema import EVENT_KINDS
from apprentice_shared.messages import NO_START
from apprentice_shared.signals import INSERTED, PICKED

SLATES = LogPage((), {"s1": a_slate()})
EXAMPLES: list[tuple[str, dict[str, Any], str]] = [
    ("slate", {}, "2 shown by fake for “a lighthouse in fog”"),
    ("rating", {"suggestion": "s1-1", "stars": 4, "reasons": {"color": 1}}, "100% Warm"),
    ("signal", {"suggestion": "s1-2", "signal": PICKED}, "100% Cool"),
    ("value", {"content": {"dimension": "color", "value": "warm", "stars": 1.5}}, "Warm set by hand: +1.5 stars"),
    ("palette", {"stars": 5, "content": {"swatches": ["#c04020", "#102030"]}}, "#c04020 #102030"),
    ("start", {"content": {"kind": NO_START}}, "no starting point"),
    ("switch", {"content": {"signal": INSERTED, "on": False}}, "inserting does not count"),
]


def test_the_store_and_the_examples_know_every_kind() -> None:
    """A kind that the store refused could never be written."""
    assert set(KINDS) == set(EVENT_KINDS) == {name for name, _, _ in EXAMPLES}


@pytest.mark.parametrize(("name", "fields", "summary"), EXAMPLES, ids=[name for name, _, _ in EXAMPLES])
def test_an_event_is_told_in_one_line(name: str, fields: dict[str, Any], summary: str) -> None:
    """The history says what an event is about."""
    slate = "s1" if name == SLATE or KINDS[name].of_suggestion else ""
    assert KINDS[name].summary(EventRecord("e1", "p1", name, 1.0, True, slate, **fields), SLATES) == summary


@pytest.mark.parametrize(("name", "fields"), [(name, fields) for name, fields, _ in EXAMPLES if name != SLATE])
def test_an_event_survives_a_profiles_file(name: str, fields: dict[str, Any]) -> None:
    """The fields that are written are the fields that are read."""
    kind = KINDS[name]
    entry = kind.to_file(EventRecord("e1", "p1", name, 1.0, True, "", **fields))
    assert entry == fields
    assert {"suggestion": entry.get("suggestion"), **kind.from_file(Part(entry))} == {"suggestion": None, **fields}
