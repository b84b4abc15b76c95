"""Every field of every message from a client has a bound, and no text ends in anything but a message or a refusal."""

from __future__ import annotations

import json
import sys
import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apprentice_shared import messages as m
from apprentice_shared.codec import MAX_TEXT_BYTES, decode, encode
from apprentice_shared.errors import ErrorCode, RemoteProtocolError, UnsendableMessage

sys.path.append(str(Path(__file__).parents[1] / "golden"))
from goldens import protocol

SENT_BY_CLIENTS = [
    message
    for message in (*protocol.BARE, *protocol.FULL)
    if isinstance(message, (m.Request, m.Hello, m.Prove, m.Acknowledge))
]
ALL_TYPES = sorted(m.MESSAGE_TYPES)
# A profile's file is as long as a message may be, and not longer.
FILES = {("import_profile", "data")}
LONG = "x" * 10_000


def _too_much(kind: object, value: object) -> Iterator[object]:
    """Yield values of a field's type that no field may hold."""
    origin = typing.get_origin(kind)
    if kind is str:
        yield LONG
    elif kind is int:
        yield from (2**62, -(2**62), 10**17, -(10**17))
    elif kind is float:
        yield from (1e300, -1e300, 1e17)
    elif origin is tuple:
        (inner, _) = typing.get_args(kind)
        yield [_example(inner)] * 2000
        for wrong in _too_much(inner, None):
            yield [wrong]
    elif origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        inner = typing.get_args(kind)[1]
        yield {f"key{number}": _example(inner) for number in range(2000)}
        yield {LONG: _example(inner)}
        for wrong in _too_much(inner, None):
            yield {"color": wrong}
    elif origin is not None:
        yield from _too_much(next(part for part in typing.get_args(kind) if part is not type(None)), value)
    elif kind is m.SwatchPart:
        for field in ("hex", "name"):
            yield {"hex": "#102030", "share": 0.5, "name": ""} | {field: LONG}
        yield {"hex": "#102030", "share": 1e17, "name": ""}


def _example(kind: object) -> object:
    origin = typing.get_origin(kind)
    if origin is not None:
        return {"warm": 0.0}
    plain = {str: "#102030", int: 1, float: 0.0}
    return plain.get(kind, {"hex": "#102030", "share": 0.5, "name": ""})  # type: ignore[call-overload]


def _cases() -> Iterator[object]:
    for message in SENT_BY_CLIENTS:
        hints = typing.get_type_hints(type(message))
        for field in fields(message):
            if (message.type, field.name) in FILES:
                continue
            for number, wrong in enumerate(_too_much(hints[field.name], None)):
                data = json.loads(encode(message)) | {field.name: wrong}
                yield pytest.param(data, id=f"{message.type}.{field.name} {number}")


@pytest.mark.parametrize("data", list(_cases()))
def test_every_field_has_a_bound(data: dict[str, object]) -> None:
    """A text, list, mapping or number without end is refused in a short sentence on one line, under the id."""
    with pytest.raises(RemoteProtocolError) as caught:
        decode(json.dumps(data))
    assert len(str(caught.value)) <= 300
    assert "\n" not in str(caught.value)
    assert caught.value.code in (ErrorCode.BAD_VALUE, ErrorCode.BAD_MESSAGE)
    wanted = data.get("id")
    assert caught.value.request_id == (wanted[:36] if isinstance(wanted, str) else None)


def _texts_in(data: object) -> Iterator[tuple[object, object]]:
    """Yield the place of every text in data: its container, and key or index; keys of mappings too."""
    if isinstance(data, dict):
        for key, value in list(data.items()):
            if isinstance(value, str):
                yield data, key
            yield from _texts_in(value)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, str):
                yield data, index
            yield from _texts_in(value)


HALVES = ["\ud800", "\udfff", "a\udc80b", "\udc00\ud800", "\udc00 \ud800"]


@pytest.mark.parametrize("half", HALVES, ids=ascii)
@pytest.mark.parametrize("name", sorted(protocol.messages()))
def test_half_a_character_is_refused_wherever_it_stands(name: str, half: str) -> None:
    """A text or a field's name of any message may hold no lone surrogate, escaped or not."""
    text = encode(*protocol.messages()[name])
    count = len(list(_texts_in(json.loads(text))))
    for place in range(count):
        data = json.loads(text)
        container, key = list(_texts_in(data))[place]
        container[key] = half  # type: ignore[index]
        _refused_as_half(data)
    _refused_as_half(json.loads(text) | {f"unknown{half}": 1})
    _refused_as_half(json.loads(text) | {"unknown": [{"deep": [half]}]})
    _refused_as_half(json.loads(text) | {"unknown": {half: {}}})


def _refused_as_half(data: dict[str, object]) -> None:
    for escaped in (True, False):
        with pytest.raises(RemoteProtocolError, match="half a character") as caught:
            decode(json.dumps(data, ensure_ascii=escaped))
        str(caught.value).encode()
        (caught.value.request_id or "").encode()


