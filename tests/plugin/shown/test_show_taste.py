"""The sentences of the taste section, in the engine's words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apprentice.memory.rules import Rules
from apprentice.model.desk import Desk
from apprentice.shown.show_taste import ValueReasons, show_taste
from apprentice.vendored import catalogue_of, choose, speak
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
def learned(desk: Desk) -> Desk:
    """A desk whose taste is known."""
    desk.state.receive(REPORT)
    return desk


def test_says_what_is_liked_and_from_what(learned: Desk) -> None:
    """Values have the words of the chips and the bars."""
    assert show_taste(learned).text.splitlines() == [
        "You like: warm.",
        "You like less: soft.",
        "Learned from 6 ratings.",
        "Starting point: 42 paintings and 2 other profiles.",
    ]


def test_a_profile_without_ratings_says_so(learned: Desk) -> None:
    """The starting point is told, and that the rest is a guess."""
    learned.state.receive(
        replace(REPORT, profile=messages.ProfilePart("default", "My taste", 0), starts=REPORT.starts[:1])
    )
    assert show_taste(learned).text.splitlines() == [
        "Nothing is rated yet: this is a guess from the starting point.",
        "Starting point: 42 paintings.",
    ]


@pytest.mark.parametrize(("profile", "text"), [("default", "Nothing is learned yet"), ("ink", "")])
def test_says_nothing_of_a_taste_that_has_not_arrived(desk: Desk, profile: str, text: str) -> None:
    """Until the report is there, only of a profile without ratings it can be said that nothing is learned."""
    desk.state.choose_profile(desk.document_id, profile)
    assert show_taste(desk).text.startswith(text) and bool(show_taste(desk).text) == bool(text)


def test_marks_what_was_set_by_hand(learned: Desk) -> None:
    """Only a value that was set by hand is marked."""
    assert [effect.by_hand for effect in show_taste(learned).effects] == [False, True]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", "Warm: suggested, because of 6 ratings."),
        ("ban", "Warm: never, because you keep it out, on this painting and on new ones."),
        ("lock", "Warm: always, because you ask for it, on this painting and on new ones."),
    ],
)
def test_says_why_or_why_not(learned: Desk, rule: str, words: str) -> None:
    """A lock or a ban goes before what was learned."""
    warm = ("color", "warm")
    learned.choices.rules = {"lock": Rules((warm,)), "ban": Rules((), frozenset({warm}))}.get(rule)
    assert ValueReasons(learned).why("color", "warm") == words
    assert show_taste(learned).effects[0].why == words


def test_signals_tell_their_weight(learned: Desk) -> None:
    """A signal that was never given, and cannot be given here, is not shown."""
    shown = show_taste(learned).signals
    assert [(signal.kind, signal.word, signal.on) for signal in shown] == [
        ("inserted", "Inserting", True),
        ("palette_pulled", "Keeping a palette", False),
    ]
    assert "counts for nothing" in shown[1].tip


def test_a_weight_is_written_as_the_language_does(learned: Desk) -> None:
    """A German reads a comma."""
    speak(catalogue_of(choose(["de"])))
    try:
        shown = show_taste(learned).signals[0]
    finally:
        speak(catalogue_of(None))
    assert shown.word == "Einfügen"
    assert "zählt wie +0,9 Sterne" in shown.tip


@pytest.mark.parametrize(
    ("variety", "words"),
    [
        (messages.VarietyPart(), ""),
        (messages.VarietyPart(POINTS[:1]), "The last 16 suggestions are about 9 different ideas."),
        (messages.VarietyPart(POINTS), "The last 16 suggestions are about 7 different ideas; the first 16 were 9."),
        (messages.VarietyPart(POINTS, notice="Much alike."), "Much alike."),
    ],
    ids=["nothing yet", "the first", "over time", "narrow"],
)
def test_reads_how_varied_suggestions_were(learned: Desk, variety: messages.VarietyPart, words: str) -> None:
    """The variety is told in words; the notice of a narrowing takes their place."""
    learned.state.receive(replace(REPORT, variety=variety))
    assert show_taste(learned).variety == words


def test_shows_what_was_learned_in_the_panels_order(desk: Desk) -> None:
    """Effects stand by dimension and keep their places, so that one can be set by hand and found again."""
    values = (
        messages.TasteValuePart("mood", "peaceful", -1.0, 0.2),
        messages.TasteValuePart("color", "warm", 0.2, 0.5),
        messages.TasteValuePart("elsewhere", "x", 0.0, 0.5),
    )
    desk.state.receive(messages.TasteReport("t", desk.state.profiles[0], values, "You like quiet.", "bayes"))
    taste = show_taste(desk)
    assert taste.text == "Nothing is learned yet: rate a suggestion or two."
    assert [(effect.word, effect.mean) for effect in taste.effects] == [("Warm", 0.2), ("Soft", -1.0)]
