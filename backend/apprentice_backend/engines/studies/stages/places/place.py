"""A place: its parameters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceChange:
    """The parameters of the work on one place of a picture; their defaults leave it alone."""

    low: float | None = None
    """Value to which the place's darks move, where `high` is given too; lightness in OKLab, 0.1 to 0.9."""
    high: float | None = None
    """Value to which the place's lights move, where `low` is given too; lightness in OKLab, 0.2 to 0.95."""
    key: float | None = None
    """Value of the place's middle between `low` and `high`; lightness in OKLab, 0.15 to 0.9."""
    ceiling: float | None = None
    """Upper bound of the lights, all of them drawn together below it; lightness in OKLab, 0.7 to 0.98."""
    lift: float = 0.0
    """Lightening of the place, darkening below 0; lightness in OKLab, -0.4 to 0.4."""
    lighter: float = 0.26
    """Most that `low`, `key` and `high` lighten the place's middle, more goes to milk; lightness in OKLab, 0 to 0.3."""
    contrast: float = 1.0
    """Slope of the place's values about their middle; factor, 0.4 to 1.6."""
    detail: float = 1.0
    """Strength of fine drawing and crevices; factor, 0.3 to 2."""
    chroma: float = 1.0
    """Chroma of middle values, and of darks and lights where these are not given; factor, 0 to 2."""
    chroma_dark: float | None = None
    """Chroma of darks; factor, 0 to 2."""
    chroma_light: float | None = None
    """Chroma of lights; factor, 0 to 2."""
    shadow_hue: float = 0.0
    """Hue of the colour that enters the darks; degrees, 0 to 360."""
    shadow_tint: float = 0.0
    """Strength of the colour that enters the darks; chroma in OKLab, 0 to 0.1."""
    light_hue: float = 0.0
    """Hue of the colour that enters the lights; degrees, 0 to 360."""
    light_tint: float = 0.0
    """Strength of the colour that enters the lights; chroma in OKLab, 0 to 0.1."""
    air: float = 0.0
    """Nearness to the value and the hue of the sky, or of the lightest distance without one; share, 0 to 1."""
    night: float = 0.0
    """Darkening of reds and lightening of blues, as eyes see at night; share, 0 to 1."""
    mirror: float = 0.0
    """Lights above the place, drawn down into it as into wet ground; share, 0 to 1."""
    apart: float = 0.0
    """Least difference between the place's value and that of what touches it; lightness in OKLab, 0 to 0.6."""
    edges: float = 0.0
    """Edges firmer, or softer below 0; share, -1 to 1."""
