"""The parts of a picture that brushwork spares: faces, small focal detail and scattered small marks."""

from __future__ import annotations

import cv2
import numpy as np

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, ramp, spread
from ...masks.overlay import blend

_MARKS_KEPT = 0.92
_TONES = 34.0  # levels within which the tones of a face run together
_SEEN = 0.02  # nearness to a face from which a place is calmed


def lay_sparing(
    rgb: Rgb, painted: Rgb, picture: Analysis, weight: Floats, amount: float, *, paint: Floats | None = None
) -> Rgb:
    """Lay a repainted picture over its original, with calmer faces, and scattered marks as they were.

    Args:
        rgb: the original.
        painted: the picture repainted, of the same size.
        picture: the analysis of the original.
        weight: cover of the repainted picture, 0 to 1, less what stays of faces (`Focus.kept`), shape (h, w), any size.
        amount: of the operation, 0 to 1: faces grow calmer with it.
        paint: where there is any, 0 to 1, shape (h, w): no marks are left on bare paper; None for everywhere.
    """
    if picture.marks.any():
        height, width = picture.marks.shape
        marks = picture.marks
        if paint is not None:
            bare = (1.0 - spread(paint, height, width)) * np.float32(ramp(0.0, 0.6, amount))
            marks = marks * (1.0 - bare)
        weight = spread(weight, height, width) * (1.0 - np.float32(_MARKS_KEPT) * marks)
    return blend(_with_calm_faces(rgb, picture, amount), painted, weight)


def _with_calm_faces(rgb: Rgb, picture: Analysis, amount: float) -> Rgb:
    """Return a picture with the tones of its faces run together: what stays of a face is then painted too."""
    face = picture.focus.face
    if not picture.focus.faces:
        return rgb
    height, width = rgb.shape[:2]
    reach = max(3.0 * max(height, width) / 1024.0, 1.0)
    calm = rgb.copy()
    _, _, boxes, _ = cv2.connectedComponentsWithStats((face > _SEEN).astype(np.uint8), connectivity=8)
    scale_y, scale_x = height / face.shape[0], width / face.shape[1]
    share = np.float32(ramp(0.0, 0.6, amount))
    for left, top, wide, high in boxes[1:, :4].tolist():
        rows = slice(int(top * scale_y), int(np.ceil((top + high) * scale_y)))
        columns = slice(int(left * scale_x), int(np.ceil((left + wide) * scale_x)))
        own = np.ascontiguousarray(rgb[rows, columns])
        near = np.ascontiguousarray(face[top : top + high, left : left + wide])
        calm[rows, columns] = blend(own, cv2.bilateralFilter(own, 7, _TONES, reach), near * share)
    return calm
