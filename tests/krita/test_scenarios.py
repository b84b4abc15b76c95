"""Every scenario of `scenarios/`, played in a real Krita."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.scenario import Scenario, scenarios_in
from harness.sittings import Sittings

SCENARIOS = scenarios_in(Path(__file__).parent / "scenarios")


# The first test of a file waits for its whole sitting.
@pytest.mark.timeout(900)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_scenario(scenario: Scenario, sittings: Sittings) -> None:
    """The scenario ends well, and Python has nothing to complain of in Krita's log."""
    outcome = sittings.outcome_of(scenario)
    complaint = outcome.complaint(scenario)
    assert not complaint, complaint
    assert not outcome.python_errors(), outcome.log[-6000:]
    assert outcome.ended_well, f"Krita ended with status {outcome.status}"
