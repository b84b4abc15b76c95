"""Faces to learn from, drawn by chance as comics and games draw them, and scenes without any."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 96  # of a picture of a face; the face, brows to chin, is half as wide
_FINE = 4  # drawn so many times as large
SKINS = ((246, 222, 205), (238, 200, 172), (214, 164, 128), (168, 116, 84), (255, 238, 228), (120, 80, 58))
Color = NDArray[np.float64]
Point = tuple[float, float]


def _color(rng: np.random.Generator, low: float = 0.0, high: float = 255.0) -> Color:
    return rng.uniform(low, high, 3)


def ground(rng: np.random.Generator, side: int) -> NDArray[np.float32]:
    """Return a plain, graded, mottled or patched ground, shape (side, side, 3), 0 to 255."""
    kind = rng.integers(4)
    first, last = _color(rng), _color(rng)
    if kind == 0:
        return np.tile(first, (side, side, 1)).astype(np.float32)
    if kind == 1:
        slope = np.linspace(0.0, 1.0, side)[:, None, None]
        return np.repeat(first + (last - first) * slope, side, axis=1).astype(np.float32)
    patches = rng.uniform(0.0, 255.0, (rng.integers(2, 9), rng.integers(2, 9), 3)).astype(np.float32)
    method = cv2.INTER_CUBIC if kind == 2 else cv2.INTER_NEAREST
    return np.ascontiguousarray(np.clip(cv2.resize(patches, (side, side), interpolation=method), 0.0, 255.0))


class Head:
    """A head, drawn part by part; x and y are 0 at its middle and 1 at half its width."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        size = SIDE * _FINE
        self.picture = cv2.resize(ground(rng, SIDE), (size, size))
        self._unit, self._middle = size / 4.0, size / 2.0
        self.turn = float(np.clip(rng.normal(0.0, 0.33), -0.75, 0.75))
        self._tilt = float(np.radians(rng.normal(0.0, 11.0)))
        self._wide = rng.uniform(0.85, 1.15)
        tone = np.array(SKINS[rng.integers(len(SKINS))], float) if rng.random() < 0.72 else _color(rng, 90.0, 250.0)
        self.skin = np.clip(tone * rng.uniform(0.72, 1.05) + rng.normal(0.0, 6.0, 3), 0.0, 255.0)
        self.hair = _color(rng, 10.0, rng.uniform(80.0, 255.0))
        self.ink = self.skin * rng.uniform(0.05, 0.45)
        self.pen = max(1, int(rng.uniform(0.015, 0.045) * self._unit))
        self.lined = rng.random() < 0.8

    def likely(self, chance: float) -> bool:
        """Tell whether something of this chance happens."""
        return bool(self.rng.random() < chance)

    def _at(self, x: float, y: float) -> tuple[int, int]:
        cos, sin = np.cos(self._tilt), np.sin(self._tilt)
        x *= self._wide
        return round(self._middle + self._unit * (cos * x - sin * y)), round(
            self._middle + self._unit * (sin * x + cos * y)
        )

    def shape(self, points: Sequence[Point], color: Color, pen: int = 0) -> None:
        """Fill a shape, or draw a line through its points with a `pen` of some pixels."""
        outline = [np.array([self._at(*point) for point in points], np.int32)]
        tone = np.clip(color, 0.0, 255.0).tolist()
        if pen:
            cv2.polylines(self.picture, outline, False, tone, pen, cv2.LINE_AA)
        else:
            cv2.fillPoly(self.picture, outline, tone, cv2.LINE_AA)

    def oval(
        self, middle: Point, radii: Point, color: Color, pen: int = -1, arc: tuple[float, float] = (0.0, 360.0)
    ) -> None:
        """Fill an ellipse, or draw an arc of it with a `pen` of some pixels; degrees, clockwise from the right."""
        axes = (max(1, int(radii[0] * self._unit * self._wide)), max(1, int(radii[1] * self._unit)))
        tone, tilt = np.clip(color, 0.0, 255.0).tolist(), float(np.degrees(self._tilt))
        cv2.ellipse(self.picture, self._at(*middle), axes, tilt, *arc, tone, pen, cv2.LINE_AA)


def _behind(head: Head) -> None:
    rng, wide = head.rng, head.rng.uniform
    if head.likely(0.85):
        head.oval((0.0, -0.45), (wide(1.05, 1.45), wide(1.1, 1.5)), head.hair)
    if head.likely(0.45):
        head.shape([(-1.25, -0.5), (1.25, -0.5), (wide(1.0, 1.5), 2.2), (-wide(1.0, 1.5), 2.2)], head.hair)
    head.shape([(-0.35, 0.5), (0.35, 0.5), (0.4, 1.6), (-0.4, 1.6)], head.skin * wide(0.7, 0.95))
    if head.likely(0.8):
        coat = [(-0.4, 1.35), (0.4, 1.35), (1.6, 1.9), (1.7, 2.4), (-1.7, 2.4), (-1.6, 1.9)]
        head.shape(coat, _color(rng))
    if head.likely(0.4):
        for side in (-1, 1):
            head.oval((side * 0.92, 0.05), (0.14, 0.22), head.skin * 0.95)


