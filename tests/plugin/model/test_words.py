"""The words of the panel."""

from __future__ import annotations

from gettext import NullTranslations

import pytest
from slates_made import ATTRIBUTES, STUDIES

from apprentice.model.words import FIRST_VARY, describe_mix, dimension_words, in_sentence, inside, value_word
from apprentice_backend.engines import DEFAULT_ENGINE, create
from apprentice_shared.language import speaking

ORDER = ["color", "mood", "style", "composition"]


def test_speaks_plainly_before_an_engine_has_spoken() -> None:
    """The four dimensions come first, in the panel's order and words; unknown ones follow by name."""
    words = dimension_words(None, (*ATTRIBUTES, "line_weight"))
    assert list(words.items()) == [
        ("color", "Colour"),
        ("mood", "Light"),
        ("style", "Brushwork"),
        ("composition", "Framing"),
        ("line_weight", "Line weight"),
    ]


def test_words_before_any_engine_are_those_of_the_default_engine() -> None:
    """The words and the first dimensions to vary stay the same once the default engine has told its own."""
    info = create(DEFAULT_ENGINE).describe()
    assert dimension_words(None, tuple(ATTRIBUTES)) == dict(info.dimension_words)
    assert info.first_vary == FIRST_VARY


def test_the_engines_words_win() -> None:
    """A value that the engine renames is shown by that name, others by their own."""
    assert value_word(STUDIES, "mood", "peaceful") == "Soft"
    assert value_word(STUDIES, "composition", "rule-of-thirds") == "Rule of thirds"


@pytest.mark.parametrize(
    ("mix", "said"),
    [
        ({}, "As painted"),
        ({"color": {"warm": 1.0}}, "Warm"),
        ({"mood": {"peaceful": 0.3, "joyful": 0.7}, "color": {"cool": 0.5}}, "Cool · Joyful, Soft"),
        ({"color": {"cool": 0.02}}, "As painted"),
    ],
    ids=["nothing", "a corner", "a mix", "a trace"],
)
def test_says_a_mix_in_words(mix: dict[str, dict[str, float]], said: str) -> None:
    """A mix names the strongest values first and leaves traces out."""
    assert describe_mix(STUDIES, mix, ORDER) == said


@pytest.mark.parametrize(
    ("word", "said"), [("Golden hour", "golden hour"), ("HDR", "HDR"), ("X-ray plate", "x-ray plate")]
)
def test_initials_stay_inside_a_sentence(word: str, said: str) -> None:
    """A word that is all capitals is a name."""
    assert inside(word) == said


@pytest.mark.parametrize(
    ("code", "said"), [("de", ("„Warm“", "„Warm“")), ("fr", ("Warm", "warm")), ("", ("Warm", "warm"))]
)
def test_german_sentences_quote_values(code: str, said: tuple[str, str]) -> None:
    """Adjectives have no capital in the middle of a German sentence, names in quotes have."""
    catalogue = NullTranslations()
    catalogue._info = {"language": code}  # type: ignore[attr-defined] # as gettext reads it from a file
    with speaking(catalogue):
        assert (in_sentence("Warm", first=True), in_sentence("Warm")) == said
