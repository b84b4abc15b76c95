"""Ramps: shades and tints of a colour from dark to light, in OKLCH, inside sRGB."""

from __future__ import annotations

import numpy as np

from ..convert import oklch_to_palette, palette_to_oklch
from ..swatch import Palette, Swatch

# The lightness of the ends of a ramp, ink and paper.
_DARKEST, _LIGHTEST = 0.14, 0.97
# A colour within this lightness of an end is that end.
_END = 0.02
# Degrees that the hue turns at the ends at lean 1: lights towards yellow, darks towards blue, as in daylight.
_LEAN_DEGREES = 25.0
_YELLOW_HUE = 105.0


def make_ramp(swatch: Swatch, steps: int = 7, *, lean: float = 0.0) -> Palette:
    """Make shades and tints of one colour.

    Args:
        swatch: the colour; the ramp contains it unchanged, at the step that its lightness falls on.
        steps: the number of swatches, 3 to 32.
        lean: the turn of the hue to yellow in the lights and to blue in the darks, -1 to 1; negative turns the other
            way.

    Returns:
        Swatches from dark to light, evenly spaced in lightness on either side of the colour. Chroma falls off to the
        ends, and further where sRGB holds no more.

    Raises:
        ValueError: `steps` or `lean` is out of range.
    """
    if not 3 <= steps <= 32:
        raise ValueError(f"steps must be in 3..32, got {steps!r}")
    if not -1.0 <= lean <= 1.0:
        raise ValueError(f"lean must be in [-1, 1], got {lean!r}")
    lightness, chroma, hue = (float(part) for part in palette_to_oklch((swatch,))[0])
    darkest, lightest = min(_DARKEST, lightness), max(_LIGHTEST, lightness)
    place = round((lightness - darkest) / (lightest - darkest) * (steps - 1))
    # Only ink and paper are ends themselves: any other colour has at least one step on either side.
    place = min(max(place, lightness > darkest + _END), steps - 1 - (lightness < lightest - _END))
    light = np.interp(np.arange(steps), *_knots(place, steps, (darkest, lightness, lightest)))
    # -1 at the dark end, 0 at the colour, 1 at the light end.
    way = np.where(light < lightness, -(lightness - light) / (lightness - darkest + 1e-6), 0.0)
    way = np.where(light > lightness, (light - lightness) / (lightest - lightness + 1e-6), way)
    turn = lean * way * _LEAN_DEGREES * np.sign(np.sin(np.radians(_YELLOW_HUE - hue)))
    ramp = np.stack([light, chroma * (1.0 - 0.55 * np.abs(way)), (hue + turn) % 360.0], axis=-1)
    swatches = list(oklch_to_palette(ramp.astype(np.float32)))
    swatches[place] = swatch
    return tuple(swatches)


def _knots(place: int, steps: int, values: tuple[float, float, float]) -> tuple[list[int], list[float]]:
    """Return the steps of both ends and of the colour, with their lightness; a colour at an end replaces the end."""
    knots = {0: values[0], steps - 1: values[2], place: values[1]}
    return sorted(knots), [knots[at] for at in sorted(knots)]
