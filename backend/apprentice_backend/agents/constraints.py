"""Constraints: the artist's limits on a slate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from apprentice_shared.attributes import AttributeMix, AttributeSpace

# The middle of the dial from familiar to surprising.
SURPRISE_DEFAULT = 0.5

Lock = str | Mapping[str, float]


@dataclass(frozen=True)
class Constraints:
    """The artist's limits on a slate.

    Args:
        vary: dimensions that may move; None lets all of them move. The others stay as painted unless locked.
        locks: dimension -> a value name (at weight 1) or the exact weights that every suggestion must carry.
        bans: values that must not appear, as (dimension, value) pairs, "dimension=value" strings, or a mapping of
            dimension to value names.
        surprise: 0 familiar to 1 surprising.
        max_values: at most this many values per dimension in one mix; None sets no bound.
        alone: dimensions that are mixed with no others: one of them is free only where nothing else is.
        moves: at most this many free dimensions move in one mix, and at least one where any is free; None moves all.

    Raises:
        ValueError: `surprise`, `max_values` or `moves` is out of range, a ban is malformed, or a lock carries a banned
            value.
    """

    vary: frozenset[str] | None = None
    locks: Mapping[str, Lock] = field(default_factory=dict)
    bans: Iterable[tuple[str, str]] | Iterable[str] | Mapping[str, Iterable[str]] = ()
    surprise: float = SURPRISE_DEFAULT
    max_values: int | None = None
    moves: int | None = None
    alone: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not 0.0 <= self.surprise <= 1.0:
            raise ValueError(f"surprise must be in [0, 1], got {self.surprise!r}")
        for name in ("max_values", "moves"):
            bound = getattr(self, name)
            if bound is not None and bound < 1:
                raise ValueError(f"{name} must be at least 1, got {bound!r}")
        if self.vary is not None:
            object.__setattr__(self, "vary", frozenset(self.vary))
        locked = AttributeMix(
            {name: {lock: 1.0} if isinstance(lock, str) else lock for name, lock in self.locks.items()}
        )
        object.__setattr__(self, "locks", MappingProxyType(locked.to_dict()))
        object.__setattr__(self, "bans", frozenset(_ban_pairs(self.bans)))
        for dimension, value in self.banned:
            if locked.weight(dimension, value) > 0.0:
                raise ValueError(f"{dimension}={value} is both locked and banned: free one of them")

    @property
    def locked(self) -> AttributeMix:
        """The locked dimensions as a mix; dimensions that are not locked are as painted in it."""
        return AttributeMix({name: dict(lock) for name, lock in self.locks.items() if not isinstance(lock, str)})

    @property
    def banned(self) -> frozenset[tuple[str, str]]:
        """The banned (dimension, value) pairs."""
        return frozenset(_ban_pairs(self.bans))

    def free_dimensions(self, space: AttributeSpace) -> tuple[str, ...]:
        """Return the dimensions that a suggestion may move: those that vary, are not locked and not wholly banned.

        Those that are mixed with no others are left out where there are others.

        Raises:
            ValueError: a dimension or value is named that the space does not have.
        """
        for dimension in self.vary or ():
            space.check_dimension(dimension)
        space.check(self.locked)
        for dimension, value in self.banned:
            space.check_value(dimension, value)
        free = tuple(
            name
            for name in space.dimensions
            if (self.vary is None or name in self.vary) and name not in self.locks and self.allowed_values(space, name)
        )
        return tuple(name for name in free if name not in self.alone) or free

    def allowed_values(self, space: AttributeSpace, dimension: str) -> tuple[str, ...]:
        """Return the values of one dimension that are not banned, in the space's order."""
        banned = self.banned
        return tuple(value for value in space.dimensions[dimension] if (dimension, value) not in banned)


def _ban_pairs(bans: Any) -> Iterable[tuple[str, str]]:
    entries: Iterable[Any] = bans
    if isinstance(bans, Mapping):
        entries = [(dimension, value) for dimension, values in bans.items() for value in values]
    for entry in entries:
        parts = tuple(entry.split("=", 1)) if isinstance(entry, str) else tuple(entry)
        if len(parts) != 2:
            raise ValueError(f"a ban must be a (dimension, value) pair or 'dimension=value', got {entry!r}")
        yield parts
