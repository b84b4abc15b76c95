"""The benchmark's rows, and the file that keeps them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
        label: as the table prints it.
        agent: who learned.
        world: in which world.
        plain: whether it had stars alone, and moved what it liked.
        summary: what it came to.
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
        """What a newer row of the same condition replaces it by."""
        return self.world, self.label

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {**vars(self), "summary": self.summary.to_dict()}


@dataclass(frozen=True)
class Results:
    """All rows, and the score of the even blend in each world, which is the same after any number of ratings."""

    rows: tuple[Row, ...] = ()
    even_blends: Mapping[str, Figure] | None = None

    @property
    def blends(self) -> Mapping[str, Figure]:
        """World -> the score of the even blend."""
        return self.even_blends or {}

    def in_world(self, world: str) -> list[Row]:
        """Return the rows of one world."""
        return [row for row in self.rows if row.world == world]

    def joined(self, newer: Results, order: Sequence[Condition]) -> Results:
        """Return these with what is in `newer` in place of the same rows here; rows that `order` lacks are dropped."""
        by_key = {row.key: row for row in (*self.rows, *newer.rows)}
        keys = [(condition.world, condition.label) for condition in order]
        rows = tuple(by_key[key] for key in keys if key in by_key)
        blends = {**self.blends, **newer.blends}
        return Results(rows, {world: blends[world] for world in dict.fromkeys(row.world for row in rows)})

    def write(self, path: Path) -> None:
        """Write them to a JSON file, a row per line so that a change can be read."""
        blends = {world: blend.to_list() for world, blend in self.blends.items()}
        rows = ",\n".join(json.dumps(row.to_dict(), ensure_ascii=False) for row in self.rows)
        head = f'{{"version": {_VERSION}, "even_blend": {json.dumps(blends)}, "rows": [\n'
        path.write_text(f"{head}{rows}\n]}}\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Results:
        """Read what `write` wrote; a file that is not there has no rows.

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
