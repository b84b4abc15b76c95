"""What the model of taste says of a mix, term by term, so that the terms add up to the prediction."""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np

from ..base import MIDDLE_STARS, Contribution, Explanation, Taste, TasteValue
from ..space.design import Design, Floats
from .posterior import Posterior

# Contributions under this many stars are not worth a word in the one-line text.
_WORTH_SAYING = 0.1
_MOST_NAMED = 3


def explain(design: Design, posterior: Posterior, weights: Floats, unknown: Collection[str]) -> Explanation:
    """Return the prediction for one weight row, shape (number of values,), as terms that add up.

    Args:
        design: lays out the coefficients.
        posterior: of the coefficients.
        weights: of the mix.
        unknown: values and pairs of values in the mix that were never rated, in words.
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
        text=_sentence(terms, list(unknown)),
    )


def read_taste(design: Design, posterior: Posterior, ratings: int) -> Taste:
    """Return each value's effect against the mean of its dimension, with its spread."""
    values = []
    for dimension, value in design.names:
        row = design.contrast(dimension, value)
        values.append(TasteValue(dimension, value, float(row @ posterior.mean), _spread(posterior, row)))
    return Taste(tuple(values), ratings)


def _terms(design: Design, weights: Floats) -> list[tuple[str, Floats]]:
    """Split a mix's design row into the rows of its values and of its pairs of values."""
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


def _sentence(terms: list[Contribution], unknown: list[str]) -> str:
    """Write the line under a card, e.g. "+0.8 warm, −0.3 symmetrical; unsure about surreal"."""
    named = [term for term in terms if abs(term.stars) >= _WORTH_SAYING][:_MOST_NAMED]
    said = ", ".join(f"{'+' if term.stars > 0 else '−'}{abs(term.stars):.1f} {in_words(term.name)}" for term in named)
    if said and unknown:
        return f"{said}; unsure about {in_words(unknown[0])}"
    if unknown:
        return f"trying {_listed([in_words(name) for name in unknown])}: not rated yet"
    return said or "nothing known for or against it yet"


def _listed(words: list[str]) -> str:
    """Join words as a person would: "vibrant, dreamy and dark"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def in_words(name: str) -> str:
    """Return a contribution's name without its dimensions: "color=warm & mood=joyful" is "warm with joyful"."""
    return " with ".join(part.split("=", 1)[1] for part in name.split(" & "))
