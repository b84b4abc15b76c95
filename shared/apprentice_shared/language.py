"""The language in which people are spoken to: English in the code, other words where a catalogue is in use.

    tr("Open a painting.")                                     a sentence, made where it is shown
    tr("From “{name}”, which is closed.", name=document.name)  with values in it
    tr("Light", context="dimension")                           a word that means several things: which of them
    tr_n("{count} rating", "{count} ratings", ratings)         with a number that decides its form
    WORD = later("Moonlight")                                  a constant: marked here, `tr(WORD)` where it is shown
    sentence("{name} is back.", name=name)                     made now, told later: `str` of it, in each one's language
    listed(["teal", "rust", "grey"])                           words in a sentence: "teal, rust and grey"
    in_row(["teal", "rust", "grey"])                           words in a row: "teal, rust, grey"
    in_turn(["Ready.", "It was damaged."])                     whole sentences, one after the other
    number(1.5, digits=1), percent(0.4)                        "1.5" and "40%", in German "1,5" and "40 %"

A catalogue is a `gettext.NullTranslations` or one of its kin (`catalogues` reads them): one for the process (`speak`),
another one for the time in which one client is served (`speaking`). Texts that it does not have stay English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import reduce
from gettext import NullTranslations

_ENGLISH = NullTranslations()
_of_process: list[NullTranslations] = [_ENGLISH]
_of_client: ContextVar[NullTranslations | None] = ContextVar("catalogue", default=None)
# A word that begins with the sound of an i: "Impasto", "hilo", not "hierba".
_I_SOUND = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)


def speak(catalogue: NullTranslations) -> None:
    """Use a catalogue in all threads of this process."""
    _of_process[0] = catalogue


@contextmanager
def speaking(catalogue: NullTranslations) -> Iterator[None]:
    """Use a catalogue in this thread or task until the end of a `with` block."""
    token = _of_client.set(catalogue)
    try:
        yield
    finally:
        _of_client.reset(token)


def in_use() -> str:
    """Return the name of the language in use, as its catalogue has it ("pt_BR"); empty for English."""
    return str(_catalogue().info().get("language", ""))


def tr(text: str, /, *, context: str = "", **values: object) -> str:
    """Return a text in the language in use, its `{name}`s filled in.

    Args:
        text: the English text, as `later` has marked it or as it stands here.
        context: the meaning of a word that has several, as it was marked with; empty for most texts.
        values: what the text's `{name}`s stand for.
    """
    if not text:
        return ""  # under which a catalogue has its own description
    catalogue = _catalogue()
    said = catalogue.pgettext(context, text) if context else catalogue.gettext(text)
    return _fill(said, text, values)


def tr_n(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form of a text that goes with a number, `{count}` and other `{name}`s filled in."""
    english = one if count == 1 else many
    try:
        said = _catalogue().ngettext(one, many, count)
    except ArithmeticError:  # of the catalogue's own formula
        said = english
    return _fill(said, english, {"count": count, **values})


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: "teal, rust and grey"."""
    if len(words) < 2:
        return "".join(words)
    *first, last = words
    if _I_SOUND.match(last):
        # Translators: {last} begins with the sound of an i, before which Spanish says "e" for "y"
        return tr("{words} and {last}", context="before an i", words=in_row(first), last=last)
    return tr("{words} and {last}", words=in_row(first), last=last)


def in_row(words: Iterable[str]) -> str:
    """Return words in a row that goes on or stands alone: "teal, rust, grey"."""
    # Translators: what stands between the words of a list, spaces included
    return tr(", ", context="list").join(words)


def in_turn(sentences: Iterable[str]) -> str:
    """Return whole sentences, one after the other; those that are empty are left out."""
    # Translators: two whole sentences; no space stands between them in Japanese and Chinese
    return reduce(
        lambda first, second: tr("{first} {second}", context="sentences", first=first, second=second),
        [sentence for sentence in sentences if sentence] or [""],
    )


def number(value: float, digits: int = 0, *, signed: bool = False) -> str:
    """Return a number as it is written in the language in use.

    Args:
        value: the number.
        digits: how many digits stand behind the decimal sign.
        signed: whether a plus stands before a number that is not negative.
    """
    text = f"{abs(value):.{digits}f}"
    sign = "−" if value < 0 and float(text) else "+" * signed
    # Translators: the decimal sign: 1.5 stars
    return sign + text.replace(".", tr(".", context="decimal sign"))


def percent(share: float) -> str:
    """Return a share of 1 in percent, as it is written in the language in use: 0.4 as "40%"."""
    # Translators: a share; some languages write a no-break space before the sign
    return tr("{share}%", context="share", share=round(share * 100))


def later(text: str, *, context: str = "") -> str:  # noqa: ARG001 - read from the sources, for the catalogues
    """Return a text as it is, marked for the catalogues: `tr` is called where it is shown, with the same context."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A sentence that is made now and told later, maybe to many: `str` puts it into the words of the language in use.

    Args:
        text: the English text.
        many: the form for other numbers than one, where a number decides it.
        values: what its `{name}`s stand for; `count` is the number, and a tuple of words is told in a row.
    """

    text: str
    many: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def to_data(self) -> list[object]:
        """Return the sentence as plain JSON data, in no language: its English text as a code, and its values."""
        values = {
            name: value.to_data() if isinstance(value, Sentence) else value for name, value in self.values.items()
        }
        return [self.text, values] if values else [self.text]

    def __str__(self) -> str:
        if self.many:
            count, rest = self.values["count"], {name: self.values[name] for name in self.values if name != "count"}
            assert isinstance(count, int)
            return tr_n(self.text, self.many, count, **rest)
        return _fill(_catalogue().gettext(self.text), self.text, dict(self.values))


def sentence(text: str, /, **values: object) -> Sentence:
    """Make a sentence that is told later."""
    return Sentence(text, values=values)


def sentence_n(one: str, many: str, count: int, /, **values: object) -> Sentence:
    """Make a sentence that is told later, with a number that decides its form."""
    return Sentence(one, many, {"count": count, **values})


def _catalogue() -> NullTranslations:
    return _of_client.get() or _of_process[0]


def _fill(text: str, english: str, values: dict[str, object]) -> str:
    """Fill in values; where a translation names one that is not there, the English text is said."""
    if not values:
        return text
    values = {name: in_row(value) if isinstance(value, tuple) else value for name, value in values.items()}
    try:
        return text.format(**values)
    except (LookupError, ValueError, AttributeError, TypeError, MemoryError):  # MemoryError: of a width in it
        return english.format(**values)
