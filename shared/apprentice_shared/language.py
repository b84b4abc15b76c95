"""The language in which people are spoken to: English in the code, other words where a catalogue is in use.

    tr("Open a painting.")                                     a sentence, made where it is shown
    tr("From “{name}”, which is closed.", name=document.name)  with values in it
    tr_n("{count} rating", "{count} ratings", ratings)         with a number that decides its form
    WORD = later("Moonlight")                                  a constant: marked here, `tr(WORD)` where it is shown

A catalogue is a `gettext.NullTranslations` or one of its kin: one for the process (`speak`), another one for the time
in which one client is served (`speaking`). Texts that it does not have stay English.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

_ENGLISH = NullTranslations()
_of_process: list[NullTranslations] = [_ENGLISH]
_of_client: ContextVar[NullTranslations | None] = ContextVar("catalogue", default=None)


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


def tr(text: str, /, **values: object) -> str:
    """Return a text in the language in use, its `{name}`s filled in."""
    return _fill(_catalogue().gettext(text), text, values)


def tr_n(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form of a text that goes with a number, `{count}` and other `{name}`s filled in."""
    english = one if count == 1 else many
    return _fill(_catalogue().ngettext(one, many, count), english, {"count": count, **values})


def later(text: str) -> str:
    """Return a text as it is, marked for the catalogues: `tr` is called where it is shown."""
    return text


def _catalogue() -> NullTranslations:
    return _of_client.get() or _of_process[0]


def _fill(text: str, english: str, values: dict[str, object]) -> str:
    """Fill in values; where a translation names one that is not there, the English text is said."""
    if not values:
        return text
    try:
        return text.format(**values)
    except (LookupError, ValueError):
        return english.format(**values)
