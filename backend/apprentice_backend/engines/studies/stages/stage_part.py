"""The parts of a plan: the work of one stage, with its amount."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ....color.oklab import Floats

UNSEEN = 0.004  # an amount that moves no pixel by a visible level
UNSEEN_MASS = 0.01  # the same where the picture's masses or edges are lit, which takes more to be seen

# A parameter further from 0 is refused, whatever it does; one that takes time or memory has a nearer end.
FARTHEST = 1e6
_MOST = "most"

Asked = TypeVar("Asked")


def costly(default: float, *, most: float) -> Any:
    """Return a field of parameters whose cost grows with its number; a pack may give `most` at most."""
    return dataclasses.field(default=default, metadata={_MOST: most})


def greatest(parameters: type, name: str) -> float:
    """Return the greatest distance from 0 that a pack may give to a parameter."""
    return next(
        float(entry.metadata.get(_MOST, FARTHEST)) for entry in dataclasses.fields(parameters) if entry.name == name
    )


@dataclass(frozen=True)
class Operation:
    """A style operation or a colour map, by its name in the stage's table, and its parameters: that table's type."""

    name: str
    params: Any


@dataclass(frozen=True)
class StagePart(Generic[Asked]):
    """The work of a stage: a style operation, or the averaged light or framing, and its amount, 0 to 1."""

    asked: Asked
    amount: float


@dataclass(frozen=True)
class ColorPart:
    """The work of the colour stage.

    Args:
        groups: for each dimension that changes colour, its values' weights, each with that value's colour maps.
        palette: OKLab of swatches that rule the colour, or None.
        ruling: how far they rule it, 0 to 1.
    """

    groups: tuple[tuple[tuple[float, tuple[Operation, ...]], ...], ...]
    palette: Floats | None
    ruling: float = 1.0


def weighted_mean(items: list[tuple[float, Any]], neutral: Any, but: Container[str] = ()) -> dict[str, float]:
    """Return neutral + sum of w (value - neutral) for every field of some weighted objects, `but` for those named.

    Hues and fields that may be None have no such mean.
    """
    names = [item.name for item in dataclasses.fields(neutral) if item.name not in but]
    return {
        name: getattr(neutral, name)
        + sum(weight * (getattr(asked, name) - getattr(neutral, name)) for weight, asked in items)
        for name in names
    }
