"""Unfinished paintings to test on, drawn by this file: nobody's picture, the same pixels on every run.

Each painter takes a size and a random generator and returns sRGB, shape (height, width, 4), uint8, straight alpha.
`python tests/support/paintings.py DIR` writes them all as PNG.
"""

from __future__ import annotations

import itertools
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as PillowImage

Pixels = NDArray[np.uint8]
Canvas = NDArray[np.float32]
Points = NDArray[np.float32]
Color = tuple[int, int, int]
Generator = np.random.Generator


def landscape(width_px: int, height_px: int, rng: Generator) -> Pixels:
    """Paint an evening valley: sky, three ranges of hills, a river, and a lower left that is still bare."""
    canvas = _paper(width_px, height_px, (238, 230, 214), rng)
    _wash(canvas, (0.0, 0.0, 1.0, 0.55), ((92, 128, 172), (244, 205, 150)), rng)
    _disc(canvas, (0.68, 0.40), 0.055, (252, 226, 160))
    for level, color in ((0.44, (134, 142, 170)), (0.52, (98, 118, 128)), (0.61, (86, 104, 78))):
        _hills(canvas, level, color, rng)
    _wash(canvas, (0.16, 0.66, 1.0, 1.0), ((112, 122, 70), (74, 84, 48)), rng)
    _river(canvas, rng)
    for x in (0.78, 0.84, 0.91):
        _tree(canvas, (x, 0.72), 0.16 + 0.05 * float(rng.random()), (46, 58, 40), rng)
    return _finish(canvas)


def portrait(width_px: int, height_px: int, rng: Generator) -> Pixels:
    """Paint a head and shoulders with the planes blocked in and the features only placed."""
    canvas = _paper(width_px, height_px, (226, 216, 202), rng)
    _wash(canvas, (0.0, 0.0, 1.0, 1.0), ((96, 92, 90), (140, 118, 100)), rng)
    _ellipse(canvas, (0.50, 1.02), (0.40, 0.27), (66, 74, 96))
    _ellipse(canvas, (0.50, 0.40), (0.215, 0.27), (58, 42, 36))
    _ellipse(canvas, (0.50, 0.72), (0.075, 0.14), (170, 116, 92))
    _ellipse(canvas, (0.50, 0.46), (0.165, 0.23), (214, 162, 130))
    _ellipse(canvas, (0.56, 0.48), (0.10, 0.20), (188, 130, 104))
    _ellipse(canvas, (0.455, 0.40), (0.07, 0.09), (236, 192, 160))
    for x in (0.435, 0.565):
        _ellipse(canvas, (x, 0.435), (0.032, 0.014), (66, 48, 44))
        _stroke(canvas, ((x - 0.04, 0.40), (x, 0.388), (x + 0.04, 0.40)), 0.007, (70, 50, 42))
    _stroke(canvas, ((0.50, 0.44), (0.512, 0.52), (0.494, 0.535)), 0.006, (150, 96, 80))
    _stroke(canvas, ((0.45, 0.592), (0.50, 0.602), (0.55, 0.590)), 0.009, (156, 74, 70))
    _hatch(canvas, (0.22, 0.20, 0.78, 0.98), 60, rng)
    return _finish(canvas)


def still_life(width_px: int, height_px: int, rng: Generator) -> Pixels:
    """Paint a jug, two fruits and a cloth on a table, lit from the left."""
    canvas = _paper(width_px, height_px, (230, 222, 206), rng)
    _wash(canvas, (0.0, 0.0, 1.0, 0.62), ((74, 82, 84), (112, 106, 92)), rng)
    _wash(canvas, (0.0, 0.60, 1.0, 1.0), ((150, 112, 78), (110, 76, 52)), rng)
    _ellipse(canvas, (0.42, 0.80), (0.24, 0.035), (78, 52, 38))
    _ellipse(canvas, (0.38, 0.58), (0.115, 0.20), (92, 126, 138))
    _ellipse(canvas, (0.345, 0.54), (0.045, 0.12), (156, 188, 192))
    _ellipse(canvas, (0.38, 0.375), (0.062, 0.03), (60, 86, 96))
    _stroke(canvas, ((0.49, 0.46), (0.55, 0.55), (0.48, 0.66)), 0.022, (80, 110, 122))
    for x, color, light in ((0.60, (198, 120, 44), (240, 178, 92)), (0.71, (168, 52, 44), (222, 112, 88))):
        _ellipse(canvas, (x + 0.02, 0.795), (0.085, 0.02), (80, 54, 40))
        _ellipse(canvas, (x, 0.72), (0.068, 0.082), color)
        _ellipse(canvas, (x - 0.02, 0.69), (0.024, 0.028), light)
    _hatch(canvas, (0.0, 0.60, 1.0, 1.0), 40, rng)
    return _finish(canvas)


