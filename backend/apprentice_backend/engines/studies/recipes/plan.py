"""The plan of a study: the recipes of a mix's values, gathered by stage and averaged by weight.

The rest to a weight of 1 stays as painted, so every number of a plan falls smoothly to "nothing" with the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import EngineError
from apprentice_shared.language import tr

from ....packs.shipped import value_word
from ..stages.brushwork.operations import STYLE_OPERATIONS
from ..stages.colour.palette_rule import swatches_to_oklab
from ..stages.framing.framing import Framing, blend_framings
from ..stages.light.light import Light, blend_lights
from ..stages.stage_part import UNSEEN, Asked, ColorPart, Operation, StagePart
from .recipe import Intent, Recipe, Recipes


@dataclass(frozen=True)
class StudyPlan:
    """The work of every stage of a study; a part that stays as painted is None or empty."""

    color: ColorPart | None
    style: tuple[StagePart[Operation], ...]
    light: StagePart[Light] | None
    framing: StagePart[Framing] | None
    intent: StagePart[Intent] | None = None

    @property
    def empty(self) -> bool:
        """True where no stage has any work."""
        parts = (self.color, self.light, self.framing, self.intent)
        return not self.style and all(part is None for part in parts)

    @property
    def cost(self) -> float:
        """The processor time of this study, roughly: 1 for a study without style operations, more for each of them."""
        return 1.0 + sum(STYLE_OPERATIONS[part.asked.name].cost for part in self.style)

    @property
    def moved(self) -> float:
        """The distance of the study from the canvas, 0 to 1: the amount of the strongest part."""
        color = 0.0 if self.color is None else _heaviest(self.color)
        style = max((part.amount for part in self.style), default=0.0)
        light = self.light.amount if self.light else 0.0
        framing = self.framing.amount if self.framing else 0.0
        intent = self.intent.amount if self.intent else 0.0
        return min(max(color, style, light, framing, intent), 1.0)


def make_plan(
    mix: AttributeMix,
    recipes: Recipes,
    palette: tuple[str, ...] = (),
    ruling: float = 1.0,
    *,
    wish: tuple[Intent, float] | None = None,
) -> StudyPlan:
    """Gather the work that a mix asks for, and that of an intent before it.

    Args:
        mix: the attribute mix.
        recipes: of all known values, by (dimension, value).
        palette: "#rrggbb" swatches that rule the colour; empty for none.
        ruling: how far they rule it, 0 (not at all) to 1.
        wish: an intent, and its amount; None for none.

    Raises:
        EngineError: the mix names a value without a recipe, or a swatch cannot be read.
    """
    weighted: dict[str, list[tuple[float, Recipe]]] = {}
    for dimension, weights in mix.weights.items():
        for value, weight in weights.items():
            recipe = recipes.get((dimension, value))
            if recipe is None:
                raise EngineError(
                    tr(
                        "no study is made with {value} here: choose its pack in the settings",
                        value=value_word(dimension, value),
                    )
                )
            if weight >= UNSEEN:
                weighted.setdefault(dimension, []).append((weight, recipe))
    everything = [item for items in weighted.values() for item in items]
    intent = None if wish is None or wish[1] < UNSEEN else StagePart(*wish)
    own = [] if intent is None else [StagePart(operation, intent.amount) for operation in intent.asked.style]
    return StudyPlan(
        color=_color_part(weighted, palette if ruling >= UNSEEN else (), ruling),
        style=(
            *own,
            *(StagePart(operation, weight) for weight, recipe in everything for operation in recipe.style),
        ),
        light=_averaged([(weight, recipe.light) for weight, recipe in everything if recipe.light], blend_lights),
        framing=_averaged(
            [(weight, recipe.framing) for weight, recipe in everything if recipe.framing], blend_framings
        ),
        intent=intent,
    )


def _heaviest(color: ColorPart) -> float:
    ruling = 0.0 if color.palette is None else color.ruling
    return max((ruling, *(sum(weight for weight, _ in group) for group in color.groups)))


def _color_part(
    weighted: Mapping[str, list[tuple[float, Recipe]]], palette: tuple[str, ...], ruling: float
) -> ColorPart | None:
    groups = []
    for items in weighted.values():
        group = tuple((weight, recipe.color) for weight, recipe in items if recipe.color)
        if group:
            groups.append(group)
    if not groups and not palette:
        return None
    try:
        swatches = swatches_to_oklab(palette) if palette else None
    except ValueError as exc:
        raise EngineError(tr("a colour of the palette cannot be read: choose another palette")) from exc
    return ColorPart(tuple(groups), swatches, ruling)


def _averaged(
    items: list[tuple[float, Asked]], blend: Callable[[list[tuple[float, Asked]]], Asked]
) -> StagePart[Asked] | None:
    return StagePart(blend(items), min(sum(weight for weight, _ in items), 1.0)) if items else None
