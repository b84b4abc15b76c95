"""The translation function: catalogues in use, plurals, values, and what is said where a translation is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from threading import Thread

import pytest
from babel.messages.catalog import Catalog
from languages.files import mo_bytes

from apprentice_shared.catalogues import catalogue_of, choose
from apprentice_shared.language import (
    in_row,
    in_turn,
    later,
    listed,
    number,
    percent,
    sentence,
    sentence_n,
    speak,
    speaking,
    tr,
    tr_n,
)

GERMAN = {"Open a painting.": "Öffne ein Bild.", "Moonlight": "Mondlicht"}


class German(NullTranslations):
    """A catalogue of a few texts."""

    def gettext(self, message: str) -> str:
        """Return the German text."""
        return GERMAN.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        """Return the German text of one meaning."""
        return {("dimension", "Light"): "Licht", ("list", ", "): " / "}.get((context, message), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the German form."""
        return "{count} Wertung" if n == 1 else "{count} Wertungen"


def test_texts_are_english_without_a_catalogue() -> None:
    """A text, its values and its plural stay as the code has them."""
    assert tr("Open a painting.") == "Open a painting."
    assert tr("{a} and {b}", a=1, b="two") == "1 and two"
    assert [tr_n("{count} rating", "{count} ratings", n) for n in (0, 1, 2)] == ["0 ratings", "1 rating", "2 ratings"]


def test_a_catalogue_holds_for_one_block_and_one_thread() -> None:
    """Others go on in their own language, and so does this one after the block."""
    said: list[str] = []
    with speaking(German()):
        other = Thread(target=lambda: said.append(tr("Open a painting.")))
        other.start()
        other.join()
        assert tr("Open a painting.") == "Öffne ein Bild."
        assert tr_n("{count} rating", "{count} ratings", 2) == "2 Wertungen"
    assert said == ["Open a painting."]
    assert tr("Open a painting.") == "Open a painting."


def test_a_plural_formula_that_cannot_be_worked_out_says_it_in_english() -> None:
    """A catalogue's own formula may divide by nothing; the sentence is said all the same."""
    catalogue = Catalog(locale="de")
    catalogue.add(("{count} rating", "{count} ratings"), ("{count} Wertung", "{count} Wertungen"))
    sound, broken = b"plural=(n != 1)", b"plural=( n % 0)"
    content = mo_bytes(catalogue)
    assert sound in content
    with speaking(GNUTranslations(BytesIO(content.replace(sound, broken)))):
        said = [tr_n("{count} rating", "{count} ratings", n) for n in (0, 1, 2)]
    assert said == ["0 ratings", "1 rating", "2 ratings"]


def test_a_catalogue_of_the_process_holds_in_every_thread() -> None:
    """A constant that was marked is translated where it is shown."""
    word = later("Moonlight")
    said: list[str] = []
    speak(German())
    try:
        other = Thread(target=lambda: said.append(tr(word)))
        other.start()
        other.join()
    finally:
        speak(NullTranslations())
    assert said == ["Mondlicht"]
    assert tr(word) == "Moonlight"