def line_art(width_px: int, height_px: int, rng: Generator) -> Pixels:
    """Draw a cottage and a tree in ink lines on transparent paper."""
    canvas = np.zeros((height_px, width_px, 4), np.float32)
    ink = (34, 30, 38)
    walls = ((0.25, 0.52), (0.25, 0.80), (0.58, 0.80), (0.58, 0.52), (0.25, 0.52))
    roof = ((0.21, 0.54), (0.33, 0.34), (0.52, 0.34), (0.62, 0.54), (0.21, 0.54))
    door = ((0.38, 0.80), (0.38, 0.64), (0.45, 0.64), (0.45, 0.80))
    ground = ((0.04, 0.82), (0.30, 0.80), (0.62, 0.81), (0.96, 0.79))
    for line in (walls, roof, door, ground):
        _stroke(canvas, line, 0.005, ink, straight=True)
    for angle in np.linspace(0.0, 2.0 * math.pi, 14, endpoint=False):
        leaf = [(0.78 + r * math.cos(angle + r), 0.44 + 1.1 * r * math.sin(angle + r)) for r in (0.03, 0.07, 0.11)]
        _stroke(canvas, leaf, 0.004, ink)
    _stroke(canvas, ((0.76, 0.80), (0.775, 0.62), (0.77, 0.52)), 0.006, ink)
    _stroke(canvas, ((0.80, 0.80), (0.79, 0.62), (0.795, 0.52)), 0.006, ink)
    return _finish(canvas, paper=False)


def block_in(width_px: int, height_px: int, rng: Generator) -> Pixels:
    """Lay in the first big masses of an interior: five flat shapes and no detail."""
    canvas = _paper(width_px, height_px, (232, 224, 208), rng)
    masses: tuple[tuple[tuple[tuple[float, float], ...], Color], ...] = (
        (((0.0, 0.0), (0.62, 0.0), (0.55, 0.58), (0.0, 0.64)), (122, 104, 92)),
        (((0.62, 0.0), (1.0, 0.0), (1.0, 0.70), (0.55, 0.58)), (176, 150, 112)),
        (((0.0, 0.64), (0.55, 0.58), (1.0, 0.70), (1.0, 1.0), (0.0, 1.0)), (84, 68, 66)),
        (((0.10, 0.50), (0.34, 0.46), (0.40, 0.86), (0.14, 0.92)), (62, 84, 92)),
        (((0.66, 0.14), (0.86, 0.14), (0.86, 0.46), (0.66, 0.44)), (238, 218, 168)),
    )
    for outline, color in masses:
        _shape(canvas, outline, color, 0.94)
    _hatch(canvas, (0.0, 0.0, 1.0, 1.0), 30, rng)
    return _finish(canvas)


def single_stroke(width_px: int, height_px: int, rng: Generator) -> Pixels:
    """Put one blue stroke on a transparent canvas: the least that counts as begun."""
    canvas = np.zeros((height_px, width_px, 4), np.float32)
    _stroke(canvas, ((0.28, 0.62), (0.42, 0.44), (0.60, 0.50), (0.72, 0.36)), 0.028, (52, 92, 168))
    return _finish(canvas, paper=False)


def blank(width_px: int, height_px: int, rng: Generator) -> Pixels:
    """Leave the canvas empty: every pixel transparent."""
    return np.zeros((height_px, width_px, 4), np.uint8)


PAINTERS: dict[str, Callable[[int, int, Generator], Pixels]] = {
    painter.__name__: painter for painter in (landscape, portrait, still_life, line_art, block_in, single_stroke, blank)
}


def paint(name: str, width_px: int = 1024, height_px: int = 768, seed: int = 7) -> Pixels:
    """Paint one of `PAINTERS`.

    Args:
        name: a key of `PAINTERS`.
        width_px: 8 or more.
        height_px: 8 or more.
        seed: fixes the brushwork.

    Returns:
        sRGB with straight alpha, shape (height_px, width_px, 4), uint8.

    Raises:
        ValueError: no painter has that name.
    """
    if name not in PAINTERS:
        raise ValueError(f"name must be one of {', '.join(PAINTERS)}, got {name!r}")
    return PAINTERS[name](width_px, height_px, np.random.default_rng(seed))


def save(name: str, path: Path, width_px: int = 1024, height_px: int = 768) -> Path:
    """Paint `name` into a PNG at `path`, and return `path`."""
    PillowImage.fromarray(paint(name, width_px, height_px)).save(path)
    return path


