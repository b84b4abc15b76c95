"""What is observed of the coefficients of a linear model."""

from __future__ import annotations

from dataclasses import dataclass

from .features import Floats


@dataclass(frozen=True)
class Observations:
    """Independent observations of linear functions of the coefficients, with Gaussian noise.

    Args:
        rows: shape (n, p).
        targets: shape (n,).
        noise: the variance of each relative to a rating's, shape (n,).
        bounds: +1 where the truth was the target or more, -1 where it was the target or less, 0 where it was the
            target; shape (n,).
    """

    rows: Floats
    targets: Floats
    noise: Floats
    bounds: Floats