def _face(head: Head) -> None:
    rng = head.rng
    angle = np.linspace(0.0, 2.0 * np.pi, 48, endpoint=False)
    across, down = np.cos(angle) * rng.uniform(0.82, 1.0), np.sin(angle)
    jaw = 1.0 - (1.0 - rng.uniform(0.35, 0.75)) * np.clip(down, 0.0, 1.0) ** rng.uniform(1.2, 2.4)
    across = across * jaw + head.turn * 0.15 * np.clip(down, 0.0, 1.0)
    down = down * np.where(down < 0.0, rng.uniform(0.95, 1.25), rng.uniform(0.9, 1.1))
    outline = list(zip(across.tolist(), down.tolist(), strict=True))
    head.shape(outline, head.skin)
    side = rng.choice([-1, 1])
    shaded = [point for point in outline if point[0] * side > 0.25]
    if head.likely(0.6) and len(shaded) > 3:
        head.shape(shaded, head.skin * rng.uniform(0.72, 0.93))
    if head.lined:
        head.shape([*outline, outline[0]], head.ink, head.pen)


def _eyes(head: Head) -> float:
    """Draw eyes and brows; return their height."""
    rng, pen = head.rng, head.pen
    level, apart, wide = rng.uniform(-0.12, 0.22), rng.uniform(0.34, 0.48), rng.uniform(0.11, 0.24)
    high = wide * rng.uniform(0.7, 1.7)
    if head.likely(0.25):
        wide, high = wide * 0.6, high * 0.5
    iris, white = _color(rng, 0.0, 170.0), np.full(3, 245.0) * rng.uniform(0.8, 1.03)
    closed, winks, glasses = head.likely(0.12), head.likely(0.08), head.likely(0.1)
    for side in (-1, 1):
        near = 1.0 - 0.45 * max(0.0, side * np.sign(head.turn)) * min(abs(head.turn) * 1.6, 1.0)
        x, broad = head.turn * 0.42 + side * apart * (1.0 - 0.12 * abs(head.turn)), wide * near
        if closed or (winks and side == 1):
            arc = (180.0, 360.0) if head.likely(0.6) else (0.0, 180.0)
            head.oval((x, level), (broad, high * 0.45), head.ink, max(2 * pen, 2), arc)
        else:
            _open_eye(head, (x, level), (broad, high), iris, white)
        if head.likely(0.85):
            slope, brow = rng.normal(0.0, 0.06) * side, level - high - rng.uniform(0.1, 0.24)
            arch = [(x - broad * 1.25, brow + slope), (x, brow - 0.06), (x + broad * 1.25, brow - slope)]
            head.shape(arch, head.hair * 0.5 if head.likely(0.6) else head.ink, max(1, int(pen * rng.uniform(1, 2.8))))
        if glasses:
            head.oval((x, level), (broad * 1.7, high * 1.4), head.ink, max(pen, 2))
    return float(level)


def _open_eye(head: Head, middle: Point, radii: Point, iris: Color, white: Color) -> None:
    rng, (x, y), (wide, high) = head.rng, middle, radii
    if head.likely(0.87):
        head.oval(middle, (wide * 1.15, high), white)
    looks = x + rng.normal(0.0, 0.12) * wide
    head.oval((looks, y + high * 0.05), (wide * rng.uniform(0.6, 0.9), high * rng.uniform(0.75, 1.0)), iris)
    head.oval((looks, y), (wide * 0.42, high * 0.5), iris * 0.3)
    if head.likely(0.7):
        head.oval((looks - 0.3 * wide, y - 0.4 * high), (wide * 0.25, high * 0.25), np.full(3, 255.0))
    head.oval(
        middle, (wide * 1.2, high * 1.02), head.ink, max(int(head.pen * rng.uniform(1.0, 3.2)), 1), (190.0, 350.0)
    )


def _nose_and_mouth(head: Head, eyes: float) -> None:
    rng, skin = head.rng, head.skin
    x, y = head.turn * 0.52, eyes + rng.uniform(0.3, 0.45)
    kind = rng.integers(4)
    if kind == 0:
        head.oval((x, y), (0.03, 0.03), skin * 0.6)
    elif kind == 1:
        bridge = [(x, y - 0.2), (x + 0.07 * np.sign(head.turn + 1e-9), y), (x - 0.02, y + 0.03)]
        head.shape(bridge, skin * 0.62, head.pen)
    elif kind == 2:
        head.shape([(x - 0.08, y), (x + 0.1, y), (x, y - 0.3)], skin * 0.82)
    x, y, wide = head.turn * 0.46, eyes + rng.uniform(0.58, 0.72), rng.uniform(0.1, 0.3)
    red = np.array([190.0, 80.0, 80.0]) * rng.uniform(0.5, 1.2) if head.likely(0.7) else skin * 0.55
    if head.likely(0.1):
        beard = [(-0.7, 0.45), (0.0, 0.75), (0.7, 0.45), (0.45, 1.25), (-0.45, 1.25)]
        head.shape(beard, head.hair * 0.8)
    kind = rng.integers(4)
    if kind == 0:
        head.oval((x, y), (wide, wide * rng.uniform(0.2, 0.7)), red)
    elif kind == 1:
        head.oval((x, y - 0.05), (wide, wide * 0.4), head.ink, head.pen, (20.0, 160.0))
    elif kind == 2:
        head.shape([(x - wide, y), (x, y + rng.normal(0.0, 0.03)), (x + wide, y)], head.ink, head.pen)
    else:
        head.oval((x, y), (wide, 0.05), red)
        head.shape([(x - wide, y), (x + wide, y)], head.ink, 1)