@pytest.mark.parametrize("wrong", ["{nome}", "{0}", "{name.first}", "{name[first]}", "{name:>99999999999999}", "{name"])
def test_a_wrong_translation_falls_back_to_english(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    """A translation that names what is not there, or is none, costs nothing but the language."""
    monkeypatch.setitem(GERMAN, "From “{name}”.", f"Aus „{wrong}“.")
    with speaking(German()):
        assert tr("From “{name}”.", name="Pier") == "From “Pier”."


def test_a_context_tells_two_meanings_of_a_word_apart() -> None:
    """The context chooses the translation, and costs nothing where there is none."""
    with speaking(German()):
        assert (tr("Light"), tr("Light", context="dimension")) == ("Light", "Licht")
    assert tr("Light", context="dimension") == "Light" == later("Light", context="dimension")


def test_no_text_is_no_text() -> None:
    """A catalogue keeps its own description under the empty text: nobody reads that."""
    german = GNUTranslations(BytesIO(mo_bytes(Catalog("de"))))
    with speaking(german):
        assert german.gettext("").startswith("Project-Id-Version")
        assert tr("") == ""


def test_a_sentence_is_put_into_words_when_it_is_told() -> None:
    """Made in one language's time, it is told in another's, and what stands in it too."""
    made = sentence("From “{name}”.", name=sentence("Moonlight"))
    counted = sentence_n("{count} rating", "{count} ratings", 2)
    assert (str(made), str(counted)) == ("From “Moonlight”.", "2 ratings")
    with speaking(German()):
        assert (str(made), str(counted)) == ("From “Mondlicht”.", "2 Wertungen")


def test_words_stand_in_a_row() -> None:
    """None, one, two and three words, in a sentence and alone, with what the language puts between them."""
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [in_row(words) for words in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b, c"]
    with speaking(German()):
        assert (listed(["a", "b", "c"]), in_row(["a", "b", "c"])) == ("a / b and c", "a / b / c")


def test_words_of_a_sentence_stand_in_a_row_when_it_is_told() -> None:
    """The words are kept one by one, and what stands between them is the language's that it is told in."""
    made = sentence("Left: {files}.", files=("a", "b"))
    assert made.to_data() == ["Left: {files}.", {"files": ("a", "b")}]
    assert str(made) == "Left: a, b."
    with speaking(German()):
        assert str(made) == "Left: a / b."


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Speak a language as it is shipped."""
    with speaking(catalogue_of(choose([code]))):
        yield


@pytest.mark.parametrize(
    ("code", "numbers", "share"),
    [
        ("en", ["1.5", "+0.5", "−2.0", "0.0", "12"], "40%"),
        ("de", ["1,5", "+0,5", "−2,0", "0,0", "12"], "40\u00a0%"),
        ("fr", ["1,5", "+0,5", "−2,0", "0,0", "12"], "40\u202f%"),
        ("es", ["1,5", "+0,5", "−2,0", "0,0", "12"], "40\u00a0%"),
        ("pt_BR", ["1,5", "+0,5", "−2,0", "0,0", "12"], "40%"),
        ("ja", ["1.5", "+0.5", "−2.0", "0.0", "12"], "40%"),
        ("zh_CN", ["1.5", "+0.5", "−2.0", "0.0", "12"], "40%"),
    ],
)
def test_numbers_are_written_as_the_language_does(code: str, numbers: list[str], share: str) -> None:
    """The decimal sign and the space before the percent sign are the language's; a minus of nothing is none."""
    with spoken(code):
        told = [number(1.5, 1), number(0.5, 1, signed=True), number(-2, 1), number(-0.04, 1), number(12.3)]
        assert (told, percent(0.4)) == (numbers, share)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("gris", "rojo y gris"),
        ("Impasto", "rojo e Impasto"),
        ("índigo", "rojo e índigo"),
        ("hilo", "rojo e hilo"),
        ("hierba", "rojo y hierba"),
        ("yema", "rojo y yema"),
    ],
)
def test_spanish_says_e_before_the_sound_of_an_i(last: str, said: str) -> None:
    """“y índigo” would be two vowels in one: Spanish says “e” there, but not before “hie”."""
    with spoken("es"):
        assert listed(["rojo", last]) == said
        assert listed(["azul", "rojo", last]) == f"azul, {said}"


def test_the_sound_of_an_i_changes_nothing_elsewhere() -> None:
    """Every other language has one “and”."""
    words = {
        "en": "a and Ink",
        "de": "a und Ink",
        "fr": "a et Ink",
        "pt_BR": "a e Ink",
        "ja": "a、Ink",
        "zh_CN": "a和Ink",
    }
    for code, said in words.items():
        with spoken(code):
            assert (listed(["a", "Ink"]), listed(["a", "Oak"])) == (said, said.replace("Ink", "Oak"))


@pytest.mark.parametrize(
    ("code", "said"), [("en", "A. B. C."), ("de", "A. B. C."), ("ja", "A.B.C."), ("zh_CN", "A.B.C.")]
)
def test_sentences_stand_one_after_the_other(code: str, said: str) -> None:
    """A space stands between two where the language has one; what is empty leaves no gap."""
    with spoken(code):
        assert in_turn(["A.", "", "B.", "C."]) == said
        assert (in_turn([]), in_turn(["", "A."])) == ("", "A.")
