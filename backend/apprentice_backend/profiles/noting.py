"""The beliefs that a rating has changed clearly, told at once."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from apprentice_shared.bounds import stands_out
from apprentice_shared.errors import ApprenticeError
from apprentice_shared.signals import PICKED

from ..agents.beliefs import TasteValue
from ..store import EventRecord, ProfileRecord
from .kinds import RatingKind
from .profiles import Profiles, TasteChange

logger = logging.getLogger(__name__)

MOST_NOTED = 2  # beliefs told of one rating


@dataclass(frozen=True)
class Noted:
    """A value that is liked from now on (`direction` 1), liked less (-1), or of which neither can be said now (0)."""

    dimension: str
    value: str
    direction: int


class Noting:
    """Compares tastes before and after ratings. Any thread may call; nobody waits for it but the rating itself."""

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles

    def of(self, event: EventRecord, profile: ProfileRecord) -> tuple[Noted, ...]:
        """Return what an event that was just written has changed; empty for nothing, or nothing that is told."""
        says_something = event.kind == RatingKind.name or event.signal == PICKED
        if not says_something or not event.learned:
            return ()
        noted: list[Noted] = []
        try:
            self._profiles.change_by(profile, event, lambda change: noted.extend(changed_clearly(change)))
        except ApprenticeError as exc:  # what is on disk stays acknowledged
            logger.warning("What a rating changed cannot be told: %s", exc)
        return tuple(noted)


def changed_clearly(change: TasteChange) -> tuple[Noted, ...]:
    """Return the beliefs that a rating has changed clearly, the greatest changes first.

    A value of the suggestion that was rated is told of where its effect stands out after the rating and did not before,
    or did the other way round, at most `MOST_NOTED` of them; and only where the mix that is believed best now bears it
    out. Others, which changed because they go together with these or against them, are not told. A value whose effect
    stood out before, and does not any more, comes with direction 0.
    """
    turned = [
        (old, new)
        for old, new in zip(change.before.values, change.after.values, strict=True)
        if _side(old) != _side(new)
    ]
    if not turned:
        return ()
    best, told, gone = change.best(), [], []
    for old, new in sorted(turned, key=lambda pair: -abs(pair[1].mean - pair[0].mean)):
        side = _side(new)
        rated = change.said_of.weight(new.dimension, new.value) > 0.0
        if rated and side and (best.weight(new.dimension, new.value) > 0.0) is (side > 0):
            told.append(Noted(new.dimension, new.value, side))
        elif _side(old):
            gone.append(Noted(new.dimension, new.value, 0))
    return (*told[:MOST_NOTED], *gone)


def _side(entry: TasteValue) -> int:
    """Return 1 or -1 for an effect that stands out, else 0."""
    return (1 if entry.mean > 0 else -1) if stands_out(entry.mean, entry.spread) else 0
