"""Lessons from a log and a taste, for an engine that learns from pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from logged import a_rating, a_slate

from apprentice_backend.agents.beliefs import Taste, TasteValue
from apprentice_backend.engines.base import EngineInfo
from apprentice_backend.store import LogPage
from apprentice_backend.store.records import SLATE, EventRecord
from apprentice_backend.studio.slates.lessons import MOST_PICTURES, avoided, lesson_for
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.messages import Suggest

LEARNER = EngineInfo("fake", "Fake", abilities=frozenset({"feedback", "near_seed"}))
NO_TASTE = Taste((), 0)
PLAIN = (AttributeMix({}),)


def _log(*stars: int) -> LogPage:
    """Return a log of slates whose first picture got these stars, in order."""
    events, slates = [], {}
    for number, given in enumerate(stars, 1):
        name = f"s{number}"
        slate = a_slate(name)
        shown = tuple(replace(item, image=f"picture of {item.id}") for item in slate.suggestions)
        slates[name] = replace(slate, suggestions=shown)
        events.append(EventRecord(name, "p1", SLATE, slate.at, True, name, seq=2 * number))
        events.append(replace(a_rating(f"e{number}", f"{name}-1", given), seq=2 * number + 1))
    return LogPage(tuple(events), slates)


def _lesson(page: LogPage, engine: EngineInfo = LEARNER, feedback: float = 0.5):  # type: ignore[no-untyped-def]
    return lesson_for(Suggest("r1", feedback=feedback), engine, lambda: page, lambda: NO_TASTE, PLAIN)


def test_the_best_and_the_worst_come_first_and_few_of_them() -> None:
    """By stars, then the newest; three stars say neither."""
    lesson = _lesson(_log(4, 1, 5, 3, 4, 2, 4, 5, 4))
    assert [item.slate.id for item in lesson.liked] == ["s8", "s3", "s9", "s7"]
    assert [item.slate.id for item in lesson.disliked] == ["s2", "s6"]
    assert len(lesson.liked) == MOST_PICTURES


@pytest.mark.parametrize(
    ("engine", "feedback"),
    [(LEARNER, 0.0), (replace(LEARNER, abilities=frozenset()), 0.5), (replace(LEARNER, model="another"), 0.5)],
    ids=["dial at 0", "cannot learn", "another model"],
)
def test_nothing_is_taken_where_nothing_may_count(engine: EngineInfo, feedback: float) -> None:
    """The dial, the engine's abilities and whose picture it is each decide alone."""
    lesson = _lesson(_log(5, 1), engine, feedback)
    assert (lesson.liked, lesson.disliked) == ((), ())


def test_only_what_is_surely_low_is_avoided() -> None:
    """A value counts by how far it lies below its dimension's mean beyond its uncertainty."""
    taste = Taste(
        (
            TasteValue("color", "warm", -0.7, 0.2),
            TasteValue("color", "cool", -0.4, 0.5),
            TasteValue("color", "muted", 0.9, 0.1),
            TasteValue("mood", "joyful", -2.5, 0.5),
            TasteValue("mood", "peaceful", -1.5, 0.25),
        ),
        9,
    )
    assert avoided(taste, PLAIN).to_dict() == {
        "color": {"warm": pytest.approx(0.5)},
        "mood": {"joyful": 0.5, "peaceful": 0.5},
    }
    assert avoided(taste, [AttributeMix.pure(mood="joyful")]).weights["mood"] == {"peaceful": 1.0}
