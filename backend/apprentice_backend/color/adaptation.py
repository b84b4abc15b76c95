"""Chromatic adaptation: how colours look when the light on them is another."""

from __future__ import annotations

import numpy as np

from .oklab import LMS_ROOT_TO_OKLAB, OKLAB_TO_LMS_ROOT, Floats


def adapt(lab: Floats, white: Floats) -> Floats:
    """Light colours that were seen in neutral light by a light that makes white (1, a, b) of itself.

    lab' = M diag(M⁻¹ (1, a, b)) M⁻¹ lab, M the matrix from the roots of the cones' responses to OKLab: each response is
    multiplied by the light's, as by a gain. White becomes (1, a, b), a grey of lightness L becomes L (1, a, b).

    Args:
        lab: OKLab, shape (n, 3).
        white: a and b of white, shape (2,).

    Source: von Kries 1902, "Chromatic adaptation", in the cone space of Ottosson 2020.
    """
    gains = OKLAB_TO_LMS_ROOT @ np.array([1.0, *white], np.float32)
    matrix = LMS_ROOT_TO_OKLAB @ np.diag(gains) @ OKLAB_TO_LMS_ROOT
    return np.asarray(lab @ matrix.T.astype(np.float32), dtype=np.float32)
