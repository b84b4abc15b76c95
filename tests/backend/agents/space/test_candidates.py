"""The candidates for a slate."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.agents.base import Constraints
from apprentice_backend.agents.space.candidates import Candidates, best_blend
from apprentice_backend.agents.space.design import Design
from apprentice_shared.attributes import AttributeSpace

DESIGN = Design(AttributeSpace.default())


def test_lists_every_corner_of_the_default_space() -> None:
    """Five values in four dimensions are 625 corners, all different."""
    corners = Candidates(DESIGN, Constraints(), seed=0).corners()
    assert len({row.tobytes() for row in corners}) == 625
    assert set(corners.sum(axis=1)) == {4.0}


def test_samples_the_corners_of_a_large_space() -> None:
    """A pack with many dimensions is sampled, and not listed."""
    space = AttributeSpace({f"aspect {index}": tuple("abcdefg") for index in range(8)})
    corners = Candidates(Design(space), Constraints(), seed=0).corners()
    assert corners.shape == (1024, 56)


def test_a_dimension_may_be_left_as_painted() -> None:
    """Each corner comes with a dimension that may be left, and without it."""
    constraints = Constraints(vary=frozenset({"color"}))
    corners = Candidates(DESIGN, constraints, seed=0, painted=frozenset({"color"})).corners()
    assert sorted(corners.sum(axis=1)) == [0.0, 1.0, 1.0, 1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("gains", "curvature", "most", "expected"),
    [
        ((1.0, 0.0, 0.0), 0.0, 3, (1.0, 0.0, 0.0)),
        ((0.0, 0.0, 0.0, 0.0), 1.0, 4, (0.25, 0.25, 0.25, 0.25)),
        ((0.0, 0.0, 0.0, 0.0), 1.0, 2, (0.5, 0.5, 0.0, 0.0)),
        ((0.4, 0.0, -5.0), 1.0, 3, (0.6, 0.4, 0.0)),
    ],
    ids=["no worth in blending", "even", "two at most", "leaning"],
)
def test_best_blend_solves_the_quadratic(
    gains: tuple[float, ...], curvature: float, most: int, expected: tuple[float, ...]
) -> None:
    """The closed form is the maximum on the simplex."""
    assert best_blend(np.array(gains), curvature, most, 0.15) == pytest.approx(expected)


def test_polish_never_loses() -> None:
    """Climbing from a corner ends no lower than it began."""
    rng = np.random.default_rng(4)
    candidates = Candidates(DESIGN, Constraints(), seed=0)
    for _ in range(5):
        coefficients = rng.normal(size=DESIGN.size)
        start = candidates.corners()[int(rng.integers(625))]
        before, after = (
            DESIGN.rows(row[None])[0] @ coefficients for row in (start, candidates.polish(start, coefficients, 0.15))
        )
        assert after >= before - 1e-2
