"""The variety of suggestions: told over time, and said once where they narrow."""

from __future__ import annotations

from itertools import product

import pytest

from apprentice_backend.agents.diversity import WINDOW
from apprentice_backend.profiles.kinds import SignalKind
from apprentice_backend.store import EventRecord, LogPage, SlateRecord, SuggestionRecord
from apprentice_backend.store.records import RATING, SLATE
from apprentice_backend.studio.answers.variety import newly_narrow, read_variety
from apprentice_shared.attributes import AttributeSpace

SPACE = AttributeSpace.default()
COLORS, MOODS = SPACE.dimensions["color"], SPACE.dimensions["mood"]
VARIED = [{"color": {color: 1.0}, "mood": {mood: 1.0}} for color, mood in product(COLORS, MOODS)]
ALIKE = [{"color": {"warm": 1.0}, "mood": {"peaceful": 1.0}}] * 200
RUST = ({"hex": "#c04020", "share": 1.0, "name": "rust"},)
NIGHT = ({"hex": "#102030", "share": 1.0, "name": "night"},)


def a_log(mixes: list[dict[str, dict[str, float]]], palettes: tuple[object, ...] = ()) -> LogPage:
    """Return the log of slates of four that showed these mixes."""
    slates, events = {}, []
    for start in range(0, len(mixes), 4):
        name = f"s{start}"
        items = tuple(
            SuggestionRecord(f"{name}-{place}", mix, 0, palette=palettes[place % 2] if palettes else ())  # type: ignore[arg-type]
            for place, mix in enumerate(mixes[start : start + 4])
        )
        slates[name] = SlateRecord(name, "p", start, True, "fake", "", "", {}, items)
        events.append(EventRecord(name, "p", SLATE, start, True, name))
    return LogPage(tuple(events), slates)


def said(page: LogPage, suggestion: str, stars: int | None = None, signal: str = "") -> LogPage:
    """Return the log with one more thing said of a suggestion."""
    kind, slate = RATING if stars else SignalKind.name, suggestion.split("-", maxsplit=1)[0]
    name = f"e{len(page.events)}"
    event = EventRecord(name, "p", kind, 1e6, True, slate, suggestion=suggestion, stars=stars, signal=signal)
    return LogPage((*page.events, event), page.slates)


def test_before_the_first_stretch_there_is_nothing_to_tell() -> None:
    """A few suggestions are no trend."""
    variety = read_variety(a_log(VARIED[:8]), SPACE)
    assert (variety.shown, variety.kept, variety.notice) == ((), (), "")


def test_varied_suggestions_read_higher_than_those_alike() -> None:
    """By effectively different mixes and by how evenly values are used."""
    (varied, *_) = read_variety(a_log(VARIED[:WINDOW]), SPACE).shown
    (alike, *_) = read_variety(a_log(ALIKE[:WINDOW]), SPACE).shown
    assert varied.vendi > 2.0
    assert alike.vendi < 1.1
    assert varied.entropy > alike.entropy


def test_palettes_are_told_apart() -> None:
    """None where no palette is known."""
    assert read_variety(a_log(VARIED[:WINDOW]), SPACE).shown[0].palettes is None
    same = read_variety(a_log(VARIED[:WINDOW], (RUST, RUST)), SPACE).shown[0].palettes
    apart = read_variety(a_log(VARIED[:WINDOW], (RUST, NIGHT)), SPACE).shown[0].palettes
    assert same == 0.0
    assert apart is not None
    assert apart > 0.1


def test_what_was_kept_is_read_by_itself() -> None:
    """Four stars and more, a pick, an insertion that was not undone."""
    page = a_log(VARIED[:WINDOW] + ALIKE[:WINDOW])
    for start in range(16, 32, 4):
        for place in range(4):
            page = said(page, f"s{start}-{place}", 5)
    page = said(said(page, "s0-0", signal="inserted"), "s0-0", signal="insert_undone")
    (kept,) = read_variety(said(page, "s0-1", 2), SPACE).kept
    assert kept.suggestions == WINDOW
    assert kept.vendi == pytest.approx(1.0)


def told_after_the_last_slate(mixes: list[dict[str, dict[str, float]]]) -> str:
    """Return the line to say after the last slate: the same, whether the log is read before the slate or after."""
    page, before = a_log(mixes), a_log(mixes[:-4])
    slate = page.slates[page.events[-1].slate].suggestions
    told = newly_narrow(page, slate, SPACE)
    assert told == newly_narrow(before, slate, SPACE)
    return told


@pytest.mark.parametrize("more", [0, 40, 100, 150], ids=lambda more: f"{more} between")
def test_narrowing_is_said_once(more: int) -> None:
    """By the slate that makes it true, not by those after it, however long the log is."""
    varied = (VARIED * 8)[: WINDOW + more // 4 * 4]
    told = []
    for count in range(0, 60, 4):
        told.append(told_after_the_last_slate(varied + ALIKE[: count + 4]))
    assert len([text for text in told if text]) == 1
    assert read_variety(a_log(varied + ALIKE[:60]), SPACE).notice == next(filter(None, told))


def test_suggestions_that_stay_varied_are_not_spoken_of() -> None:
    """No nagging."""
    for count in range(4, 100, 4):
        assert not told_after_the_last_slate((VARIED * 5)[:count])
