"""Palette steering: the latents' channel means are drawn to those of a palette.

The mean of each latent channel fixes a picture's overall colour and lightness. The mean to aim at is that of the
palette's colours, encoded by the model's VAE, so the steering fits any VAE.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.swatch import hex_to_rgb

from ..sampling.latents import LatentCodec, flat_latents

# Share of the steps that are steered: later ones form details alone, and a push would tint a finished picture.
LAST_SHARE = 0.8

_PICKED = 0.9  # share of the way that the mean goes towards a palette that the artist picked …
_MIXED = 0.4  # … and towards the swatches of a value that has all the weight


@dataclass(frozen=True)
class PaletteTarget:
    """The means that the latents of a batch are drawn to, one of each channel.

    Args:
        means: shape (images, channels).
        shares: the part of the way there that all steered steps go together, shape (images,), 0 to 1.
    """

    means: torch.Tensor
    shares: torch.Tensor

    def part(self, start: int, end: int) -> PaletteTarget:
        """Return the images from `start` up to but without `end`."""
        return PaletteTarget(self.means[start:end], self.shares[start:end])

    def push(self, predicted: torch.Tensor, progress: float, steered_steps: int) -> torch.Tensor:
        """Return the push to add to the clean latents, shape (images, channels, 1, 1).

        With the gain 1 - (1 - share) ** (1 / steered_steps) per step, all pushes together go `share` of the way.

        Args:
            predicted: the model's estimate of the clean latents, shape (images, channels, height, width).
            progress: share of the steps that are done, 0 to 1; beyond `LAST_SHARE` the push is 0.
            steered_steps: number of steered steps in all.
        """
        if progress > LAST_SHARE:
            return torch.zeros_like(predicted[:, :, :1, :1])
        missing = self.means.to(predicted) - predicted.mean(dim=(2, 3))
        gain = 1.0 - (1.0 - self.shares.to(predicted)) ** (1.0 / max(1, steered_steps))
        return (gain[:, None] * missing)[:, :, None, None]


def picked_target(codec: LatentCodec, swatches: Sequence[str], images: int) -> PaletteTarget:
    """Return the target of images that are all drawn to one palette, each swatch counting the same."""
    mean = _mean(codec, swatches)
    return PaletteTarget(mean.repeat(images, 1), torch.full((images,), _PICKED))


def mixed_target(
    codec: LatentCodec, mixes: Sequence[AttributeMix], palettes: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> PaletteTarget | None:
    """Return the target of images drawn to the swatches of their mixes, by weight; None if no value has swatches."""
    weighted = [
        [(mix.weight(dimension, value), swatches) for dimension, value, swatches in _entries(palettes)] for mix in mixes
    ]
    totals = [sum(weight for weight, _ in parts) for parts in weighted]
    if not any(totals):
        return None
    known = {swatches: _mean(codec, swatches) for parts in weighted for weight, swatches in parts if weight}
    empty = torch.zeros_like(next(iter(known.values())))
    means = [
        sum((weight / total * known[swatches] for weight, swatches in parts if weight), empty) if total else empty
        for parts, total in zip(weighted, totals, strict=True)
    ]
    shares = torch.tensor([min(1.0, total) * _MIXED for total in totals])
    return PaletteTarget(torch.cat(means), shares)


def _entries(palettes: Mapping[str, Mapping[str, tuple[str, ...]]]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(dimension, value, swatches) for dimension, of in palettes.items() for value, swatches in of.items()]


def _mean(codec: LatentCodec, swatches: Sequence[str]) -> torch.Tensor:
    return flat_latents(codec, [hex_to_rgb(color) for color in swatches]).mean(dim=0, keepdim=True)
