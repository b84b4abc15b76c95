"""Recipes from a pack's tables, checked against the fields of the parameters, with a plain sentence for every mistake.

A pack may give a number beyond the range in its field's docstring: the range says where the number is of use, and a
study with a number far beyond it may fail. What would make a study take minutes, or all memory, is refused: a number
beyond `greatest`, and more operations or swatches than are of use.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar, get_type_hints

from apprentice_shared.bounds import MAX_RULING
from apprentice_shared.errors import ConfigError
from apprentice_shared.swatch import is_hex_color

from ....packs.pack import Pack, PackIntent, PackValue, shown
from ..stages.brushwork.operations import STYLE_OPERATIONS
from ..stages.colour.maps import COLOR_MAPS
from ..stages.framing.framing import GONE, Framing
from ..stages.light.light import Light
from ..stages.places.areas import AREAS
from ..stages.places.place import PlaceChange
from ..stages.stage_part import Operation, greatest
from .recipe import Intent, Intents, Recipe, Recipes

logger = logging.getLogger(__name__)

Parameters = TypeVar("Parameters")

_MOST_OPERATIONS = 8  # in a list


@dataclass(frozen=True)
class _KindOfPlace:
    """A thing of a pack that has parameters: a place, an operation or a map."""

    parameters: type = PlaceChange


_PLACES = dict.fromkeys(AREAS, _KindOfPlace())


def recipes_of(pack: Pack) -> Recipes:
    """Return the recipes of a pack's values, by (dimension, value).

    Raises:
        ConfigError: a recipe names an operation or a parameter that does not exist, or gives it another kind of value.
    """
    return {key: _recipe(*key, value, f"{pack.source}: {'.'.join(key)}") for key, value in pack.values.items()}


def intents_of(pack: Pack) -> Intents:
    """Return a pack's intents, by name.

    Raises:
        ConfigError: as `recipes_of`.
    """
    return {name: _intent(name, said, f"{pack.source}: intent.{name}") for name, said in pack.intents.items()}


def _intent(name: str, said: PackIntent, where: str) -> Intent:
    light = said.recipe.get("light")
    return Intent(
        name,
        said.title,
        _operations(said.recipe.get("places", []), "place", _PLACES, where),
        _operations(said.recipe.get("color", []), "map", COLOR_MAPS, where),
        _operations(said.recipe.get("style", []), "operation", STYLE_OPERATIONS, where),
        None if light is None else _parameters(Light, light, f"{where}.light"),
        said.against,
    )


def _recipe(dimension: str, value: str, said: PackValue, where: str) -> Recipe:
    light, framing = said.recipe.get("light"), said.recipe.get("framing")
    return Recipe(
        dimension,
        value,
        said.title,
        _operations(said.recipe.get("color", []), "map", COLOR_MAPS, where),
        _operations(said.recipe.get("style", []), "operation", STYLE_OPERATIONS, where),
        None if light is None else _parameters(Light, light, f"{where}.light"),
        None if framing is None else _parameters(Framing, _without_gone(framing, where), f"{where}.framing"),
    )


def _without_gone(framing: object, where: str) -> object:
    """Return a framing's table without the words that have no effect any more, which the log names."""
    gone = sorted(GONE & set(framing)) if isinstance(framing, dict) else []
    if not isinstance(framing, dict) or not gone:
        return framing
    logger.warning(
        "%s.framing: %s without effect: a framing changes no light and tilts nothing; take the words out",
        where,
        f"{gone[0]} is" if len(gone) == 1 else f"{', '.join(gone)} are",
    )
    return {word: value for word, value in framing.items() if word not in GONE}


class _Parameterised(Protocol):
    """Anything with a type of parameters, whose fields are the words of a pack."""

    @property
    def parameters(self) -> type: ...


def _operations(items: object, word: str, known: Mapping[str, _Parameterised], where: str) -> tuple[Operation, ...]:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ConfigError(f"{where}: a list of tables such as {{ {word} = ... }} was expected, got {shown(items)}")
    if len(items) > _MOST_OPERATIONS:
        raise ConfigError(f"{where}: a list has at most {_MOST_OPERATIONS} tables, got {len(items)}")
    operations = []
    for item in items:
        rest = dict(item)
        if word not in rest:
            raise ConfigError(f"{where}: {word} is missing: it must be one of {', '.join(known)}")
        name = rest.pop(word)
        if not isinstance(name, str) or name not in known:
            raise ConfigError(f"{where}: {word} must be one of {', '.join(known)}, got {shown(name)}")
        operations.append(Operation(name, _parameters(known[name].parameters, rest, f"{where}.{name}")))
    return tuple(operations)


def _parameters(kind: type[Parameters], table: object, where: str) -> Parameters:
    """Return parameters from a pack's table; those that the table leaves out have their defaults."""
    readers = {name: _READERS[hint] for name, hint in get_type_hints(kind).items()}
    unknown = sorted(set(table) - set(readers)) if isinstance(table, dict) else table
    if unknown or not isinstance(table, dict):
        raise ConfigError(f"{where} takes {', '.join(readers)}, got {shown(unknown)}")
    given = {name: readers[name](value, f"{where}.{name}", greatest(kind, name)) for name, value in table.items()}
    return kind(**given)


def _number(value: object, where: str, most: float) -> float:
    # TOML's integers have no bound, and its floats may be infinite or nan.
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not abs(value) <= sys.float_info.max:
        raise ConfigError(f"{where} must be a finite number, got {shown(value)}")
    if abs(value) > most:
        raise ConfigError(f"{where} must be from {-most:g} to {most:g}, got {shown(value)}")
    return float(value)


def _swatches(value: object, where: str, _most: float) -> tuple[str, ...]:
    if isinstance(value, list) and 2 <= len(value) <= MAX_RULING and all(map(_is_swatch, value)):
        return tuple(value)
    raise ConfigError(
        f"{where} must be a list of two or more swatches like '#1f2e3d', in lower case, got {shown(value)}"
    )


def _is_swatch(value: object) -> bool:
    return isinstance(value, str) and is_hex_color(value)


# By the type of a field.
_READERS: dict[object, Callable[[object, str, float], object]] = {
    float: _number,
    float | None: _number,
    tuple[str, ...]: _swatches,
}
