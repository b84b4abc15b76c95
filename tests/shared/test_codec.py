"""Texts that are messages, and texts that are none. Every message, with its text, is in tests/golden."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apprentice_shared import messages as m
from apprentice_shared.codec import MAX_TEXT_BYTES, decode, encode
from apprentice_shared.errors import ErrorCode, RemoteProtocolError


def test_a_numbered_message_keeps_its_number():
    """`seq` travels beside the message, not in it."""
    assert decode(encode(m.RequestCancelled("r1"), seq=9)) == (m.RequestCancelled("r1"), 9)


def test_fields_of_a_newer_peer_are_ignored():
    """A peer may add fields without breaking this side."""
    data = json.loads(encode(m.GetTaste("r1"))) | {"colour_of_the_sky": "grey"}
    assert decode(json.dumps(data))[0] == m.GetTaste("r1")


def _changed(message, **fields):
    data = json.loads(encode(message))
    for name, value in fields.items():
        if value is None:
            del data[name]
        else:
            data[name] = value
    return json.dumps(data)


SUGGEST, RATE = m.Suggest("r1"), m.Rate("r1", "s1", 3)


@pytest.mark.parametrize(
    ("frame", "code", "words"),
    [
        ("", ErrorCode.BAD_MESSAGE, "one JSON object"),
        ("[1]", ErrorCode.BAD_MESSAGE, "one JSON object"),
        ("{" * 100_000, ErrorCode.BAD_MESSAGE, "one JSON object"),
        ('{"type":"hello","protocol":NaN}', ErrorCode.BAD_MESSAGE, "one JSON object"),
        ('{"type":"paint"}', ErrorCode.BAD_MESSAGE, "unknown message type 'paint'"),
        ('{"type":["paint"]}', ErrorCode.BAD_MESSAGE, "unknown message type"),
        ("x" * (MAX_TEXT_BYTES + 1), ErrorCode.TOO_LARGE, "bytes at most"),
        (_changed(RATE, stars=7), ErrorCode.BAD_VALUE, "stars must be a whole number from 1 to 5, got 7"),
        (_changed(RATE, stars=2.5), ErrorCode.BAD_MESSAGE, "rate.stars must be a whole number"),
        (_changed(RATE, stars=True), ErrorCode.BAD_MESSAGE, "rate.stars must be a whole number"),
        (_changed(RATE, stars="5"), ErrorCode.BAD_MESSAGE, "rate.stars must be a whole number"),
        (_changed(RATE, stars=None), ErrorCode.BAD_MESSAGE, "rate.stars is missing"),
        (_changed(RATE, reasons={"color": 2}), ErrorCode.BAD_VALUE, "the reason color"),
        (_changed(RATE, reasons=[1]), ErrorCode.BAD_MESSAGE, "rate.reasons must be an object"),
        (_changed(SUGGEST, id="no spaces"), ErrorCode.BAD_VALUE, "id must be"),
        (_changed(SUGGEST, id="i" * 37), ErrorCode.BAD_VALUE, "id must be"),
        (_changed(SUGGEST, width_px=60_000), ErrorCode.BAD_VALUE, "width_px must be from 16 to 8192, got 60000"),
        (_changed(SUGGEST, count=1000), ErrorCode.BAD_VALUE, "count must be"),
        (_changed(SUGGEST, canvas="../etc"), ErrorCode.BAD_VALUE, "canvas must be 64 hexadecimal"),
        (_changed(SUGGEST, locks={"color": {"warm": 2}}), ErrorCode.BAD_VALUE, "color.warm must be in"),
        (_changed(SUGGEST, subject="x" * 2000), ErrorCode.BAD_VALUE, "subject must have"),
        (_changed(SUGGEST, vary="color"), ErrorCode.BAD_MESSAGE, "suggest.vary must be a list"),
        (_changed(SUGGEST, strength=10**400), ErrorCode.BAD_MESSAGE, "finite number"),
        (_changed(SUGGEST, seq=0), ErrorCode.BAD_MESSAGE, "seq must be"),
    ],
)
def test_refuses_what_is_no_message(frame, code, words):
    """Each refusal has its code and names what is wrong."""
    with pytest.raises(RemoteProtocolError, match=words.replace("[", r"\[")) as caught:
        decode(frame)
    assert caught.value.code is code


def test_a_refusal_names_the_request_where_it_could_be_read():
    """The error can be sent back under the request's own id."""
    with pytest.raises(RemoteProtocolError) as caught:
        decode(_changed(RATE, stars=7))
    assert caught.value.request_id == "r1"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # of a busy machine, not of the strategy
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_noise_is_refused_and_never_crashes(value):
    """Whatever JSON arrives, it is a message or a refusal."""
    for name in ("suggest", "welcome", "suggestion"):
        frame = json.dumps({"type": name, "id": value, "suggestion": value, "locks": value, "engine": value})
        with pytest.raises(RemoteProtocolError):
            decode(frame)
