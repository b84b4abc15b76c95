"""The hypotheses: shapes of a taste, each with its levels of noise."""

from __future__ import annotations

import math

import numpy as np
import pytest

from apprentice_backend.agents.base import MEASURES
from apprentice_backend.agents.bayes.canvas_effects import widen_for_canvas
from apprentice_backend.agents.bayes.hypotheses import Role, make_shapes, with_noise
from apprentice_backend.agents.bayes.picture_effects import widen_for_measures
from apprentice_backend.agents.bayes.settings import BayesSettings, CanvasBeliefs, PictureBeliefs
from apprentice_backend.agents.priors.prior import Prior, TasteGuess
from apprentice_backend.agents.space.design import Design
from apprentice_shared.attributes import AttributeSpace

DESIGN = Design(AttributeSpace.default())
PRIOR = Prior((TasteGuess({("color", "warm"): 1.0}, spread=0.3, weight=0.6),))


@pytest.mark.parametrize("prior", [None, PRIOR], ids=["no prior", "a guess"])
def test_probabilities_of_shapes_sum_to_one(prior: Prior | None) -> None:
    """A prior's guess takes its weight from all other shapes."""
    shapes = make_shapes(DESIGN, BayesSettings(), prior)
    assert sum(math.exp(shape.log_weight) for shape in shapes) == pytest.approx(1.0)


def test_levels_of_noise_share_their_shape() -> None:
    """Each shape comes with each of its levels, as the same object."""
    shapes = make_shapes(DESIGN, BayesSettings(noise_levels=(0.5, 1.0)), None)
    hypotheses = with_noise(shapes)
    assert [one.noise_variance for one in hypotheses] == [0.25, 1.0] * len(shapes)
    assert all(first.shape is second.shape for first, second in zip(hypotheses[::2], hypotheses[1::2], strict=True))


def test_plain_sums_alone_are_tried_with_and_without_the_canvas() -> None:
    """A shape that says all that the taste is about comes once, with effects of the canvas; weights stay."""
    shapes = make_shapes(DESIGN, BayesSettings(), PRIOR)
    wide = widen_for_canvas(shapes, DESIGN.values, CanvasBeliefs())
    roles = [shape.role for shape in shapes]
    assert len(wide) == len(shapes) + roles.count(Role.SUM)
    assert sum(math.exp(shape.log_weight) for shape in wide) == pytest.approx(1.0)
    assert {len(shape.mean) for shape in wide} == {DESIGN.size + len(DESIGN.names)}


def test_guess_of_a_prior_has_its_effects() -> None:
    """The guessed effects are the mean, with the guess's spread."""
    shape = make_shapes(DESIGN, BayesSettings(), PRIOR)[-1]
    warm = 1 + DESIGN.column["color", "warm"]
    assert (shape.mean[warm], shape.variances[warm]) == pytest.approx((1.0, 0.09))
    assert np.count_nonzero(shape.mean) == 1


def test_measures_alone_are_further_shapes() -> None:
    """Once pictures were measured, the taste may be about all measures, or about any one, alone."""
    shapes = make_shapes(DESIGN, BayesSettings(), None)
    wide = widen_for_measures(shapes, PictureBeliefs())
    about_all, *about_one = wide[len(shapes) :]
    assert len(about_all.noise_variances) == 2
    assert {shape.role for shape in (about_all, *about_one)} == {Role.ALONE}
    assert [int(np.argmax(shape.variances[DESIGN.size :])) for shape in about_one] == list(range(len(MEASURES)))
