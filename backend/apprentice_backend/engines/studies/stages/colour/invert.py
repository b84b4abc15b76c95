"""Inversion: light for dark."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from .variation import Variation


@dataclass(frozen=True)
class Invert:
    """The parameters of `invert`."""

    keep: float = 1.0
    """Chroma that stays, below 0 in the opposite hues; share, -1 to 1."""


def invert(lab: Floats, picture: Analysis, variation: Variation, params: Invert) -> Floats:
    """Exchange light and dark, as on a photographic plate."""
    del picture, variation
    changed = lab * params.keep
    changed[:, 0] = 1.0 - np.clip(lab[:, 0], 0.0, 1.0)
    return np.asarray(changed, dtype=np.float32)
