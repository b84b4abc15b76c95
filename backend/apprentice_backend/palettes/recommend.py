"""Recommendation: palettes for the canvas at hand, by the taste that ratings of palettes have shown."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..color.oklab import Floats, srgb_bytes_to_oklab
from .candidates import Candidate, draw_candidates
from .convert import oklab_to_bytes, oklab_to_palette, palette_to_oklab
from .explanations import PaletteExplanations
from .measures import palette_distances
from .palette_taste import Forecast, PaletteTaste, RatedPalette
from .swatch import Palette
from .tools.arrange import limit_palette

DEFAULT_COUNT = 4
# A canvas of fewer colours is recommended palettes of this many all the same.
_MIN_SIZE = 5
_SMALLEST, _LARGEST = 1, 16
_DRAWN = 600
_LIKED_STARS = 4.0
# Palettes closer than this (mean ΔE OK, swatch to nearest swatch) are the same to the artist.
_SAME = 0.035
# How much a palette not yet known is worth trying, in standard deviations, for all but the first and the last.
_CURIOSITY = 0.7
# Stars lost at no distance from a palette already chosen: a slate of four alike says little.
_CROWDING = 1.2
_CROWDING_REACH = 0.12
# Stars lost by being made in the same way as one already chosen.
_SAME_KIND = 0.3
# From this many on, one of them explores.
_EXPLORING_COUNT = 3
# Stars that closeness to the canvas is worth, per ΔE OK, before anything is known of the artist; ratings divide it.
_CANVAS_PULL = 2.0


@dataclass(frozen=True)
class Recommendation:
    """One recommended palette.

    Args:
        palette: its swatches, darkest first; shares are 0.
        reason: one line that says why, true to how it was made.
        kind: how it was made: "extend", "shift", "answer", "limit", "ramp", "liked" or "explore".
        stars: the rating that is expected.
        spread: the standard deviation of that, in stars.
        guess: whether it goes outside what is known.
    """

    palette: Palette
    reason: str
    kind: str
    stars: float
    spread: float
    guess: bool


def recommend(
    canvas: Palette,
    rated: Sequence[RatedPalette] = (),
    count: int = DEFAULT_COUNT,
    *,
    color_values: Mapping[str, float] | None = None,
    size: int | None = None,
    seed: int = 0,
) -> list[Recommendation]:
    """Recommend palettes for a canvas.

    Args:
        canvas: the canvas palette, by decreasing share; empty where there is no canvas.
        rated: palettes that were rated, with their stars from 1 to 5, oldest first.
        count: how many, 1 to 12.
        color_values: what the agent knows of the colour values ("warm", "muted" …), in stars; where palettes were
            not rated yet, it is what there is to go by.
        size: swatches per palette, 1 to 16; None for as many as the canvas palette has, and at least five.
        seed: fixes the choice; with every palette rated the choice moves on.

    Returns:
        `count` different palettes, none of them rated before: first the one believed best, last (of three or more)
        one that explores, between them those worth trying.

    Raises:
        ValueError: `count`, `size` or a rating is out of range.
    """
    if not 1 <= count <= 12:
        raise ValueError(f"count must be in 1..12, got {count!r}")
    if size is not None and not _SMALLEST <= size <= _LARGEST:
        raise ValueError(f"size must be in {_SMALLEST}..{_LARGEST}, got {size!r}")
    # Another canvas is another draw: two paintings are not offered the same novelties.
    painted = zlib.crc32("".join(swatch.hex for swatch in canvas).encode())
    rng = np.random.default_rng((seed, len(rated), painted))
    taste = PaletteTaste(rated, color_values)
    wanted = size or min(max(len(canvas), _MIN_SIZE), _LARGEST)
    colors = _canvas_colors(limit_palette(canvas, wanted), wanted, rng)
    liked = [palette_to_oklab(palette) for palette, stars in rated if stars >= _LIKED_STARS]
    drawn = draw_candidates(colors, liked, _DRAWN, rng)
    shown = srgb_bytes_to_oklab(oklab_to_bytes(np.stack([candidate.lab for candidate in drawn])))
    shown = np.take_along_axis(shown, np.argsort(shown[..., 0], axis=1)[..., None], axis=1)
    forecast = taste.forecast(shown)
    known = [palette_to_oklab(palette) for palette, _ in rated] + [colors]
    chosen = _choose(drawn, shown, forecast, known, count)
    reasons = PaletteExplanations(rated, taste, colors)
    exploring = chosen[-1:] if count >= _EXPLORING_COUNT else []
    return [
        Recommendation(
            palette=oklab_to_palette(shown[index]),
            reason=reasons.of(drawn[index], shown[index], exploring=index in exploring),
            kind=drawn[index].kind,
            stars=float(forecast.stars[index]),
            spread=float(forecast.spread[index]),
            guess=index in exploring or not rated,
        )
        for index in chosen
    ]


def _canvas_colors(canvas: Palette, size: int, rng: np.random.Generator) -> Floats:
    """Return `size` colours of the canvas, filled up with relatives where it has too few to build on."""
    missing = size - len(canvas)
    if not missing:
        return palette_to_oklab(canvas)
    lightness = rng.permutation(np.linspace(0.25, 0.9, missing))
    lean = palette_to_oklab(canvas)[:, 1:].mean(axis=0) if canvas else rng.normal(0.0, 0.05, 2)
    added = np.column_stack([lightness, np.tile(lean, (missing, 1)) + rng.normal(0.0, 0.03, (missing, 2))])
    return np.vstack([palette_to_oklab(canvas), added]).astype(np.float32)


def _choose(
    drawn: Sequence[Candidate], shown: Floats, forecast: Forecast, known: Sequence[Floats], count: int
) -> list[int]:
    """Return the places of the chosen candidates; `known` are palettes not to be shown again, the canvas' own last."""
    canvas_pull = _CANVAS_PULL / len(known)
    worth = forecast.stars - canvas_pull * palette_distances(shown, known[-1])
    kinds = np.array([candidate.kind for candidate in drawn])
    chosen: list[int] = []
    crowding = np.zeros(len(drawn))
    for place in range(count):
        if place == 0:
            score = worth
        elif place == count - 1 and count >= _EXPLORING_COUNT:
            score = np.where(kinds == "explore", forecast.spread + worth / 100, -np.inf)
        else:
            score = worth + _CURIOSITY * forecast.spread * (kinds != "explore")
        index = _best_unknown(score - crowding, shown, known)
        chosen.append(index)
        crowding += _CROWDING * np.exp(-palette_distances(shown, shown[index]) / _CROWDING_REACH)
        crowding += _SAME_KIND * (kinds == kinds[index])
        crowding[index] = np.inf
    return chosen


def _best_unknown(score: NDArray[np.float64], shown: Floats, known: Sequence[Floats]) -> int:
    """Return the place of the best candidate that is none of the known palettes; the best at all if every one is."""
    order = np.argsort(-score, kind="stable")
    for index in order:
        if min(palette_distances(shown[index][None], palette)[0] for palette in known) >= _SAME:
            return int(index)
    return int(order[0])
