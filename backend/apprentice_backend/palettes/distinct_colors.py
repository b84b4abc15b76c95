"""The distinct colours of a picture, with the share of the picture that each covers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..color.oklab import Floats, srgb_bytes_to_oklab
from .convert import color_codes
from .paper import find_paper, is_paper

# Cells of the sampling grid per side: a spot of 0.1% of the picture gets some forty samples.
_GRID = 200
# Colours are told apart to this many bits per channel; each is the mean of the samples that agree in them.
_BITS = 5
# Below this alpha a colour is rounding noise of an edge.
_MIN_ALPHA = 8


@dataclass(frozen=True)
class ColorSample:
    """Distinct colours with their weights.

    Args:
        rgb: 8-bit sRGB, shape (n, 3).
        oklab: the same in OKLab, unrounded, shape (n, 3).
        weights: the share of the picture that each covers, shape (n,), summing to 1 where n > 0.
    """

    rgb: NDArray[np.uint8]
    oklab: Floats
    weights: Floats

    def __len__(self) -> int:
        return len(self.weights)


def sample_colors(pixels: NDArray[np.uint8], *, seed: int, keep_paper: bool = False) -> ColorSample:
    """Collect the colours of a picture from a jittered grid over it.

    Args:
        pixels: sRGB with straight alpha, shape (height, width, 4). Alpha weighs: what is transparent does not count.
        seed: fixes the jitter.
        keep_paper: whether paper, known by a uniform border, counts as a colour.

    Returns:
        The sample; empty where nothing is painted.
    """
    samples = _grid_samples(pixels, np.random.default_rng(seed))
    samples = samples[samples[:, 3] >= _MIN_ALPHA]
    paper = None if keep_paper else find_paper(pixels)
    if paper is not None:
        samples = samples[~is_paper(samples[:, :3], paper)]
    return _histogram(samples)


def _grid_samples(pixels: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    if height * width <= _GRID * _GRID:
        return pixels.reshape(-1, 4)
    rows = max(1, min(height, round(_GRID * (height / width) ** 0.5)))
    columns = max(1, min(width, _GRID * _GRID // rows))
    y = (np.arange(rows)[:, None] + rng.random((rows, columns))) * (height / rows)
    x = (np.arange(columns)[None, :] + rng.random((rows, columns))) * (width / columns)
    return pixels[y.astype(np.intp), x.astype(np.intp)].reshape(-1, 4)


def _histogram(samples: NDArray[np.uint8]) -> ColorSample:
    keys = color_codes(samples[:, :3], _BITS)
    alpha = samples[:, 3].astype(np.float64)
    cells = 1 << (3 * _BITS)
    weights = np.bincount(keys, alpha, minlength=cells)
    used = np.flatnonzero(weights)
    oklab = srgb_bytes_to_oklab(samples[:, :3])
    means = [
        np.stack([np.bincount(keys, alpha * part[:, axis], minlength=cells)[used] for axis in range(3)], axis=-1)
        / weights[used, None]
        for part in (samples, oklab)
    ]
    return ColorSample(
        rgb=means[0].round().astype(np.uint8),
        oklab=means[1].astype(np.float32),
        weights=(weights[used] / max(weights.sum(), 1.0)).astype(np.float32),
    )
