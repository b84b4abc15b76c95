"""Recipes: the work that an attribute value asks of each stage, as data.

A recipe has up to four parts: colour maps, style operations, a light, a framing. The words in a pack's TOML are the
field names here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

Params = Mapping[str, float | str | tuple[str, ...]]


def number(params: Params, name: str, default: float) -> float:
    """Return a number among an operation's parameters, or its default where the pack gives none."""
    value = params.get(name, default)
    return float(value) if isinstance(value, (int, float)) else default


@dataclass(frozen=True)
class Operation:
    """A named operation and its parameters; a parameter that is missing has the operation's default."""

    name: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True)
class Light:
    """A light; its defaults leave a picture alone. Several lights blend by their weighted mean.

    Args:
        key: the lightness (OKLab L) to which the middle of the values is moved; None leaves it.
        contrast: slope of the values around the key.
        chroma: factor on the chroma.
        shadow_hue, shadow_tint: hue (degrees in OKLab) and chroma of a colour that enters the darks.
        light_hue, light_tint: the same for the lights.
        bloom: light that spills over from bright places.
        haze: fading of the distance, 0 to 1.
        haze_lightness, haze_hue, haze_chroma: the colour to which it fades, in OKLab.
        vignette: darkening towards the frame, 0 to 1; below 0 lightens.
        pool: a pool of light on the focus, the rest in shade.
        sides: light from one side and reflected light from the other, along the picture's edges.
        soft: melting of edges away from the focus, 0 to 1.
        sweep: a slow gradient from the light's side to the other.
    """

    key: float | None = None
    contrast: float = 1.0
    chroma: float = 1.0
    shadow_hue: float = 0.0
    shadow_tint: float = 0.0
    light_hue: float = 0.0
    light_tint: float = 0.0
    bloom: float = 0.0
    haze: float = 0.0
    haze_lightness: float = 0.8
    haze_hue: float = 250.0
    haze_chroma: float = 0.02
    vignette: float = 0.0
    pool: float = 0.0
    sides: float = 0.0
    soft: float = 0.0
    sweep: float = 0.0


@dataclass(frozen=True)
class Framing:
    """A framing: a crop, a small tilt, and a weighing of masses. Several framings blend by their weighted mean.

    Args:
        place: distance of the focus from the middle, 0 (middle) to 0.5 (edge), on the side where it lies.
        height: the same, upwards or downwards.
        zoom: the least enlargement; 1 keeps the whole picture.
        tilt_deg: rotation towards the light.
        balance: shift of the axis of symmetry to the middle, and evening of the light left and right of it, 0 to 1.
        quiet: calming of the side away from the focus, 0 to 1.
        diagonal: a slow gradient of light along the picture's diagonal, 0 to 1.
        ring: calming and darkening all around the focus, 0 to 1.
        flanks: light on both sides of the axis of symmetry, 0 to 1.
    """

    place: float = 0.0
    height: float = 0.0
    zoom: float = 1.0
    tilt_deg: float = 0.0
    balance: float = 0.0
    quiet: float = 0.0
    diagonal: float = 0.0
    ring: float = 0.0
    flanks: float = 0.0

    @property
    def weight(self) -> float:
        """The strongest of the fields that weigh masses, 0 to 1: the crop and the tilt do not count."""
        return max(self.balance, self.quiet, self.diagonal, self.ring, self.flanks)


@dataclass(frozen=True)
class Recipe:
    """The work of one attribute value.

    Args:
        dimension, value: its names.
        title: the artist's word for it; empty where its name says it.
        color: colour maps, one after the other.
        style: style operations, one after the other.
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


LIGHT_FIELDS = frozenset(item.name for item in dataclasses.fields(Light))
FRAMING_FIELDS = frozenset(item.name for item in dataclasses.fields(Framing))
