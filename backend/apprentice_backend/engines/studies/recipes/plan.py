"""The plan of a study: the recipes of a mix's values, gathered by stage and averaged by weight.

The rest to a weight of 1 stays as painted, so every number of a plan falls smoothly to "nothing" with the weights.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import EngineError

from ....color.oklab import Floats
from ..stages.colour.palette_rule import swatches_to_oklab
from .recipe import Framing, Light, Operation, Recipe

Recipes = Mapping[tuple[str, str], Recipe]

# Processor time of a style operation at 1024 px; a study without one takes 1.
_COSTS = {"strokes": 1.5, "shapes": 0.8, "planes": 0.4, "form": 0.5, "dream": 0.5}

LEAST_WEIGHT = 0.004  # less moves no pixel by a visible amount

Asked = TypeVar("Asked", Operation, Light, Framing)


@dataclass(frozen=True)
class ColorPart:
    """The work of the colour stage.

    Args:
        groups: for each dimension that changes colour, its values' weights, each with that value's colour maps.
        palette: OKLab of swatches that rule the colour, or None.
    """

    groups: tuple[tuple[tuple[float, tuple[Operation, ...]], ...], ...]
    palette: Floats | None


@dataclass(frozen=True)
class StagePart(Generic[Asked]):
    """The work of another stage: a style operation, or the averaged light or framing, and its amount, 0 to 1."""

    asked: Asked
    amount: float


@dataclass(frozen=True)
class StudyPlan:
    """The work of every stage of a study; a part that stays as painted is None or empty."""

    color: ColorPart | None
    style: tuple[StagePart[Operation], ...]
    light: StagePart[Light] | None
    framing: StagePart[Framing] | None

    @property
    def empty(self) -> bool:
        """True where no stage has any work."""
        return self.color is None and not self.style and self.light is None and self.framing is None

    @property
    def cost(self) -> float:
        """The processor time of this study, roughly: 1 for a study without style operations, more for each of them."""
        return 1.0 + sum(_COSTS.get(part.asked.name, 1.0) for part in self.style)

    @property
    def moved(self) -> float:
        """The distance of the study from the canvas, 0 to 1: the amount of the strongest part."""
        color = 0.0 if self.color is None else 1.0 if self.color.palette is not None else _heaviest(self.color)
        style = max((part.amount for part in self.style), default=0.0)
        light = self.light.amount if self.light else 0.0
        framing = self.framing.amount if self.framing else 0.0
        return min(max(color, style, light, framing), 1.0)


def make_plan(mix: AttributeMix, recipes: Recipes, palette: tuple[str, ...] = ()) -> StudyPlan:
    """Gather the work that a mix asks for.

    Args:
        mix: the attribute mix.
        recipes: of all known values, by (dimension, value).
        palette: "#rrggbb" swatches that rule the colour; empty for none.

    Raises:
        EngineError: the mix names a value without a recipe, or a swatch cannot be read.
    """
    weighted: dict[str, list[tuple[float, Recipe]]] = {}
    for dimension, weights in mix.weights.items():
        for value, weight in weights.items():
            recipe = recipes.get((dimension, value))
            if recipe is None:
                raise EngineError(f"studies has no recipe for {dimension}={value}: install the pack that defines it")
            if weight >= LEAST_WEIGHT:
                weighted.setdefault(dimension, []).append((weight, recipe))
    everything = [item for items in weighted.values() for item in items]
    return StudyPlan(
        color=_color_part(weighted, palette),
        style=tuple(StagePart(operation, weight) for weight, recipe in everything for operation in recipe.style),
        light=_light_part([(weight, recipe.light) for weight, recipe in everything if recipe.light]),
        framing=_framing_part([(weight, recipe.framing) for weight, recipe in everything if recipe.framing]),
    )


def _heaviest(color: ColorPart) -> float:
    return max((sum(weight for weight, _ in group) for group in color.groups), default=0.0)


def _color_part(weighted: Mapping[str, list[tuple[float, Recipe]]], palette: tuple[str, ...]) -> ColorPart | None:
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
        raise EngineError(f"{exc}: choose another palette") from exc
    return ColorPart(tuple(groups), swatches)


def _light_part(items: list[tuple[float, Light]]) -> StagePart[Light] | None:
    amount = min(sum(weight for weight, _ in items), 1.0)
    if not items:
        return None
    neutral, shares = Light(), [weight for weight, _ in items]
    mixed = {
        item.name: _blended(shares, [getattr(light, item.name) for _, light in items], getattr(neutral, item.name))
        for item in dataclasses.fields(Light)
        if item.name not in _SPECIAL
    }
    for name in ("shadow", "light"):
        hue, tint = _blended_tint(
            shares, [(getattr(light, f"{name}_hue"), getattr(light, f"{name}_tint")) for _, light in items]
        )
        mixed[f"{name}_hue"], mixed[f"{name}_tint"] = hue, tint
    keyed = [(weight, light.key) for weight, light in items if light.key is not None]
    key = sum(weight * value for weight, value in keyed) / sum(weight for weight, _ in keyed) if keyed else None
    return StagePart(Light(key=key, **mixed, **_blended_haze(items)), amount)


_HAZE_COLOR = ("haze_lightness", "haze_hue", "haze_chroma")
# Fields of a light that do not blend by the plain weighted mean.
_SPECIAL = {"key", "shadow_hue", "shadow_tint", "light_hue", "light_tint", *_HAZE_COLOR}


def _blended(weights: list[float], values: list[float], neutral: float) -> float:
    """Return neutral + sum of w (value - neutral)."""
    return neutral + sum(weight * (value - neutral) for weight, value in zip(weights, values, strict=True))


def _vector(hue_deg: float, length: float) -> complex:
    return complex(length * np.exp(1j * np.radians(hue_deg)))


def _blended_tint(weights: list[float], tints: list[tuple[float, float]]) -> tuple[float, float]:
    """Return hue (degrees) and chroma of the sum of w * tint, each tint a vector of such a hue and chroma."""
    total = sum((weight * _vector(*tint) for weight, tint in zip(weights, tints, strict=True)), 0j)
    return float(np.degrees(np.angle(total))), abs(total)


def _blended_haze(items: list[tuple[float, Light]]) -> dict[str, float]:
    """Average the haze's colour, each value's counting by weight * haze."""
    shares = [weight * light.haze + 1e-6 for weight, light in items]
    total = sum(shares)
    colors = [_vector(light.haze_hue, light.haze_chroma) for _, light in items]
    color = sum((share * value for share, value in zip(shares, colors, strict=True)), 0j) / total
    lightness = sum(share * light.haze_lightness for share, (_, light) in zip(shares, items, strict=True)) / total
    return {"haze_lightness": lightness, "haze_hue": float(np.degrees(np.angle(color))), "haze_chroma": abs(color)}


def _framing_part(items: list[tuple[float, Framing]]) -> StagePart[Framing] | None:
    amount = min(sum(weight for weight, _ in items), 1.0)
    if not items:
        return None
    # The place of the focus is averaged among the values alone: the amount then moves the focus from where it lies.
    places = {
        name: sum(weight * getattr(framing, name) for weight, framing in items) / sum(weight for weight, _ in items)
        for name in ("place", "height")
    }
    neutral = Framing()
    rest = {
        item.name: _blended(
            [weight for weight, _ in items],
            [getattr(framing, item.name) for _, framing in items],
            getattr(neutral, item.name),
        )
        for item in dataclasses.fields(Framing)
        if item.name not in places
    }
    return StagePart(Framing(**places, **rest), amount)
