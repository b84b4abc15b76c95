"""Pictures repainted in the colours of a palette."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.color.oklab import delta_e_ok, srgb_bytes_to_oklab
from apprentice_backend.palettes.convert import palette_to_oklab
from apprentice_backend.palettes.swatch import Swatch
from apprentice_backend.palettes.tools.repaint import remap_pixels

PALETTE = tuple(Swatch(color) for color in ("#10303a", "#1f6f78", "#e0a040", "#f2e9d8"))


def picture() -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.integers(0, 256, (60, 80, 4), dtype=np.uint8)


def mean_distance(pixels: np.ndarray) -> float:
    lab = srgb_bytes_to_oklab(pixels[..., :3].reshape(-1, 1, 3))
    return float(delta_e_ok(lab, palette_to_oklab(PALETTE)[None]).min(axis=1).mean())


def test_comes_closer_to_the_palette_the_sharper_it_is() -> None:
    """Sharp colours lie on the swatches, soft ones between them, and both closer to them than the picture."""
    sharp = mean_distance(remap_pixels(picture(), PALETTE, softness=0.0, keep_light=0.0))
    soft = mean_distance(remap_pixels(picture(), PALETTE, softness=0.6, keep_light=0.0))
    assert sharp < 0.01 < soft < mean_distance(picture())


def test_keeps_alpha_and_leaves_the_picture_alone() -> None:
    """Alpha is untouched, and the input is not written to."""
    before = picture()
    after = remap_pixels(before, PALETTE)
    assert (after[..., 3] == picture()[..., 3]).all()
    assert (before == picture()).all()
    assert after.shape == before.shape


def test_can_keep_the_light_of_the_picture() -> None:
    """With all light kept, lightness stays where the colours can be shown."""
    grey = np.full((8, 8, 4), 255, dtype=np.uint8)
    grey[..., :3] = np.linspace(60, 200, 64).reshape(8, 8, 1)
    after = srgb_bytes_to_oklab(remap_pixels(grey, PALETTE, keep_light=1.0)[..., :3])
    assert after[..., 0] == pytest.approx(srgb_bytes_to_oklab(grey[..., :3])[..., 0], abs=0.02)


def test_a_swatch_of_the_palette_stays_itself() -> None:
    """Repainting a picture that is in the palette already changes nothing when sharp."""
    flat = np.full((4, 4, 4), 255, dtype=np.uint8)
    flat[..., :3] = PALETTE[1].rgb
    assert np.abs(remap_pixels(flat, PALETTE, softness=0.0).astype(int) - flat).max() <= 1


@pytest.mark.parametrize(
    ("palette", "softness", "keep_light"), [((), 0.5, 0.5), (PALETTE, -0.1, 0.5), (PALETTE, 0.5, 1.1)]
)
def test_refuses_bad_arguments(palette, softness: float, keep_light: float) -> None:
    """An empty palette or a fraction out of range is a ValueError."""
    with pytest.raises(ValueError, match="must"):
        remap_pixels(picture(), palette, softness=softness, keep_light=keep_light)
