"""What a simulated picture shows: the marks of its attributes on the measures of a picture, and its subject."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...agents.priors.portfolio import TYPICAL
from ...agents.space.design import Design, Floats
from ...packs.shipped import marks_of_values

# What a picture shows besides the marks of its attributes, in standard deviations of each measure.
_SUBJECT_NOISE = 0.7


def see(weights: Floats, design: Design, rng: np.random.Generator) -> Mapping[str, float]:
    """Return the measures of one picture.

    Args:
        weights: the picture's mix, shape (number of values,).
        design: names the values.
        rng: draws what comes of the subject.
    """
    marks = marks_of_values()
    deviations = dict.fromkeys(TYPICAL, 0.0)
    for index in np.flatnonzero(weights):
        for name, strength in marks.get(design.pairs[index], {}).items():
            deviations[name] += float(weights[index]) * strength
    return {
        name: middle + spread * (deviations[name] + float(rng.normal(scale=_SUBJECT_NOISE)))
        for name, (middle, spread) in TYPICAL.items()
    }
