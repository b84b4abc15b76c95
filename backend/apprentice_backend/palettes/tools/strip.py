"""A strip of labelled swatches, drawn for a layer or a picture file."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ..swatch import Palette, Swatch
from .contrast import contrast_ratio

_INK, _PAPER = Swatch("#161616"), Swatch("#fafafa")


def draw_strip(palette: Palette, width_px: int, height_px: int, *, labels: bool = True) -> NDArray[np.uint8]:
    """Draw the swatches side by side, of equal width, each with its code and name where they fit.

    Args:
        palette: 1 to 64 swatches.
        width_px: at least as many pixels as there are swatches, at most 8192.
        height_px: 1 to 8192.
        labels: whether swatches carry their code and name.

    Returns:
        sRGB with straight alpha, shape (height_px, width_px, 4), opaque; the left upper pixel of each swatch is
        exactly its colour.

    Raises:
        ValueError: an argument is out of range.
    """
    if not 1 <= len(palette) <= 64:
        raise ValueError(f"palette must hold 1..64 swatches, got {len(palette)}")
    if not len(palette) <= width_px <= 8192 or not 1 <= height_px <= 8192:
        raise ValueError(f"the strip must be {len(palette)}..8192 by 1..8192 pixels, got {width_px} by {height_px}")
    image = Image.new("RGBA", (width_px, height_px))
    draw = ImageDraw.Draw(image)
    edges = np.linspace(0, width_px, len(palette) + 1).round().astype(int).tolist()
    for swatch, left, right in zip(palette, edges[:-1], edges[1:], strict=True):
        draw.rectangle((left, 0, right - 1, height_px - 1), fill=(*swatch.rgb, 255))
        if labels:
            _label(draw, swatch, (left, right - left), height_px)
    return np.array(image)


def _label(draw: ImageDraw.ImageDraw, swatch: Swatch, span: tuple[int, int], height_px: int) -> None:
    """Write code and name at the foot of a swatch in the largest size that fits, or nothing where none fits."""
    left, width = span
    ink = max((_INK, _PAPER), key=lambda color: contrast_ratio(color, swatch)).rgb
    lines = [text for text in (swatch.name, swatch.hex) if text]
    for size in range(min(height_px // 6, 22), 8, -1):
        font = ImageFont.load_default(size)
        widest = max(draw.textlength(line, font) for line in lines)
        if widest <= width - size and len(lines) * size * 1.3 <= height_px * 0.6:
            for row, line in enumerate(reversed(lines), start=1):
                draw.text((left + size // 2, height_px - round(row * 1.3 * size) - size // 3), line, ink, font)
            return
