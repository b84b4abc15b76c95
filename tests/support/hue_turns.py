"""Angles between hues."""

from __future__ import annotations

import numpy as np


def hue_turn(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the shorter turn from `first` to `second`, degrees in [-180, 180)."""
    return (second - first + 180.0) % 360.0 - 180.0
