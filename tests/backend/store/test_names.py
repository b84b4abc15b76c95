"""Names of profiles are one line, and two that read the same are the same."""

from __future__ import annotations

import pytest

from apprentice_backend.store.names import clean_name, free_name, name_key
from apprentice_shared.bounds import MAX_NAME


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("  Tides ", "Tides"),
        ("Ink\nWash\x00", "Ink Wash"),
        ("\u202eTides\u2066\u200f", "Tides"),
        ("Ti\ud800des", "Tides"),
        ("\u2028\u200b ", ""),
        ("نمی\u200cدانم", "نمی\u200cدانم"),
        ("x" * 200, "x" * MAX_NAME),
        ("\u202e" * 10**6, ""),
    ],
    ids=["spaces", "lines", "direction", "half a letter", "nothing", "joiner", "long", "endless"],
)
def test_a_name_is_one_line_of_what_is_seen(name: str, clean: str) -> None:
    """What ends a line is a space; what turns it or is not seen is gone; what joins letters stays."""
    assert clean_name(name) == clean


@pytest.mark.parametrize("other", ["tides", "ＴＩＤＥＳ", "Ti\u200ddes", "\u202aTides", " Tides"])
def test_names_that_read_the_same_are_the_same(other: str) -> None:
    """Case, width, unseen marks and spaces make no other name."""
    assert name_key(other) == name_key("Tides")
    assert name_key("Tides 2") != name_key("Tides")


def test_a_composed_letter_is_the_same_letter() -> None:
    """One system writes é as one letter, another as two."""
    assert name_key("e\u0301tude") == name_key("\u00c9tude")


def test_a_taken_name_gets_the_next_number() -> None:
    """The number fits behind the longest name, too."""
    longest = "x" * MAX_NAME
    assert free_name("Tides", {"tides", "tides 2"}) == "Tides 3"
    assert len(free_name(longest, {longest})) <= MAX_NAME
