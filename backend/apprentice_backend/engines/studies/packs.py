"""Reading attribute packs: TOML in, recipes out, with a plain sentence for whatever does not fit."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ConfigError
from apprentice_shared.swatch import is_hex_color

from .recipes.recipe import FRAMING_FIELDS, LIGHT_FIELDS, Framing, Light, Operation, Params, Recipe
from .stages.brushwork.operations import STYLE_PARAMS
from .stages.colour.maps import COLOR_PARAMS

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_ABOUT = ("name", "title")
_PARTS = ("title", "color", "style", "light", "framing")


@dataclass(frozen=True)
class Pack:
    """A set of values with their recipes.

    Args:
        name: its file's name.
        title: what the artist reads.
        recipes: by (dimension, value), in the file's order.
    """

    name: str
    title: str
    recipes: dict[tuple[str, str], Recipe]


def read_pack(text: str, source: str) -> Pack:
    """Read a pack.

    Args:
        text: TOML.
        source: where it comes from, for messages.

    Raises:
        ConfigError: it is no TOML, or names an operation, a parameter or a value that cannot be.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ConfigError(f"the attribute pack {source} is not TOML: {exc}") from exc
    name, title = data.pop("name", source), data.pop("title", "")
    recipes: dict[tuple[str, str], Recipe] = {}
    for dimension, values in data.items():
        _check_name(dimension, source)
        if not isinstance(values, dict):
            raise ConfigError(f"{source}: {dimension} must be a table of values, as in [{dimension}.value]")
        for value, table in values.items():
            _check_name(value, source)
            recipes[dimension, value] = _recipe(dimension, value, table, f"{source}: {dimension}.{value}")
    if not recipes:
        raise ConfigError(f"the attribute pack {source} defines no value: add a table such as [color.sepia]")
    return Pack(str(name), str(title), recipes)


# The same values as words, for engines that read them: no recipes.
_PHRASES = "phrases.toml"


@lru_cache(maxsize=1)
def shipped_packs() -> tuple[Pack, ...]:
    """Return the packs that come with Apprentice, the built-in values first."""
    folder = resources.files("apprentice_backend.packs")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml") and item.name != _PHRASES)
    names.sort(key=lambda name: name != "default.toml")
    return tuple(read_pack((folder / name).read_text(encoding="utf-8"), name) for name in names)


def attribute_space(packs: tuple[Pack, ...]) -> AttributeSpace:
    """Return the dimensions and values that packs define, in their order: what an agent can learn over.

    The default pack alone gives `AttributeSpace.default()`.
    """
    dimensions: dict[str, list[str]] = {}
    for pack in packs:
        for dimension, value in pack.recipes:
            values = dimensions.setdefault(dimension, [])
            if value not in values:
                values.append(value)
    return AttributeSpace({name: tuple(values) for name, values in dimensions.items()})


def load_pack(path: Path) -> Pack:
    """Read an artist's own pack from a file.

    Raises:
        ConfigError: the file cannot be read, or is no pack.
    """
    try:
        return read_pack(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigError(f"the attribute pack {path} cannot be read: {exc}") from exc


def _check_name(name: str, source: str) -> None:
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{source}: names are lower-case letters, digits and hyphens, got {name!r}")


def _recipe(dimension: str, value: str, table: object, where: str) -> Recipe:
    if not isinstance(table, dict):
        raise ConfigError(f"{where} must be a table with some of {', '.join(_PARTS)}")
    unknown = set(table) - set(_PARTS)
    if unknown or not set(table) - {"title"}:
        raise ConfigError(f"{where} takes {', '.join(_PARTS)}, at least one beside title, got {sorted(table)}")
    light, framing = table.get("light"), table.get("framing")
    return Recipe(
        dimension,
        value,
        str(table.get("title", "")),
        _operations(table.get("color", []), "map", COLOR_PARAMS, where),
        _operations(table.get("style", []), "operation", STYLE_PARAMS, where),
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
        if name not in known:
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
