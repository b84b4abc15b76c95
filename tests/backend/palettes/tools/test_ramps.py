"""Shades and tints."""

from __future__ import annotations

import numpy as np
import pytest
from hue_turns import hue_turn

from apprentice_backend.palettes.convert import palette_to_oklch
from apprentice_backend.palettes.swatch import Swatch
from apprentice_backend.palettes.tools.ramps import make_ramp

COLORS = ["#c81e28", "#143cb4", "#f0dc5a", "#808080", "#000000", "#ffffff", "#00ff00"]


@pytest.mark.parametrize("color", COLORS)
@pytest.mark.parametrize("steps", [3, 7, 16])
def test_runs_from_dark_to_light_through_the_colour(color: str, steps: int) -> None:
    """The colour itself is in the ramp, to the bit, and lightness rises all the way."""
    ramp = make_ramp(Swatch(color, 0.3, "mine"), steps)
    lightness = palette_to_oklch(ramp)[:, 0]
    assert len(ramp) == steps
    assert Swatch(color, 0.3, "mine") in ramp
    assert (np.diff(lightness) > 0).all()
    assert lightness[0] < 0.25
    assert lightness[-1] > 0.9


@pytest.mark.parametrize("color", ["#c81e28", "#143cb4", "#2e8b57"])
def test_keeps_the_hue_without_lean(color: str) -> None:
    """A plain ramp is one hue, as far as eight bits can say."""
    lch = palette_to_oklch(make_ramp(Swatch(color), 9))
    colored = lch[(lch[:, 1] > 0.04) & (lch[:, 0] > 0.2)]
    assert np.abs(hue_turn(colored[:, 2], palette_to_oklch((Swatch(color),))[0, 2])).max() < 6.0


def test_leans_to_yellow_in_the_lights() -> None:
    """At full lean the lights of a red are nearer to yellow than its darks."""
    hue = palette_to_oklch(make_ramp(Swatch("#c81e28"), 7, lean=1.0))[:, 2]
    assert hue[5] > hue[3] + 5
    assert hue_turn(hue[3], hue[1]) < -5


@pytest.mark.parametrize(("steps", "lean"), [(2, 0.0), (33, 0.0), (7, 1.5)])
def test_refuses_bad_arguments(steps: int, lean: float) -> None:
    """An argument out of range is a ValueError."""
    with pytest.raises(ValueError, match="must be in"):
        make_ramp(Swatch("#102030"), steps, lean=lean)
