"""A part of a profile's file: JSON data of any kind, and its place in the file for the sentence that refuses it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from apprentice_shared.bounds import Range
from apprentice_shared.json_text import is_whole_text

MOST_TEXT = 2000
MOST_NAME = 80
_SHOWN = 40  # characters of a value in a sentence


class Part:
    """One value of a file, checked where it enters. Every method that reads it is linear in the value's size.

    Args:
        value: JSON data, as Python reads it.
        name: its name or its number in the part around it.
        around: that part; None for a whole.

    Raises:
        ValueError: from every method: the value is missing, of another kind, too long or out of range; one sentence
            that names the place and the value, shortened.
    """

    __slots__ = ("_around", "_name", "value")

    def __init__(self, value: Any, name: str | int = "", around: Part | None = None) -> None:
        self.value = value
        self._name = name
        self._around = around

    def __getitem__(self, name: str) -> Part:
        """Return the part of that name."""
        if not isinstance(self.value, dict):
            raise self.wrong("a table")
        if name not in self.value:
            raise ValueError(f"{Part(None, name, self).where} is missing")
        return Part(self.value[name], name, self)

    def get(self, name: str, default: Any) -> Part:
        """Return the part of that name, or one that holds `default` where the file leaves it out."""
        if isinstance(self.value, dict) and name not in self.value:
            return Part(default, name, self)
        return self[name]

    @property
    def where(self) -> str:
        """The place in the file, such as "log[3].content.stars"."""
        if self._around is None and not self._name:
            return ""
        if isinstance(self._name, int):
            own = f"[{self._name}]"
        else:
            own = self._name if self._name.isidentifier() and self._name.isascii() else f"[{_shown(self._name)}]"
        before = self._around.where if self._around is not None else ""
        return f"{before}.{own}" if before and not own.startswith("[") else f"{before}{own}"

    def wrong(self, expected: str) -> ValueError:
        """Return the error that says what was expected here."""
        return ValueError(f"{self.where} must be {expected}, got {_shown(self.value)}")

    def items(self, most: int, least: int = 0) -> Iterator[Part]:
        """Yield the parts of a list of `least` to `most`."""
        if not isinstance(self.value, list):
            raise self.wrong("a list")
        if not least <= len(self.value) <= most:
            raise ValueError(f"{self.where} must have {least} to {most} entries, got {len(self.value)}")
        return (Part(value, index, self) for index, value in enumerate(self.value))

    def entries(self, most: int) -> Iterator[tuple[str, Part]]:
        """Yield the names and the parts of a table of `most` at most."""
        if not isinstance(self.value, dict):
            raise self.wrong("a table")
        if len(self.value) > most:
            raise ValueError(f"{self.where} must have 0 to {most} entries, got {len(self.value)}")
        for name, value in self.value.items():
            part = Part(value, name, self)
            if not name or len(name) > MOST_NAME or not is_whole_text(name):
                raise ValueError(f"{part.where} must have a name of 1 to {MOST_NAME} characters")
            yield name, part

    def text(self, most: int = MOST_TEXT, least: int = 0) -> str:
        """Return a text of `least` to `most` characters."""
        value = self.value
        if not isinstance(value, str) or not least <= len(value) <= most or not is_whole_text(value):
            raise self.wrong(f"a text of {least} to {most} characters")
        return value

    def number(self, bounds: Range) -> float:
        """Return a number in a range."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value not in bounds:
            raise self.wrong(f"a number from {bounds.low} to {bounds.high}")
        return float(value)

    def whole(self, bounds: Range) -> int:
        """Return a whole number in a range."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value not in bounds or value != int(value):
            raise self.wrong(f"a whole number from {bounds.low} to {bounds.high}")
        return int(value)

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self.wrong("true or false")
        return self.value


def _shown(value: Any) -> str:
    """Write a value for a sentence: short, in one line, and readable whatever is in it."""
    if isinstance(value, str):
        return ascii(value[:_SHOWN]) if len(value) <= _SHOWN else f"{value[:_SHOWN]!a}…"
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a table"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**_SHOWN:
        return "a number of more digits"
    return json.dumps(value)
