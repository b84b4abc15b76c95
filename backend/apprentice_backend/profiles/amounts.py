"""The amount at which a picture is seen, against the amount at which its slate was shown.

The weights of a slate's mixes are those of the pictures shown: the agent's, times the amount that was asked for. An
event about a picture seen at another amount has the content {"share": 0.7}: it was seen at 0.7 times those weights.
The content is empty where the picture was seen as it was shown.
"""

from __future__ import annotations

from typing import Any

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.bounds import Range
from apprentice_shared.signals import PICKED

from ..store.records import EventRecord, SlateRecord, SuggestionRecord
from .part import Part

_SHARE = "share"
# A mix bounds its sums itself.
_SHARES = Range(0, 1_000_000)


def share_of_shown(amount: float | None, slate: SlateRecord) -> float:
    """Return what the weights of a slate's mixes are multiplied by at an amount; None: as they were shown.

    A slate shown at an amount of 0 shows the canvas alone, and so it does at any other.
    """
    shown = float(slate.context.get("request", {}).get("amount", 1.0))
    return 1.0 if amount is None or amount == shown or not shown else min(amount / shown, float(_SHARES.high))


def seen_at(amount: float | None, slate: SlateRecord) -> dict[str, Any]:
    """Return the content of an event about a picture seen at an amount; None: as it was shown."""
    share = share_of_shown(amount, slate)
    return {} if share == 1.0 else {_SHARE: share}


def mix_seen(event: EventRecord, suggestion: SuggestionRecord) -> AttributeMix:
    """Return the mix of the picture that an event is about; a pick is among pictures as they were shown."""
    mix = AttributeMix.from_dict(suggestion.mix)
    return mix if event.signal == PICKED else mix.times(event.content.get(_SHARE, 1.0))


def share_to_file(event: EventRecord) -> dict[str, Any]:
    """Return what a profile's file says of an event's share."""
    return {"content": dict(event.content)} if event.content else {}


def share_from_file(entry: Part) -> dict[str, Any]:
    """Read what `share_to_file` wrote.

    Raises:
        ValueError: it is no share, or out of range.
    """
    if entry.get("content", None).value is None:
        return {}
    return {"content": {_SHARE: entry["content"][_SHARE].number(_SHARES)}}
