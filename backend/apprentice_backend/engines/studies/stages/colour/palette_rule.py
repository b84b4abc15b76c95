"""The rule of a palette over the colours of a study: each colour moves to the swatches nearest to it."""

from __future__ import annotations

import numpy as np

from .....color.oklab import Floats, srgb_bytes_to_oklab

_REACH = 0.10  # OKLab distance within which swatches share a colour, so that no edge appears in a gradient
_LIGHTNESS_PULL = 0.35  # share of the way to its swatch that a lightness goes: more would flatten the drawing


def swatches_to_oklab(palette: tuple[str, ...]) -> Floats:
    """Convert "#rrggbb" swatches to OKLab, shape (n, 3).

    Raises:
        ValueError: a swatch has another form.
    """
    try:
        values = [tuple(bytes.fromhex(swatch.removeprefix("#"))) for swatch in palette]
    except ValueError:
        values = []
    if len(values) != len(palette) or any(len(value) != 3 for value in values):
        raise ValueError(f"palette must hold swatches like '#1f2e3d', got {palette!r}")
    return srgb_bytes_to_oklab(np.array(values, dtype=np.uint8))


def rule_by_palette(lab: Floats, swatches: Floats, low: float, high: float) -> Floats:
    """Move colours to a palette: hue and chroma come from the mean of the swatches, weighted by nearness.

    Before they are compared, the picture's range of lightness is laid over the palette's. A swatch at the squared
    distance d² weighs exp(-d² / (2 _REACH²)).

    Args:
        lab: OKLab colours, shape (n, 3).
        swatches: OKLab of the palette, shape (k, 3).
        low, high: L of the picture's darkest and lightest parts.
    """
    dark, light = float(swatches[:, 0].min()), float(swatches[:, 0].max())
    part = np.clip((lab[:, 0] - low) / max(high - low, 0.1), 0.0, 1.0)
    level = dark + part * (light - dark)
    offset = np.stack(
        [
            (level[:, None] - swatches[:, 0]) * 1.0,
            (lab[:, 1, None] - swatches[:, 1]) * 0.8,
            (lab[:, 2, None] - swatches[:, 2]) * 0.8,
        ],
        axis=-1,
    )
    distance = (offset * offset).sum(axis=-1)
    weight = np.exp(-(distance - distance.min(axis=1, keepdims=True)) / (2.0 * _REACH * _REACH))
    weight /= weight.sum(axis=1, keepdims=True)
    chosen = weight @ swatches
    ruled = np.empty_like(lab)
    ruled[:, 0] = lab[:, 0] + _LIGHTNESS_PULL * (chosen[:, 0] - lab[:, 0])
    # White and black have no room for colour and stay neutral.
    room = np.clip(4.0 * lab[:, 0] * (1.0 - lab[:, 0]) * 2.0, 0.0, 1.0)[:, None]
    ruled[:, 1:] = chosen[:, 1:] * room + lab[:, 1:] * 0.12
    return np.asarray(ruled, dtype=np.float32)
