"""Extraction: the few swatches that best cover a picture, small vivid accents included.

Weighted k-medians in OKLab from a first guess, a swatch for each accent that is not covered, near-duplicates merged.
"""

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
# A centre c of colours x minimises Σ w ‖x − c‖^p: p is between the median's 1, which makes the mean difference small,
# and the mean's 2, which makes the largest differences small.
_POWER = 1.6
# Distances below this count as this, so that a single colour cannot hold a centre by itself.
_FLOOR = 0.01
# Beyond this distance a colour pulls a centre no harder than with p = 1.
_REACH = 0.12
# The scale of L, a and b in these distances: at equal ΔE2000, a and b differ less in OKLab than L does. The values of
# this group were chosen by `apprentice bench palettes`.
_SPREAD = np.array([1.0, 2.5, 2.5], dtype=np.float32)
# The extra weight of the most chromatic colours of a picture, which draw the eye, and the power of their rank by which
# it falls off. Chosen by `apprentice bench palettes`.
_VIVID_PULL = 3.0
_VIVID_STEEPNESS = 8
# An accent has at least this chroma, this ΔE OK from every swatch, and this share of the picture in this radius.
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
        keep_paper: whether paper counts as a colour: light, uniform ground that reaches the borders.

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
    """Return the weight of each colour, shape (n,): share · (1 + 3 rank⁸ chroma / (chroma + 0.02)).

    The rank is the share of the picture that is no more chromatic, in [0, 1].
    """
    chroma = _chroma(sample.oklab)
    order = np.argsort(chroma)
    rank = np.empty(len(sample), dtype=np.float32)
    rank[order] = np.cumsum(sample.weights[order])
    vivid = rank**_VIVID_STEEPNESS * chroma / (chroma + GREY_CHROMA)
    return (sample.weights * (1.0 + _VIVID_PULL * vivid)).astype(np.float32)


def _settle(colors: Floats, pull: Floats, centers: Floats) -> Floats:
    """Move centres, OKLab, shape (k, 3), to the weighted medians of their clusters; centres without colours go.

    Each round assigns colours to the nearest centre and takes one Weiszfeld step, c ← Σ w x / Σ w with
    w = pull · min(d, reach)^(p−1) / d and d = ‖x − c‖.  Weiszfeld 1937; Bradley, Mangasarian & Street 1997 (k-medians)
    """
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
    """Return the centre, shape (3,), of the uncovered vivid spot of the largest share · chroma · distance, or None."""
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
    """Drop, of the first `droppable` centres, the one whose colours lose least by moving to their second nearest."""
    distances = _distances(sample.oklab, centers)
    best, second = np.partition(distances, 1, axis=1)[:, :2].T
    loss = np.bincount(distances.argmin(axis=1), sample.weights * (second - best), minlength=len(centers))
    return np.delete(centers, loss[:droppable].argmin(), axis=0)


def _spread(sample: ColorSample, pull: Floats, centers: Floats, size: int) -> Floats:
    """Merge near-duplicates, and add centres up to `size` where colours are covered worst."""
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
    """Replace pairs of centres closer than `NEAR_DUPLICATE` by their mean, the closest pair first."""
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
    """Return the distances of n colours from k centres, shape (n, k): √(‖x‖² − 2 x·c + ‖c‖²)."""
    squared = np.square(colors).sum(axis=1)[:, None] - 2 * colors @ centers.T + np.square(centers).sum(axis=1)[None]
    return np.sqrt(np.maximum(squared, 0.0))


def _chroma(oklab: Floats) -> Floats:
    return np.hypot(oklab[:, 1], oklab[:, 2])
