"""The variation of colour maps by a study's seed, and the likeness of colours to skin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .....color.oklab import Floats
from ...masks.fields import smoothstep

SKIN_KEPT = 0.85  # the share of its colour that skin keeps where faces were found
LIKE_SKIN_KEPT = 0.5  # the share that colours like skin keep where none was: a painted face may be missed


@dataclass(frozen=True)
class Variation:
    """The variation of colour maps by the seed: a turn of hue in degrees, and -1 to 1 for anything else."""

    turn_deg: float = 0.0
    other: float = 0.0

    @classmethod
    def of(cls, seed: int) -> Variation:
        """Draw a variation."""
        rng = np.random.default_rng([seed, 1])
        return cls(float(rng.uniform(-13.0, 13.0)), float(rng.uniform(-1.0, 1.0)))


def skin(lab: Floats) -> Floats:
    """Return the likeness of colours to skin, light or dark, 0 to 1, shape (n,): a band of hue of moderate chroma.

    Source: skin keeps to a narrow band of hue, about 30 to 80 degrees in OKLab, whatever its lightness (Xiao et al.
    2017, "Characterising the variations in ethnic skin colours", in CIELAB).
    """
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    band = smoothstep(22.0, 38.0, hue) * smoothstep(82.0, 66.0, hue)
    return band * smoothstep(0.02, 0.04, chroma) * smoothstep(0.18, 0.13, chroma) * smoothstep(0.25, 0.4, lab[:, 0])
