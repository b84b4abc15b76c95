"""The terms of a slate, kept in its record so that its pictures can be rendered again as they were asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

from apprentice_shared.bounds import DEFAULT_STRENGTH
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.language import tr

from ...engines.base import AMOUNT, EngineInfo
from ...store import SlateRecord


@dataclass(frozen=True)
class SlateTerms:
    """The terms on which a slate was asked for, beside its subject.

    A record of an imported profile has no terms: then the defaults stand for most slates.

    Args:
        strength: as in the request.
        bans: as in the request.
        palette: as in the request, "#rrggbb".
        model: the engine's model, as its key names it.
        device: the engine's device, as its key names it.
        canvas: hash of the canvas; empty for an empty one, None where that is not known.
        feedback: the weight of rated pictures, 0 to 1.
        liked: hashes of the liked pictures that the engine was shown.
        disliked: hashes of the disliked pictures that it was shown.
        avoid: the mix of values that were avoided.
        near_seed: the seed that the noise was taken near, or None.
        intent: as in the request.
        amount: as in the request; the weights of the slate's mixes were multiplied by it.
    """

    strength: float = DEFAULT_STRENGTH
    bans: Sequence[str] = ()
    palette: Sequence[str] = ()
    model: str = ""
    device: str = ""
    canvas: str | None = None
    feedback: float = 0.0
    liked: Sequence[str] = ()
    disliked: Sequence[str] = ()
    avoid: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    near_seed: int | None = None
    amount: float = 1.0
    intent: str = ""

    @classmethod
    def of(cls, slate: SlateRecord) -> SlateTerms:
        """Read the terms back from a slate's record."""
        kept = {"model": slate.model, **slate.context.get("request", {})}
        return cls(**{entry.name: kept[entry.name] for entry in fields(cls) if entry.name in kept})


def check_amount(amount: float, engine: EngineInfo) -> None:
    """Raise a `RequestError` where an engine cannot show less than whole pictures, and is asked to."""
    if amount < 1.0 and AMOUNT not in engine.abilities:
        raise RequestError(
            tr("{engine} makes only whole pictures: ask for the whole amount.", engine=engine.title),
            ErrorCode.BAD_VALUE,
        )