def _paper(width_px: int, height_px: int, color: Color, rng: Generator) -> Canvas:
    canvas = np.empty((height_px, width_px, 4), np.float32)
    canvas[..., :3] = color
    canvas[..., 3] = 255.0
    canvas[..., :3] += rng.normal(0.0, 2.0, (height_px, width_px, 1)).astype(np.float32)
    return canvas


def _lay(canvas: Canvas, mask: NDArray[np.float32], color: NDArray[np.float32] | Color) -> None:
    """Paint `color` over the canvas where `mask`, 0 to 1, says, in straight alpha."""
    under = canvas[..., 3] / 255.0 * (1.0 - mask)
    alpha = mask + under
    share = (mask / np.maximum(alpha, 1e-6))[..., None]
    canvas[..., :3] += (np.asarray(color, np.float32) - canvas[..., :3]) * share
    canvas[..., 3] = alpha * 255.0


def _mask(canvas: Canvas) -> NDArray[np.float32]:
    return np.zeros(canvas.shape[:2], np.float32)


def _scaled(canvas: Canvas, points: Sequence[tuple[float, float]]) -> Points:
    height_px, width_px = canvas.shape[:2]
    return np.array([(x * width_px, y * height_px) for x, y in points], np.float32)


def _shape(canvas: Canvas, outline: Sequence[tuple[float, float]], color: Color, opacity: float = 1.0) -> None:
    mask = _mask(canvas)
    cv2.fillPoly(mask, [_scaled(canvas, outline).astype(np.int32)], 1.0, cv2.LINE_AA)
    _lay(canvas, mask * opacity, color)


def _ellipse(canvas: Canvas, center: tuple[float, float], radii: tuple[float, float], color: Color) -> None:
    angles = np.linspace(0.0, 2.0 * math.pi, 72, endpoint=False)
    wobble = 1.0 + 0.025 * np.sin(3.0 * angles + center[0] * 9.0)
    outline = [
        (center[0] + radii[0] * w * math.cos(a), center[1] + radii[1] * w * math.sin(a))
        for a, w in zip(angles, wobble, strict=True)
    ]
    _shape(canvas, outline, color, 0.96)


def _disc(canvas: Canvas, center: tuple[float, float], radius: float, color: Color) -> None:
    aspect = canvas.shape[1] / canvas.shape[0]
    _ellipse(canvas, center, (radius, radius * aspect), color)


def _stroke(
    canvas: Canvas, points: Sequence[tuple[float, float]], width: float, color: Color, straight: bool = False
) -> None:
    """Draw a line through `points`, tapering where it is curved; `width` is a share of the longer side."""
    path = _scaled(canvas, points if straight else _curve(points))
    thickest = max(1.0, width * max(canvas.shape[:2]))
    mask = _mask(canvas)
    for step, (start, end) in enumerate(itertools.pairwise(path)):
        taper = 1.0 if straight else 0.45 + 0.55 * math.sin(math.pi * (step + 0.5) / (len(path) - 1))
        ends = tuple(int(v) for v in start), tuple(int(v) for v in end)
        cv2.line(mask, *ends, 1.0, max(1, round(thickest * taper)), cv2.LINE_AA)
    _lay(canvas, mask * 0.95, color)


def _curve(points: Sequence[tuple[float, float]], steps: int = 24) -> list[tuple[float, float]]:
    """Smooth a polyline by a polynomial through its points, in chord length."""
    known = np.linspace(0.0, 1.0, len(points))
    fit = [np.polyfit(known, np.array(axis), len(points) - 1) for axis in zip(*points, strict=True)]
    at = np.linspace(0.0, 1.0, steps)
    return list(zip(np.polyval(fit[0], at).tolist(), np.polyval(fit[1], at).tolist(), strict=True))


def _wash(canvas: Canvas, box: tuple[float, float, float, float], colors: tuple[Color, Color], rng: Generator) -> None:
    """Lay broad horizontal brush strokes over `box` (left, top, right, bottom), from one colour to another."""
    left, top, right, bottom = box
    rows = max(6, int(46 * (bottom - top)))
    for row in range(rows):
        down = (row + 0.5) / rows
        for start in np.arange(left - 0.12 * rng.random(), right, 0.12):
            shade = rng.normal(0.0, 7.0) + rng.normal(0.0, 3.0, 3)
            color = np.clip([a + (b - a) * down for a, b in zip(*colors, strict=True)] + shade, 0, 255)
            y = top + (bottom - top) * down
            x0, x1 = (
                max(left, float(start) - 0.02 * rng.random()),
                min(right, float(start) + 0.14 + 0.05 * rng.random()),
            )
            lean = 0.006 * rng.normal()
            _dab(canvas, (x0, y + lean), (x1, y - lean), 1.5 * (bottom - top) / rows, color.astype(np.float32))


