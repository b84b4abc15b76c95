"""Explanations: the prediction for a mix as terms that add up, and the taste as effects of values."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..base import MIDDLE_STARS
from ..beliefs import Contribution, Explanation, Taste, TasteValue
from ..space.design import Design, Floats
from .posterior import Posterior
from .settings import ExplanationSettings


def explain(
    design: Design, posterior: Posterior, weights: Floats, unknown: Sequence[str], settings: ExplanationSettings
) -> Explanation:
    """Return the prediction for one mix as terms that add up.

    The design row x of the mix is split into the rows x_t of its values and of its pairs of values, so that the
    prediction is  3 + m₀ + Σ_t x_t · m,  and the spread of a term is √(x_tᵀ Cov x_t).

    Args:
        design: the layout of the coefficients.
        posterior: of the coefficients, on the canvas at hand.
        weights: the weight row of the mix, shape (number of values,).
        unknown: the values, or pairs of values, of the mix that were never rated, as `Known.unknown` names them.
        settings: of the text.
    """
    terms = [_contribution(posterior, name, row) for name, row in _terms(design, weights)]
    terms.sort(key=lambda term: (-abs(term.stars), term.name))
    base = MIDDLE_STARS + float(posterior.mean[0])
    row = design.rows(weights[None])[0]
    return Explanation(
        predicted=base + sum(term.stars for term in terms),
        base=base,
        contributions=tuple(terms),
        spread=_spread(posterior, row),
        guess=bool(unknown),
        text=_sentence(terms, unknown, settings),
        unknown=tuple(unknown),
    )


def read_taste(design: Design, posterior: Posterior, ratings: int) -> Taste:
    """Return each value's effect against the mean of its dimension, with the effect's spread."""
    values = []
    for dimension, value in design.names:
        row = design.contrast(dimension, value)
        values.append(TasteValue(dimension, value, float(row @ posterior.mean), _spread(posterior, row)))
    return Taste(tuple(values), ratings)


def _terms(design: Design, weights: Floats) -> list[tuple[str, Floats]]:
    """Return the parts of a mix's design row by name: one for each value, one for each pair of values."""
    terms = []
    for index in np.flatnonzero(weights):
        dimension, value = design.names[index]
        alone = np.zeros_like(weights)
        alone[index] = weights[index]
        row = design.rows(alone[None])[0]
        row[0] = 0.0
        terms.append((f"{dimension}={value}", row))
    whole = design.rows(weights[None])[0]
    for offset in np.flatnonzero(whole[design.pair_columns]):
        column = design.pair_columns.start + int(offset)
        row = np.zeros(design.size)
        row[column] = whole[column]
        first, second = ("=".join(design.names[member]) for member in design.pair_members[offset])
        terms.append((f"{first} & {second}", row))
    return terms


def _contribution(posterior: Posterior, name: str, row: Floats) -> Contribution:
    return Contribution(name, float(row @ posterior.mean), _spread(posterior, row))


def _spread(posterior: Posterior, row: Floats) -> float:
    variance = float(row @ posterior.covariance @ row)
    return math.sqrt(max(variance, 0.0))


def _sentence(terms: Sequence[Contribution], unknown: Sequence[str], settings: ExplanationSettings) -> str:
    """Write the line under a card, e.g. "+0.8 warm, −0.3 symmetrical; unsure about surreal"."""
    named = [term for term in terms if abs(term.stars) >= settings.worth_saying][: settings.most_named]
    said = ", ".join(f"{'+' if term.stars > 0 else '−'}{abs(term.stars):.1f} {_in_words(term.name)}" for term in named)
    if said and unknown:
        return f"{said}; unsure about {_in_words(unknown[0])}"
    if unknown:
        return f"trying {_listed([_in_words(name) for name in unknown])}: not rated yet"
    return said or "nothing known for or against it yet"


def _listed(words: list[str]) -> str:
    """Return words as a list in a sentence: "vibrant, dreamy and dark"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _in_words(name: str) -> str:
    """Return a contribution's name without its dimensions: "color=warm & mood=joyful" is "warm with joyful"."""
    return " with ".join(part.split("=", 1)[1] for part in name.split(" & "))
