"""Gamut mapping."""

from __future__ import annotations

import numpy as np
import pytest
from hue_turns import hue_turn

from apprentice_backend.color.gamut import fit_oklab_to_srgb
from apprentice_backend.color.oklab import oklab_to_linear_srgb, srgb_bytes_to_oklab
from apprentice_backend.color.oklch import oklab_to_oklch


def test_keeps_what_fits() -> None:
    """Colours of sRGB stay as they are."""
    lab = srgb_bytes_to_oklab(np.random.default_rng(0).integers(0, 256, (200, 3), dtype=np.uint8))
    assert fit_oklab_to_srgb(lab) == pytest.approx(lab)


def test_loses_chroma_never_hue() -> None:
    """Colours outside of sRGB come in at the same lightness and hue."""
    lab = np.random.default_rng(1).uniform((0.1, -0.4, -0.4), (0.95, 0.4, 0.4), (300, 3)).astype(np.float32)
    fitted = fit_oklab_to_srgb(lab)
    linear = oklab_to_linear_srgb(fitted)
    assert linear.min() > -0.01
    assert linear.max() < 1.01
    before, after = oklab_to_oklch(lab), oklab_to_oklch(fitted)
    colored = after[:, 1] > 0.02
    assert after[:, 0] == pytest.approx(before[:, 0], abs=1e-6)
    assert np.abs(hue_turn(before[colored, 2], after[colored, 2])).max() < 0.5
