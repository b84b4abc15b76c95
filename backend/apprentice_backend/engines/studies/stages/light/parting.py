"""The parting of lights and darks in temperature, which a study keeps: warm over cold, or cold over warm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .....color.oklab import Floats
from .....color.oklch import hue_direction
from ...masks.fields import bell, quantiles, ramp

_CLEAR = 0.022  # a parting that is seen; a study keeps the canvas' own, or this where the canvas has more
_NONE = 0.003  # a parting below which a picture has none
_MOST = 0.03  # chroma of the tint at most
_SURE = 1.2  # times what is missing: other sizes, gamut and rounding take a part of it again
_SHARES = (0.35, 0.65)  # of the pixels below darks, and below lights
_OPPOSED = (-1.0, -0.45)  # parting of a study, in units of the wanted one, at which it is left, and still turned back
WARM = hue_direction(62.0)


def temperature_parting(lab: Floats) -> float:
    """Return the warmth of the lights minus that of the darks: the part of a and b along hue 62°.

    Args:
        lab: OKLab, shape (n, 3).
    """
    darks, lights = _sides(lab[:, 0])
    warmth = lab[:, 1:] @ WARM
    return float(warmth[lights].mean() - warmth[darks].mean())


@dataclass(frozen=True)
class PartingTint:
    """A tint of opposite signs in lights and darks: c(L) = strength place(L) (1 + 3 bell(L)) / 4 along hue 62°.

    Args:
        strength: chroma, below 0 for colder lights.
        low, high: L at which `place` is -1 and 1.
    """

    strength: float
    low: float
    high: float

    def chroma(self, lightness: Floats) -> Floats:
        """Return c(L), below 0 where it is the opposite hue; any shape."""
        return np.asarray(self.strength * _weight(lightness, self.low, self.high), dtype=np.float32)


def parting_tint(before: Floats, after: Floats, share: float = 1.0) -> PartingTint | None:
    """Return the tint that parts lights and darks of a study again where they have come closer than in its canvas.

    Args:
        before, after: OKLab of the same places in canvas and study, shape (n, 3).
        share: of the canvas' parting that is wanted back.

    Returns:
        None where nothing is missing.
    """
    had, has = temperature_parting(before), temperature_parting(after)
    wanted = share * min(abs(had), _CLEAR)
    if abs(had) < _NONE or wanted <= 0.0:
        return None
    side = float(np.sign(had))
    # What parts the other way on purpose is left the more, the further it does: no weight of a value makes a jump.
    missing = (wanted - side * has) * ramp(_OPPOSED[0] * wanted, _OPPOSED[1] * wanted, side * has)
    if missing <= 0.0:
        return None
    low, high = quantiles(after[:, 0], (0.1, 0.9))
    darks, lights = _sides(after[:, 0])
    of_sample = _weight(after[:, 0], low, high)
    reach = max(float(of_sample[lights].mean() - of_sample[darks].mean()), 0.1)
    return PartingTint(side * min(_SURE * missing / reach, _MOST), low, high)


def keep_parting(before: Floats, after: Floats, lab: Floats, share: float = 1.0) -> Floats:
    """Part lights and darks of a study again, as `parting_tint` says.

    Args:
        before, after, share: as `parting_tint` takes them.
        lab: OKLab of the study to part, shape (m, 3).
    """
    tint = parting_tint(before, after, share)
    if tint is None:
        return lab
    parted = lab.copy()
    parted[:, 1:] += tint.chroma(lab[:, 0])[:, None] * WARM
    return parted


def _weight(lightness: Floats, low: float, high: float) -> Floats:
    place = np.clip((lightness - 0.5 * (low + high)) / max(0.5 * (high - low), 0.05), -1.0, 1.0)
    return np.asarray(place * (0.25 + 0.75 * bell(lightness)), dtype=np.float32)


def _sides(lightness: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    low, high = quantiles(lightness, _SHARES)
    return lightness <= low, lightness >= high
