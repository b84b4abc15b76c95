"""The harness itself: no mishap inside Krita may pass unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.scenario import Scenario, scenarios_in, sitting_options
from harness.sittings import Sittings

FAULTY = {scenario.function: scenario for scenario in scenarios_in(Path(__file__).parent / "faulty")}
TOLD = {
    "asserts_what_is_not_so": "AssertionError: Krita has no version",
    "waits_in_vain": "in vain for the moon",
    "raises_in_a_slot": "ZeroDivisionError",
    "crashes": "Krita ended with status -",
}


@pytest.fixture(scope="module")
def faulty(sittings: Sittings) -> Sittings:
    """The run's sittings, the faulty scenarios among them."""
    sittings.chosen.extend(FAULTY.values())
    return sittings


@pytest.mark.parametrize(("function", "words"), TOLD.items(), ids=TOLD.keys())
def test_a_mishap_is_told(function: str, words: str, faulty: Sittings) -> None:
    """A failed assertion, a wait that ran out, an error in a slot and a crash each reach the test that asks."""
    assert words in faulty.outcome_of(FAULTY[function]).complaint(FAULTY[function])


def test_a_scenario_after_mishaps_still_counts(faulty: Sittings) -> None:
    """A scenario that fails does not take those after it along."""
    assert faulty.outcome_of(FAULTY["ends_well"]).complaint(FAULTY["ends_well"]) == ""


def test_python_errors_are_found_in_the_log(faulty: Sittings) -> None:
    """An uncaught exception leaves its traceback in Krita's log."""
    assert any("Traceback" in line for line in faulty.outcome_of(FAULTY["ends_well"]).python_errors())


def test_reads_scenarios_without_running_them(tmp_path: Path) -> None:
    """Public functions and the SITTING literal are read from the source alone."""
    file = tmp_path / "play.py"
    file.write_text('SITTING = {"theme": "Krita bright"}\nraise OSError\ndef opens(s): ...\ndef _aid(s): ...\n')
    assert scenarios_in(tmp_path) == [Scenario(file, "opens")]
    assert sitting_options(file) == {"theme": "Krita bright"}
