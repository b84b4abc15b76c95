"""JSON text from another program, read within bounds: nothing but a `ValueError` comes of it.

`json` alone raises an `OverflowError` here and a `RecursionError` there, takes the last of two fields of one name,
makes text that no file and no socket can take, and makes 350 MB of 8 MiB of brackets, while every other thread waits.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

MAX_DIGITS = 18
MAX_PARTS = 200_000

_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")


class RepeatedField(ValueError):
    """An object names a field twice: two readers could take one text for two messages."""


class TooManyParts(ValueError):
    """A text holds more than `MAX_PARTS` values."""


def read_json(text: str) -> Any:
    """Read JSON text.

    A whole number of more than `MAX_DIGITS` digits is read as a float, which may be infinite: whoever needs a finite or
    a whole number looks at each anyway, and unknown fields may hold what they like.

    Raises:
        ValueError: it is no JSON, nested too deeply, holds `NaN`, names a field twice, or has too many parts.
    """
    if _count(text) > MAX_PARTS and _count(_outside_of_texts(text)) > MAX_PARTS:
        raise TooManyParts(f"at most {MAX_PARTS} values may stand in one text")
    try:
        return json.loads(text, parse_int=_whole, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except RecursionError as exc:
        raise ValueError("the text is nested too deeply") from exc


def is_whole_text(text: str) -> bool:
    """Return whether a text holds whole characters alone: half a surrogate pair cannot be written as UTF-8."""
    return text.isascii() or _HALF.search(text) is None


def holds_whole_text(text: str, data: Any) -> bool:
    """Return whether all texts in data are whole, field names included; `text` is the JSON that the data was read from.

    Half a character comes from an escape: the data is looked through only where the JSON has one.
    """
    if not is_whole_text(text):
        return False
    rest = [data] if _ESCAPED_HALF.search(text) else []
    while rest:
        item = rest.pop()
        if isinstance(item, str):
            if not is_whole_text(item):
                return False
        elif isinstance(item, dict):
            rest += item
            rest += item.values()
        elif isinstance(item, list):
            rest += item
    return True


def utf8_bytes(text: str) -> int:
    """Return the number of bytes of a text in UTF-8, half characters counted as three."""
    return len(text) if text.isascii() else len(text.encode(errors="surrogatepass"))


def _count(text: str) -> int:
    """Return how many values a JSON text holds, at most: each but the first comes after one of these."""
    return sum(map(text.count, "[{,"))


def _outside_of_texts(text: str) -> str:
    """Return a JSON text without what stands between quotes. Few steps, each of which takes milliseconds for 8 MiB."""
    bare = text.replace("\\\\", "").replace('\\"', "")
    return "".join(bare.split('"', 2 * MAX_PARTS)[::2])


def _whole(digits: str) -> int | float:
    if len(digits.lstrip("-")) <= MAX_DIGITS:
        return int(digits)
    return math.copysign(math.inf, -1 if digits[0] == "-" else 1) if len(digits) > 400 else float(digits)


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise RepeatedField("each field must be named once")
    return data
