"""What the taste section says, in the engine's words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from slates_made import VALLEY, make_state, welcome

from apprentice.model.desk import Desk
from apprentice.shown.show_taste import show_taste, why_value
from apprentice_shared import messages

WARM = messages.TasteValuePart("color", "warm", 1.2, 0.3, None, 6, "suggested, because of 6 ratings")
SOFT = messages.TasteValuePart("mood", "peaceful", -0.9, 0.2, -1.0, 0, "avoided, because you set it to −1.0 stars")
REPORT = messages.TasteReport(
    "t",
    messages.ProfilePart("default", "My taste", 6),
    (WARM, SOFT),
    "said by the backend",
    "bayes",
    (messages.StartPart("portfolio", "42 paintings", "e1"), messages.StartPart("profiles", "2 other profiles", "e2")),
    (
        messages.SignalPart("inserted", True, 3, 0.9),
        messages.SignalPart("palette_pulled", False, 1),
        messages.SignalPart("more_like_this", True, 0),
    ),
)
POINTS = (messages.VarietyPoint(16, 9.2, 0.9), messages.VarietyPoint(24, 7.4, 0.8))


@pytest.fixture
def desk() -> Desk:
    """A desk whose taste is known."""
    state = make_state()
    state.receive(welcome())
    state.receive(REPORT)
    desk = Desk(state)
    desk.set_document(VALLEY)
    return desk


def test_says_what_is_liked_and_from_what(desk: Desk) -> None:
    """By the words that the chips and the bars have."""
    assert show_taste(desk).text.splitlines() == [
        "You like: Warm.",
        "You like less: Soft.",
        "Learned from 6 ratings.",
        "Starting point: 42 paintings and 2 other profiles.",
    ]


def test_a_profile_without_ratings_says_so(desk: Desk) -> None:
    """What it starts from is told, and that the rest is a guess."""
    desk.state.receive(
        replace(REPORT, profile=messages.ProfilePart("default", "My taste", 0), starts=REPORT.starts[:1])
    )
    assert show_taste(desk).text.splitlines() == [
        "Nothing is rated yet: this is a guess from the starting point.",
        "Starting point: 42 paintings.",
    ]


def test_marks_what_was_set_by_hand(desk: Desk) -> None:
    """And no other."""
    assert [effect.by_hand for effect in show_taste(desk).effects] == [False, True]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", "Warm: suggested, because of 6 ratings."),
        ("ban", "Warm: never, because you keep it out of this painting's suggestions (Locks)."),
        ("lock", "Warm: always, because you ask for it on this painting (Locks)."),
    ],
)
def test_says_why_or_why_not(desk: Desk, rule: str, words: str) -> None:
    """What the artist rules goes before what was learned."""
    if rule == "ban":
        desk.choices.bans.add(("color", "warm"))
    elif rule == "lock":
        desk.choices.locks["color"] = ["warm"]
    assert why_value(desk, "color", "warm") == words
    assert show_taste(desk).effects[0].why == words


def test_signals_tell_their_weight(desk: Desk) -> None:
    """One that was never seen, and cannot be given here, is not shown."""
    shown = show_taste(desk).signals
    assert [(signal.kind, signal.word, signal.on) for signal in shown] == [
        ("inserted", "Inserting +0.9", True),
        ("palette_pulled", "Keeping a palette", False),
    ]
    assert "counts for nothing" in shown[1].tip


@pytest.mark.parametrize(
    ("variety", "words"),
    [
        (messages.VarietyPart(), ""),
        (messages.VarietyPart(POINTS[:1]), "Variety: about 9 kinds among the last 16 suggestions."),
        (messages.VarietyPart(POINTS), "Variety: about 7 kinds among the last 16 suggestions, 9 at first."),
        (messages.VarietyPart(POINTS, notice="Much alike."), "Much alike."),
    ],
    ids=["nothing yet", "the first", "over time", "narrow"],
)
def test_reads_how_varied_suggestions_were(desk: Desk, variety: messages.VarietyPart, words: str) -> None:
    """In words; where they narrow, the notice takes the place."""
    desk.state.receive(replace(REPORT, variety=variety))
    assert show_taste(desk).variety == words
