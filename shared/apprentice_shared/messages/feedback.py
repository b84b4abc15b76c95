"""Requests that tell the backend what the artist thinks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..bounds import EFFECT, MAX_NAME, MAX_PATH, MAX_WORD, SHARE, STARS, SWATCHES
from ..signals import IMPLICIT_SIGNALS, SIGNALS
from .base import Request, check_color, check_id, check_length, check_moment, check_texts

# The kinds of starting point.
PORTFOLIO, PROFILES, NO_START = "portfolio", "profiles", "none"


@dataclass(frozen=True)
class Rate(Request, tag="rate", durable=True):
    """Rate a suggestion. The request's id is the rating's id: sent twice, it counts once.

    A later rating of the same suggestion takes the earlier one's place.

    Args:
        stars: 1 to 5.
        reasons: dimension -> +1 (it made the picture good) or -1 (it made it bad).
        at: the moment of the rating, seconds since 1970, UTC; None for now.
        learn: whether the rating teaches the profile.
        amount: the amount at which the picture is seen, 0 to 1; None as it was shown with its slate.
    """

    suggestion: str
    stars: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    at: float | None = None
    learn: bool = True
    amount: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_id("suggestion", self.suggestion)
        _check_stars(self.stars)
        check_moment("at", self.at)
        _check_amount(self.amount)
        check_texts("reasons", self.reasons, MAX_WORD)
        for dimension, direction in self.reasons.items():
            if direction not in (-1, 1):
                raise ValueError(f"the reason {dimension} must be 1 (good) or -1 (bad), got {direction}")


@dataclass(frozen=True)
class Signal(Request, tag="signal", durable=True):
    """Tell what the artist did with a suggestion; `kind` is one of `SIGNALS`. Idempotent by id, like `Rate`.

    `amount` is that of the picture it was done with, as in `Rate`; a pick is among the pictures as they were shown.
    """

    suggestion: str
    kind: str
    at: float | None = None
    learn: bool = True
    amount: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_id("suggestion", self.suggestion)
        if self.kind not in SIGNALS:
            raise ValueError(f"kind must be one of {', '.join(SIGNALS)}, got {self.kind[:40]!r}")
        check_moment("at", self.at)
        _check_amount(self.amount)


@dataclass(frozen=True)
class SetValue(Request, tag="set_value", durable=True):
    """Set what an attribute value does to a rating, by hand: strong evidence, taken back with `Undo`.

    Args:
        stars: the effect against the mean of the value's dimension, -4 to 4; None: learned from ratings again.
    """

    dimension: str
    value: str
    stars: float | None
    profile: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("dimension", self.dimension, MAX_WORD)
        check_length("value", self.value, MAX_WORD)
        if self.stars is not None:
            EFFECT.check("stars", self.stars)


@dataclass(frozen=True)
class SetStart(Request, tag="set_start", durable=True):
    """Give a profile something to start from beside its ratings; ratings soon overrule a wrong one.

    Args:
        kind: "portfolio", "profiles", or "none", which takes back every earlier one.
        folder: for "portfolio": a folder of pictures on the backend's machine; measures of them are kept, no pixels.
        sources: for "profiles": which others, by id or name; empty for all that have ratings.
    """

    kind: str
    folder: str = ""
    sources: tuple[str, ...] = ()
    profile: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.kind not in (PORTFOLIO, PROFILES, NO_START):
            raise ValueError(f"kind must be {PORTFOLIO}, {PROFILES} or {NO_START}, got {self.kind[:40]!r}")
        check_length("folder", self.folder, MAX_PATH, 1 if self.kind == PORTFOLIO else 0)
        check_texts("sources", self.sources, MAX_NAME)


@dataclass(frozen=True)
class SetSignal(Request, tag="set_signal", durable=True):
    """Let a kind of signal, one of `IMPLICIT_SIGNALS`, count for a profile, or not; earlier ones included."""

    kind: str
    on: bool
    profile: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.kind not in IMPLICIT_SIGNALS:
            raise ValueError(f"kind must be one of {', '.join(IMPLICIT_SIGNALS)}, got {self.kind[:40]!r}")


@dataclass(frozen=True)
class RatePalette(Request, tag="rate_palette", durable=True):
    """Rate a palette by itself: it teaches the recommendation of palettes, and the colours of the taste.

    Args:
        swatches: 1 to 16 colours as "#rrggbb".
        stars: 1 to 5.
    """

    swatches: tuple[str, ...]
    stars: int
    profile: str = ""
    at: float | None = None
    learn: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        SWATCHES.check("the number of swatches", len(self.swatches))
        for swatch in self.swatches:
            check_color("swatch", swatch)
        _check_stars(self.stars)
        check_moment("at", self.at)


@dataclass(frozen=True)
class Undo(Request, tag="undo", durable=True):
    """Take back the event of the id `event`, of any kind but a slate; empty takes back the profile's last one."""

    profile: str = ""
    event: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("event", self.event, MAX_NAME)


@dataclass(frozen=True)
class Forget(Request, tag="forget"):
    """Delete all that a profile holds since a moment (seconds since 1970, UTC), for good."""

    since: float
    profile: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_moment("since", self.since)


def _check_amount(amount: float | None) -> None:
    if amount is not None:
        SHARE.check("amount", amount)


def _check_stars(stars: int) -> None:
    if stars not in STARS:
        raise ValueError(f"stars must be a whole number from {STARS.low} to {STARS.high}, got {stars}")