@pytest.mark.parametrize("text", ["\U0001f3a8", "\uffff\ufffe", "\0", "\u2028", "e\u0301", "\\ud800"], ids=ascii)
@pytest.mark.parametrize("escaped", [True, False])
def test_whole_characters_of_any_kind_are_taken(text: str, escaped: bool) -> None:
    """Characters beyond the first plane, and words that look like an escape, are texts like others."""
    data = json.loads(encode(m.Suggest("r1"))) | {"subject": text, "document": "\ud83c\udfa8" if escaped else ""}
    message, _ = decode(json.dumps(data, ensure_ascii=escaped))
    assert isinstance(message, m.Suggest)
    assert message.subject == text


NUMBERS = {
    "400 digits": "9" * 400,
    "5,000 digits": "9" * 5000,
    "a million digits": "-" + "9" * 1_000_000,
    "a huge exponent": "1e999",
    "a huge exponent below": "-1e999",
    "an exponent of a million digits": "1e" + "9" * 1_000_000,
    "19 digits": "1" + "0" * 18,
    "1e300": "1e300",
    "true": "true",
    "null in a list": "[null]",
    "NaN": "NaN",
    "Infinity": "Infinity",
    "minus Infinity": "-Infinity",
    "hexadecimal": "0x10",
    "other digits": "\u0663",
    "a leading zero": "01",
    "a text": '"5"',
}


FRAMES = (
    '{"type":"rate","id":"r1","suggestion":"s","stars":%s}',
    '{"type":"rate","id":"r1","suggestion":"s","stars":1,"at":%s}',
    '{"type":"rate","id":"r1","suggestion":"s","stars":1,"reasons":{"color":%s}}',
    '{"type":"rate","id":"r1","suggestion":"s","stars":1,"seq":%s}',
    '{"type":"suggest","id":"r1","seed":%s}',
    '{"type":"suggest","id":"r1","locks":{"color":{"warm":%s}}}',
    '{"type":"forget","id":"r1","since":%s}',
    '{"type":"get_history","id":"r1","limit":%s}',
    '{"type":"acknowledge","up_to":%s}',
    '{"type":"progress","id":"r1","fraction":%s}',
    '{"type":"queued","id":"r1","position":%s}',
    '{"type":%s,"id":"r1"}',
    '{"type":"get_taste","id":%s}',
)
# Numbers where they stand, and texts where they do.
TAKEN = {(FRAMES[9], "1e300"), (FRAMES[9], "19 digits"), (FRAMES[12], "a text")}
WRONG = [(frame, name) for frame in FRAMES for name in NUMBERS if (frame, name) not in TAKEN]


@pytest.mark.parametrize(("frame", "name"), WRONG)
def test_a_number_that_is_none_ends_in_one_refusal(frame: str, name: str) -> None:
    """Endless, infinite and foreign numbers are refused in a short sentence wherever a number belongs."""
    with pytest.raises(RemoteProtocolError) as caught:
        decode(frame % NUMBERS[name])
    assert len(str(caught.value)) <= 300


def test_numbers_at_their_bounds_are_taken() -> None:
    """Minus nought, the last second of the calendar and whole floats are numbers like others."""
    rate, _ = decode('{"type":"rate","id":"r1","suggestion":"s","stars":5.0,"at":253402300799,"x":1e999,"y":-0}')
    assert rate == m.Rate("r1", "s", 5, at=253402300799.0)
    suggest, _ = decode('{"type":"suggest","id":"r1","surprise":-0.0,"seed":-0}')
    assert isinstance(suggest, m.Suggest)
    assert (suggest.surprise, suggest.seed) == (0.0, 0)


@pytest.mark.parametrize(
    "frame",
    [
        '{"type":"get_taste","id":"r1","id":"r2"}',
        '{"type":"get_taste","type":"get_taste","id":"r1"}',
        '{"type":"suggest","id":"r1","locks":{"color":{"warm":1.0,"warm":0.5}}}',
        '{"type":"suggest","id":"r1","unknown":[{"a":1,"\\u0061":2}]}',
    ],
)
def test_a_field_is_named_once(frame: str) -> None:
    """Two readers cannot take one text for two messages."""
    with pytest.raises(RemoteProtocolError, match="each of its fields once"):
        decode(frame)


@pytest.mark.parametrize("bracket", ["[", '{"a":', '[{"a":'])
@pytest.mark.parametrize("depth", [100, 900, 100_000])
def test_deep_nesting_ends_in_a_message_or_a_refusal(bracket: str, depth: int) -> None:
    """Brackets without end do not end the reader, in a known field or an unknown one."""
    closing = {"[": "]", '{"a":': "}", '[{"a":': "}]"}[bracket]
    nested = bracket * depth + '"\\ud800"' + closing * depth
    for frame in ('{"type":"suggest","id":"r1","locks":%s}', '{"type":"suggest","id":"r1","unknown":%s}', "%s"):
        with pytest.raises(RemoteProtocolError):
            decode(frame % nested)
    unknown = '{"type":%s,"id":%s}'
    with pytest.raises(RemoteProtocolError):
        decode(unknown % (nested.replace("\\ud800", "x"), nested.replace("\\ud800", "x")))


