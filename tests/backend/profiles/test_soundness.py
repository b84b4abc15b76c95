"""A store that an older version filled from an absurd file is answered from all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from logged import NOW_S, a_profile, a_rating, a_slate

from apprentice_backend.profiles import Profiles
from apprentice_backend.profiles.soundness import sound_page
from apprentice_backend.store import EventLog, EventRecord, LogPage, SlateRecord
from apprentice_backend.store.records import SLATE
from apprentice_backend.studio.answers.feedback import FeedbackAnswers
from apprentice_backend.surroundings import Surroundings
from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.codec import encode
from apprentice_shared.messages import GetHistory, GetTaste


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    """A store of its own."""
    found = EventLog(tmp_path, NOW_S)
    yield found
    found.close()


def page_of(*slates: SlateRecord, said: tuple[EventRecord, ...] = ()) -> LogPage:
    """Return a log of slates, each shown, and of what was said of them."""
    shown = tuple(EventRecord(slate.id, "p1", SLATE, slate.at, True, slate.id) for slate in slates)
    return LogPage((*shown, *said), {slate.id: slate for slate in slates})


def absurd() -> LogPage:
    """Return a log of which one slate and its rating are right."""
    first, hot, late = a_slate("s1"), a_slate("s2"), a_slate("s3", at=1e300)
    hot = replace(
        hot,
        context={**hot.context, "features": {"warmth": 1e300}, "palette": ["red"]},
        suggestions=tuple(replace(item, features={"warmth": -1e300}) for item in hot.suggestions),
    )
    contents: list[tuple[str, dict[str, Any]]] = [
        ("palette", {"swatches": []}),
        ("start", {"kind": "portfolio", "pictures": [{"warmth": 1e300}], "found": 10**300}),
        ("start", {"kind": "profiles", "tastes": [{"ratings": 1, "values": [["color", "warm", 1e300, 1.0]]}]}),
        ("switch", {"signal": ["inserted"], "on": False}),
        ("value", {"dimension": "color", "value": "warm", "stars": 1e300}),
    ]
    others = tuple(
        EventRecord(f"o{number}", "p1", kind, NOW_S, True, "", stars=4 if kind == "palette" else None, content=content)
        for number, (kind, content) in enumerate(contents)
    )
    ratings = (a_rating("e1", "s1-1"), a_rating("e2", "s2-1"), a_rating("e3", "s3-1"), a_rating("e4", "s1-2", at=-1e9))
    return page_of(first, hot, late, said=(*ratings, *others))


def test_what_cannot_be_borne_is_left_out(log: EventLog) -> None:
    """Ratings stay where their slate can be told; history, taste and file answer, and the artist is told."""
    log.add_history(a_profile(), [absurd()], free_name=False)
    profiles = Profiles(log, AttributeSpace.default(), "bayes", Surroundings(lambda: NOW_S + 100, Random(3)))
    assert profiles.warning == ""
    answers = FeedbackAnswers(profiles).by_request()
    history = answers[GetHistory](GetHistory("h1", "p1", 1000)).reply
    assert {event.id for event in history.events} == {"s1", "s2", "e1", "e2"}
    encode(history)
    encode(answers[GetTaste](GetTaste("t1", "p1")).reply)
    assert profiles.load(profiles.export("p1")[1]).ratings == 2
    assert "Watercolours" in profiles.warning
    assert profiles.warning.endswith(".")
    profiles.reset("p1")
    assert profiles.warning == ""


def test_a_log_without_fault_is_returned_itself() -> None:
    """Reading a log costs no copy of it."""
    page = page_of(a_slate("s1"), said=(a_rating(),))
    assert sound_page(page) is page
