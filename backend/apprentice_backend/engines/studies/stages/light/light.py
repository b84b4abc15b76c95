"""A light: its parameters, and the mixture of several lights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..stage_part import weighted_mean

MIDDLE_KEY = 0.5  # a lower key is low, and a light without a key is guarded as if it had this one


@dataclass(frozen=True)
class Light:
    """The parameters of a light; its defaults leave a picture alone, but for the value guard."""

    key: float | None = None
    """Middle of the values, as far as a bounded gamma moves it; None lets it stay; lightness in OKLab, 0.15 to 0.9."""
    contrast: float = 1.0
    """Slope of the values around the key; factor, 0.4 to 2."""
    chroma: float = 1.0
    """Chroma of every colour; factor, 0 to 2."""
    shadow_hue: float = 0.0
    """Hue of the colour that enters the darks; degrees, 0 to 360."""
    shadow_tint: float = 0.0
    """Strength of the colour that enters the darks; chroma in OKLab, 0 to 0.1."""
    light_hue: float = 0.0
    """Hue of the colour that enters the lights; degrees, 0 to 360."""
    light_tint: float = 0.0
    """Strength of the colour that enters the lights; chroma in OKLab, 0 to 0.1."""
    bloom: float = 0.0
    """Light that spills over from bright places; share, 0 to 1."""
    haze: float = 0.0
    """Fading of the distance; share, 0 to 1."""
    haze_lightness: float = 0.8
    """Lightness to which the distance fades; lightness in OKLab, 0 to 1."""
    haze_hue: float = 250.0
    """Hue to which the distance fades; degrees, 0 to 360."""
    haze_chroma: float = 0.02
    """Chroma to which the distance fades; chroma in OKLab, 0 to 0.1."""
    vignette: float = 0.0
    """Darkening towards the frame, lightening below 0; share, -0.5 to 1."""
    pool: float = 0.0
    """Pool of light on the focus, the rest in shade; share, 0 to 1."""
    sides: float = 0.0
    """Light from one side, reflected light from the other, along the picture's edges; share, 0 to 1."""
    soft: float = 0.0
    """Melting of edges away from the focus; share, 0 to 1."""
    sweep: float = 0.0
    """Slow gradient from the side of the light to the other, the other way below 0; share, -1 to 1."""


_HAZE_COLOR = ("haze_lightness", "haze_hue", "haze_chroma")
# Fields that do not blend by the plain weighted mean.
_SPECIAL = {"key", "shadow_hue", "shadow_tint", "light_hue", "light_tint", *_HAZE_COLOR}


def blend_lights(items: list[tuple[float, Light]]) -> Light:
    """Return the mixture of some lights by their weights; what is missing to 1 counts as no light."""
    keyed = [(weight, light.key) for weight, light in items if light.key is not None]
    key = sum(weight * value for weight, value in keyed) / sum(weight for weight, _ in keyed) if keyed else None
    shadow_hue, shadow_tint = _blended_tint([(w, light.shadow_hue, light.shadow_tint) for w, light in items])
    light_hue, light_tint = _blended_tint([(w, light.light_hue, light.light_tint) for w, light in items])
    return Light(
        key=key,
        shadow_hue=shadow_hue,
        shadow_tint=shadow_tint,
        light_hue=light_hue,
        light_tint=light_tint,
        **_blended_haze(items),
        **weighted_mean(items, Light(), but=_SPECIAL),
    )


def _vector(hue_deg: float, length: float) -> complex:
    return complex(length * np.exp(1j * np.radians(hue_deg)))


def _blended_tint(tints: list[tuple[float, float, float]]) -> tuple[float, float]:
    """Return hue (degrees) and chroma of the sum of w * tint, each tint a vector of such a hue and chroma."""
    total = sum((weight * _vector(hue, chroma) for weight, hue, chroma in tints), 0j)
    return float(np.degrees(np.angle(total))), abs(total)


def _blended_haze(items: list[tuple[float, Light]]) -> dict[str, float]:
    """Average the haze's colour, each light's counting by weight * haze."""
    shares = [weight * light.haze + 1e-6 for weight, light in items]
    total = sum(shares)
    colors = [_vector(light.haze_hue, light.haze_chroma) for _, light in items]
    color = sum((share * value for share, value in zip(shares, colors, strict=True)), 0j) / total
    lightness = sum(share * light.haze_lightness for share, (_, light) in zip(shares, items, strict=True)) / total
    return {"haze_lightness": lightness, "haze_hue": float(np.degrees(np.angle(color))), "haze_chroma": abs(color)}
