"""What is remembered of paintings, as bytes."""

from __future__ import annotations

import json

import pytest

from apprentice.memory.painting_memory import MOST_BYTES, MOST_PAINTINGS, PaintingMemory, StickyChoices, from_bytes
from apprentice.memory.rules import Rules

RULES = Rules((("mood", "joyful"), ("color", "warm")), frozenset({("style", "surreal"), ("color", "cool")}))
INK = StickyChoices("ink", frozenset({"mood", "color"}), RULES)


def _memory(count: int, folder: str = "/p") -> PaintingMemory:
    memory = PaintingMemory()
    memory.set_last(INK)
    for number in range(count):
        memory.remember(f"{folder}/{number}.kra", INK)
    return memory


def _bytes(memory: PaintingMemory) -> bytes:
    return memory.to_bytes(lambda _: "")


def test_comes_back_as_it_was() -> None:
    """The last choices, paintings in their order, and their files' marks are read as they were written."""
    memory = _memory(2, "/p/名前 ö\udce4")
    memory.remember("/p/x.kra", StickyChoices("", None))
    read = from_bytes(memory.to_bytes(lambda path: "1:2" if path == "/p/x.kra" else ""))
    assert read.last == INK
    assert list(read.paintings) == list(memory.paintings)
    assert read.of("/p/x.kra") == StickyChoices(mark="1:2")
    assert read.of("/p/unknown.kra") == StickyChoices()
    assert read.unsaved == set()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"version": 2, "last": {"profile": "", "vary": null}, "paintings": []}',
        b'{"version": 1, "last": {"profile": 1, "vary": null}, "paintings": []}',
        b'{"version": 1, "last": {"profile": "", "vary": null}, "paintings": {}}',
        b'{"version": 1, "last": {"profile": "", "vary": "mood"}, "paintings": []}',
        b'{"version": 1, "last": {"profile": "", "vary": null}, "paintings": [{"file": ["x"]}]}',
        b'{"version": 1, "last": {"profile": "", "vary": null, "always": [["a"]], "never": []}, "paintings": []}',
        b'{"version": 1, "last": {"profile": "", "vary": null, "always": [], "never": [[1, 2]]}, "paintings": []}',
        b'{"version": 1, "last": {"profile": "", "vary": null, "always": []}, "paintings": []}',
        json.dumps({"version": 1, "last": {"profile": "x" * 999, "vary": None}, "paintings": []}).encode(),
        b" " * (MOST_BYTES + 1),
    ],
    ids=[
        "empty",
        "no version",
        "nested",
        "no text",
        "newer",
        "type",
        "mapping",
        "word",
        "path",
        "pair",
        "pair's words",
        "one rule",
        "long",
        "large",
    ],
)
def test_what_is_damaged_is_forgotten(content: bytes) -> None:
    """A file that was not written here, or not to its end, is an empty memory."""
    assert from_bytes(content).paintings == {}
    assert from_bytes(content).last == StickyChoices()


def test_a_value_is_not_both_always_and_never_wanted() -> None:
    """Where a file says so, it is always wanted; what an earlier version wrote has no rules."""
    row = b'{"profile": "", "vary": null, "always": [["color", "warm"]], "never": [["color", "warm"]]}'
    old = b'{"profile": "ink", "vary": null, "file": "/p/x.kra"}'
    read = from_bytes(b'{"version": 1, "last": ' + row + b', "paintings": [' + old + b"]}")
    assert read.last.rules == Rules((("color", "warm"),))
    assert read.of("/p/x.kra") == StickyChoices("ink")


def test_a_truncated_file_is_forgotten() -> None:
    """Cut short anywhere, nothing is read and nothing raised."""
    whole = _bytes(_memory(3))
    for length in range(len(whole)):
        assert from_bytes(whole[:length]).paintings == {}


def test_is_bounded_in_number_and_size() -> None:
    """Of too many paintings, or of paths that are too long, the newest stay."""
    memory = _memory(MOST_PAINTINGS + 5)
    assert next(iter(memory.paintings)) == "/p/5.kra"
    memory.remember("/p/" + "x" * 5000, INK)
    assert len(memory.paintings) == MOST_PAINTINGS
    long = _memory(MOST_PAINTINGS, "/" + "名" * 1000)
    content = _bytes(long)
    assert len(content) <= MOST_BYTES
    assert 0 < len(from_bytes(content).paintings) < MOST_PAINTINGS
    assert list(from_bytes(content).paintings)[-1] == list(long.paintings)[-1]


def test_another_memory_adds_what_it_has_to_save() -> None:
    """Two Kritas keep each other's paintings; the last choice is the later one's."""
    one, other = from_bytes(_bytes(_memory(2))), PaintingMemory()
    other.remember("/p/other.kra", StickyChoices("pastel"))
    one.add(other)
    assert one.last == INK
    other.set_last(StickyChoices("pastel"))
    one.add(other)
    assert one.last == StickyChoices("pastel")
    assert list(one.paintings) == ["/p/0.kra", "/p/1.kra", "/p/other.kra"]
