"""A pack: attribute values read from TOML, with a plain sentence for every mistake."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from apprentice_shared.bounds import MAX_NAME
from apprentice_shared.errors import ConfigError
from apprentice_shared.language import tr
from apprentice_shared.private_files import printable, read_plain
from apprentice_shared.private_files import shown as shown_path
from apprentice_shared.system_errors import why_of

from ..toml_text import MOST_BYTES, NotTomlError, read_toml

MOST_VALUES = 60  # of a pack
_SHOWN = 100  # characters of a value in a sentence
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_INTENT_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_INTENTS = 24  # of a pack
INTENT = "intent"  # the table of a pack's intents: no dimension has this name
# The parts of an intent.
INTENT_PARTS = ("places", "color", "style", "light")
AGAINST = "against"  # an intent's list of values that contradict it
_MOST_AGAINST = 24
# The parts of a value that an artist's own pack may hold: a title, and a recipe for the engine `studies`.
RECIPE_PARTS = ("color", "style", "light", "framing")
OWN_PARTS = ("title", *RECIPE_PARTS)
# The parts that the packs of this folder may hold beside those; the head of `default.toml` explains them.
SHIPPED_PARTS = (*OWN_PARTS, "phrase", "swatches", "palette", "marks", "rated_by")


@dataclass(frozen=True)
class PackValue:
    """One attribute value.

    Args:
        title: the artist's word for it; empty where its name says it.
        recipe: the tables of `RECIPE_PARTS` that the pack gives, as read.
        phrase: the words for it in a prompt; empty for its name.
        swatches: "#rrggbb" colours to which the mean of a picture from words is drawn.
        palette: measure of a palette -> change of it for a star given to this value.
        marks: measure of a picture -> change of it in a picture of this value, in standard deviations.
        rated_by: the statistic by which a benchmark rates this value, and 1 for more of it or -1 for less.
    """

    title: str
    recipe: Mapping[str, object]
    phrase: str = ""
    swatches: tuple[str, ...] = ()
    palette: Mapping[str, float] | None = None
    marks: Mapping[str, float] | None = None
    rated_by: tuple[str, int] | None = None


@dataclass(frozen=True)
class PackIntent:
    """One intent.

    Args:
        title: the artist's word for it.
        recipe: the tables of `INTENT_PARTS` that the pack gives, as read.
        against: (dimension, value) pairs that contradict it, and are not proposed with it.
    """

    title: str
    recipe: Mapping[str, object]
    against: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Pack:
    """A set of attribute values and intents.

    Args:
        name: the pack's own name, or its file's.
        title: the artist's words for the pack; empty where the file has none.
        values: by (dimension, value), in the file's order.
        source: the file's name, for messages.
        intents: by name, in the file's order.
    """

    name: str
    title: str
    values: Mapping[tuple[str, str], PackValue]
    source: str
    intents: Mapping[str, PackIntent] = field(default_factory=dict)


def read_pack(text: str, source: str, parts: tuple[str, ...] = OWN_PARTS) -> Pack:
    """Read a pack from TOML; `parts` are those that a value may have, `source` names its file in messages.

    Raises:
        ConfigError: the text is no TOML, or a name or a value's parts do not fit. Recipes are not looked into.
    """
    try:
        data = read_toml(text)
    except NotTomlError as exc:
        raise ConfigError(f"the attribute pack {source} is not TOML: {_shortened(str(exc))}") from exc
    except ValueError as exc:
        raise ConfigError(f"the attribute pack {source} {_shortened(str(exc))}") from exc
    name, title = data.pop("name", source), data.pop("title", "")
    intents = _intents(data.pop(INTENT, {}), source)
    values: dict[tuple[str, str], PackValue] = {}
    for dimension, tables in data.items():
        _check_name(dimension, source)
        if not isinstance(tables, dict):
            raise ConfigError(f"{source}: {dimension} must be a table of values, as in [{dimension}.value]")
        for value, table in tables.items():
            _check_name(value, source)
            values[dimension, value] = _value(table, parts, f"{source}: {dimension}.{value}")
            if len(values) > MOST_VALUES:
                raise ConfigError(f"the attribute pack {source} has more than {MOST_VALUES} values: take some away")
    if not values and not intents:
        raise ConfigError(f"the attribute pack {source} defines no value: add a table such as [color.sepia]")
    title = title if isinstance(title, str) else ""
    return Pack(_text(name, f"{source}: name"), _text(title, f"{source}: title"), values, source, intents)


def load_pack(path: Path) -> Pack:
    """Read an artist's own pack from a plain file, or from one that a link leads to.

    Raises:
        ConfigError: the file cannot be read, is no plain file, or is no pack.
    """
    try:
        text = read_plain(path, MOST_BYTES, follow=True).decode()
    except UnicodeDecodeError as exc:
        raise _unreadable(path, tr("it is no text in UTF-8")) from exc
    except (OSError, ValueError) as exc:  # no file can have that name
        raise _unreadable(path, why_of(exc)) from exc
    return read_pack(text, printable(path.name))


def _unreadable(path: Path, why: str) -> ConfigError:
    return ConfigError(
        tr(
            "the attribute pack {file} cannot be read ({why}): put the file back, or do without that pack",
            file=shown_path(path),
            why=why,
        )
    )


def shown(value: object) -> str:
    """Write a value for a sentence, however long or deep the value is."""
    try:
        return _shortened(repr(value))
    except (ValueError, RecursionError):  # an integer of thousands of digits, or a table in thousands of tables
        return "more than can be shown"


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _text(value: object, where: str) -> str:
    try:
        return printable(str(value)[: MAX_NAME + 1])[:MAX_NAME]
    except (ValueError, RecursionError) as exc:
        raise ConfigError(f"{where} must be text, got {shown(value)}") from exc


def _check_name(name: str, source: str) -> None:
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{source}: names are lower-case letters, digits and hyphens, got {shown(name)}")


def _intents(tables: object, source: str) -> dict[str, PackIntent]:
    if not isinstance(tables, dict):
        raise ConfigError(f"{source}: {INTENT} must be a table of intents, as in [{INTENT}.fog]")
    if len(tables) > MOST_INTENTS:
        raise ConfigError(f"the attribute pack {source} has more than {MOST_INTENTS} intents: take some away")
    return {name: _intent(name, table, source) for name, table in tables.items()}


def _intent(name: str, table: object, source: str) -> PackIntent:
    if not _INTENT_NAME.fullmatch(name):
        raise ConfigError(
            f"{source}: names of intents are lower-case letters, digits and underscores, got {shown(name)}"
        )
    where = f"{source}: {INTENT}.{name}"
    if not isinstance(table, dict):
        raise ConfigError(f"{where} must be a table with a title and some of {', '.join(INTENT_PARTS)}")
    if set(table) - {"title", AGAINST, *INTENT_PARTS} or not set(table) & set(INTENT_PARTS):
        raise ConfigError(
            f"{where} takes title, {', '.join(INTENT_PARTS)}, at least one beside title, and {AGAINST}, "
            f"got {shown(sorted(table))}"
        )
    title = _text(table.get("title", ""), f"{where}.title") or name.replace("_", " ").capitalize()
    against = _pairs(table.get(AGAINST, []), f"{where}.{AGAINST}")
    return PackIntent(title, {part: table[part] for part in INTENT_PARTS if part in table}, against)


def _pairs(names: object, where: str) -> tuple[tuple[str, str], ...]:
    """Return values written as "color=cool" as (dimension, value) pairs."""
    if not isinstance(names, list) or len(names) > _MOST_AGAINST or not all(map(_is_pair, names)):
        raise ConfigError(
            f'{where}: a list of at most {_MOST_AGAINST} values such as "color=cool" was expected, got {shown(names)}'
        )
    pairs = (name.split("=") for name in names)
    return tuple((dimension, value) for dimension, value in pairs)


def _is_pair(name: object) -> bool:
    return isinstance(name, str) and len(name) <= 2 * MAX_NAME and name.count("=") == 1


def _value(table: object, parts: tuple[str, ...], where: str) -> PackValue:
    if not isinstance(table, dict):
        raise ConfigError(f"{where} must be a table with some of {', '.join(parts)}")
    if set(table) - set(parts) or not set(table) - {"title"}:
        raise ConfigError(f"{where} takes {', '.join(parts)}, at least one beside title, got {shown(sorted(table))}")
    rest: dict[str, Any] = {name: part for name, part in table.items() if name not in OWN_PARTS}
    if "rated_by" in rest:
        ((way, statistic),) = rest["rated_by"].items()
        rest["rated_by"] = statistic, {"more": 1, "less": -1}[way]
    if "swatches" in rest:
        rest["swatches"] = tuple(rest["swatches"])
    recipe = {name: part for name, part in table.items() if name in RECIPE_PARTS}
    return PackValue(_text(table.get("title", ""), f"{where}.title"), recipe, **rest)