def test_the_bound_of_a_message_counts_bytes() -> None:
    """A text that is within the bound in characters and over it in UTF-8 is too large."""
    frame = json.dumps({"type": "import_profile", "id": "r1", "data": "ü" * (MAX_TEXT_BYTES // 2)}, ensure_ascii=False)
    assert len(frame) < MAX_TEXT_BYTES
    with pytest.raises(RemoteProtocolError) as caught:
        decode(frame)
    assert caught.value.code is ErrorCode.TOO_LARGE


@pytest.mark.parametrize(
    ("message", "code", "words"),
    [
        (m.ProfileExported("r1", m.ProfilePart("p", "My taste", 1), "x" * MAX_TEXT_BYTES), "too_large", "ask for less"),
        (m.ProfileExported("r1", m.ProfilePart("p", "ü", 1), "ü" * (MAX_TEXT_BYTES // 2)), "too_large", "ask for less"),
        (m.ImportProfile("r1", "x" * MAX_TEXT_BYTES), "too_large", "ask for less"),
        (m.ImageReady("r1", "\ud800"), "bad_value", "half a character"),
        (m.CreateProfile("r1", "\ud800"), "bad_value", "half a character"),
        (m.Progress("r1", float("nan")), "bad_value", "not finite"),
        (m.Progress("r1", float("-inf")), "bad_value", "not finite"),
    ],
)
def test_what_cannot_be_read_is_not_sent(message: m.Message, code: str, words: str) -> None:
    """A message that the other side would refuse is refused where it is made."""
    with pytest.raises(UnsendableMessage, match=words) as caught:
        encode(message)
    assert caught.value.code.value == code


def test_a_message_up_to_the_bound_can_be_sent_and_read() -> None:
    """The longest text that is sent is read on the other side, with a number beside it."""
    empty = len(encode(m.ImportProfile("r1", "")))
    message = m.ImportProfile("r1", "x" * (MAX_TEXT_BYTES - 32 - empty))
    assert decode(encode(message, 2**53)) == (message, 2**53)


@pytest.mark.parametrize(
    "message",
    [
        m.ErrorReply("r1", "bad_value", "no file \udcff.png"),
        m.Notice("r1", "no file \udcff.png"),
        m.EngineChanged(m.EnginePart("fake", "Fake", problem="no file \udcff.png")),
        m.Hello(2, "0" * 64, "c1", "no client \udcff"),
    ],
    ids=lambda message: message.type,
)
def test_a_message_that_must_arrive_quotes_half_characters_as_question_marks(message: m.Message) -> None:
    """An error, a notice, an engine's description and a greeting arrive, whatever name of a file they quote."""
    assert "?" in encode(message)
    decode(encode(message))


def test_an_errors_sentence_is_short_and_on_one_line() -> None:
    """An error that quotes an endless text of many lines is cut and put on one line."""
    reply = m.ErrorReply.saying("r1", ErrorCode.INTERNAL, "first\n  second\r" + "x" * 10**6)
    assert reply.message.startswith("first second xxx")
    assert len(reply.message) <= 1000


TEXT = st.text(st.characters(codec=None)) | st.sampled_from(HALVES)  # type: ignore[arg-type]
ENDLESS = {"endless": "9" * 400, "more endless": "-" + "9" * 5000}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.sampled_from(list(ENDLESS)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=400)
@given(st.sampled_from(sorted(protocol.messages())), st.dictionaries(st.integers(0, 30), VALUES, max_size=3), TEXT)
def test_a_message_with_wrong_fields_is_one_or_is_refused(name: str, wrong: dict[int, object], extra: str) -> None:
    """A message of any type whose fields hold anything at all is read or refused, and what is read can be sent on."""
    data = json.loads(encode(*protocol.messages()[name]))
    names = [*data, extra]
    for place, value in wrong.items():
        data[names[place % len(names)]] = value
    text = json.dumps(data)
    for stand_in, digits in ENDLESS.items():
        text = text.replace(f'"{stand_in}"', digits)
    try:
        message, seq = decode(text)
    except RemoteProtocolError as error:
        assert len(str(error)) <= 1000
        str(error).encode()
        (error.request_id or "").encode()
    else:
        encode(message, seq)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200) | st.sampled_from(ALL_TYPES).map(str.encode), st.data())
def test_bytes_in_a_message_are_read_or_refused(noise: bytes, data: st.DataObject) -> None:
    """A message with bytes changed, taken out or put in is read or refused."""
    text = encode(*protocol.messages()[data.draw(st.sampled_from(sorted(protocol.messages())))]).encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    try:
        decode((text[:start] + noise + text[end:]).decode(errors="surrogateescape"))
    except RemoteProtocolError as error:
        str(error).encode()
