"""Recommendation: palettes for a canvas, by the taste that ratings of palettes have shown.

Of 600 candidates the slate takes one after another the highest score: expected stars less the pull of the canvas,
plus a bonus for an uncertain one, less a penalty for being like those already taken.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.bounds import RECOMMENDED, SWATCHES

from ..color.oklab import Floats, srgb_bytes_to_oklab
from .candidates import EXPLORE, Candidate, draw_candidates
from .convert import oklab_to_bytes, oklab_to_palette, palette_to_oklab
from .explanations import PaletteExplanations
from .measures import palette_distances
from .palette_taste import Forecast, PaletteTaste, RatedPalette
from .swatch import Palette
from .tools.arrange import limit_palette

DEFAULT_COUNT = 4
# The least number of swatches, however few colours the canvas has.
_MIN_SIZE = 5
_DRAWN = 600
_LIKED_STARS = 4.0
# Palettes closer than this (`palette_distances`) are the same to the artist.
_SAME = 0.035
# Bonus per standard deviation of the expected stars, for all but the first and the last of a slate.
_CURIOSITY = 0.7
# Penalty for likeness to a palette already chosen, at distance d: 1.2 exp(−d / 0.12) stars.
_CROWDING = 1.2
_CROWDING_REACH = 0.12
# Penalty in stars for the same kind as one already chosen.
_SAME_KIND = 0.3
# A slate of at least this many ends with one that explores.
_EXPLORING_COUNT = 3
# Stars lost per ΔE OK from the canvas' palette, before any rating; with n ratings it is divided by n + 1.
_CANVAS_PULL = 2.0


@dataclass(frozen=True)
class Recommendation:
    """One recommended palette.

    Args:
        palette: its swatches, darkest first; shares are 0.
        reason: one line that explains the recommendation.
        kind: "extend", "shift", "answer", "limit", "ramp", "liked" or "explore", see `candidates`.
        stars: the expected rating.
        spread: the standard deviation of the expected rating, in stars.
        guess: whether it was chosen for its uncertainty, or before any rating.
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
        rated: rated palettes with their stars, 1 to 5, oldest first.
        count: the number of palettes, 1 to 12.
        color_values: the agent's effects of colour values ("warm", "muted" …), in stars, which the taste starts from.
        size: swatches per palette, 1 to 16; None for as many as the canvas palette has, and at least five.
        seed: fixes the choice for one canvas and number of ratings.

    Returns:
        `count` different palettes, none of them rated before: first the one expected to be best, last (of three or
        more) one that explores, between them good ones with a bonus for uncertain ones.

    Raises:
        ValueError: `count`, `size` or a rating is out of range.
    """
    if count not in RECOMMENDED:
        raise ValueError(f"count must be in {RECOMMENDED.low}..{RECOMMENDED.high}, got {count!r}")
    if size is not None and size not in SWATCHES:
        raise ValueError(f"size must be in {SWATCHES.low}..{SWATCHES.high}, got {size!r}")
    # The canvas is part of the seed, so that two paintings are not offered the same novelties.
    painted = zlib.crc32("".join(swatch.hex for swatch in canvas).encode())
    rng = np.random.default_rng((seed, len(rated), painted))
    taste = PaletteTaste(rated, color_values)
    wanted = size or min(max(len(canvas), _MIN_SIZE), SWATCHES.high)
    colors = _canvas_colors(limit_palette(canvas, wanted), wanted, rng)
    drawn, shown = _draw(colors, rated, rng)
    forecast = taste.forecast(shown)
    known = [palette_to_oklab(palette) for palette, _ in rated] + [colors]
    chosen = _choose(drawn, shown, forecast, known, count)
    explanations = PaletteExplanations(rated, taste, colors)
    exploring = chosen[-1:] if count >= _EXPLORING_COUNT else []
    return [
        Recommendation(
            palette=oklab_to_palette(shown[index]),
            reason=explanations.explain(drawn[index], shown[index], exploring=index in exploring),
            kind=drawn[index].kind,
            stars=float(forecast.stars[index]),
            spread=float(forecast.spread[index]),
            guess=index in exploring or not rated,
        )
        for index in chosen
    ]


def _canvas_colors(canvas: Palette, size: int, rng: np.random.Generator) -> Floats:
    """Return `size` colours, OKLab: those of the canvas, filled up with colours of its mean hue where it has fewer."""
    missing = size - len(canvas)
    if not missing:
        return palette_to_oklab(canvas)
    lightness = rng.permutation(np.linspace(0.25, 0.9, missing))
    lean = palette_to_oklab(canvas)[:, 1:].mean(axis=0) if canvas else rng.normal(0.0, 0.05, 2)
    added = np.column_stack([lightness, np.tile(lean, (missing, 1)) + rng.normal(0.0, 0.03, (missing, 2))])
    return np.vstack([palette_to_oklab(canvas), added]).astype(np.float32)


def _draw(canvas: Floats, rated: Sequence[RatedPalette], rng: np.random.Generator) -> tuple[list[Candidate], Floats]:
    """Return candidates, and their colours as 8-bit sRGB shows them, OKLab, shape (m, n, 3), darkest first."""
    liked = [palette_to_oklab(palette) for palette, stars in rated if stars >= _LIKED_STARS]
    drawn = draw_candidates(canvas, liked, _DRAWN, rng)
    shown = srgb_bytes_to_oklab(oklab_to_bytes(np.stack([candidate.lab for candidate in drawn])))
    return drawn, np.take_along_axis(shown, np.argsort(shown[..., 0], axis=1)[..., None], axis=1)


def _choose(
    drawn: Sequence[Candidate], shown: Floats, forecast: Forecast, known: Sequence[Floats], count: int
) -> list[int]:
    """Return the indices of the chosen candidates; `known` are palettes not to show again, the canvas' own last."""
    canvas_pull = _CANVAS_PULL / len(known)
    worth = forecast.stars - canvas_pull * palette_distances(shown, known[-1])
    kinds = np.array([candidate.kind for candidate in drawn])
    chosen: list[int] = []
    crowding = np.zeros(len(drawn))
    for place in range(count):
        if place == 0:
            score = worth
        elif place == count - 1 and count >= _EXPLORING_COUNT:
            score = np.where(kinds == EXPLORE, forecast.spread + worth / 100, -np.inf)
        else:
            score = worth + _CURIOSITY * forecast.spread * (kinds != EXPLORE)
        index = _best_unknown(score - crowding, shown, known)
        chosen.append(index)
        crowding += _CROWDING * np.exp(-palette_distances(shown, shown[index]) / _CROWDING_REACH)
        crowding += _SAME_KIND * (kinds == kinds[index])
        crowding[index] = np.inf
    return chosen


def _best_unknown(score: NDArray[np.float64], shown: Floats, known: Sequence[Floats]) -> int:
    """Return the index of the best candidate that is no known palette, or of the best one if all are known."""
    order = np.argsort(-score, kind="stable")
    for index in order:
        if min(palette_distances(shown[index][None], palette)[0] for palette in known) >= _SAME:
            return int(index)
    return int(order[0])
