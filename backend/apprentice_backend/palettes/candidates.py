"""Candidates: palettes that could be recommended for a canvas, drawn from its colours or freely.

Each way of making one is a function of the canvas' colours and a random generator; it returns the palette with the
words for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from apprentice_shared.language import later, listed, tr

from ..color.oklab import Floats
from ..color.oklch import oklab_to_oklch, oklch_to_oklab
from .color_names import color_word
from .convert import oklab_to_palette
from .harmony import SCHEMES, draw_scheme, scheme_colors
from .measures import WARM_HUE

# The kind of candidates that owe little to the canvas.
EXPLORE = "explore"
# The spreads of a shift: warmth in OKLab, logarithm of strength, lightness, logarithm of contrast; and phrases for less
# and more of each.
_SHIFT_SPREADS = (0.045, 0.45, 0.09, 0.3)
_SHIFT_WORDS = (
    (later("your colours, cooler"), later("your colours, warmer")),
    (later("your colours, more muted"), later("your colours, stronger")),
    (later("your colours, darker"), later("your colours, lighter")),
    (later("your colours, softer in contrast"), later("your colours, harder in contrast")),
)
# By the side of the accent; and by the number of hues, and whether there are greys.
_ACCENT_WORDS = {
    "warm": later("one warm accent, {colours}, for your cool canvas"),
    "cool": later("one cool accent, {colours}, for your warm canvas"),
}
_LIMIT_WORDS = {
    (1, False): later("limited to one hue"),
    (1, True): later("limited to one hue and greys"),
    (2, False): later("limited to two opposite hues"),
    (2, True): later("limited to two opposite hues and greys"),
}
# The direction of warmth in OKLab.
_WARM = np.array([0.0, np.cos(np.radians(WARM_HUE)), np.sin(np.radians(WARM_HUE))], dtype=np.float32)


@dataclass(frozen=True)
class Candidate:
    """One palette that could be recommended.

    Args:
        kind: "extend", "shift", "answer", "limit", "ramp", "liked" or `EXPLORE`.
        lab: OKLab, shape (n, 3).
        template: a phrase for the artist, marked, with "{colours}" where the names of those of `named` belong.
        named: the swatches that the phrase names, OKLab, shape (k, 3).
    """

    kind: str
    lab: Floats
    template: str
    named: Floats | None = None

    @property
    def words(self) -> str:
        """The phrase for the artist, such as "your colours with teal added"."""
        if self.named is None:
            return tr(self.template)
        names = dict.fromkeys(color_word(swatch.name) for swatch in oklab_to_palette(self.named))
        return tr(self.template, colours=listed(tuple(names)))


def draw_candidates(canvas: Floats, liked: Sequence[Floats], count: int, rng: np.random.Generator) -> list[Candidate]:
    """Draw palettes of as many swatches as the canvas palette has.

    Args:
        canvas: the canvas palette, OKLab, shape (n, 3), largest share first.
        liked: palettes that were rated well, OKLab, shape (k, 3) each, any k.
        count: the number of candidates.
        rng: the only source of chance.

    Returns:
        `count` candidates of all kinds that the canvas allows; colours may lie outside sRGB.
    """
    makers: list[Callable[[Floats, np.random.Generator], Candidate]] = [_extend, _shift, _shift, _answer, _limit, _ramp]
    if liked:
        makers += [lambda colors, chance: _blend(colors, liked[int(chance.integers(len(liked)))], chance)] * 2
    makers += [_explore] * 2
    return [makers[index % len(makers)](canvas, rng) for index in range(count)]


def _extend(canvas: Floats, rng: np.random.Generator) -> Candidate:
    """Keep the largest swatches and add relatives of their hues where the lightness has gaps."""
    kept = canvas[: max(1, len(canvas) - rng.integers(1, 3))]
    lch = oklab_to_oklch(kept)
    leading = lch[(lch[:, 1]).argmax()]
    added: list[tuple[float, float, float]] = []
    for _ in range(len(canvas) - len(kept)):
        lightness = _widest_gap(np.concatenate([lch[:, 0], [one[0] for one in added]]))
        turn = rng.choice([-40.0, -25.0, 25.0, 40.0, 180.0])
        added.append((lightness, float(leading[1]) * rng.uniform(0.5, 1.3) + 0.02, (float(leading[2]) + turn) % 360.0))
    lab = np.vstack([kept, oklch_to_oklab(np.array(added, dtype=np.float32).reshape(-1, 3))])
    return Candidate("extend", lab, later("your colours with {colours} added"), lab[len(kept) :])


def _shift(canvas: Floats, rng: np.random.Generator) -> Candidate:
    """Move the whole canvas palette in warmth, strength, lightness and contrast, and name the largest move."""
    moves = rng.normal(0.0, _SHIFT_SPREADS)
    warmth, strength, light, contrast = moves
    lab = canvas.copy()
    middle = lab[:, 0].mean()
    lab[:, 0] = (middle + light + (lab[:, 0] - middle) * np.exp(contrast)).clip(0.06, 0.985)
    lab[:, 1:] = lab[:, 1:] * np.exp(strength)
    lab += warmth * _WARM
    largest = int(np.abs(moves / _SHIFT_SPREADS).argmax())
    less, more = _SHIFT_WORDS[largest]
    return Candidate("shift", lab.astype(np.float32), more if moves[largest] > 0 else less)


def _answer(canvas: Floats, rng: np.random.Generator) -> Candidate:
    """Quieten the canvas and set one accent against its leading hue."""
    lch = oklab_to_oklch(canvas)
    leading = lch[lch[:, 1].argmax()]
    accent_hue = (leading[2] + 180.0 + rng.normal(0.0, 15.0)) % 360.0
    lch[:, 1] *= rng.uniform(0.4, 1.0)
    accent = (rng.uniform(0.5, 0.8), rng.uniform(0.12, 0.2), accent_hue)
    lab = oklch_to_oklab(np.array([*lch[: len(lch) - 1], accent], dtype=np.float32))
    side = "cool" if np.cos(np.radians(leading[2] - WARM_HUE)) > 0 else "warm"
    return Candidate("answer", lab, _ACCENT_WORDS[side], lab[-1:])


def _limit(canvas: Floats, rng: np.random.Generator) -> Candidate:
    """Limit the canvas to one or two hues and greys that lean to them, keeping its lightness."""
    lch = oklab_to_oklch(canvas)
    base = lch[lch[:, 1].argmax(), 2] if rng.random() < 0.7 else lch[rng.integers(len(lch)), 2]
    hues = [base, (base + rng.choice([150.0, 180.0, 210.0])) % 360.0] if rng.random() < 0.6 else [base]
    lch[:, 2] = [hues[index % len(hues)] for index in range(len(lch))]
    greys = rng.permutation(len(lch))[: rng.integers(0, max(1, len(lch) - 1))]
    lch[:, 1] = np.maximum(lch[:, 1], 0.05) * rng.uniform(0.8, 1.5)
    lch[greys, 1] = 0.015
    return Candidate("limit", oklch_to_oklab(lch), _LIMIT_WORDS[len(hues), len(greys) > 0])


def _ramp(canvas: Floats, rng: np.random.Generator) -> Candidate:
    """Run one colour of the canvas from dark to light, the hue leaning warm in the lights or in the darks."""
    lch = oklab_to_oklch(canvas)
    base = lch[rng.integers(len(lch))]
    light = np.linspace(rng.uniform(0.12, 0.35), rng.uniform(0.8, 0.96), len(lch))
    lean = rng.uniform(-30.0, 30.0)
    bell = 1.0 - 0.6 * np.abs(np.linspace(-1.0, 1.0, len(lch)))
    ramp = np.stack(
        [light, (base[1] + 0.03) * rng.uniform(0.7, 1.4) * bell, base[2] + lean * np.linspace(-1, 1, len(lch))], -1
    )
    lab = oklch_to_oklab((ramp % np.array([2.0, 2.0, 360.0])).astype(np.float32))
    return Candidate("ramp", lab, later("a ramp from dark to light in {colours}"), lab[len(lab) // 2 :][:1])


def _blend(canvas: Floats, liked: Floats, rng: np.random.Generator) -> Candidate:
    """Carry the colours of a liked palette over to the canvas, lightness by lightness."""
    by_light = liked[np.argsort(liked[:, 0])]
    places = np.linspace(0, len(by_light) - 1, len(canvas)).round().astype(int)
    matched = np.empty_like(canvas)
    matched[np.argsort(canvas[:, 0])] = by_light[places]
    part = rng.uniform(0.35, 1.0)
    lab = canvas + part * (matched - canvas) + rng.normal(0.0, 0.015, canvas.shape).astype(np.float32)
    return Candidate("liked", lab.astype(np.float32), later("your colours, drawn towards a palette you rated well"))


def _explore(canvas: Floats, rng: np.random.Generator) -> Candidate:
    """Draw a palette of a random scheme; half of the time around the leading hue of the canvas."""
    if rng.random() < 0.5:
        lab, scheme = draw_scheme(rng, len(canvas))
    else:
        lch = oklab_to_oklch(canvas)
        scheme = SCHEMES[rng.integers(len(SCHEMES))]
        lab = scheme_colors(rng, scheme, float(lch[lch[:, 1].argmax(), 2]), len(canvas))
    return Candidate(EXPLORE, lab, scheme.words)


def _widest_gap(lightness: np.ndarray) -> float:
    """Return the middle of the widest gap in lightness, between 0.12 and 0.95."""
    ends = np.concatenate([[0.12], np.sort(lightness), [0.95]])
    widest = np.diff(ends).argmax()
    return float((ends[widest] + ends[widest + 1]) / 2)
