"""Faces, photographed, painted and drawn: their boxes, from brows to chin."""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import Any

import cv2

from ..masks.fields import Rgb
from .drawn_faces import Box, find_drawn_faces

_FACE_PX = 300  # longer side for the cascade: its least face, 24 px, is then 8% of the picture
_LEAST = 0.07  # least face, as a share of the longer side
_STEP = 1.12  # ratio of one size of face to the next
_NEIGHBOURS = 2  # overlapping finds that make a face


def find_faces(rgb: Rgb | None) -> list[Box]:
    """Find faces; without a picture there are none. Drawn ones are looked for where there are no modelled ones."""
    return [] if rgb is None else _modelled_faces(rgb) or find_drawn_faces(rgb)


@lru_cache(maxsize=1)
def _cascade() -> Any:
    # OpenCV's own stubs do not know the module that holds the path to its trained cascades.
    folder: str = importlib.import_module("cv2.data").haarcascades
    # Of OpenCV's frontal cascades this one finds the most painted faces and the fewest in foliage and armour.
    return cv2.CascadeClassifier(folder + "haarcascade_frontalface_alt2.xml")


def _modelled_faces(rgb: Rgb) -> list[Box]:
    """Find frontal faces that are modelled in light and shade, in photographs and paintings.

    Source: Viola and Jones 2001, with OpenCV's trained cascade.
    """
    height, width = rgb.shape[:2]
    scale = min(1.0, _FACE_PX / max(height, width))
    gray = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    gray = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    least = max(20, round(_LEAST * max(gray.shape)))
    found = _cascade().detectMultiScale(gray, _STEP, _NEIGHBOURS, minSize=(least, least))
    high, wide = gray.shape
    return [(x / wide, y / high, (x + w) / wide, (y + h) / high) for x, y, w, h in found]
