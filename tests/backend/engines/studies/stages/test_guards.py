"""The guards of hues, partings and darks do as much as is wanted, and nothing where nothing is amiss."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from apprentice_backend.color.adaptation import adapt
from apprentice_backend.color.gamut import oklab_to_srgb_fitted
from apprentice_backend.color.oklab import srgb_bytes_to_oklab
from apprentice_backend.engines.studies.stages.colour.hue_guard import hue_spread, own_hues
from apprentice_backend.engines.studies.stages.light.dark_guard import BLACK, dark_lift, lift_darks
from apprentice_backend.engines.studies.stages.light.light import Light
from apprentice_backend.engines.studies.stages.light.parting import keep_parting, temperature_parting
from apprentice_backend.engines.studies.stages.light.value_guard import guard_values


def colors(seed: int = 1, count: int = 400) -> np.ndarray:
    """Return OKLab colours of all hues."""
    rng = np.random.default_rng(seed)
    return np.stack([rng.uniform(0.1, 0.9, count), *rng.normal(0.0, 0.06, (2, count))], axis=1).astype(np.float32)


def test_spread_is_nothing_for_one_hue_and_all_for_opposite_ones() -> None:
    """Σ c e^(ih) has the length of Σ c for one hue, and none for two opposed ones."""
    assert hue_spread(np.array([[0.02, 0.02], [0.1, 0.1]], np.float32)) == pytest.approx(0.0, abs=1e-6)
    assert hue_spread(np.array([[0.1, 0.0], [-0.1, 0.0]], np.float32)) == pytest.approx(1.0)


def test_tinted_colours_are_drawn_back_to_their_own_hues() -> None:
    """The share is the least that keeps the spread, and the chroma stays the study's."""
    before = colors()
    after = before + np.array([0.0, 0.1, 0.1], np.float32)
    share, gain = own_hues(before, after, 0.6)
    mixed = after[:, 1:] + share * (gain * before[:, 1:] - after[:, 1:])
    assert 0.0 < share < 1.0
    assert hue_spread(mixed) == pytest.approx(0.6 * hue_spread(before[:, 1:]), abs=0.03)
    assert gain == pytest.approx(np.hypot(*after[:, 1:].T).mean() / np.hypot(*before[:, 1:].T).mean(), rel=1e-4)


def test_colours_that_are_apart_or_gone_are_left() -> None:
    """Nothing is mixed back in a study that turns all hues alike, or has none."""
    before = colors()
    assert own_hues(before, before * np.array([1.0, -1.0, -1.0], np.float32), 0.6)[0] == 0.0
    assert own_hues(before, before * np.array([1.0, 0.0, 0.0], np.float32), 0.6)[0] == 0.0


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_a_lost_parting_comes_back_on_its_side(side: float) -> None:
    """Lights that were warmer than the darks, or colder, are so again by a fifth more than the wanted .022."""
    before = colors()
    before[:, 1:] += side * np.outer(before[:, 0] - 0.5, (0.05, 0.08))
    after = before.copy()
    after[:, 1:] = np.random.default_rng(2).normal(0.0, 0.01, (len(after), 2))
    parted = keep_parting(before, after, after)
    assert side * temperature_parting(parted) == pytest.approx(0.026, abs=0.004)
    assert np.array_equal(parted[:, 0], after[:, 0])
    assert keep_parting(before, before, after) is after


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_a_picture_parts_again_after_its_haze(side: float) -> None:
    """The value guard finds under an even haze what parted lights and darks; a share of none of it asks for nothing."""
    lightness = np.linspace(0.15, 0.9, 96, dtype=np.float32)[:, None].repeat(96, axis=1)
    warmth = side * 0.06 * (lightness - 0.5)
    lab = np.stack([lightness, 0.47 * warmth, 0.88 * warmth], axis=-1)
    picture = np.rint(oklab_to_srgb_fitted(lab) * 255.0).astype(np.uint8)
    hazy = cv2.addWeighted(picture, 0.5, np.full_like(picture, 128), 0.5, 0.0)

    def parted(share: float) -> float:
        guarded = guard_values(hazy.copy(), picture, Light(), 1.0, share)
        return side * temperature_parting(srgb_bytes_to_oklab(guarded.reshape(-1, 3)))

    assert parted(1.0) >= 0.02
    assert parted(0.0) < parted(0.8) < parted(1.0)


def test_darks_are_lifted_no_more_than_needed() -> None:
    """Black covers what it did and 5% more; darker stays darker; without black nothing moves."""
    before = np.linspace(0.16, 0.9, 500, dtype=np.float32)
    after = (before - 0.16) * 1.2
    lifted = lift_darks(before, after, after)
    assert float((lifted < BLACK).mean()) <= 0.06
    assert (np.diff(lifted) > 0.0).all()
    assert lift_darks(before, before, before) is before
    assert dark_lift(np.zeros(100, np.float32), after) == 0.0


def test_adapted_white_and_greys_have_the_lights_colour() -> None:
    """White becomes (1, a, b), a grey of lightness L becomes L (1, a, b), and white light changes nothing."""
    white = np.array([0.02, 0.06], np.float32)
    greys = np.array([[1.0, 0.0, 0.0], [0.4, 0.0, 0.0]], np.float32)
    assert adapt(greys, white) == pytest.approx(np.array([[1.0, *white], 0.4 * np.array([1.0, *white])]), abs=1e-5)
    assert adapt(colors(), np.zeros(2, np.float32)) == pytest.approx(colors(), abs=1e-5)