def _dab(
    canvas: Canvas, start: tuple[float, float], end: tuple[float, float], width: float, color: NDArray[np.float32]
) -> None:
    """Lay one straight brush stroke, touching only the pixels around it; `width` is a share of the height."""
    (x0, y0), (x1, y1) = _scaled(canvas, (start, end)).tolist()
    thick = max(1, round(width * canvas.shape[0]))
    left, right = max(0, int(min(x0, x1)) - thick), int(max(x0, x1)) + thick + 1
    top, bottom = max(0, int(min(y0, y1)) - thick), int(max(y0, y1)) + thick + 1
    part = canvas[top:bottom, left:right]
    if part.size == 0:
        return
    mask = _mask(part)
    cv2.line(mask, (int(x0) - left, int(y0) - top), (int(x1) - left, int(y1) - top), 1.0, thick, cv2.LINE_AA)
    _lay(part, mask * 0.85, color)


def _hills(canvas: Canvas, level: float, color: Color, rng: Generator) -> None:
    xs = np.linspace(0.0, 1.0, 60)
    phase = rng.random(3) * 6.0
    ridge = level + 0.035 * np.sin(xs * 5.0 + phase[0]) + 0.018 * np.sin(xs * 13.0 + phase[1])
    outline = [*zip(xs.tolist(), ridge.tolist(), strict=True), (1.0, level + 0.16), (0.0, level + 0.16)]
    _shape(canvas, outline, color, 0.92)
    for x, y in zip(xs[::2].tolist(), ridge[::2].tolist(), strict=True):
        shade = np.array(color, np.float32) + float(rng.normal(8.0, 10.0))
        _dab(canvas, (x, y + 0.03), (x + 0.06, y + 0.045 + 0.02 * float(rng.random())), 0.018, np.clip(shade, 0, 255))


def _river(canvas: Canvas, rng: Generator) -> None:
    bank = (
        (0.56, 0.655),
        (0.60, 0.655),
        (0.58, 0.74),
        (0.66, 0.84),
        (0.60, 1.0),
        (0.34, 1.0),
        (0.50, 0.84),
        (0.53, 0.74),
    )
    _shape(canvas, bank, (150, 168, 178), 0.95)
    for _ in range(14):
        y = 0.70 + 0.28 * float(rng.random())
        x = 0.52 + 0.05 * float(rng.normal())
        _dab(canvas, (x - 0.02, y), (x + 0.03, y), 0.006, np.array((226, 206, 174), np.float32))


def _tree(canvas: Canvas, foot: tuple[float, float], height: float, color: Color, rng: Generator) -> None:
    x, y = foot
    _stroke(canvas, ((x, y), (x + 0.004, y - height * 0.5), (x, y - height)), 0.006, (58, 46, 38))
    for _ in range(26):
        dx, up = 0.028 * float(rng.normal()), 0.35 + 0.65 * float(rng.random())
        shade = np.clip(np.array(color, np.float32) + float(rng.normal(0.0, 12.0)), 0, 255)
        at = (x + dx * (1.2 - up), y - height * up)
        _dab(canvas, at, (at[0] + 0.016, at[1] - 0.012), 0.024, shade)


def _hatch(canvas: Canvas, box: tuple[float, float, float, float], count: int, rng: Generator) -> None:
    """Scatter short diagonal strokes of what is already there, lighter or darker, as bristles leave them."""
    height_px, width_px = canvas.shape[:2]
    left, top, right, bottom = box
    for _ in range(count):
        x, y = left + (right - left) * float(rng.random()), top + (bottom - top) * float(rng.random())
        here = canvas[min(height_px - 1, int(y * height_px)), min(width_px - 1, int(x * width_px)), :3]
        color = np.clip(here + float(rng.normal(0.0, 14.0)), 0, 255).astype(np.float32)
        _dab(canvas, (x, y), (x + 0.05, y - 0.03), 0.016, color)


def _finish(canvas: Canvas, paper: bool = True) -> Pixels:
    """Round to bytes; on paper, add the weave that a scanned painting has."""
    if paper:
        height_px, width_px = canvas.shape[:2]
        weave = np.add.outer(np.sin(np.arange(height_px) * 1.9), np.sin(np.arange(width_px) * 1.9))
        canvas[..., :3] += (1.2 * weave)[..., None].astype(np.float32)
    return np.clip(np.rint(canvas), 0, 255).astype(np.uint8)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for painting in PAINTERS:
        print(save(painting, folder / f"{painting}.png"))
