"""Palette steering: the latents' channel means are drawn to those of a palette.

The mean of each latent channel fixes a picture's overall colour and lightness. What the VAE makes of the palette's own
colours says where that mean should lie, so the steering is calibrated for whichever VAE is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch

from apprentice_shared.attributes import AttributeMix

from ..sampling.latents import LatentCodec, flat_latents

# Beyond this share of the steps only details form; pushing the mean then would lay a tint over a finished picture.
LAST_SHARE = 0.8

_PICKED = 0.9  # how far the mean goes towards a palette that the artist picked
_MIXED = 0.4  # and towards the colours of a value that the mix has in full


@dataclass(frozen=True)
class PaletteTarget:
    """Where the channel means of one batch are drawn to.

    Args:
        means: shape (images, channels).
        shares: shape (images,), 0 to 1: how much of the way is gone by the last steered step.
    """

    means: torch.Tensor
    shares: torch.Tensor

    def part(self, start: int, end: int) -> PaletteTarget:
        """Return the images from `start` up to but without `end`."""
        return PaletteTarget(self.means[start:end], self.shares[start:end])

    def push(self, predicted: torch.Tensor, progress: float, steered_steps: int) -> torch.Tensor:
        """Return what is to be added to the clean latents now.

        Args:
            predicted: the clean latents that the model believes in, shape (images, channels, height, width).
            progress: share of the steps that is done, 0 to 1; nothing is added beyond `LAST_SHARE`.
            steered_steps: how many steps are steered in all; the way is spread over them.
        """
        if progress > LAST_SHARE:
            return torch.zeros_like(predicted[:, :, :1, :1])
        missing = self.means.to(predicted) - predicted.mean(dim=(2, 3))
        gain = 1.0 - (1.0 - self.shares.to(predicted)) ** (1.0 / max(1, steered_steps))
        return (gain[:, None] * missing)[:, :, None, None]


def picked_target(codec: LatentCodec, swatches: Sequence[str], images: int) -> PaletteTarget:
    """Draw all images to one palette, its swatches counting alike."""
    mean = _mean(codec, swatches)
    return PaletteTarget(mean.repeat(images, 1), torch.full((images,), _PICKED))


def mixed_target(
    codec: LatentCodec, mixes: Sequence[AttributeMix], palettes: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> PaletteTarget | None:
    """Draw each image to the colours of its own mix, by their weights; None where no mix has any."""
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
    colors = [(int(hex_[1:3], 16), int(hex_[3:5], 16), int(hex_[5:7], 16)) for hex_ in swatches]
    return flat_latents(codec, colors).mean(dim=0, keepdim=True)
