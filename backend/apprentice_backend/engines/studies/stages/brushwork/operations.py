"""The style operations by name, in the order in which they are chained."""

from __future__ import annotations

from collections.abc import Callable

from ...canvas.analysis import Analysis
from ...masks.fields import Rgb
from ...recipes.recipe import Params
from .dots import dots
from .dream import dream
from .form import form
from .lines import lines
from .planes import planes
from .shapes import shapes
from .strokes import strokes
from .wash import wash

StyleOperation = Callable[[Rgb, Analysis, float, int, Params], Rgb]

# Operations that estrange come first, then those that simplify, model and paint, and those in ink last.
STYLE_OPERATIONS: dict[str, StyleOperation] = {
    "dream": dream,
    "shapes": shapes,
    "planes": planes,
    "form": form,
    "wash": wash,
    "strokes": strokes,
    "dots": dots,
    "lines": lines,
}
STYLE_ORDER = {name: place for place, name in enumerate(STYLE_OPERATIONS)}

# The parameters that a pack may give to each operation; any other word is a misspelling.
STYLE_PARAMS: dict[str, frozenset[str]] = {
    "dream": frozenset({"flow", "swap", "hue"}),
    "shapes": frozenset({"count", "calm", "focal", "chroma", "contrast", "hold"}),
    "planes": frozenset({"count", "straight", "cuts", "chroma", "shift", "hold"}),
    "form": frozenset({"turn", "clarity", "lost"}),
    "wash": frozenset({"flow", "rim", "grain", "bloom", "thin"}),
    "strokes": frozenset({"size", "length", "wobble", "jitter", "bristle", "relief", "opacity"}),
    "dots": frozenset({"size", "regular", "color"}),
    "lines": frozenset({"width", "sharp", "ground", "wobble", "strength"}),
}
