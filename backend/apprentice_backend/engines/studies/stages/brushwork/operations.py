"""The style operations: what each is called in a pack, in the order in which they are chained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...canvas.analysis import Analysis
from ...canvas.prepared_canvas import LEAST_STYLE_PX, at_style_size
from ...masks.fields import Rgb
from ..stage_part import Operation, StagePart
from .brush import Brush
from .dots import Dots, dots
from .dream import Dream, dream
from .families import Families, families
from .form import Form, form
from .hatch import Hatch, hatch
from .lines import Lines, lines
from .planes import Planes, planes
from .radiograph import Radiograph, radiograph
from .shapes import Shapes, shapes
from .strokes import strokes
from .wash import Wash, wash


@dataclass(frozen=True)
class StyleOperation:
    """A style operation.

    Args:
        paint: the operation: picture, analysis, amount (0 to 1), seed, parameters -> a picture as large.
        parameters: the type of its parameters; its fields are the words of a pack.
        cost: processor time at 1024 px; a study without brushwork takes 1.
    """

    paint: Callable[[Rgb, Analysis, float, int, Any], Rgb]
    parameters: type
    cost: float = 1.0


# Operations that estrange come first, then those that simplify, model and paint, and those in ink last.
STYLE_OPERATIONS: dict[str, StyleOperation] = {
    "dream": StyleOperation(dream, Dream, cost=0.5),
    "shapes": StyleOperation(shapes, Shapes, cost=0.8),
    "families": StyleOperation(families, Families, cost=0.5),
    "planes": StyleOperation(planes, Planes, cost=0.4),
    "form": StyleOperation(form, Form, cost=0.5),
    "wash": StyleOperation(wash, Wash),
    "strokes": StyleOperation(strokes, Brush, cost=1.5),
    "radiograph": StyleOperation(radiograph, Radiograph, cost=0.5),
    "dots": StyleOperation(dots, Dots),
    "hatch": StyleOperation(hatch, Hatch),
    "lines": StyleOperation(lines, Lines),
}


def repaint(
    rgb: Rgb, picture: Analysis, parts: tuple[StagePart[Operation], ...], seed: int, least_px: int = LEAST_STYLE_PX
) -> Rgb:
    """Repaint a picture by some operations, chained in the table's order; without any it is returned itself.

    Args:
        rgb: the picture, opaque.
        picture: its analysis.
        parts: the operations.
        seed: varies the strokes.
        least_px: longer side at which the work is done, at least.
    """
    if not parts:
        return rgb
    places = list(STYLE_OPERATIONS)
    ordered = sorted(parts, key=lambda part: places.index(part.asked.name))

    def style(pixels: Rgb) -> Rgb:
        for part in ordered:
            operation = STYLE_OPERATIONS[part.asked.name]
            pixels = operation.paint(pixels, picture, part.amount, seed, part.asked.params)
        return pixels

    return at_style_size(rgb, style, least_px)
