"""Recipes from a pack's tables, with a plain sentence for every word that the engine does not know."""

from __future__ import annotations

import math
from collections.abc import Mapping

from apprentice_shared.errors import ConfigError
from apprentice_shared.swatch import is_hex_color

from ....packs.pack import Pack, PackValue
from ..stages.brushwork.operations import STYLE_PARAMS
from ..stages.colour.maps import COLOR_PARAMS
from .recipe import FRAMING_FIELDS, LIGHT_FIELDS, Framing, Light, Operation, Params, Recipe


def recipes_of(pack: Pack) -> dict[tuple[str, str], Recipe]:
    """Return the recipes of a pack's values, by (dimension, value).

    Raises:
        ConfigError: a recipe names an operation, a parameter or a field that does not exist, or gives it no number.
    """
    return {key: _recipe(*key, value, f"{pack.source}: {'.'.join(key)}") for key, value in pack.values.items()}


def _recipe(dimension: str, value: str, said: PackValue, where: str) -> Recipe:
    light, framing = said.recipe.get("light"), said.recipe.get("framing")
    return Recipe(
        dimension,
        value,
        said.title,
        _operations(said.recipe.get("color", []), "map", COLOR_PARAMS, where),
        _operations(said.recipe.get("style", []), "operation", STYLE_PARAMS, where),
        None if light is None else Light(**_numbers(light, LIGHT_FIELDS, f"{where}.light")),
        None if framing is None else Framing(**_numbers(framing, FRAMING_FIELDS, f"{where}.framing")),
    )


def _numbers(table: object, known: frozenset[str], where: str) -> dict[str, float]:
    if not isinstance(table, dict) or set(table) - known:
        raise ConfigError(f"{where} takes {', '.join(sorted(known))}, got {table!r}")
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise ConfigError(f"{where}.{name} must be a number, got {value!r}")
    return {name: float(value) for name, value in table.items()}


def _operations(items: object, word: str, known: Mapping[str, frozenset[str]], where: str) -> tuple[Operation, ...]:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ConfigError(f"{where}: a list of tables such as {{ {word} = ... }} was expected, got {items!r}")
    operations = []
    for item in items:
        rest = dict(item)
        name = rest.pop(word, None)
        if not isinstance(name, str) or name not in known:
            raise ConfigError(f"{where}: {word} must be one of {', '.join(known)}, got {name!r}")
        unknown = set(rest) - known[name]
        if unknown:
            raise ConfigError(f"{where}: {name} takes {', '.join(sorted(known[name]))}, got {sorted(unknown)}")
        operations.append(Operation(name, _params(rest, f"{where}.{name}")))
    return tuple(operations)


def _params(table: dict[str, object], where: str) -> Params:
    params: dict[str, float | str | tuple[str, ...]] = {}
    for name, value in table.items():
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            params[name] = float(value)
        elif isinstance(value, list) and len(value) >= 2 and all(isinstance(v, str) and is_hex_color(v) for v in value):
            params[name] = tuple(value)
        else:
            raise ConfigError(f"{where}.{name} must be a number or a list of swatches like '#1f2e3d', got {value!r}")
    return params
