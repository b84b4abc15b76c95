"""The parting of lights and darks in temperature, which a study keeps: warm over cold, or cold over warm."""

from __future__ import annotations

import numpy as np

from .....color.oklab import Floats
from .....color.oklch import hue_direction
from .variation import bell

_CLEAR = 0.022  # a parting that is seen; a study keeps the canvas' own, or this where the canvas has more
_NONE = 0.006  # a parting below which a picture has none
_MOST = 0.03  # chroma of the tint at most
_SHARES = (0.35, 0.65)  # of the pixels below darks, and below lights
_WARM = hue_direction(62.0)


def temperature_parting(lab: Floats) -> float:
    """Return the warmth of the lights minus that of the darks: the part of a and b along hue 62°.

    Args:
        lab: OKLab, shape (n, 3).
    """
    darks, lights = _sides(lab[:, 0])
    warmth = lab[:, 1:] @ _WARM
    return float(warmth[lights].mean() - warmth[darks].mean())


def keep_parting(before: Floats, after: Floats, lab: Floats) -> Floats:
    """Part lights and darks of a study again where they have come closer in temperature than in its canvas.

    (a, b) += tint place(L) (1 + 3 bell(L)) / 4, place from -1 in the darks to 1 in the lights, the tint along hue 62°.

    Args:
        before, after: OKLab of the same places in canvas and study, shape (n, 3).
        lab: OKLab of the study to part, shape (m, 3).
    """
    had, has = temperature_parting(before), temperature_parting(after)
    wanted = min(abs(had), _CLEAR)
    side = float(np.sign(had))
    # What parts the other way on purpose is left the more, the further it does: no weight of a value makes a jump.
    missing = wanted - abs(has)
    if abs(had) < _NONE or missing <= 0.0:
        return lab
    low, high = (float(end) for end in np.quantile(after[:, 0], (0.1, 0.9)))

    def weight(lightness: Floats) -> Floats:
        place = np.clip((lightness - 0.5 * (low + high)) / max(0.5 * (high - low), 0.05), -1.0, 1.0)
        return np.asarray(place * (0.25 + 0.75 * bell(lightness)), dtype=np.float32)

    darks, lights = _sides(after[:, 0])
    of_sample = weight(after[:, 0])
    reach = max(float(of_sample[lights].mean() - of_sample[darks].mean()), 0.1)
    tint = side * min(missing / reach, _MOST)
    parted = lab.copy()
    parted[:, 1:] += (tint * weight(lab[:, 0]))[:, None] * _WARM
    return parted


def _sides(lightness: Floats) -> tuple[Floats, Floats]:
    low, high = np.quantile(lightness, _SHARES)
    return lightness <= low, lightness >= high
