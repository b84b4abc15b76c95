"""Kinds of event: each is known to the store, survives a profile's file, and has a line in the history."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from logged import a_slate

from apprentice_backend.agents.base import Feedback
from apprentice_backend.profiles.kinds import KINDS
from apprentice_backend.profiles.part import Part
from apprentice_backend.store import EventRecord, LogPage
from apprentice_backend.store.records import SLATE
from apprentice_backend.store.schema import EVENT_KINDS
from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.messages import NO_START
from apprentice_shared.signals import INSERTED, PICKED

SLATES = LogPage((), {"s1": a_slate()})
EXAMPLES: list[tuple[str, dict[str, Any], str]] = [
    ("slate", {}, "2 shown by fake for “a lighthouse in fog”"),
    ("rating", {"suggestion": "s1-1", "stars": 4, "reasons": {"color": 1}}, "Warm"),
    ("signal", {"suggestion": "s1-2", "signal": PICKED}, "Cool"),
    ("rating", {"suggestion": "s1-1", "stars": 2, "reasons": {}, "content": {"share": 0.4}}, "Warm"),
    ("value", {"content": {"dimension": "color", "value": "warm", "stars": 1.5}}, "Warm set by hand: +1.5 stars"),
    ("palette", {"stars": 5, "content": {"swatches": ["#c04020", "#102030"]}}, "#c04020 #102030"),
    ("start", {"content": {"kind": NO_START}}, "No starting point"),
    ("switch", {"content": {"signal": INSERTED, "on": False}}, "Inserting does not count"),
]


def test_the_store_and_the_examples_know_every_kind() -> None:
    """A kind that the store refused could never be written."""
    assert set(KINDS) == set(EVENT_KINDS) == {name for name, _, _ in EXAMPLES}


@pytest.mark.parametrize(("name", "fields", "summary"), EXAMPLES)
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


@dataclass
class _Taught:
    """Stands for an agent: keeps what it is taught."""

    space: AttributeSpace = field(default_factory=AttributeSpace.default)
    feedback: list[Feedback] = field(default_factory=list)

    def update(self, feedback: Feedback) -> None:
        self.feedback.append(feedback)


@pytest.mark.parametrize(
    ("kind", "signal", "share", "weight"),
    [
        ("rating", "", None, 1.0),
        ("rating", "", 0.4, 0.4),
        ("signal", INSERTED, 0.4, 0.4),
        ("signal", PICKED, 0.4, 1.0),
    ],
)
def test_a_picture_seen_at_another_amount_teaches_by_the_mix_that_was_seen(
    kind: str, signal: str, share: float | None, weight: float
) -> None:
    """Its measures are not those of the picture shown; a pick is among the pictures as they were shown."""
    content = {} if share is None else {"share": share}
    event = EventRecord("e1", "p1", kind, 1.0, True, "s1", "s1-1", 4 if kind == "rating" else None, {}, signal, content)
    slate = a_slate()
    measured = replace(slate.suggestions[0], features={"lightness": 0.5})
    page = LogPage((), {"s1": replace(slate, suggestions=(measured, *slate.suggestions[1:]))})
    taught = _Taught()
    KINDS[kind].teach(event, page, taught)
    (feedback,) = taught.feedback
    assert feedback.mix == AttributeMix({"color": {"warm": weight}})
    assert feedback.features == ({"lightness": 0.5} if weight == 1.0 else None)


@pytest.mark.parametrize("content", [{}, {"share": "all"}, {"share": -1}, {"share": 1e9}, [0.5]], ids=str)
def test_a_share_that_is_none_is_refused(content: object) -> None:
    """A profile's file with it is not read."""
    entry = {"suggestion": "s1-1", "stars": 4, "content": content}
    with pytest.raises(ValueError, match="content"):
        KINDS["rating"].from_file(Part(entry))
