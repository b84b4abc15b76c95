"""A study as layers that add up to it, so that an artist can take the light and leave the strokes.

Ground and strokes are opaque pictures. Colour is laid over them in Krita's "color" mode. The rest of the way to the
study is a product (shade) and a sum (light), which together reach any picture to within rounding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from apprentice_shared.language import later

from ...color.oklab import Floats
from ..base import Layer, Pixels
from .masks.fields import Rgb, to_bytes

# Luma as Krita's HSY modes weigh it: Rec. 601, KoColorSpaceMaths in Krita's libs/pigment.
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


@dataclass(frozen=True)
class Steps:
    """The pictures between a study's stages, all of one size and opaque.

    Args:
        framed: the canvas in its frame, with its ground where it is on paper.
        moved: whether `framed` differs from the canvas.
        styled: after the brushwork; the same object as `framed` in a study without brushwork.
        colored: after the colour; the same object as `styled` in a study without colour.
        final: the study.
    """

    framed: Rgb
    moved: bool
    styled: Rgb
    colored: Rgb
    final: Rgb


def separate(steps: Steps) -> tuple[Layer, ...]:
    """Return the layers of a study, bottom first; laid over the canvas they give the study to within 1/255."""
    layers, below = [], steps.framed
    if steps.moved:
        layers.append(Layer(later("Ground", context="layer"), _opaque(steps.framed)))
    if steps.styled is not steps.framed:
        layers.append(Layer(later("Brushwork", context="layer"), _opaque(steps.styled)))
        below = steps.styled
    if steps.colored is not steps.styled:
        layers.append(Layer(later("Colour", context="layer"), _opaque(steps.colored), "color"))
        below = color_blended(below, steps.colored)
    if np.array_equal(below, steps.final):
        return tuple(layers)
    old, new = below.astype(np.float32), steps.final.astype(np.float32)
    darker = np.where(new < old, new / np.maximum(old, 1.0), 1.0)
    product = to_bytes(np.asarray(darker * 255.0, dtype=np.float32))
    shaded = np.rint(old * product / np.float32(255.0))
    light = to_bytes(np.maximum(new - shaded, 0.0))
    if int(product.min()) < 255:
        layers.append(Layer(later("Shade", context="layer"), _opaque(product), "multiply"))
    if int(light.max()) > 0:
        layers.append(Layer(later("Light", context="layer"), _opaque(light), "add"))
    return tuple(layers)


def color_blended(below: Rgb, above: Rgb) -> Rgb:
    """Blend two pictures as Krita's "color" mode does: hue and saturation of `above`, luma of `below`.

    Source: cfColor and setLightness of HSYType in Krita's KoCompositeOpFunctions.h and KoColorSpaceMaths.h.
    """
    first, second = below.astype(np.float32) / np.float32(255.0), above.astype(np.float32) / np.float32(255.0)
    luma: Floats = np.asarray((first @ _LUMA)[..., None], dtype=np.float32)
    mixed: Floats = np.asarray(second + (luma - (second @ _LUMA)[..., None]), dtype=np.float32)
    least, most = mixed.min(axis=-1, keepdims=True), mixed.max(axis=-1, keepdims=True)
    lifted = luma + (mixed - luma) * luma / np.maximum(luma - least, np.float32(1e-6))
    mixed = np.where(least < 0.0, lifted, mixed)
    lowered = luma + (mixed - luma) * (np.float32(1.0) - luma) / np.maximum(most - luma, np.float32(1e-6))
    mixed = np.where(most > 1.0, lowered, mixed)
    return to_bytes(np.asarray(mixed * 255.0, dtype=np.float32))


def _opaque(rgb: Rgb) -> Pixels:
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
