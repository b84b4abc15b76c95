"""Extraction: the few swatches that cover what the eye sees in a picture, small vivid accents included."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..color.cielab import delta_e_2000, srgb_bytes_to_cielab
from ..color.oklab import Floats, srgb_bytes_to_oklab
from ..color.oklch import GREY_CHROMA
from .color_names import name_color
from .convert import oklab_to_bytes, oklab_to_palette
from .distinct_colors import ColorSample, sample_colors
from .quantize import first_guess
from .swatch import Palette, Swatch

MAX_SIZE = 64
# Swatches closer than this in ΔE2000 are one colour to the eye.
NEAR_DUPLICATE = 3.0

_BLANK = "#ffffff"
_ROUNDS = 10
# A centre settles where the distances to what it covers, to this power, sum to the least: between the median (1), which
# serves the mean difference, and the mean (2), which serves the worst ones.
_POWER = 1.6
# Distances below this weigh alike, so that a single colour cannot hold a centre by itself.
_FLOOR = 0.01
# What lies farther off than this is another colour, and draws a centre no more than by the median.
_REACH = 0.12
# OKLab with its a and b this much wider: by steps of equal ΔE2000 colours of one lightness lie farther apart than OKLab
# has them. The values of this group are those of the least `apprentice bench palettes`.
_SPREAD = np.array([1.0, 2.5, 2.5], dtype=np.float32)
# How much more the most chromatic colours of a picture count, and how steeply that falls off with their rank: the
# eye goes to what is vivid beside the rest. Measured by `apprentice bench palettes`.
_VIVID_PULL = 3.0
_VIVID_STEEPNESS = 8
# An accent is at least this vivid, this far from every swatch (ΔE OK), and covers this much.
_ACCENT_CHROMA = 0.09
_ACCENT_DISTANCE = 0.15
_ACCENT_SHARE = 0.0015
_ACCENT_RADIUS = 0.09


def extract_palette(pixels: NDArray[np.uint8], size: int, *, seed: int = 0, keep_paper: bool = False) -> Palette:
    """Choose the swatches that best cover a picture.

    Args:
        pixels: sRGB with straight alpha, shape (height, width, 4), uint8. Transparent pixels do not count.
        size: the number of swatches, 1 to `MAX_SIZE`.
        seed: fixes which pixels of a large picture are looked at.
        keep_paper: counts the paper too; else light, uniform ground that a border shows to be paper does not count.

    Returns:
        Swatches by decreasing share; shares sum to 1. Fewer than `size` where the picture has fewer colours that
        can be told apart. A blank canvas gives its paper; one with nothing on it at all gives white.

    Raises:
        ValueError: `size` is out of range, or `pixels` has another shape or type.
    """
    if not 1 <= size <= MAX_SIZE:
        raise ValueError(f"size must be in 1..{MAX_SIZE}, got {size!r}")
    if pixels.ndim != 3 or pixels.shape[2] != 4 or pixels.dtype != np.uint8:
        raise ValueError(f"pixels must be uint8 of shape (height, width, 4), got {pixels.dtype} {pixels.shape}")
    if pixels.size == 0:
        raise ValueError("pixels must hold at least one pixel, got none")
    sample = sample_colors(pixels, seed=seed, keep_paper=keep_paper)
    if len(sample) == 0:
        sample = sample_colors(pixels, seed=seed, keep_paper=True)
    if len(sample) == 0:
        return (Swatch(_BLANK, 1.0, name_color(_BLANK)),)
    return _swatches(sample, _cover(sample, size))


def _cover(sample: ColorSample, size: int) -> Floats:
    """Return the centres, OKLab, shape (k, 3), k at most `size`."""
    pull = _pull(sample)
    centers = srgb_bytes_to_oklab(first_guess(sample.rgb, sample.weights, size))
    centers = _settle(sample.oklab, pull, centers)
    # Accents stand last, so that one does not give way to the next.
    for found in range(size // 2):
        accent = _find_accent(sample, centers)
        if accent is None:
            break
        kept = centers if len(centers) < size else _without_least(sample, centers, len(centers) - found)
        centers = _settle(sample.oklab, pull, np.vstack([kept, accent]))
    return _spread(sample, pull, centers, size)


def _pull(sample: ColorSample) -> Floats:
    """Return what each colour counts: what it covers, and more for the vivid ones among them."""
    chroma = _chroma(sample.oklab)
    order = np.argsort(chroma)
    rank = np.empty(len(sample), dtype=np.float32)
    rank[order] = np.cumsum(sample.weights[order])
    vivid = rank**_VIVID_STEEPNESS * chroma / (chroma + GREY_CHROMA)
    return (sample.weights * (1.0 + _VIVID_PULL * vivid)).astype(np.float32)


def _settle(colors: Floats, pull: Floats, centers: Floats) -> Floats:
    """Move centres, OKLab, to where they cover best what is nearest to them (Weiszfeld steps within k-medians)."""
    colors, centers = colors * _SPREAD, centers * _SPREAD
    for _ in range(_ROUNDS):
        distances = _distances(colors, centers)
        nearest = distances.argmin(axis=1)
        distance = np.maximum(distances[np.arange(len(colors)), nearest], _FLOOR)
        weights = pull * np.minimum(distance, _REACH) ** (_POWER - 1.0) / distance
        totals = np.bincount(nearest, weights, minlength=len(centers))
        sums = np.stack(
            [np.bincount(nearest, weights * colors[:, axis], minlength=len(centers)) for axis in range(3)], axis=-1
        )
        moved = (sums[totals > 0] / totals[totals > 0, None]).astype(np.float32)
        settled = len(moved) == len(centers) and np.abs(moved - centers).max() < 1e-4
        centers = moved
        if settled:
            break
    return np.asarray(centers / _SPREAD)


def _find_accent(sample: ColorSample, centers: Floats) -> Floats | None:
    """Return the centre, shape (3,), of the most noticeable vivid spot that no swatch comes near."""
    chroma = _chroma(sample.oklab)
    distance = _distances(sample.oklab, centers).min(axis=1)
    notice = np.where(
        (chroma > _ACCENT_CHROMA) & (distance > _ACCENT_DISTANCE), sample.weights * chroma * distance, 0.0
    )
    if not notice.any():
        return None
    seed = sample.oklab[notice.argmax()]
    spot = (notice > 0) & (_distances(sample.oklab, seed[None])[:, 0] < _ACCENT_RADIUS)
    if sample.weights[spot].sum() < _ACCENT_SHARE:
        return None
    return np.average(sample.oklab[spot], axis=0, weights=notice[spot]).astype(np.float32)


def _without_least(sample: ColorSample, centers: Floats, droppable: int) -> Floats:
    """Drop the centre whose loss costs least, of the first `droppable`."""
    distances = _distances(sample.oklab, centers)
    best, second = np.partition(distances, 1, axis=1)[:, :2].T
    loss = np.bincount(distances.argmin(axis=1), sample.weights * (second - best), minlength=len(centers))
    return np.delete(centers, loss[:droppable].argmin(), axis=0)


def _spread(sample: ColorSample, pull: Floats, centers: Floats, size: int) -> Floats:
    """Merge near-duplicates and spend the swatches won, or missing, on what is covered worst."""
    for _ in range(size):
        centers = _merge_near_duplicates(sample, centers)
        if len(centers) >= size:
            break
        distance = _distances(sample.oklab, centers).min(axis=1)
        worst = sample.oklab[(sample.weights * distance).argmax()]
        grown = _settle(sample.oklab, pull, np.vstack([centers, worst[None]]))
        if len(_merge_near_duplicates(sample, grown)) <= len(centers):
            break
        centers = grown
    return _merge_near_duplicates(sample, centers)


def _merge_near_duplicates(sample: ColorSample, centers: Floats) -> Floats:
    shares = _shares(sample, centers)
    while len(centers) > 1:
        lab = srgb_bytes_to_cielab(oklab_to_bytes(centers))
        differences = delta_e_2000(lab[:, None], lab[None]) + np.diag(np.full(len(centers), np.inf))
        first, second = np.unravel_index(differences.argmin(), differences.shape)
        if differences[first, second] >= NEAR_DUPLICATE:
            break
        pair = shares[[first, second]] + 1e-9
        centers[first] = np.average(centers[[first, second]], axis=0, weights=pair)
        shares[first] = pair.sum()
        centers, shares = np.delete(centers, second, axis=0), np.delete(shares, second)
    return centers


def _swatches(sample: ColorSample, centers: Floats) -> Palette:
    shares = _shares(sample, centers)
    order = np.argsort(-shares, kind="stable")
    return oklab_to_palette(centers[order], shares[order].tolist())


def _shares(sample: ColorSample, centers: Floats) -> NDArray[np.float64]:
    nearest = _distances(sample.oklab, centers).argmin(axis=1)
    shares = np.bincount(nearest, sample.weights, minlength=len(centers))
    return shares / shares.sum()


def _distances(colors: Floats, centers: Floats) -> Floats:
    squared = np.square(colors).sum(axis=1)[:, None] - 2 * colors @ centers.T + np.square(centers).sum(axis=1)[None]
    return np.sqrt(np.maximum(squared, 0.0))


def _chroma(oklab: Floats) -> Floats:
    return np.hypot(oklab[:, 1], oklab[:, 2])
