"""The text of a profile's file, read in pieces: first its head, then its log, one entry after the other.

Python's reader of JSON takes a text as a whole: it holds every other thread up for as long, and all values of the text
are in memory at once. Here it is given one value of the file, and at most one entry of its log, at a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from apprentice_shared.language import tr

from .part import MOST_NAME, Part

# Characters of a value that are read first, and of the longest value: a starting point from 200 other profiles.
_PIECE, MOST_PIECE = 4096, 2**20
_MEMBERS = 40  # of the head: more than any version of the file has
MOST_ENTRIES = 50_000  # a taste of so many takes half a minute to learn, and 400 MB
_SPACE = re.compile(r"[ \t\r\n]*")


class ProfileText:
    """A JSON object whose member "log" is a list. Its text is read twice, never wholly in memory as values.

    Args:
        text: the text.

    Raises:
        ValueError: from the constructor and while entries are taken: it is no such object, a value in it is longer than
            `MOST_PIECE`, or it is nested too deeply; one sentence.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._log_at = -1
        self.head = Part(dict(self._members()))

    def log(self) -> Iterator[Part]:
        """Yield the entries of the log, in order."""
        log = Part([], "log")
        if self._log_at < 0:
            raise ValueError("log is missing")
        self._at = self._log_at
        for number, entry in enumerate(self._entries()):
            yield Part(entry, number, log)

    def _members(self) -> Iterator[tuple[str, Any]]:
        """Yield the members beside the log, and note where that begins."""
        names: set[str] = set()
        if not self._take("{"):
            raise ValueError(tr("it is no exported profile"))
        while not self._take("}"):
            if names:
                self._expect(",")
            name = self._value()
            if not isinstance(name, str) or len(name) > MOST_NAME or len(names) >= _MEMBERS:
                raise ValueError(tr("it is no exported profile"))
            if name in names:
                raise ValueError(f"{Part(None, name).where} stands in it twice")
            names.add(name)
            self._expect(":")
            if name == "log":
                self._log_at = self._at
                for _ in self._entries():
                    pass
            else:
                yield name, self._value()
        if self._at != len(self._text):
            self._fail(self._at)

    def _entries(self) -> Iterator[Any]:
        """Yield the entries of the list that begins here."""
        self._expect("[")
        count = 0
        while not self._take("]"):
            if count:
                self._expect(",")
            count += 1
            if count > MOST_ENTRIES:
                raise ValueError(f"log may have {MOST_ENTRIES} entries")
            yield self._value()

    def _value(self) -> Any:
        """Read the value that begins here; what is read of the text is at most eight times the value."""
        size = _PIECE
        while True:
            piece = self._text[self._at : self._at + size]
            is_rest = self._at + size >= len(self._text)
            try:
                value, end = _READER.raw_decode(piece)
                # A number that ends with the piece may go on.
                if end < len(piece) or is_rest:
                    self._at += end
                    self._skip()
                    return value
            except json.JSONDecodeError as exc:
                if is_rest:
                    self._fail(self._at + exc.pos)
            except RecursionError:
                raise ValueError("it has too many brackets in brackets") from None
            if size >= MOST_PIECE:
                raise ValueError(f"what stands at character {self._at + 1} is no JSON, or too long") from None
            size *= 4

    def _take(self, letter: str) -> bool:
        self._skip()
        found = self._text.startswith(letter, self._at)
        if found:
            self._at += 1
            self._skip()
        return found

    def _expect(self, letter: str) -> None:
        if not self._take(letter):
            self._fail(self._at)

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        assert found is not None
        self._at = found.end()

    def _fail(self, at: int) -> NoReturn:
        raise ValueError(tr("it is damaged at character {place}", place=at + 1))


def _whole(digits: str) -> int | float:
    # Nothing in a file is that large; Python would take its time, or refuse with a sentence about itself.
    return int(digits) if len(digits) <= 40 else float("inf")


_READER = json.JSONDecoder(parse_int=_whole)
