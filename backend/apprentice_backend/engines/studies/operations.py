"""The style operations by name, in the order in which they are chained."""

from __future__ import annotations

from collections.abc import Callable

from .analysis import Analysis
from .dream import dream
from .fields import Rgb
from .form import form
from .planes import planes
from .recipe import Params
from .shapes import shapes
from .strokes import strokes

StyleOperation = Callable[[Rgb, Analysis, float, int, Params], Rgb]

# What estranges comes first, then what simplifies, then what models, and the brush last: it is the surface.
STYLE_OPERATIONS: dict[str, StyleOperation] = {
    "dream": dream,
    "shapes": shapes,
    "planes": planes,
    "form": form,
    "strokes": strokes,
}
STYLE_ORDER = {name: place for place, name in enumerate(STYLE_OPERATIONS)}
