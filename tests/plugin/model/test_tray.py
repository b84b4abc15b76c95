"""Palettes as they are saved inside a document."""

from __future__ import annotations

import itertools
import json

import pytest

from apprentice.model.shelf import ShelvedPalette
from apprentice.model.tray import from_text, to_text
from apprentice.vendored import catalogue_of, choose, messages, speak

SWATCHES = (messages.SwatchPart("#1b2a41", 0.75, "navy"), messages.SwatchPart("#f4ecd8", 0.25, "crème"))


def _ids():  # type: ignore[no-untyped-def]
    numbers = itertools.count()
    return lambda: f"id{next(numbers)}"


def test_comes_back_as_it_was_saved() -> None:
    """Names, colours, shares and their order survive; a palette without a name is called by its colours."""
    saved = to_text(
        [ShelvedPalette("a", "kept", "Dusk", "", SWATCHES), ShelvedPalette("b", "kept", "", "why", SWATCHES[::-1])]
    )
    first, second = from_text(saved, _ids())
    assert (first.id, first.kind, first.name, first.swatches) == ("id0", "kept", "Dusk", SWATCHES)
    assert (second.name, second.swatches) == ("crème to navy", SWATCHES[::-1])
    assert from_text(b"", _ids()) == []


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"version": 2, "palettes": []},
        {"version": 1, "palettes": [{"name": "a"}]},
        {"version": 1, "palettes": [{"name": "a", "swatches": "#112233"}]},
        {"version": 1, "palettes": [{"name": "a", "swatches": []}]},
        {"version": 1, "palettes": [{"name": "a", "swatches": [["red", 0.5, "red"]]}]},
        {"version": 1, "palettes": [{"name": "a", "swatches": [["#ff0000", 9, "red"]]}]},
        {"version": 1, "palettes": [{"name": "a", "swatches": [["#ff0000", 1]]}]},
    ],
    ids=["list", "empty", "newer", "no swatches", "text", "none", "no code", "share", "short"],
)
def test_refuses_what_it_did_not_write(content: object) -> None:
    """A damaged or newer tray is one sentence, never another exception."""
    with pytest.raises(ValueError, match=r"^The palettes kept .*\.$"):
        from_text(json.dumps(content).encode(), _ids())


def test_the_refusal_is_in_the_language_of_the_panel() -> None:
    """It reaches the artist: a palette of a newer version is met by opening a painting."""
    speak(catalogue_of(choose(["de"])))
    try:
        with pytest.raises(ValueError, match=r"^Die Paletten dieses Bildes "):
            from_text(b"[]", _ids())
    finally:
        speak(catalogue_of(None))


@pytest.mark.parametrize(
    "share", ["1" + 400 * "0", "1e999", "NaN", "[" * 5000 + "]" * 5000, "9" * 5000], ids=lambda text: text[:8]
)
def test_refuses_numbers_and_brackets_without_end(share: str) -> None:
    """A painting from elsewhere may hold any text."""
    text = f'{{"version": 1, "palettes": [{{"name": "a", "swatches": [["#ff0000", {share}, "red"]]}}]}}'
    with pytest.raises(ValueError, match=r"^The palettes kept .*\.$"):
        from_text(text.encode(), _ids())


def test_refuses_what_is_larger_than_so_many_palettes() -> None:
    """It is not even read."""
    with pytest.raises(ValueError, match="cannot be read"):
        from_text(b'{"version": 1, "palettes": []}' + b" " * 2**20, _ids())


def test_a_name_can_be_saved_again() -> None:
    """Half a letter, or a line end, is written as what it is."""
    palettes = [{"name": "a\ud800\nb", "swatches": [["#ff0000", 1, "\u202ered"]]}]
    (entry,) = from_text(json.dumps({"version": 1, "palettes": palettes}).encode(), _ids())
    assert entry.title == "a\\ud800\\nb"
    assert from_text(to_text([entry]), _ids())[0].swatches == entry.swatches


def test_refuses_noise() -> None:
    """A text that is no JSON is told in the same sentence."""
    with pytest.raises(ValueError, match="cannot be read"):
        from_text(b"\xff\xfe noise", _ids())
