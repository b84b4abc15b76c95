"""The evidence as observations."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.agents import create
from apprentice_backend.agents.base import Feedback, Slate
from apprentice_backend.agents.bayes.evidence import Evidence
from apprentice_backend.agents.bayes.likelihood import read_evidence
from apprentice_backend.agents.bayes.settings import EvidenceStrengths
from apprentice_backend.agents.space.design import Design
from apprentice_backend.packs.shipped import built_in_space
from apprentice_shared.attributes import AttributeMix, AttributeSpace

DESIGN = Design(AttributeSpace.default())
WARM = AttributeMix.pure(color="warm", style="surreal", mood="joyful", composition="dynamic")
COOL = AttributeMix.pure(color="cool", style="abstract", mood="peaceful", composition="centered")
WARM_ROW, COOL_ROW = DESIGN.rows(DESIGN.weights([WARM, COOL]))
STRENGTHS = EvidenceStrengths()


def of(*feedback: Feedback) -> Evidence:
    """Return the evidence of a slate with two suggestions, and what was said of them."""
    evidence = Evidence(DESIGN)
    evidence.show(Slate((WARM, COOL), id="s"))
    for one in feedback:
        evidence.add(one)
    return evidence


@pytest.mark.parametrize(
    ("stars", "target", "bound"),
    [(1, -1.5, -1.0), (2, -1.0, 0.0), (3, 0.0, 0.0), (5, 1.5, 1.0)],
    ids=["one or less", "two", "three", "five or more"],
)
def test_stars_are_read_about_the_middle(stars: int, target: float, bound: float) -> None:
    """The ends of the scale are bounds, half a star inside."""
    given = read_evidence(of(Feedback(WARM, stars, slate_id="s")), STRENGTHS).observations
    assert np.array_equal(given.rows, [WARM_ROW])
    assert (given.targets[0], given.bounds[0], given.noise[0]) == (target, bound, 1.0)


def test_reason_is_a_comparison_and_for_sums_a_size() -> None:
    """Both speak of the part of the row that belongs to the named dimension; a comparison only says which did more."""
    reading = read_evidence(of(Feedback(WARM, 4, reasons={"color": 1}, slate_id="s")), STRENGTHS)
    assert reading.sized is not None
    above = WARM_ROW - DESIGN.average_row()
    assert reading.sized.rows[1] == pytest.approx(DESIGN.part(above, "color"))
    assert (reading.sized.targets[1], reading.sized.bounds[1]) == (STRENGTHS.reason_stars, 0.0)
    warm, joyful = 1 + DESIGN.column["color", "warm"], 1 + DESIGN.column["mood", "joyful"]
    compared = reading.observations
    assert (compared.rows[1][warm], compared.rows[1][joyful]) == pytest.approx((above[warm], -above[joyful] / 3))
    assert (compared.targets[1], compared.bounds[1]) == (0.0, 1.0)


def test_pick_is_compared_with_its_neighbours() -> None:
    """A pick's row is the difference to the mean of the others, without the offset."""
    given = read_evidence(of(Feedback(WARM, signal="picked", slate_id="s")), STRENGTHS).observations
    assert np.array_equal(given.rows, [WARM_ROW - COOL_ROW])
    assert not given.whole[0]


def test_value_set_by_hand_does_not_age() -> None:
    """A hand-set value is of no opinion, so later opinions leave its age at 0."""
    evidence = of(Feedback(WARM, 4, slate_id="s"), Feedback(COOL, 2, slate_id="s"))
    evidence.set_value("color", "warm", 1.0)
    given = read_evidence(evidence, STRENGTHS).observations
    assert list(given.ages) == [1.0, 0.0, 0.0]
    assert list(given.sources) == [0, 1, -1]


def test_a_liked_intent_says_nothing_of_the_mixes_it_was_tried_with() -> None:
    """Takes of one intent are compared with one another: five stars for all leave the taste as it was."""
    loved, told = (create("bayes", built_in_space(), seed=1) for _ in range(2))
    for agent, stars in ((loved, (5, 5, 5, 5)), (told, (5, 4, 2, 2))):
        for number, (value, rating) in enumerate(zip(("warm", "cool", "vibrant", "muted"), stars, strict=True)):
            agent.update(Feedback(AttributeMix({"color": {value: 0.7}}), rating, slate_id=f"s{number}", intent="dusk"))
    effects = {entry.value: entry.mean for entry in loved.taste().values if entry.dimension == "color"}
    assert max(map(abs, effects.values())) < 0.05
    effects = {entry.value: entry.mean for entry in told.taste().values if entry.dimension == "color"}
    assert effects["warm"] > effects["muted"] + 0.3


def test_one_take_alone_says_nothing() -> None:
    """There is nothing to compare it with."""
    agent = create("bayes", built_in_space(), seed=1)
    agent.update(Feedback(AttributeMix({"color": {"warm": 0.7}}), 1, slate_id="s", intent="dusk"))
    assert max(abs(entry.mean) for entry in agent.taste().values) < 0.01
