"""The noise that a picture starts from: it depends on the image's seed, not on the batch or the device."""

from __future__ import annotations

from collections.abc import Sequence

import torch

_NEARLY_PARALLEL = 0.9995


def seeded(seed: int, shape: tuple[int, int, int]) -> torch.Tensor:
    """Draw standard normal noise for one image, shape (1, *shape), on the CPU, so that no device changes it."""
    generator = torch.Generator("cpu").manual_seed(seed)
    return torch.randn((1, *shape), generator=generator)


def generators(seeds: Sequence[int]) -> list[torch.Generator]:
    """Make one generator per image for schedulers that draw noise at each step."""
    # Seeded otherwise than the starting noise, which the first draw would repeat.
    return [torch.Generator("cpu").manual_seed(seed ^ 0x5EED) for seed in seeds]


def slerp(first: torch.Tensor, second: torch.Tensor, share: float) -> torch.Tensor:
    """Turn one noise towards another along the sphere, so that every noise between them has the same variance.

    Args:
        first: any shape.
        second: the same shape.
        share: 0 for `first` to 1 for `second`, each to the bit.

    Source: Shoemake 1985, "Animating rotation with quaternion curves".
    """
    if share in (0.0, 1.0):
        return second if share else first
    cosine = torch.sum(first * second) / (first.norm() * second.norm())
    if abs(float(cosine)) > _NEARLY_PARALLEL:
        return torch.lerp(first, second, share)
    angle = torch.acos(cosine)
    return (torch.sin((1 - share) * angle) * first + torch.sin(share * angle) * second) / torch.sin(angle)


def starting_noise(
    seeds: Sequence[int], shape: tuple[int, int, int], near_seed: int | None, nearness: float
) -> torch.Tensor:
    """Draw the noise of a batch, shape (images, *shape), each image's drawn towards that of `near_seed`."""
    drawn = [seeded(seed, shape) for seed in seeds]
    if near_seed is not None:
        center = seeded(near_seed, shape)
        drawn = [slerp(noise, center, nearness) for noise in drawn]
    return torch.cat(drawn)
