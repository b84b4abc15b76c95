"""A prior from a portfolio: pictures that the artist painted or likes, as measured, turned into a starting taste.

Each attribute value leaves its mark on a few measures of a picture. A value whose mark agrees with how the portfolio
differs from pictures at large is guessed to be liked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from apprentice_shared.attributes import AttributeSpace

from .prior import Prior, TasteGuess

# What the measures of `observe` are over pictures at large: mean and standard deviation.
TYPICAL = {
    "lightness": (0.55, 0.15),
    "contrast": (0.45, 0.15),
    "chroma": (0.25, 0.12),
    "warmth": (0.1, 0.3),
    "edge_density": (0.3, 0.15),
    "symmetry": (0.3, 0.25),
    "balance_x": (0.0, 0.2),
    "balance_y": (0.0, 0.2),
}
# The marks of the default values, in standard deviations of those measures.
MARKS: dict[tuple[str, str], dict[str, float]] = {
    ("color", "warm"): {"warmth": 1.0},
    ("color", "cool"): {"warmth": -1.0},
    ("color", "vibrant"): {"chroma": 1.0},
    ("color", "muted"): {"chroma": -0.7, "contrast": -0.4},
    ("color", "monochrome"): {"chroma": -1.0},
    ("style", "realistic"): {"edge_density": 0.4, "contrast": 0.2},
    ("style", "painterly"): {"edge_density": 0.7},
    ("style", "minimalist"): {"edge_density": -1.0},
    ("mood", "peaceful"): {"contrast": -0.8, "lightness": 0.5},
    ("mood", "energetic"): {"contrast": 0.9, "chroma": 0.5},
    ("mood", "mysterious"): {"lightness": -1.0},
    ("mood", "joyful"): {"lightness": 0.8, "chroma": 0.5},
    ("mood", "melancholic"): {"lightness": -0.5, "chroma": -0.5},
    ("composition", "symmetrical"): {"symmetry": 1.0},
    ("composition", "asymmetric"): {"symmetry": -0.8},
}
PORTFOLIO_WEIGHT = 0.85
# A value whose mark the portfolio carries by one standard deviation is guessed to be worth this many stars.
_STARS_PER_DEVIATION = 2.0
_MOST_DEVIATIONS = 2.0
_SPREAD = 0.3


def prior_from_portfolio(space: AttributeSpace, pictures: Sequence[Mapping[str, float]]) -> Prior:
    """Return a prior that guesses a liking for what the pictures have in common.

    Args:
        space: the attributes; values without a known mark are guessed to be worth nothing special.
        pictures: measured features by name, one mapping per picture; none gives a prior of no guess.
    """
    if not pictures:
        return Prior(())
    lean = {name: _lean(name, pictures) for name in TYPICAL}
    means = {
        pair: _STARS_PER_DEVIATION * sum(strength * lean[name] for name, strength in mark.items())
        for pair, mark in MARKS.items()
        if pair[1] in space.dimensions.get(pair[0], ())
    }
    return Prior((TasteGuess(means, _SPREAD, PORTFOLIO_WEIGHT),))


def _lean(name: str, pictures: Sequence[Mapping[str, float]]) -> float:
    """Return how far the portfolio's mean lies from the typical, in standard deviations, shrunk where it is small."""
    middle, spread = TYPICAL[name]
    measured = np.array([picture[name] for picture in pictures if name in picture])
    if not len(measured):
        return 0.0
    lean = float((measured - middle).mean()) / spread * len(measured) / (len(measured) + 2.0)
    return float(np.clip(lean, -_MOST_DEVIATIONS, _MOST_DEVIATIONS))
