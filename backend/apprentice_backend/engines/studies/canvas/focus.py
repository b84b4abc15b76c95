"""The focus of a picture, and the parts that every study must keep: faces and small focal detail."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ....color.oklab import Floats
from ..masks.fields import grid, quantiles, smoothstep
from .drawn_faces import Box

_PROTECTED = 0.62  # saliency, weighed by detail, from which a place must stay recognisable
_FACE_KEPT = 0.88  # share of a face that brushwork leaves
_REGION = (0.05, 0.95)  # shares of the saliency left of the focal region and up to its right edge; so for its height
_BODY = 0.24  # saliency from which a place belongs to the thing at the focus
_MOST = 0.82  # a connected shape wider than this is no thing, but the picture


@dataclass(frozen=True)
class Focus:
    """The focus of a picture.

    Args:
        saliency: the pull of each place on the eye, shape (h, w), 0 to 1.
        protect: the need of each place to stay recognisable, shape (h, w), 0 to 1.
        face: the part of `protect` that faces make, shape (h, w), 0 to 1.
        x, y: the focal point, 0 to 1.
        box: left, top, right, bottom of the focal region, 0 to 1.
        heads: the box of each head whose face was found, 0 to 1.
    """

    saliency: Floats
    protect: Floats
    face: Floats
    x: float
    y: float
    box: Box
    heads: tuple[Box, ...] = ()

    @property
    def faces(self) -> bool:
        """True where faces were found."""
        return bool(self.heads)

    def kept(self, hold: float) -> Floats:
        """Return the share of each place that brushwork leaves as it is: `hold` of focal detail, most of a face."""
        return np.maximum(np.float32(hold) * self.protect, np.float32(_FACE_KEPT) * self.face)


def normalised(values: Floats) -> Floats:
    """Scale to 0 at the least and 1 at the 99th percentile."""
    low, high = quantiles(values, (0.0, 0.99))
    return np.asarray((values - low) / (high - low + 1e-6), dtype=np.float32)


def find_focus(lab: Floats, detail: Floats, faces: list[Box]) -> Focus:
    """Find the focus of a picture.

    Args:
        lab: OKLab, shape (h, w, 3).
        detail: local detail, shape (h, w), 0 to 1.
        faces: their boxes, from `find_faces`.
    """
    saliency = _saliency(lab, detail)
    protect = smoothstep(_PROTECTED, 1.0, saliency * (0.35 + 0.65 * detail)) * 0.7
    height, width = saliency.shape
    face = _face_mask(faces, height, width)
    if faces:
        protect, saliency = np.maximum(protect, face), np.maximum(saliency, face)
        return Focus(saliency, protect, face, *_middle(faces), box=_hull(faces), heads=tuple(map(_head, faces)))
    power = saliency**3
    shares = (_REGION[0], 0.5, _REGION[1])
    left, middle_x, right = _quantiles(power.sum(axis=0), shares)
    top, middle_y, bottom = _quantiles(power.sum(axis=1), shares)
    body = _body(saliency)
    left, right = _wider((left, right), (body[0], body[2]))
    top, bottom = _wider((top, bottom), (body[1], body[3]))
    return Focus(saliency, protect, face, middle_x, middle_y, (left, top, right, bottom))


def _face_mask(faces: list[Box], height: int, width: int) -> Floats:
    """Return the nearness of each place to a face, 0 to 1: the ellipse of the head, with soft edges."""
    x, y = grid(height, width)
    mask = np.zeros((height, width), np.float32)
    for left, top, right, bottom in faces:
        cx, cy, rx, ry = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        distance = np.hypot((x - cx) / (rx * 1.05), (y - cy) / (ry * 1.2))
        mask = np.maximum(mask, smoothstep(1.35, 0.75, distance))
    return mask


def _saliency(lab: Floats, detail: Floats) -> Floats:
    """Return how much each place draws the eye, 0 to 1, shape (h, w).

    It is the weighted sum of spectral residual, colour rarity and detail, greater towards the middle of the picture.

    Source: Hou and Zhang 2007, "Saliency Detection: A Spectral Residual Approach".
    """
    height, width = detail.shape
    smooth = cv2.GaussianBlur(lab, (0, 0), 1.0)
    away = (smooth - smooth.mean(axis=(0, 1))) * np.array([1.0, 2.0, 2.0], np.float32)
    rarity = np.sqrt((away * away).sum(axis=-1))
    spectrum = np.fft.fft2(cv2.resize(lab[..., 0], (64, 64)))
    magnitude = np.log(np.abs(spectrum) + 1e-6).astype(np.float32)
    residual = magnitude - cv2.blur(magnitude, (3, 3))
    surprise = np.abs(np.fft.ifft2(np.exp(residual + 1j * np.angle(spectrum)))) ** 2
    surprise = cv2.resize(cv2.GaussianBlur(surprise.astype(np.float32), (0, 0), 2.5), (width, height))
    x, y = grid(height, width)
    centre = np.exp(-((x - 0.5) ** 2 + (y - 0.5) ** 2) / 0.18)
    mixed = normalised(surprise) * 0.8 + normalised(rarity) * 0.7 + normalised(detail) * 0.6
    blurred = cv2.GaussianBlur((mixed * (0.35 + 0.65 * centre)).astype(np.float32), (0, 0), 4.0)
    return np.clip(normalised(blurred), 0.0, 1.0)


def _head(face: Box) -> Box:
    """Return the box of a head with its hair and ears."""
    return _grown(face, beside=0.2, above=0.5, below=0.25)


def _hull(faces: list[Box]) -> Box:
    left, top = min(face[0] for face in faces), min(face[1] for face in faces)
    right, bottom = max(face[2] for face in faces), max(face[3] for face in faces)
    # With what is about the heads, most of all upwards, where the hair is.
    return _grown((left, top, right, bottom), beside=0.35, above=0.55, below=0.45)


def _grown(box: Box, *, beside: float, above: float, below: float) -> Box:
    """Return a box that has grown by shares of its own width and height, as far as the picture goes."""
    left, top, right, bottom = (float(side) for side in box)
    wide, high = right - left, bottom - top
    return (
        max(left - beside * wide, 0.0),
        max(top - above * high, 0.0),
        min(right + beside * wide, 1.0),
        min(bottom + below * high, 1.0),
    )


def _middle(faces: list[Box]) -> tuple[float, float]:
    areas = np.array([(face[2] - face[0]) * (face[3] - face[1]) for face in faces])
    x = np.array([(face[0] + face[2]) / 2 for face in faces])
    y = np.array([(face[1] + face[3]) / 2 for face in faces])
    return float((x * areas).sum() / areas.sum()), float((y * areas).sum() / areas.sum())


def _body(saliency: Floats) -> Box:
    """Return the box of the connected salient shape that holds the most salient place."""
    mask = (saliency > _BODY).astype(np.uint8)
    _, parts, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    part = parts[np.unravel_index(int(saliency.argmax()), saliency.shape)]
    left, top, wide, high = (int(value) for value in stats[part, :4])
    height, width = saliency.shape
    return left / width, top / height, (left + wide) / width, (top + high) / height


def _wider(own: tuple[float, float], body: tuple[float, float]) -> tuple[float, float]:
    """Widen an extent to that of the body, unless the body is most of the picture and so none."""
    if body[1] - body[0] > _MOST:
        return own
    return min(own[0], body[0]), max(own[1], body[1])


def _quantiles(masses: Floats, shares: tuple[float, ...]) -> list[float]:
    filled = np.cumsum(masses, dtype=np.float64)
    places = (np.arange(len(masses)) + 0.5) / len(masses)
    return [float(np.interp(share * filled[-1], filled, places)) for share in shares]
