"""The packs that come with Apprentice, and the attribute space that packs span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.language import tr

from .pack import SHIPPED_PARTS, Pack, PackValue, read_pack

_BUILT_IN = "default.toml"


@lru_cache(maxsize=1)
def shipped_packs() -> tuple[Pack, ...]:
    """Read the packs of this folder, the built-in values first."""
    folder = resources.files("apprentice_backend.packs")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml"))
    names.sort(key=lambda name: name != _BUILT_IN)
    return tuple(read_pack((folder / name).read_text(encoding="utf-8"), name, SHIPPED_PARTS) for name in names)


@lru_cache(maxsize=1)
def shipped_values() -> Mapping[tuple[str, str], PackValue]:
    """Return the values of all shipped packs, by (dimension, value)."""
    return {key: value for pack in shipped_packs() for key, value in pack.values.items()}


@lru_cache(maxsize=1)
def marks_of_values() -> Mapping[tuple[str, str], Mapping[str, float]]:
    """Return the marks of every value that leaves some on the measures of a picture, by (dimension, value)."""
    return {key: value.marks for key, value in shipped_values().items() if value.marks}


def space_of(pairs: Iterable[tuple[str, str]]) -> AttributeSpace:
    """Return the space of some (dimension, value) pairs, each counted where it comes first."""
    dimensions: dict[str, dict[str, None]] = {}
    for dimension, value in pairs:
        dimensions.setdefault(dimension, {})[value] = None
    return AttributeSpace({name: tuple(values) for name, values in dimensions.items()})


@lru_cache(maxsize=1)
def built_in_space() -> AttributeSpace:
    """Return the space of the built-in values: the one that an agent learns over without any other pack."""
    return space_of(shipped_packs()[0].values)


def value_word(dimension: str, value: str) -> str:
    """Return the word for a value in the language in use: its title where a shipped pack has it, else its name."""
    known = shipped_values().get((dimension, value))
    title = known.title if known and known.title else value.replace("-", " ").capitalize()
    return tr(title, context=dimension)


def is_plain_title(dimension: str, value: str, title: str) -> bool:
    """Tell whether a built-in value is titled with its name and a capital letter, which clients write by themselves."""
    return (dimension, value) in shipped_packs()[0].values and title == value.replace("-", " ").capitalize()
