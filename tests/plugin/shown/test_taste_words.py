"""Sentences about a taste: in the artist's words, without statistics, and never against the next slate."""

from __future__ import annotations

import pytest
from raters import by_stars
from slates_made import PROFILES

from apprentice.model.words import value_word
from apprentice.shown.taste_words import is_known, noted_text, start_words, taste_text, why_learned
from apprentice_backend import agents
from apprentice_backend.agents.base import Context, Slate
from apprentice_backend.agents.constraints import Constraints
from apprentice_shared import messages
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()


def word(dimension: str, value: str) -> str:
    """Return the plain word of a value."""
    return value_word(None, dimension, value)


def part(mean: float, spread: float, ratings: int = 0, by_hand: float | None = None) -> messages.TasteValuePart:
    """Return the effect of warm."""
    return messages.TasteValuePart("color", "warm", mean, spread, by_hand, ratings)


@pytest.mark.parametrize(
    ("value", "started", "said"),
    [
        (part(1.0, 0.3, 6), False, "Warm: suggested, because of 6 ratings."),
        (part(-1.0, 0.3, 1), False, "Warm: avoided, because of 1 rating."),
        (part(0.5, 0.8, 2), False, "Warm: tried more often, though nothing is sure after 2 ratings."),
        (part(-0.5, 0.8, 2), False, "Warm: tried less often, though nothing is sure after 2 ratings."),
        (part(0.1, 0.8, 2), False, "Warm: open, nothing is sure after 2 ratings."),
        (part(0.1, 0.8), False, "Warm: open, for it was not rated yet."),
        (part(1.0, 0.3), True, "Warm: suggested, guessed from the starting point."),
        (part(-1.0, 0.3), False, "Warm: avoided, from what you said of the others."),
        (part(0.0, 0.3, 3, 1.5), False, "Warm: suggested, because you set it so."),
        (part(0.0, 0.3, 3, -1.5), False, "Warm: avoided, because you set it so."),
        (part(0.0, 0.3, 3, 0.0), False, "Warm: neither sought nor avoided, because you set it so."),
    ],
)
def test_says_why_a_value_is_suggested(value: messages.TasteValuePart, started: bool, said: str) -> None:
    """Ratings, the starting point or the artist's own hand; and nothing is claimed beyond them."""
    assert why_learned(word, value, started=started) == said


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (messages.StartPart("portfolio", "x", "e", 42, 42), "42 paintings"),
        (messages.StartPart("portfolio", "x", "e", 1, 1), "1 painting"),
        (messages.StartPart("portfolio", "x", "e", 42, 60), "42 of 60 paintings"),
        (messages.StartPart("portfolio", "x", "e", 5, 7, 2), "5 paintings (2 files could not be read)"),
        (messages.StartPart("portfolio", "x", "e", 1, 2, 1), "1 painting (1 file could not be read)"),
        (messages.StartPart("profiles", "x", "e", 2, 2), "2 other profiles"),
        (messages.StartPart("portfolio", "words of an older backend", "e"), "words of an older backend"),
    ],
)
def test_says_what_a_taste_started_from(start: messages.StartPart, said: str) -> None:
    """Numbers over the wire, words here."""
    assert start_words(start) == said


def test_nothing_noted_is_no_line() -> None:
    """The line is for what changed."""
    assert noted_text(word, ()) == ""


LOVED = [
    ("color", "warm"),
    ("color", "muted"),
    ("mood", "peaceful"),
    ("style", "painterly"),
    ("composition", "dynamic"),
]


@pytest.mark.parametrize(("dimension", "value"), LOVED)
def test_taste_names_what_the_next_slate_obeys(dimension: str, value: str) -> None:
    """Where three of four suggestions share a value after consistent ratings, the sentence names one that leads."""
    agent = agents.create("bayes", SPACE, seed=3)
    rate = by_stars(lambda mix: 5.0 if mix.weight(dimension, value) > 0.5 else 2.0)
    limits = Constraints(vary=frozenset(SPACE.dimensions))
    mixes, obeyed = agent.suggest(Context.empty(), 4, limits), 0
    for number in range(6):
        slate = Slate(tuple(mixes), Context.empty(), str(number))
        agent.shown(slate)
        for feedback in rate(slate):
            agent.update(feedback)
        mixes = agent.suggest(Context.empty(), 4, limits)
        shared = shared_values(mixes)
        text = _text_of(agent)
        if shared:
            obeyed += 1
            assert "nothing stands out" not in text
            assert any(word(*pair).lower() in text for pair in shared), (shared, text)
    assert obeyed


def shared_values(mixes: list[AttributeMix]) -> list[tuple[str, str]]:
    """Return the values that three of four mixes have."""
    return [pair for pair in SPACE.pairs() if sum(mix.weight(*pair) >= 0.25 for mix in mixes) >= 3]


def _text_of(agent: agents.base.Agent) -> str:
    taste = agent.taste()
    values = tuple(messages.TasteValuePart(v.dimension, v.value, v.mean, v.spread) for v in taste.values)
    profile = messages.ProfilePart(PROFILES[0].id, PROFILES[0].name, taste.ratings)
    return taste_text(word, messages.TasteReport("t", profile, values, "", "bayes"))


@pytest.mark.parametrize(
    ("mean", "spread", "by_hand", "drawn"),
    [(-0.12, 0.7, None, False), (0.7, 0.5, None, True), (0.3, 0.7, None, True), (0.0, 0.7, 0.0, True)],
    ids=["moved by the others", "clear", "leans", "set by hand"],
)
def test_bars_are_drawn_for_what_sentences_may_name(
    mean: float, spread: float, by_hand: float | None, drawn: bool
) -> None:
    """One rating moves the means of the other values of a dimension: that draws nothing."""
    assert is_known(part(mean, spread, by_hand=by_hand)) is drawn
