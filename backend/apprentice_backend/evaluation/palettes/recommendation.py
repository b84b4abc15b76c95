"""The worth of recommended palettes: simulated artists rate ten, then judge the next one.

It is judged beside a random palette, the most popular one, and the canvas' own palette as extracted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...color.oklab import Floats
from ...palettes.candidates import draw_candidates
from ...palettes.convert import oklab_to_bytes, palette_to_bytes, palette_to_oklab
from ...palettes.harmony import draw_scheme
from ...palettes.palette_taste import RatedPalette
from ...palettes.recommend import recommend
from ...palettes.swatch import Palette
from .palette_artists import ARTISTS, FRESH_ARTISTS, PaletteArtist

METHODS = ("recommended", "popular", "random", "extracted")
RATED = 10
# The sizes of the slates in which the ten are rated.
_SLATES = (4, 4, 2)
_POOL = 400
_REFERENCE = 3000
# Standard deviation of a rating, in stars, before it is rounded.
_NOISE = 0.4


@dataclass(frozen=True)
class JudgedArtist:
    """The figures of one artist.

    Args:
        artist: the artist's name.
        best_tenth: method -> the share of runs in which its palette was in the best tenth of the canvas' palettes.
        rank: method -> the mean share of the canvas' palettes that the artist likes no better, 0 to 1.
    """

    artist: str
    best_tenth: dict[str, float]
    rank: dict[str, float]


def judge_recommendation(
    canvases: Sequence[Palette], runs: int, seed: int, artists: Sequence[PaletteArtist] = FRESH_ARTISTS
) -> list[JudgedArtist]:
    """Let every simulated artist rate `RATED` palettes and judge the palette that each method shows next.

    Args:
        canvases: palettes of the artists' pictures, five swatches each, at least four of them.
        runs: the number of times each artist starts anew, with other canvases and random numbers.
        seed: fixes everything.
        artists: the artists.

    Raises:
        ValueError: there are too few canvases.
    """
    if len(canvases) <= len(_SLATES):
        raise ValueError(f"canvases must be at least {len(_SLATES) + 1} palettes, got {len(canvases)}")
    rng = np.random.default_rng(seed)
    reference = oklab_to_bytes(np.stack([draw_scheme(rng, 5)[0] for _ in range(_REFERENCE)]))
    return [_judge_artist(artist, canvases, ArtistRuns(runs, reference, rng)) for artist in artists]


@dataclass(frozen=True)
class ArtistRuns:
    """The settings of an artist's runs.

    Args:
        runs: the number of runs.
        reference: palettes at large, 8-bit sRGB, shape (r, k, 3).
        rng: the only source of chance.
    """

    runs: int
    reference: NDArray[np.uint8]
    rng: np.random.Generator


def _judge_artist(artist: PaletteArtist, canvases: Sequence[Palette], runs: ArtistRuns) -> JudgedArtist:
    reference, rng = runs.reference, runs.rng
    others = [other for group in ARTISTS.values() for other in group if other is not artist]
    ranks: dict[str, list[float]] = {method: [] for method in METHODS}
    for _ in range(runs.runs):
        order = rng.permutation(len(canvases))
        painted = [canvases[index] for index in order[: len(_SLATES) + 1]]
        rated = _rate_ten(artist, painted, reference, rng)
        canvas = painted[-1]
        pool = _pool(palette_to_oklab(canvas), rng)
        liking = artist.liking(pool, reference)
        popular = np.mean([other.liking(pool, reference) for other in others], axis=0)
        top = recommend(canvas, rated, 1, seed=int(rng.integers(2**31)))[0].palette
        shown = {
            "recommended": artist.liking(palette_to_bytes(top)[None], reference)[0],
            "popular": liking[popular.argmax()],
            "random": liking[rng.integers(len(pool))],
            "extracted": artist.liking(palette_to_bytes(canvas)[None], reference)[0],
        }
        for method, value in shown.items():
            ranks[method].append(float((liking <= value).mean()))
    return JudgedArtist(
        artist.name,
        {method: float(np.mean(np.array(values) >= 0.9)) for method, values in ranks.items()},
        {method: float(np.mean(values)) for method, values in ranks.items()},
    )


def _rate_ten(
    artist: PaletteArtist, canvases: Sequence[Palette], reference: NDArray[np.uint8], rng: np.random.Generator
) -> list[RatedPalette]:
    rated: list[RatedPalette] = []
    for canvas, count in zip(canvases, _SLATES, strict=False):
        for shown in recommend(canvas, rated, count, seed=int(rng.integers(2**31))):
            liking = artist.liking(palette_to_bytes(shown.palette)[None], reference)[0]
            stars = 1.0 + 4.0 * liking + rng.normal(0.0, _NOISE)
            rated.append((shown.palette, float(np.clip(round(stars), 1, 5))))
    return rated


def _pool(canvas: Floats, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return palettes that could be shown for this canvas, 8-bit sRGB, shape (m, n, 3)."""
    return oklab_to_bytes(np.stack([candidate.lab for candidate in draw_candidates(canvas, (), _POOL, rng)]))
