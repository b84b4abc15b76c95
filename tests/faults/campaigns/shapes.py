"""Messages by structure: every type with fields right, wrong, missing and strange, as Hypothesis' strategies."""

from __future__ import annotations

import functools
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from random import Random
from typing import Any, Union

from hypothesis import strategies as st

from apprentice_shared.messages import MESSAGE_TYPES

RECORDED = Path(__file__).parents[2] / "golden" / "data" / "protocol.json"
# Texts that the protocol's fields take, so that a message passes some checks and fails later ones.
_WORDS = ["r1", "color", "warm", "default", "a" * 36, "0" * 64, "#c04020", "picked", "rgba", "color=warm", "vary"]
_NUMBERS = [0, 1, -1, 5, 16, 8192, 2**31, 2**53, 2**64, -(2**63), 1e308, 5e-324, -0.0, 0.5, 10**400]
# Pieces that have ended a reader of JSON, somewhere, before.
NASTY = (
    *("1e999", "-1e999", "NaN", "Infinity", "-0", "1E400", "00", "²", "١", "\x00", "\x85", "\u2028", "\ufeff"),
    *("'", "//", ",", "}", "]", ":"),
    *("\\ud800", "\\udfff\\ud800", "\\u0000", "\\u2028", '"__proto__"', "\\", '"seq":1,'),
    *("[" * 3000, '{"a":' * 900, "9" * 5000, '"' + "x" * 9000 + '"', "1" + "0" * 400 + ".0"),
)

_texts = st.sampled_from(_WORDS) | st.text(st.characters(exclude_categories=()), max_size=40)
_numbers = st.sampled_from(_NUMBERS) | st.integers(-10, 20000) | st.floats()
_junk = st.recursive(
    st.none() | st.booleans() | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=12,
)


@functools.cache  # Hypothesis remembers every strategy that was ever made
def texts() -> st.SearchStrategy[str]:
    """Return text frames of all types of messages, half of them recorded ones with a field or two made strange."""
    right, free = _nearly_right(), st.one_of([_message(name, cls) for name, cls in sorted(MESSAGE_TYPES.items())])
    return st.booleans().flatmap(
        lambda nearly: right if nearly else free
    )  # `|` would take each type as often as `right`


def crossed(text: str, other: str, rng: Random) -> str:
    """Return a message with one value, at any depth, replaced by one of another message or by a strange one."""
    data, others = json.loads(text), [value for _, _, value in _places(json.loads(other))]
    places = [place for place in _places(data) if place[1] != "type"]
    for holder, key, _ in rng.sample(places, min(len(places), rng.choice((1, 1, 2)))):
        alike = [value for value in others if type(value) is type(holder[key])]
        if alike and rng.random() < 0.6:
            holder[key] = rng.choice(alike)
            continue
        holder[key] = rng.choice((*others, *_NUMBERS, *_WORDS, None, True, [], {}, "\ud800", "²", "\u2028", "x" * 3000))
    return json.dumps(data)


def _places(data: Any) -> list[tuple[Any, Any, Any]]:
    """Return every value of a message with what holds it and its place there."""
    items = list(data.items() if isinstance(data, dict) else enumerate(data))
    inside = [place for _, value in items if isinstance(value, dict | list) for place in _places(value)]
    return [(data, key, value) for key, value in items] + inside


def mutated(text: str, other: str, rng: Random) -> str:
    """Return a text with a change or four: letters changed, cut, doubled, joined with another's, or made nasty."""
    for _ in range(rng.choice((1, 1, 1, 4))):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.choice((1, 1, 2, 8, 40)))
        match rng.randrange(6):
            case 0:
                text = text[:start] + chr(rng.choice((rng.randrange(128), rng.randrange(0x3000)))) + text[start + 1 :]
            case 1:
                text = text[:start] + text[end:]
            case 2:
                text = text[:start] + text[start:end] * rng.choice((2, 2, 3, 50)) + text[end:]
            case 3:
                text = text[:start] + other[rng.randrange(len(other) + 1) :]
            case _:
                text = text[:start] + rng.choice(NASTY) + text[start if rng.random() < 0.5 else end :]
    return text


def mutated_bytes(data: bytes, rng: Random) -> bytes:
    """Return bytes with one to four changes, most of them in the first hundred, where headers are."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(min(len(changed), 100) or 1) if rng.random() < 0.8 else rng.randrange(len(changed) or 1)
        match rng.randrange(4):
            case 0:
                changed[start : start + 1] = bytes([rng.randrange(256)])
            case 1:
                del changed[start : start + rng.choice((1, 4, 50))]
            case 2:
                changed[start:start] = rng.randbytes(rng.choice((1, 4, 50)))
            case _:
                changed[start : start + 4] = rng.choice((b"\0" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\0\0\x20\x01"))
    return bytes(changed)


def _nearly_right() -> st.SearchStrategy[str]:
    recorded = [json.loads(text) for text in json.loads(RECORDED.read_text())["messages"].values()]

    def strange(data: dict[str, Any]) -> st.SearchStrategy[str]:
        changes = st.fixed_dictionaries({}, optional={name: _strange(data, name) for name in data if name != "type"})
        return changes.map(lambda changed: json.dumps({**data, **changed}))

    # Most changes that Hypothesis makes of a message leave it as it is, or change one field.
    return st.sampled_from(recorded).flatmap(lambda data: st.just(json.dumps(data)) | strange(data))


def _strange(data: dict[str, Any], name: str) -> st.SearchStrategy[Any]:
    hint = typing.get_type_hints(MESSAGE_TYPES[data["type"]]).get(name, int)
    return st.one_of(*[st.just(data[name])] * 8, _kind(hint), _junk)


def _message(name: str, cls: type) -> st.SearchStrategy[str]:
    extra = st.dictionaries(_texts, _junk, max_size=2)
    return st.builds(functools.partial(_joined, name), _fields(cls), extra, st.none() | _numbers)


def _joined(name: str, given: dict[str, Any], extra: dict[str, Any], seq: Any) -> str:
    data = {"type": name, **extra, **given}
    return json.dumps(data if seq is None else {**data, "seq": seq})


def _fields(cls: type) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects of a class as JSON: each field mostly of its type, sometimes junk, sometimes missing."""
    hints = typing.get_type_hints(cls)
    # Thrice the right kind for once the wrong one: most messages must come past the first field.
    known = {field.name: st.one_of(*[_kind(hints[field.name])] * 12, _junk) for field in fields(cls)}
    return st.fixed_dictionaries(known) | st.fixed_dictionaries({}, optional=known)


def _kind(hint: Any) -> st.SearchStrategy[Any]:
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return st.none() | _kind(next(option for option in inside if option is not type(None)))
    if origin is tuple:
        return st.lists(_kind(inside[0]), max_size=4)
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(_texts, _kind(inside[1]), max_size=3)
    if is_dataclass(hint) and isinstance(hint, type):
        return st.deferred(lambda: _fields(hint))
    return {str: _texts, int: _numbers, float: _numbers, bool: st.booleans()}.get(hint, _junk)
