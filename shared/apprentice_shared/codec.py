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

from .errors import ErrorCode, RemoteProtocolError
from .messages import MESSAGE_TYPES, Message

MAX_TEXT_BYTES = 8 * 2**20
_MAX_DEPTH = 12


def encode(message: Message, seq: int | None = None) -> str:
    """Return the text frame of a message; `seq` numbers it."""
    data = {"type": message.type, **_plain(message)}
    if seq is not None:
        data["seq"] = seq
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def decode(text: str) -> tuple[Message, int | None]:
    """Read a text frame.

    Returns:
        The message, and its number where it has one.

    Raises:
        RemoteProtocolError: it is too long, no JSON object, of an unknown type, or a field is missing or wrong.
    """
    if len(text) > MAX_TEXT_BYTES:
        raise RemoteProtocolError(
            f"a message may have {MAX_TEXT_BYTES} bytes at most, got {len(text)}", ErrorCode.TOO_LARGE
        )
    data = _load(text)
    request_id = data.get("id")
    request_id = request_id[:36] if isinstance(request_id, str) else None
    name = data.get("type")
    message_type = MESSAGE_TYPES.get(name) if isinstance(name, str) else None
    if not isinstance(name, str) or message_type is None:
        raise RemoteProtocolError(f"unknown message type {str(name)[:40]!r}", request_id=request_id)
    seq = data.get("seq")
    if seq is not None and (not isinstance(seq, int) or isinstance(seq, bool) or seq < 1):
        raise RemoteProtocolError("seq must be a whole number from 1", request_id=request_id)
    try:
        return _build(message_type, data, name), seq
    except ValueError as exc:
        raise RemoteProtocolError(str(exc), ErrorCode.BAD_VALUE, request_id) from exc
    except _WrongShape as exc:
        raise RemoteProtocolError(str(exc), ErrorCode.BAD_MESSAGE, request_id) from exc


class _WrongShape(Exception):
    """A field is missing or has another type."""


def _load(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as exc:
        raise RemoteProtocolError("a text frame must hold one JSON object") from exc
    if not isinstance(data, dict):
        raise RemoteProtocolError("a text frame must hold one JSON object")
    return data


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


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
    return {key: _value(kind, item, f"{path}.{key[:40]}", depth + 1) for key, item in value.items()}


def _scalar(kind: Any, value: Any, path: str) -> Any:
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise _WrongShape(f"{path} must be a finite number")
        return number
    if kind is int and isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        words = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
        raise _WrongShape(f"{path} must be {words[kind]}")
    return value
