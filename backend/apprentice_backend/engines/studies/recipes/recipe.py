"""Recipes: the work that an attribute value asks of each stage, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..stages.framing.framing import Framing
from ..stages.light.light import Light
from ..stages.stage_part import Operation


@dataclass(frozen=True)
class Recipe:
    """The work of one attribute value.

    Args:
        dimension, value: its names.
        title: the artist's word for it; empty where its name says it.
        color: colour maps, one after the other.
        style: style operations, in any order.
        light: the light, or None to leave it.
        framing: the framing, or None to leave it.
    """

    dimension: str
    value: str
    title: str = ""
    color: tuple[Operation, ...] = ()
    style: tuple[Operation, ...] = ()
    light: Light | None = None
    framing: Framing | None = None


@dataclass(frozen=True)
class Intent:
    """The work of an intent.

    Args:
        name: as a request names it.
        title: the artist's word for it.
        places: names of places, with the work on each, in order; before colour and light.
        color: colour maps, one after the other.
        style: style operations, in any order.
        light: the light, or None to leave it.
        against: (dimension, value) pairs that contradict it.
    """

    name: str
    title: str
    places: tuple[Operation, ...] = ()
    color: tuple[Operation, ...] = ()
    style: tuple[Operation, ...] = ()
    light: Light | None = None
    against: tuple[tuple[str, str], ...] = ()


# By the intent's name.
Intents = Mapping[str, Intent]
# By (dimension, value).
Recipes = Mapping[tuple[str, str], Recipe]
