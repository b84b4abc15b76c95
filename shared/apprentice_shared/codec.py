"""Messages to JSON text and back.

A text frame is one JSON object: the message's fields, its `type`, and `seq` where the message is numbered. Fields that
this version does not know are ignored, so that a newer peer may add some.
"""

from __future__ import annotations

import json
import math
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Union

from .bounds import WHOLE
from .errors import ErrorCode, RemoteProtocolError, UnsendableMessage
from .json_text import RepeatedField, TooManyParts, holds_whole_text, is_whole_text, read_json, utf8_bytes
from .messages import MESSAGE_TYPES, Message
from .messages.base import short

MAX_TEXT_BYTES = 8 * 2**20
# Room for the number that a message gets.
_NUMBER_BYTES = 32
_MAX_DEPTH = 12
_WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def encode(message: Message, seq: int | None = None) -> str:
    """Return the text frame of a message; `seq` numbers it.

    Raises:
        UnsendableMessage: it holds half a character or a number that is not finite, or is too long.
    """
    data = {"type": message.type, **_plain(message)}
    try:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError as exc:
        raise UnsendableMessage(f"{message.type} holds a number that is not finite, which cannot be sent") from exc
    if message.lossy:
        text = text.encode(errors="replace").decode()
    if not is_whole_text(text):
        raise UnsendableMessage(f"{message.type} holds half a character (a lone surrogate), which cannot be sent")
    size = utf8_bytes(text) + _NUMBER_BYTES
    if size > MAX_TEXT_BYTES:
        raise UnsendableMessage(
            f"{message.type} would have {size} bytes, of {MAX_TEXT_BYTES} at most: ask for less", ErrorCode.TOO_LARGE
        )
    return text if seq is None else number(text, seq)


def number(text: str, seq: int) -> str:
    """Return the text frame of a message with a number."""
    return f'{text[:-1]},"seq":{seq}}}'


def decode(text: str) -> tuple[Message, int | None]:
    """Read a text frame.

    Returns:
        The message, and its number where it has one.

    Raises:
        RemoteProtocolError: it is too long, no JSON object, of an unknown type, or a field is missing or wrong.
    """
    return build(load(text))


def load(text: str) -> dict[str, Any]:
    """Read the fields of a text frame without looking at them, but for the form of texts and numbers.

    Raises:
        RemoteProtocolError: it is too long, no JSON object, names a field twice, or holds half a character.
    """
    size = len(text) if len(text) > MAX_TEXT_BYTES else utf8_bytes(text)
    if size > MAX_TEXT_BYTES:
        raise RemoteProtocolError(f"a message may have {MAX_TEXT_BYTES} bytes at most, got {size}", ErrorCode.TOO_LARGE)
    try:
        data = read_json(text)
    except TooManyParts as exc:
        raise RemoteProtocolError(f"a message is too large: {exc}", ErrorCode.TOO_LARGE) from exc
    except RepeatedField as exc:
        raise RemoteProtocolError("a message must name each of its fields once") from exc
    except ValueError as exc:
        raise RemoteProtocolError("a text frame must hold one JSON object") from exc
    if not isinstance(data, dict):
        raise RemoteProtocolError("a text frame must hold one JSON object")
    if not holds_whole_text(text, data):
        raise RemoteProtocolError(
            "a message must not hold half a character (a lone surrogate)", request_id=_request_id(data)
        )
    return data


def build(data: Mapping[str, Any]) -> tuple[Message, int | None]:
    """Make a message, and its number where it has one, of the fields of a text frame.

    Raises:
        RemoteProtocolError: it is of an unknown type, or a field is missing or wrong.
    """
    request_id = _request_id(data)
    name = data.get("type")
    message_type = MESSAGE_TYPES.get(name) if isinstance(name, str) else None
    if not isinstance(name, str) or message_type is None:
        quoted = f" {name[:40]!r}" if isinstance(name, str) else ""
        raise RemoteProtocolError(f"unknown message type{quoted}", request_id=request_id)
    try:
        return _build(message_type, data, name), _seq(data.get("seq"))
    except ValueError as exc:
        raise RemoteProtocolError(str(exc), ErrorCode.BAD_VALUE, request_id) from exc
    except _WrongShape as exc:
        raise RemoteProtocolError(str(exc), ErrorCode.BAD_MESSAGE, request_id) from exc


def _seq(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= WHOLE.high):
        return value
    raise _WrongShape("seq must be a whole number from 1")


def _request_id(data: Mapping[str, Any]) -> str | None:
    """Return the id of a request that is refused, cut to the length of one; None where it has none that can be sent."""
    request_id = data.get("id")
    return request_id[:36] if isinstance(request_id, str) and is_whole_text(request_id) else None


class _WrongShape(Exception):
    """A field is missing or has another type."""


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value


@cache
def _field_types(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _build(cls: type, data: Mapping[str, Any], path: str, depth: int = 0) -> Any:
    if depth > _MAX_DEPTH:
        raise _WrongShape(f"{path} is nested too deeply")
    hints = _field_types(cls)
    given = {}
    for field in fields(cls):
        where = f"{path}.{field.name}"
        if field.name in data:
            given[field.name] = _value(hints[field.name], data[field.name], where, depth + 1)
        elif _required(field):
            raise _WrongShape(f"{where} is missing")
    return cls(**given)


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(kind: Any, value: Any, path: str, depth: int) -> Any:
    """Check `value` against a type hint and return it as that type."""
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = [option for option in typing.get_args(kind) if option is not type(None)]
        return None if value is None else _value(inner[0], value, path, depth)
    if origin is tuple:
        return _items(typing.get_args(kind)[0], value, path, depth)
    if origin is not None and issubclass(origin, Mapping):
        return _entries(typing.get_args(kind)[1], value, path, depth)
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, Mapping):
            raise _WrongShape(f"{path} must be an object")
        return _build(kind, value, path, depth)
    return _scalar(kind, value, path)


def _items(kind: Any, value: Any, path: str, depth: int) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise _WrongShape(f"{path} must be a list")
    return tuple(_value(kind, item, f"{path}[{index}]", depth + 1) for index, item in enumerate(value))


def _entries(kind: Any, value: Any, path: str, depth: int) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _WrongShape(f"{path} must be an object")
    return {key: _value(kind, item, f"{path}.{short(key)}", depth + 1) for key, item in value.items()}


def _scalar(kind: Any, value: Any, path: str) -> Any:
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise _WrongShape(f"{path} must be a finite number")
        return float(value)
    if kind is int and isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _WrongShape(f"{path} must be {_WORDS[kind]}")
    if kind is int and value not in WHOLE:
        raise _WrongShape(f"{path} must be a whole number of at most {WHOLE.high}")
    return value
