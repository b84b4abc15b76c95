"""Learners of other libraries learn through our adapters."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.evaluation.agents.rivals.registry import RIVALS, say_missing
from apprentice_backend.evaluation.artists.artist import Artist
from apprentice_backend.evaluation.artists.worlds import World
from apprentice_shared.attributes import AttributeSpace

# Two dimensions of two values, no noise: an artist whom every learner should find out.
SPACE = AttributeSpace({"color": ("warm", "cool"), "mood": ("joyful", "peaceful")})
TRIVIAL = World("trivial", "an artist who is easily learned", pair_share=0.0, noise_stars=0.0)


# One artist's last score has a spread of .2: three artists are too few, but a deep learner takes seconds for each.
ARTISTS = {name: 24 if name.startswith("mabwiser") else 3 for name in RIVALS}


@pytest.mark.slow
@pytest.mark.parametrize("name", RIVALS)
def test_rival_learns_a_trivial_artist(name: str) -> None:
    """After ten slates the recommendation is near the best there is, and every slate was scored."""
    if missing := say_missing(name):
        pytest.skip(missing)
    curves = [RIVALS[name](Artist(TRIVIAL, SPACE, seed=seed), seed, 10) for seed in range(ARTISTS[name])]
    assert all(len(column) == 10 for curve in curves for column in vars(curve).values())
    assert np.mean([curve.recommended[-1] for curve in curves]) >= 0.8


@pytest.mark.parametrize("name", RIVALS)
def test_same_seed_gives_the_same_curve(name: str) -> None:
    """A rival's randomness comes from the seed alone."""
    if missing := say_missing(name):
        pytest.skip(missing)
    first, again = (RIVALS[name](Artist(TRIVIAL, SPACE, seed=5), 5, 3) for _ in range(2))
    assert first == again
