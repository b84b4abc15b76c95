"""The sentences about a taste."""

from __future__ import annotations

import pytest

from apprentice_backend.agents.beliefs import Taste, TasteValue
from apprentice_backend.taste_text import describe_taste, report_lines, why_value
from apprentice_shared.messages import (
    ProfilePart,
    SignalPart,
    TasteReport,
    TasteValuePart,
    VarietyPart,
    VarietyPoint,
)

WARM = TasteValue("color", "warm", 0.8, 0.3)
SURREAL = TasteValue("style", "surreal", -1.2, 0.4)
LEANING = TasteValue("mood", "joyful", 0.3, 0.5)
UNSURE = TasteValue("mood", "joyful", 0.1, 0.5)


@pytest.mark.parametrize(
    ("values", "ratings", "starts", "lines"),
    [
        ((), 0, (), ["Nothing learned yet: rate a few suggestions."]),
        (
            (),
            0,
            ("42 paintings",),
            ["Nothing learned yet: rate a few suggestions.", "Starting point: 42 paintings."],
        ),
        ((UNSURE,), 1, (), ["It rests on 1 rating, and nothing stands out yet."]),
        (
            (WARM, SURREAL, LEANING, UNSURE),
            9,
            (),
            [
                "You like: warm color (+0.8 stars).",
                "You seem to like: joyful mood (+0.3 stars).",
                "You like less: surreal style (-1.2 stars).",
                "It rests on 9 ratings.",
            ],
        ),
    ],
    ids=["nothing", "a start", "nothing sure", "likes and dislikes"],
)
def test_names_what_is_sure(
    values: tuple[TasteValue, ...], ratings: int, starts: tuple[str, ...], lines: list[str]
) -> None:
    """A value is named where its effect is larger than its uncertainty."""
    assert describe_taste(Taste(values, ratings), starts).splitlines() == lines


@pytest.mark.parametrize(
    ("entry", "ratings", "by_hand", "started", "words"),
    [
        (WARM, 9, -1.0, False, "avoided, because you set it to −1.0 stars"),
        (WARM, 9, 0.0, False, "neither sought nor avoided, because you set it to +0.0 stars"),
        (UNSURE, 2, None, False, "open, nothing is sure after 2 ratings"),
        (UNSURE, 0, None, False, "open, for it was not rated yet"),
        (WARM, 0, None, True, "suggested, guessed from the starting point (+0.8 stars)"),
        (WARM, 0, None, False, "suggested, from what you said of the others (+0.8 stars)"),
        (SURREAL, 1, None, False, "avoided, because of 1 rating (−1.2 stars, give or take 0.4)"),
    ],
    ids=["set", "set to nothing", "unsure", "unrated", "from the start", "from the others", "from ratings"],
)
def test_says_why(entry: TasteValue, ratings: int, by_hand: float | None, started: bool, words: str) -> None:
    """The artist's own word comes first, then ratings, then the start."""
    assert why_value(entry, ratings, by_hand, started=started) == words


def test_a_report_is_a_page_of_lines() -> None:
    """Its text, then what is sure or set by hand, the signals that were seen or are off, and the variety."""
    values = (
        TasteValuePart("mood", "joyful", 0.3, 0.5, None, 1, ""),
        TasteValuePart("color", "warm", 0.8, 0.3, 1.5, 3, ""),
    )
    signals = (SignalPart("inserted", True, 1, 0.6), SignalPart("palette_pulled", False, 0), SignalPart("x", True, 0))
    variety = VarietyPart((VarietyPoint(16, 9.0, 0.8, None), VarietyPoint(24, 7.25, 0.7, None)))
    report = TasteReport("r", ProfilePart("p", "Inks", 3), values, "You like it.", "bayes", (), signals, variety)
    assert list(report_lines(report)) == [
        "Inks, 3 ratings, agent bayes",
        "You like it.",
        "  color=warm                  +0.8 stars (± 0.3)  set by hand",
        "  inserting a suggestion      +0.6 stars, seen 1 time",
        "  keeping its palette         does not count (seen 0 times)",
        "Variety of the last 16 suggestions: 7.2 kinds (at first 9.0).",
    ]
