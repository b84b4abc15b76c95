"""JSON text from another program: read, or refused by a `ValueError`, in few steps and little memory."""

from __future__ import annotations

import json
import math
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentice_shared import json_text
from apprentice_shared.json_text import (
    MAX_PARTS,
    RepeatedField,
    TooManyParts,
    holds_whole_text,
    is_whole_text,
    read_json,
    utf8_bytes,
)

TEXT = st.text(st.sampled_from('ab"\\[]{},:\n\u2028ü\U0001f3a8'), max_size=12)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18) + 1, 10**18 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5),
    max_leaves=20,
)


def _size(data: object) -> int:
    """Return how many commas and opening brackets the JSON of data has outside of its texts."""
    if isinstance(data, (list, dict)):
        inner = data.values() if isinstance(data, dict) else data
        return max(1, len(data)) + sum(map(_size, inner))
    return 0


@settings(deadline=None)
@given(DATA, st.integers(0, 30), st.booleans())
def test_a_text_is_read_up_to_so_many_parts(data: object, most: int, escaped: bool) -> None:
    """The parts of a text are counted exactly, whatever brackets and quotes its texts hold."""
    text = json.dumps(data, ensure_ascii=escaped)
    with patch.object(json_text, "MAX_PARTS", most):
        if _size(data) <= most and text.count('"') - text.count('\\"') <= 2 * most:
            assert read_json(text) == data
        elif _size(data) > most:
            with pytest.raises(TooManyParts):
                read_json(text)


HEAVY = {
    "objects": "{},",
    "lists": "[],",
    "lists in lists": "[[[[[[[[[]]]]]]]]],",
    "numbers": "0,",
    "texts": '"",',
    "pairs": '{"a":0},',
    "texts with escapes": '"\\\\\\"",',
}


@pytest.mark.parametrize("part", HEAVY.values(), ids=HEAVY)
def test_a_text_of_nothing_but_parts_is_refused(part: str) -> None:
    """Megabytes of brackets and commas are refused before anything is made of them."""
    with pytest.raises(TooManyParts):
        read_json("[" + part * (MAX_PARTS + 1) + "0]")


@pytest.mark.parametrize("text", ['{"a":[1,2]},', '\\"', '"\\', "\\\\"])
def test_brackets_within_a_text_do_not_count(text: str) -> None:
    """A long text, such as a profile's file, may hold as many brackets, quotes and escapes as it likes."""
    long = text * MAX_PARTS
    assert read_json(json.dumps({"data": long, "more": [1, 2]})) == {"data": long, "more": [1, 2]}


@pytest.mark.parametrize("text", ['["' + '\\"' * 10**6, "[" + '"\\' * 10**6, '"' * 10**6, "\\" * 10**6, "[," * 10**5])
def test_a_text_that_is_no_json_is_refused_in_few_steps(text: str) -> None:
    """Quotes and escapes without end are refused."""
    with pytest.raises(ValueError):
        read_json(text * 2)


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("9" * 18, 10**18 - 1),
        ("-" + "9" * 17, -(10**17) + 1),
        ("1" + "0" * 18, 1e18),
        ("1" * 400, math.inf),
        ("-" + "1" * 10**6, -math.inf),
        ("1e999", math.inf),
        ("-0", 0),
    ],
    ids=range(7),
)
def test_a_number_without_end_is_read_as_a_float(digits: str, number: float) -> None:
    """Whole numbers of many digits cost no more than others."""
    assert read_json(digits) == number


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "-Infinity", "[" * 10**5, "", "{'a':1}", "\ufeff{}"])
def test_what_is_no_json_is_a_value_error(text: str) -> None:
    """Whatever else `json` takes or raises is a `ValueError`."""
    with pytest.raises(ValueError):
        read_json(text)


def test_a_field_named_twice_is_an_error() -> None:
    """The first or the last of two fields of one name is not chosen: neither is taken."""
    with pytest.raises(RepeatedField):
        read_json('[{"a":1,"\\u0061":1}]')


@pytest.mark.parametrize(("text", "whole"), [("", True), ("ü\U0001f3a8", True), ("\ud83c", False), ("\udfa8", False)])
def test_half_a_surrogate_pair_is_no_whole_text(text: str, whole: bool) -> None:
    """A text is whole where it can be written as UTF-8, and a JSON text where all texts in it can, escaped or not."""
    assert is_whole_text(text) is whole
    for escaped in (True, False):
        for data in ([text], {text: 1}, {"a": [{"b": text}]}):
            assert holds_whole_text(json.dumps(data, ensure_ascii=escaped), data) is whole


@given(st.text(st.characters(codec="utf-8")))
def test_bytes_are_those_of_utf_8(text: str) -> None:
    """The bytes of a text are counted without making them where that is possible."""
    assert utf8_bytes(text) == len(text.encode())
