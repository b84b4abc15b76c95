"""The taste foreseen without a fit, beside the fit itself."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.agents.base import Context, Feedback, Slate
from apprentice_backend.agents.bayes.agent import BayesAgent
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()
MIXES = (AttributeMix.pure(color="warm"), AttributeMix.pure(color="cool"), AttributeMix.pure(mood="joyful"))


def taught() -> BayesAgent:
    """Return an agent that has rated one slate, and is fitted."""
    agent = BayesAgent(SPACE, seed=1)
    agent.shown(Slate(MIXES, Context.empty(), "a"))
    for mix, stars in zip(MIXES, (4, 2, 3), strict=True):
        agent.update(Feedback(mix, stars, slate_id="a"))
    agent.taste()
    return agent


@pytest.mark.parametrize(
    "said",
    [
        Feedback(MIXES[0], 4, slate_id="b"),
        Feedback(MIXES[0], 5, slate_id="b"),
        Feedback(MIXES[1], 1, reasons={"color": -1}, slate_id="b"),
        Feedback(MIXES[0], signal="picked", slate_id="b"),
    ],
    ids=["stars", "a bound", "a reason", "a pick"],
)
def test_what_is_foreseen_is_nearly_what_is_fitted(said: Feedback) -> None:
    """One more opinion of each kind moves the effects as the fit moves them, by far the most of the way."""
    agent = taught()
    before = np.array([entry.mean for entry in agent.taste().values])
    ahead = agent.foresight()
    assert ahead is not None
    for learner in (ahead, agent):
        learner.shown(Slate(MIXES, Context.empty(), "b"))
        learner.update(said)
    foreseen = np.array([entry.mean for entry in ahead.taste().values])
    fitted = np.array([entry.mean for entry in agent.taste().values])
    assert np.abs(fitted - before).max() > 0.05
    assert np.abs(foreseen - fitted).max() < 0.5 * np.abs(fitted - before).max()


def test_the_agent_learns_nothing_by_what_is_foreseen() -> None:
    """Foreseeing leaves the agent's state as it was, and what was foreseen before is worked out anew."""
    agent = taught()
    state, ahead = agent.state(), agent.foresight()
    assert ahead is not None
    first = ahead.taste()
    ahead.update(Feedback(MIXES[0], 5, slate_id="b"))
    assert ahead.taste() != first
    assert agent.state() == state


def test_an_agent_without_a_fit_foresees_nothing() -> None:
    """A fit that is not there is not made for it."""
    agent = taught()
    agent.update(Feedback(MIXES[0], 5, slate_id="b"))
    assert agent.foresight() is None
