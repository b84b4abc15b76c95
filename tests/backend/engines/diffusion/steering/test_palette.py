"""Palettes draw the latents' channel means."""

from __future__ import annotations

import pytest
import torch

from apprentice_backend.engines.diffusion.models.load import LoadedModel
from apprentice_backend.engines.diffusion.steering.palette import LAST_SHARE, PaletteTarget, mixed_target, picked_target
from apprentice_shared.attributes import AttributeMix

PALETTES = {"color": {"warm": ("#ff8800",), "cool": ("#0044ff", "#88ccff")}}


def latents(count: int) -> torch.Tensor:
    return torch.randn(count, 4, 8, 8, generator=torch.Generator().manual_seed(0))


def test_steering_goes_the_share_of_the_way() -> None:
    """After all steered steps the means have gone exactly as far as wanted, and details are as they were."""
    target = PaletteTarget(torch.full((2, 4), 3.0), torch.tensor([0.5, 1.0]))
    found = start = latents(2)
    for _ in range(8):
        found = found + target.push(found, 0.5, 8)
    missing = (3.0 - found.mean(dim=(2, 3))) / (3.0 - start.mean(dim=(2, 3)))
    assert torch.allclose(missing, torch.tensor([[0.5], [0.0]]).expand(2, 4), atol=1e-4)
    assert torch.allclose(
        found - found.mean(dim=(2, 3), keepdim=True), start - start.mean(dim=(2, 3), keepdim=True), atol=1e-5
    )


def test_late_steps_are_left_alone() -> None:
    """Beyond 80% of the steps only details form."""
    target = PaletteTarget(torch.full((1, 4), 3.0), torch.ones(1))
    assert not target.push(latents(1), LAST_SHARE + 0.01, 8).any()


def test_a_picked_palette_rules_every_image(loaded: LoadedModel) -> None:
    """All images are drawn to the mean of its swatches."""
    target = picked_target(loaded.codec, ("#ff0000", "#0000ff"), 3)
    single = [picked_target(loaded.codec, (color,), 1).means for color in ("#ff0000", "#0000ff")]
    assert torch.allclose(target.means, torch.cat(single).mean(dim=0).expand(3, 4), atol=1e-5)
    assert target.part(1, 3).means.shape == (2, 4)


def test_a_mix_is_drawn_by_its_weights(loaded: LoadedModel) -> None:
    """Half warm is drawn half as far as warm; a mix without colour not at all."""
    mixes = [AttributeMix.pure(color="warm"), AttributeMix({"color": {"warm": 0.5}}), AttributeMix.pure(mood="joyful")]
    target = mixed_target(loaded.codec, mixes, PALETTES)
    assert target is not None
    assert torch.allclose(target.means[0], target.means[1])
    full, half, none = target.shares.tolist()
    assert half == pytest.approx(full / 2)
    assert none == 0.0


def test_no_colours_no_steering(loaded: LoadedModel) -> None:
    """A mix of values without swatches steers nothing."""
    assert mixed_target(loaded.codec, [AttributeMix({}), AttributeMix.pure(color="muted")], PALETTES) is None
