"""The harness itself: no mishap inside Krita may pass unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.animation import frames_of, save_animation
from harness.scenario import Scenario, scenarios_in, sitting_options
from harness.sittings import Sittings
from PIL import Image, ImageColor, ImageSequence

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


def test_a_long_turn_is_told_with_what_it_was(faulty: Sittings) -> None:
    """A slot that keeps Krita's thread at work is found by its time, its event and its line of Python."""
    facts = faulty.outcome_of(FAULTY["takes_long"]).facts(FAULTY["takes_long"])
    assert facts["work_ms"] >= 60.0
    told = [turn for turn in facts["long_turns"] if "_work" in turn]
    assert len(told) == 1, facts["long_turns"]
    assert "Timer to " in told[0] and "on_purpose.py" in told[0]


def test_python_errors_are_found_in_the_log(faulty: Sittings) -> None:
    """An uncaught exception leaves its traceback in Krita's log."""
    assert any("Traceback" in line for line in faulty.outcome_of(FAULTY["ends_well"]).python_errors())


def test_a_film_is_an_animation_of_its_pixels(tmp_path: Path) -> None:
    """The pointer glides where it is sent, each frame has its time, and no pixel beside the pointer changes."""
    colours = ("navy", "teal")
    for name in colours:
        Image.new("RGB", (90, 60), name).save(tmp_path / f"{name}.png")
    film = [
        {"shot": "navy.png", "seconds": 0.5, "at": [5, 5], "pressed": False},
        {"shot": "teal.png", "seconds": 1.0, "at": [65, 35], "pressed": True},
    ]
    frames = frames_of(film, tmp_path)
    ways = [frame.at for frame in frames]
    assert ways == sorted(ways) and ways[0] == (5, 5) and ways[-1] == (65, 35) and len(set(ways)) == len(ways)
    save_animation(frames, tmp_path / "film.png")
    with Image.open(tmp_path / "film.png") as shown:
        assert getattr(shown, "n_frames", 1) == len(frames) > 2
        assert {frame.info["duration"] for frame in ImageSequence.Iterator(shown)} == {500.0, 1000.0, 50.0}
        last = shown.convert("RGB")
    assert last.getpixel((5, 50)) == ImageColor.getrgb("teal")
    assert last.getpixel((67, 40)) == (255, 255, 255)


def test_reads_scenarios_without_running_them(tmp_path: Path) -> None:
    """Public functions and the SITTING literal are read from the source alone."""
    file = tmp_path / "play.py"
    file.write_text('SITTING = {"theme": "Krita bright"}\nraise OSError\ndef opens(s): ...\ndef _aid(s): ...\n')
    assert scenarios_in(tmp_path) == [Scenario(file, "opens")]
    assert sitting_options(file) == {"theme": "Krita bright"}
