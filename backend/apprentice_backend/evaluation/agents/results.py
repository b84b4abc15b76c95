"""The rows of the benchmark, and the JSON file that keeps them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from apprentice_shared.errors import ConfigError

from .conditions import Condition
from .summary import Figure, Summary

_VERSION = 2


@dataclass(frozen=True)
class Row:
    """One line of a table.

    Args:
        label: the row's name in the table.
        agent: the learner.
        world: the artists' world.
        plain: whether the learner had stars alone and might vary every dimension.
        summary: the figures.
    """

    label: str
    agent: str
    world: str
    plain: bool
    summary: Summary

    @classmethod
    def of(cls, condition: Condition, summary: Summary) -> Row:
        """Return the row of a condition."""
        return cls(condition.label, condition.agent, condition.world, condition.is_plain, summary)

    @property
    def key(self) -> tuple[str, str]:
        """World and label, which name the condition: of two rows with one key the newer replaces the older."""
        return self.world, self.label

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {**vars(self), "summary": self.summary.to_dict()}


@dataclass(frozen=True)
class Results:
    """All rows, and the score of the even blend in each world, which no rating changes."""

    rows: tuple[Row, ...] = ()
    even_blends: Mapping[str, Figure] = field(default_factory=dict)

    def in_world(self, world: str) -> list[Row]:
        """Return the rows of one world."""
        return [row for row in self.rows if row.world == world]

    def joined(self, newer: Results, order: Sequence[Condition]) -> Results:
        """Return these rows with those of `newer` in place of rows of the same key, in `order`; others are dropped."""
        by_key = {row.key: row for row in (*self.rows, *newer.rows)}
        keys = [(condition.world, condition.label) for condition in order]
        rows = tuple(by_key[key] for key in keys if key in by_key)
        blends = {**self.even_blends, **newer.even_blends}
        return Results(rows, {world: blends[world] for world in dict.fromkeys(row.world for row in rows)})

    def write(self, path: Path) -> None:
        """Write the rows to a JSON file, a row a line so that a difference between two files can be read."""
        blends = {world: blend.to_list() for world, blend in self.even_blends.items()}
        rows = ",\n".join(json.dumps(row.to_dict(), ensure_ascii=False) for row in self.rows)
        head = f'{{"version": {_VERSION}, "even_blend": {json.dumps(blends)}, "rows": [\n'
        path.write_text(f"{head}{rows}\n]}}\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Results:
        """Read a file that `write` wrote; no file gives no rows.

        Raises:
            ConfigError: the file holds something else.
        """
        if not path.exists():
            return cls()
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["version"] != _VERSION:
                raise ValueError(f"version {data['version']!r}")
            rows = tuple(Row(**{**row, "summary": Summary.from_dict(row["summary"])}) for row in data["rows"])
            return cls(rows, {world: Figure(*pair) for world, pair in data["even_blend"].items()})
        except (ValueError, KeyError, TypeError) as exc:
            raise ConfigError(f"{path} is not a file of this benchmark: move it away, and run again") from exc
