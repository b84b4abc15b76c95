"""The colour that is clicked in the panel is the colour that is painted, in every colour space."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from harness.scenario import Scenario
from harness.sittings import Sittings

from apprentice_backend.color.cielab import delta_e_2000, srgb_bytes_to_cielab

SCENARIO = Scenario(Path(__file__).parent / "scenarios" / "palettes.py", "brings_colours_into_every_space")
# How many bytes a channel has, and how far it may be off.
INTEGERS = {"RGBA U8": ("B", 255, 1), "RGBA U16": ("H", 65535, 257)}


@pytest.fixture
def strokes(scenario: Scenario, sittings: Sittings) -> dict[str, Any]:
    """The colours that the scenario painted and read, by colour space."""
    outcome = sittings.outcome_of(scenario)
    assert not outcome.complaint(scenario)
    return outcome.facts(scenario)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("scenario", [SCENARIO], ids=str)
def test_the_colour_that_arrives_is_the_colour_shown(strokes: dict[str, Any]) -> None:
    """U8 to 1, U16 to 257, F32 to a thousandth of the linear value; opaque in all of them."""
    for space, (kind, largest, tolerance) in INTEGERS.items():
        for stroke in strokes[space]:
            blue, green, red, alpha = struct.unpack(f"<4{kind}", bytes(stroke["read"]))
            assert alpha == largest
            wanted = [value * (largest // 255) for value in stroke["shown"]]
            assert np.abs(np.subtract((red, green, blue), wanted)).max() <= tolerance, (space, stroke)
    for stroke in strokes["RGBA F32"]:
        *rgb, alpha = struct.unpack("<4f", bytes(stroke["read"]))
        assert alpha == 1.0
        assert np.abs(np.subtract(rgb, _linear(stroke["shown"]))).max() <= 1e-3, stroke


@pytest.mark.timeout(900)
@pytest.mark.parametrize("scenario", [SCENARIO], ids=str)
def test_inks_are_what_krita_itself_converts_to(strokes: dict[str, Any]) -> None:
    """CMYK: the inks of Krita's own conversion, and on the canvas the colour that Krita converts those back to.

    How near that is to the colour shown is Krita's to say: its conversion to a press is perceptual, which moves colours
    that the press could print as they are. `docs/palettes.md` has the figures.
    """
    for stroke in strokes["CMYKA U8"]:
        *inks, alpha = stroke["read"]
        assert alpha == 255
        assert np.abs(np.subtract(inks, np.multiply(stroke["krita"][:4], 255))).max() <= 0.5, stroke
        assert _difference(stroke["back"], stroke["seen"]) <= 1.0, stroke


def _difference(one: Sequence[int], other: Sequence[int]) -> float:
    first, second = (srgb_bytes_to_cielab(np.array([color], np.uint8)) for color in (one, other))
    return float(delta_e_2000(first, second)[0])


def _linear(color: list[int]) -> list[float]:
    """Return sRGB bytes as linear light: IEC 61966-2-1."""
    parts = [value / 255 for value in color]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
