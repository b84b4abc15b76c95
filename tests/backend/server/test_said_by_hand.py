"""Feedback about no suggestion: a value set by hand, a palette rated by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import TOKEN, serving
from talker import Talker, talking

from apprentice_shared.messages import (
    CreateProfile,
    ErrorReply,
    ExportProfile,
    GetHistory,
    GetTaste,
    ImportProfile,
    ProfileExported,
    ProfilesReport,
    RatePalette,
    RecommendPalettes,
    Recorded,
    SetValue,
    TasteReport,
    Undo,
)

EMBERS = ("#7a2d0c", "#c4581b", "#e69138", "#f6c177", "#3b1a10")


@pytest.fixture
def talker(tmp_path: Path) -> Iterator[Talker]:
    """One client of a server with the fake engine."""
    with serving(tmp_path) as server, talking(server.port, TOKEN) as client:
        yield client


def _mean(talker: Talker, request_id: str, value: str, profile: str = "") -> float:
    report = talker.ask(GetTaste(request_id, profile))
    assert isinstance(report, TasteReport)
    return next(entry.mean for entry in report.values if entry.value == value)


def test_a_value_set_by_hand_is_believed_and_can_be_taken_back(talker: Talker) -> None:
    """The artist's own word moves the taste at once; undo leaves it as it was."""
    before = _mean(talker, "t1", "cool")
    recorded = talker.ask(SetValue("v1", "color", "cool", 2.0))
    assert isinstance(recorded, Recorded)
    assert _mean(talker, "t2", "cool") > before + 1.0
    talker.ask(Undo("u1"))
    assert _mean(talker, "t3", "cool") == before


def test_an_unknown_value_is_refused_with_those_there_are(talker: Talker) -> None:
    """A typing error costs nothing."""
    error = talker.ask(SetValue("v1", "color", "hot", 2.0))
    assert isinstance(error, ErrorReply)
    assert error.code == "bad_value"
    assert "warm, cool" in error.message


def test_a_rated_palette_teaches_the_colour_side_of_the_taste(talker: Talker) -> None:
    """An artist who gives warm palettes five stars is taken to like warm, and is recommended warm ones."""
    for number in range(4):
        assert isinstance(talker.ask(RatePalette(f"p{number}", EMBERS, 5)), Recorded)
    assert _mean(talker, "t1", "warm") > _mean(talker, "t2", "cool")
    reply = talker.ask(RecommendPalettes("r1"))
    assert all(palette.swatches for palette in reply.palettes)


def test_what_was_said_by_hand_travels_with_the_profile(talker: Talker) -> None:
    """Export, import and copy keep both kinds; the history tells of them."""
    talker.ask(SetValue("v1", "mood", "joyful", 1.5))
    talker.ask(RatePalette("p1", EMBERS, 2))
    history = talker.ask(GetHistory("h1"))
    assert [(event.kind, event.summary) for event in history.events] == [
        ("palette", " ".join(EMBERS)),
        ("value", "Joyful set by hand: +1.5 stars"),
    ]
    exported = talker.ask(ExportProfile("x1", "default"))
    assert isinstance(exported, ProfileExported)
    made = talker.ask(ImportProfile("i1", exported.data, "again"))
    assert isinstance(made, ProfilesReport)
    assert isinstance(talker.ask(CreateProfile("c1", "copy", "again")), ProfilesReport)
    assert _mean(talker, "t1", "joyful") == _mean(talker, "t2", "joyful", "copy")


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "value", "at": 1.0, "learned": True, "content": {"dimension": "color", "value": "hot", "stars": 1}},
        {"kind": "palette", "at": 1.0, "learned": True, "stars": 9, "content": {"swatches": ["#aabbcc"]}},
        {"kind": "palette", "at": 1.0, "learned": True, "stars": 3, "content": {"swatches": ["red"]}},
        {"kind": "palette", "at": 1.0, "learned": True, "stars": 3},
    ],
    ids=["unknown value", "nine stars", "no colour", "nothing"],
)
def test_a_damaged_profile_file_is_refused_whole(talker: Talker, entry: dict[str, object]) -> None:
    """Nothing of a file is taken where something in it cannot be read."""
    exported = talker.ask(ExportProfile("x1", "default"))
    data = json.loads(exported.data)
    data["log"].append(entry)
    error = talker.ask(ImportProfile("i1", json.dumps(data), "broken"))
    assert isinstance(error, ErrorReply)
    assert error.message.startswith("The file cannot be imported")
