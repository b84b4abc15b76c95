"""The choices that the artist has made for the suggestions on one document."""

from __future__ import annotations

from dataclasses import dataclass

from ..memory.rules import Rules
from ..vendored import bounds


@dataclass
class Choices:
    """The profile, what may vary, the rules, and the dials, as they were set while a document was active.

    Args:
        profile: the profile's id; empty until one is chosen or asked with here.
        learn: whether ratings on this document teach the profile.
        vary: dimensions that may move; None until some are chosen or asked with here.
        rules: what is always and never wanted; None until something is said of that, or asked with, here.
        surprise: 0 familiar to 1 surprising.
        strength: 0 keeps the canvas, 1 may repaint all of it.
        feedback: how much rated pictures reach into an engine that learns from them, 0 not at all to 1.
        subject: what the picture shows, in words.
        palette: swatches as "#rrggbb" that rule the colour; empty leaves colour to the suggestions.
    """

    profile: str = ""
    learn: bool = True
    vary: frozenset[str] | None = None
    rules: Rules | None = None
    surprise: float = bounds.DEFAULT_SURPRISE
    strength: float = bounds.DEFAULT_STRENGTH
    feedback: float = bounds.DEFAULT_FEEDBACK
    subject: str = ""
    palette: tuple[str, ...] = ()
