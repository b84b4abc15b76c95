"""The measures of a simulated picture: the marks that its attribute values leave on them, and a random subject."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...agents.priors.portfolio import TYPICAL
from ...agents.space.design import Design, Floats
from ...packs.shipped import marks_of_values

# The spread that the subject adds to each measure, in standard deviations of that measure over typical pictures.
_SUBJECT_NOISE = 0.7


def measure_simulated(weights: Floats, design: Design, rng: np.random.Generator) -> Mapping[str, float]:
    """Draw the measures of one picture.

    Measure k is μ_k + σ_k (Σ_v w_v mark_vk + ε), ε ~ N(0, 0.7²), with μ_k and σ_k those of typical pictures.

    Args:
        weights: w, the picture's mix, shape (number of values,).
        design: names the values.
        rng: draws ε, the part of the subject.
    """
    marks = marks_of_values()
    deviations = dict.fromkeys(TYPICAL, 0.0)
    for index in np.flatnonzero(weights):
        for name, strength in marks.get(design.names[index], {}).items():
            deviations[name] += float(weights[index]) * strength
    return {
        name: middle + spread * (deviations[name] + float(rng.normal(scale=_SUBJECT_NOISE)))
        for name, (middle, spread) in TYPICAL.items()
    }