def _hair_or_hat(head: Head) -> None:
    rng = head.rng
    if head.likely(0.15):
        if head.likely(0.5):
            head.shape([(-1.2, -0.55), (1.2, -0.55), (0.9, -1.8), (-0.9, -1.8)], _color(rng))
        return
    low, count = rng.uniform(-0.75, -0.1), int(rng.integers(2, 8))
    fringe = [(-1.05, 0.1 if head.likely(0.5) else -0.4)]
    for lock in range(count):
        x = -1.0 + 2.0 * (lock + 0.5) / count
        fringe += [(x - 0.6 / count, low - rng.uniform(0.1, 0.4)), (x, low + rng.uniform(-0.1, 0.3))]
    fringe.append((1.05, 0.1 if head.likely(0.5) else -0.4))
    head.shape([*fringe, (1.1, -1.2), (0.0, -1.75), (-1.1, -1.2)], head.hair)
    if head.lined:
        head.shape(fringe, head.hair * 0.4, head.pen)
    if head.likely(0.4):
        for side in (-1, 1):
            head.shape(
                [(side * 0.8, -0.7), (side * 1.12, -0.7), (side * 1.05, rng.uniform(0.3, 1.8)), (side * 0.85, 0.3)],
                head.hair,
            )


def _seen(rng: np.random.Generator, picture: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return a picture in some light, with some grain, tint or contrast, or in black and white."""
    side = len(picture)
    if rng.random() < 0.35:
        picture = picture * (1.0 + rng.uniform(-0.3, 0.3) * np.linspace(-1.0, 1.0, side)[None, :, None])
    if rng.random() < 0.4:
        clouds = cv2.resize(rng.standard_normal((7, 7)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
        picture = picture * (1.0 + rng.uniform(0.03, 0.12) * clouds)[..., None]
    if rng.random() < 0.3:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.6))
    if rng.random() < 0.4:
        picture = picture + rng.normal(0.0, rng.uniform(2.0, 9.0), picture.shape)
    if rng.random() < 0.35:
        picture = ((picture - 128.0) * rng.uniform(0.5, 1.0) + 128.0) * rng.uniform(0.6, 1.15, 3)
    if rng.random() < 0.04:
        picture = np.where(picture.mean(axis=2, keepdims=True) < rng.uniform(60.0, 120.0), picture * 0.3, 255.0)
    return np.clip(picture, 0.0, 255.0).astype(np.uint8)


def face(rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw a face, shape (96, 96, 3)."""
    head = Head(rng)
    _behind(head)
    _face(head)
    _nose_and_mouth(head, _eyes(head))
    _hair_or_hat(head)
    small = cv2.resize(head.picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return _seen(rng, small.astype(np.float32))


def scene(rng: np.random.Generator, side: int = 220) -> NDArray[np.uint8]:
    """Draw a picture without a face: ovals, rings, lines, shapes and letters on a ground, some of them paired."""
    picture = np.ascontiguousarray(ground(rng, side))
    for _ in range(rng.integers(2, 60)):
        middle, color, kind = rng.uniform(0.0, side, 2), _color(rng).tolist(), rng.integers(6)
        place, other = (tuple(int(value) for value in point) for point in (middle, rng.uniform(0.0, side, 2)))
        radii = tuple(int(value) for value in rng.uniform(2.0, 40.0, 2))
        if kind == 0:
            cv2.ellipse(picture, place, radii, float(rng.uniform(0, 180)), 0, 360, color, -1, cv2.LINE_AA)
        elif kind == 1:
            cv2.circle(picture, place, radii[0], color, int(rng.integers(1, 6)), cv2.LINE_AA)
        elif kind == 2:
            cv2.line(picture, place, other, color, int(rng.integers(1, 5)), cv2.LINE_AA)
        elif kind == 3:
            corners = middle + rng.uniform(-60.0, 60.0, (rng.integers(3, 7), 2))
            cv2.fillPoly(picture, [corners.astype(np.int32)], color, cv2.LINE_AA)
        elif kind == 4:
            word = "".join(chr(letter) for letter in rng.integers(48, 123, rng.integers(1, 8)))
            scale, pen = float(rng.uniform(0.4, 3.0)), int(rng.integers(1, 9))
            cv2.putText(picture, word, place, int(rng.integers(0, 8)), scale, color, pen, cv2.LINE_AA)
        else:
            for step in range(rng.integers(2, 6)):
                cv2.circle(
                    picture, (place[0] + step * (radii[1] + 6), place[1]), radii[0] // 3 + 1, color, -1, cv2.LINE_AA
                )
    return _seen(rng, picture)
