"""The values that every suggestion must have, and those that none may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Pair = tuple[str, str]  # dimension, value


@dataclass(frozen=True)
class Rules:
    """What is always and what is never wanted; no value is in both.

    Args:
        always: values that every suggestion must carry, the one asked for first at the beginning.
        never: values that must not appear.
    """

    always: tuple[Pair, ...] = ()
    never: frozenset[Pair] = frozenset()

    def of(self, value: Pair) -> str:
        """Return "lock" for a value that is always wanted, "ban" for one that never is, else ""."""
        return "lock" if value in self.always else "ban" if value in self.never else ""

    def locks(self) -> dict[str, dict[str, float]]:
        """Return dimension -> value -> weight, as a request has them: the values of a dimension share a weight of 1."""
        names = [name for name, _ in self.always]
        return {
            name: {value: 1 / names.count(name) for other, value in self.always if other == name}
            for name in dict.fromkeys(names)
        }

    def among(self, attributes: Mapping[str, tuple[str, ...]]) -> Rules:
        """Return the rules of values that are among `attributes`, dimension -> values."""
        return Rules(
            tuple((name, value) for name, value in self.always if value in attributes.get(name, ())),
            frozenset((name, value) for name, value in self.never if value in attributes.get(name, ())),
        )

    def cycle(self, value: Pair, *, can_ban: bool) -> Rules:
        """Return the rules with a value changed: from free to locked, from locked to banned, from banned to free.

        Where it cannot be banned, a locked value becomes free.
        """
        others = tuple(other for other in self.always if other != value)
        if value in self.always:
            return Rules(others, self.never | {value} if can_ban else self.never)
        if value in self.never:
            return Rules(self.always, self.never - {value})
        return Rules((*self.always, value), self.never)
