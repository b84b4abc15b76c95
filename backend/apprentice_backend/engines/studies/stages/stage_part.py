"""The parts of a plan: the work of one stage, with its amount."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ....color.oklab import Floats

UNSEEN = 0.004  # an amount that moves no pixel by a visible level
UNSEEN_MASS = 0.01  # the same where the picture's masses or edges are lit, which takes more to be seen

Asked = TypeVar("Asked")


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
    """

    groups: tuple[tuple[tuple[float, tuple[Operation, ...]], ...], ...]
    palette: Floats | None


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
