"""The words of the packs for every corner."""

from pathlib import Path

import pytest

from apprentice_backend.engines.diffusion.words.phrases import Phrases
from apprentice_backend.packs.shipped import built_in_space
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import ConfigError

PHRASES = Phrases.load()


def test_every_attribute_has_a_phrase() -> None:
    """No built-in value falls back to its bare name."""
    for dimension, value in built_in_space().pairs():
        assert value in PHRASES.phrases[dimension], f"{dimension}={value} has no phrase"


def test_prompt_is_subject_then_phrases_in_the_packs_order() -> None:
    """However the corner is written, the words come in one order."""
    said = PHRASES.prompt("  a harbour ", {"mood": "joyful", "color": "warm"})
    assert said == f"a harbour, {PHRASES.of('color', 'warm')}, {PHRASES.of('mood', 'joyful')}"


def test_a_missing_subject_is_a_painting() -> None:
    """An artist who says nothing still gets a picture."""
    assert PHRASES.prompt("", {}) == PHRASES.neutral


def test_an_unknown_value_is_said_by_its_name() -> None:
    """A value of the artist's own pack needs no phrase."""
    assert PHRASES.prompt("sea", {"weather": "heavy-rain"}) == "sea, heavy rain"


def test_bans_are_the_negative_prompt() -> None:
    """Banned values are named; without bans there is nothing to avoid."""
    assert PHRASES.negative_prompt([]) == PHRASES.negative
    assert PHRASES.of("style", "abstract") in PHRASES.negative_prompt([("style", "abstract")])


def test_the_note_says_what_was_asked_for() -> None:
    """Weights are told where they are not full; nothing asked for is an empty note."""
    note = str(PHRASES.note(AttributeMix({"color": {"warm": 0.7}, "mood": {"joyful": 1.0}})))
    assert f"{PHRASES.of('color', 'warm')} (70%)" in note
    assert f"{PHRASES.of('mood', 'joyful')}." in note
    assert str(PHRASES.note(AttributeMix({}))) == ""


def test_an_artists_own_words_are_laid_over(tmp_path: Path) -> None:
    """The words in their file count; all others stay."""
    own = tmp_path / "mine.toml"
    own.write_text(
        'neutral = "an ink drawing"\n[phrases.color]\nwarm = "sepia"\n[phrases.weather]\nrain = "heavy rain"\n'
    )
    phrases = Phrases.load(own)
    assert phrases.prompt("", {"color": "warm", "weather": "rain"}) == "an ink drawing, sepia, heavy rain"
    assert phrases.of("color", "cool") == PHRASES.of("color", "cool")


@pytest.mark.parametrize(
    "text",
    ["phrases = 3", "colour = 1", "[phrases.color]\nwarm = 1", '[palettes.color]\nwarm = ["red"]', "neutral = [", None],
    ids=["no table", "unknown", "no text", "no colour", "no TOML", "no file"],
)
def test_refuses_words_it_cannot_read(tmp_path: Path, text: str | None) -> None:
    """A mistake in the artist's file is one sentence that names the file."""
    own = tmp_path / "mine.toml"
    if text is not None:
        own.write_text(text)
    with pytest.raises(ConfigError, match=r"mine\.toml"):
        Phrases.load(own)
