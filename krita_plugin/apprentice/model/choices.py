"""The choices that the artist has made for the suggestions on one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..vendored import bounds


@dataclass
class Choices:
    """The profile, what may vary, and the dials, as they were set while a document was active.

    Args:
        profile: the profile's id; empty until one is chosen or asked with here.
        learn: whether ratings on this document teach the profile.
        vary: dimensions that may move; None until some are chosen or asked with here.
        locks: dimension -> values that every suggestion must carry.
        bans: (dimension, value) that must not appear.
        surprise: 0 familiar to 1 surprising.
        strength: 0 keeps the canvas, 1 may repaint all of it.
        feedback: how much rated pictures reach into an engine that learns from them, 0 not at all to 1.
        subject: what the picture shows, in words.
        palette: swatches as "#rrggbb" that rule the colour; empty leaves colour to the suggestions.
    """

    profile: str = ""
    learn: bool = True
    vary: frozenset[str] | None = None
    locks: dict[str, list[str]] = field(default_factory=dict)
    bans: set[tuple[str, str]] = field(default_factory=set)
    surprise: float = bounds.DEFAULT_SURPRISE
    strength: float = bounds.DEFAULT_STRENGTH
    feedback: float = bounds.DEFAULT_FEEDBACK
    subject: str = ""
    palette: tuple[str, ...] = ()

    def keep_only(self, attributes: Mapping[str, tuple[str, ...]]) -> None:
        """Drop the locks and bans of values that are not among `attributes`, dimension -> values."""
        for dimension, values in self.locks.items():
            values[:] = [value for value in values if value in attributes.get(dimension, ())]
        self.bans = {(name, value) for name, value in self.bans if value in attributes.get(name, ())}
