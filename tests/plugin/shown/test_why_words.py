"""Why a suggestion is made, in a sentence."""

from __future__ import annotations

import pytest

from apprentice.model.words import value_word
from apprentice.shown.why_words import why_suggested
from apprentice_shared import messages

WARM, JOYFUL = ("color", "warm"), ("mood", "joyful")
BOTH = (WARM, JOYFUL)


def explanation(unknown: tuple[str, ...] = (), spread: float = 0.2, **effects: float) -> messages.ExplanationPart:
    """Return an explanation; `effects` are the stars of "warm" and "joyful" in the taste."""
    names = {"warm": "color=warm", "joyful": "mood=joyful"}
    parts = tuple(messages.ContributionPart(names[name], stars, spread) for name, stars in effects.items())
    # The prediction's own terms say otherwise, and decide nothing.
    terms = tuple(messages.ContributionPart(name, 2.0, 0.1) for name in ("color=warm", "mood=joyful", "style=surreal"))
    return messages.ExplanationPart("+0.8 warm", 3.8, 3.0, 0.5, bool(unknown), terms, unknown, parts)


def said_of(
    why: messages.ExplanationPart,
    values: tuple[tuple[str, str], ...] = BOTH,
    locked: tuple[tuple[str, str], ...] = (),
    *,
    other: bool = False,
) -> tuple[str, bool]:
    """Return the sentence, and whether it tells of a guess."""
    said = why_suggested(lambda *value: value_word(None, *value), why, values, locked, other=other)
    return said.text, said.is_guess


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (explanation(warm=0.8, joyful=0.5), "Warm and joyful, as you like it."),
        (explanation(warm=0.1, joyful=0.5), "Warm, still open; joyful, as you like it."),
        (explanation(warm=0.8, joyful=-0.5), "Warm, as you like it; joyful, which you like less."),
        (explanation(spread=0.9, warm=0.5, joyful=0.05), "Warm, as you seem to like it; joyful, still open."),
        (explanation(), "Nothing speaks for or against it yet."),
    ],
    ids=["both", "the second", "one less", "leaning", "nothing"],
)
def test_likes_are_those_of_the_taste(why: messages.ExplanationPart, said: str) -> None:
    """By the rules of Taste's sentences; the values come in the order of the name."""
    assert said_of(why) == (said, False)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (explanation(("color=warm", "mood=joyful")), "A guess: you have not rated warm and joyful yet."),
        (explanation(("color=warm",), joyful=0.9), "Warm, a guess; joyful, as you like it."),
        (
            explanation(("color=warm & mood=joyful",), warm=0.9, joyful=0.9),
            "Warm and joyful, as you like it; together a guess.",
        ),
        (explanation(("color=warm & mood=joyful",)), "Warm and joyful, still open; together a guess."),
    ],
    ids=["all", "one", "together", "together, open"],
)
def test_tells_of_a_guess(why: messages.ExplanationPart, said: str) -> None:
    """The mark stands where the sentence says so."""
    assert said_of(why) == (said, True)


def test_only_values_of_the_name_are_told() -> None:
    """What was never rated, and is not in the name, is no guess of this card."""
    assert said_of(explanation(("style=surreal", "color=warm & style=surreal"), warm=0.8), (WARM,)) == (
        "Warm, as you like it.",
        False,
    )


@pytest.mark.parametrize(
    ("unknown", "locked", "said"),
    [
        (("color=warm",), (WARM,), ("Warm, as you asked; joyful, as you like it.", False)),
        (("color=warm", "mood=joyful"), (WARM,), ("Warm, as you asked; joyful, a guess.", True)),
        (("color=warm & mood=joyful",), BOTH, ("Warm and joyful, as you asked.", False)),
    ],
    ids=["one", "beside a guess", "both"],
)
def test_what_was_asked_for_is_no_guess(
    unknown: tuple[str, ...], locked: tuple[tuple[str, str], ...], said: tuple[str, bool]
) -> None:
    """A locked value is in every suggestion because the artist wants it."""
    assert said_of(explanation(unknown, joyful=0.9), locked=locked) == said


@pytest.mark.parametrize(
    ("unknown", "said"),
    [
        ((), ("Something else, for a change: warm and joyful.", False)),
        (("color=warm",), ("Something else, for a change, and a guess: warm and joyful.", True)),
    ],
)
def test_something_else_is_not_as_one_likes_it(unknown: tuple[str, ...], said: tuple[str, bool]) -> None:
    """It says what it is instead."""
    assert said_of(explanation(unknown, warm=0.9, joyful=0.9), other=True) == said


def test_a_mix_of_nothing_is_as_painted() -> None:
    """Nothing is claimed of it."""
    assert said_of(explanation(("color=warm",)), ()) == ("As you painted it.", False)
