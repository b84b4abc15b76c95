"""The profile, what may change, and the rules, as the artist chose them last and on each painting's file."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass

from ..vendored import bounds
from .rules import Pair, Rules

_VERSION = 1
MOST_PAINTINGS = 400
MOST_BYTES = 2**18  # a file that is longer was not written here


@dataclass(frozen=True)
class StickyChoices:
    """What stays as chosen until it is changed.

    Args:
        profile: a profile's id; empty while none was chosen.
        vary: dimensions that may move; None while none were chosen.
        rules: what is always and never wanted; None while nothing was said of that.
        mark: the system's own mark of the painting's file, by which it is known under another name; empty for none.
    """

    profile: str = ""
    vary: frozenset[str] | None = None
    rules: Rules | None = None
    mark: str = ""


class PaintingMemory:
    """What was chosen last of all, `last`, and on each painting, named by its file's path.

    `unsaved` are the paths whose choices are to be saved; "" stands for `last`. `unread` says that there is a file
    which could not be read now, or was written by a later version: it is left as it is.
    """

    def __init__(self) -> None:
        self.last = StickyChoices()
        self.paintings: dict[str, StickyChoices] = {}
        self.unsaved: set[str] = set()
        self.unread = False

    def of(self, path: str) -> StickyChoices:
        """Return what was chosen on a painting's file; empty choices for one that is not known."""
        return self.paintings.get(path, StickyChoices())

    def set_last(self, kept: StickyChoices) -> None:
        """Remember what was chosen just now."""
        self.last = kept
        self.unsaved.add("")

    def remember(self, path: str, kept: StickyChoices) -> None:
        """Remember what goes with a painting's file; the paintings longest ago are forgotten."""
        if not path or len(path) > bounds.MAX_PATH:
            return
        self.paintings.pop(path, None)
        self.paintings[path] = kept
        self.unsaved.add(path)
        while len(self.paintings) > MOST_PAINTINGS:
            self.paintings.pop(next(iter(self.paintings)))

    def add(self, other: PaintingMemory) -> None:
        """Take over what another memory has to be saved."""
        for path in other.unsaved:
            if not path:
                self.last = other.last
            elif path in other.paintings:
                new = other.paintings[path]
                # A file that was moved away has no mark any more: its last one finds it under its new name.
                self.remember(path, dataclasses.replace(new, mark=new.mark or self.of(path).mark))

    def to_bytes(self, mark_of: Callable[[str], str]) -> bytes:
        """Return the memory as JSON within `MOST_BYTES`: of too many paintings, the newest.

        Args:
            mark_of: returns the mark of the file at a path; empty where there is none.
        """
        rows: list[dict[str, object]] = []
        left = MOST_BYTES - 1024 - len(_json(_row(self.last)))
        for path, kept in reversed(self.paintings.items()):
            row = _row(kept) | {"file": path, "mark": (path in self.unsaved and mark_of(path)) or kept.mark}
            left -= len(_json(row)) + 2
            if left < 0:
                break
            rows.append(row)
        return _json({"version": _VERSION, "last": _row(self.last), "paintings": rows[::-1]})


def from_bytes(content: bytes) -> PaintingMemory:
    """Return the memory that `to_bytes` wrote; an empty one where it is damaged, or of a later version."""
    memory = PaintingMemory()
    try:
        data = json.loads(content) if len(content) <= MOST_BYTES else {}
        if data["version"] == _VERSION:
            last = _kept(data["last"])
            for row in data["paintings"][-MOST_PAINTINGS:]:
                memory.remember(_word(row["file"], bounds.MAX_PATH), _kept(row))
            memory.last = last
        memory.unread = data["version"] > _VERSION
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return PaintingMemory()
    memory.unsaved.clear()
    return memory


def _row(kept: StickyChoices) -> dict[str, object]:
    row: dict[str, object] = {"profile": kept.profile, "vary": None if kept.vary is None else sorted(kept.vary)}
    if kept.rules is not None:
        row |= {"always": [list(value) for value in kept.rules.always], "never": sorted(map(list, kept.rules.never))}
    return row


def _kept(row: dict[str, object]) -> StickyChoices:
    vary = None if row["vary"] is None else frozenset(_word(name, bounds.MAX_WORD) for name in _items(row["vary"]))
    mark = _word(row.get("mark", ""), bounds.MAX_NAME)
    return StickyChoices(_word(row["profile"], bounds.MAX_NAME), vary, _rules(row), mark)


def _rules(row: dict[str, object]) -> Rules | None:
    """Return the rules of a row; None where it has none, as rows of earlier versions."""
    if "always" not in row:
        return None
    always, never = (dict.fromkeys(map(_pair, _items(row[key]))) for key in ("always", "never"))
    return Rules(tuple(always), frozenset(never) - always.keys())


def _pair(value: object) -> Pair:
    name, word = _items(value)
    return _word(name, bounds.MAX_WORD), _word(word, bounds.MAX_WORD)


def _items(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) > bounds.MAX_ITEMS:
        raise TypeError
    return value


def _word(value: object, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise TypeError
    return value


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=True).encode()
