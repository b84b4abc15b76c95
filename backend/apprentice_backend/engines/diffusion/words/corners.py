"""A mix as a few weighted corners; each corner, one value per dimension, is a whole prompt.

A blend of the embeddings of whole prompts stays near texts that the model has seen; a sum of one difference per
dimension does not. A mix over four dimensions of five values has 6^4 corners, but 21 of them are enough: lay each
dimension's weights end to end over [0, 1] and cut wherever the value of any dimension changes. Each piece is a corner,
its length the weight. Every dimension keeps its weights exactly, a mix that is a corner is one piece, and the pieces
change continuously with the weights.
"""

from __future__ import annotations

from collections.abc import Mapping

from apprentice_shared.attributes import AttributeMix

_ROUNDING = 1e-6


def corners(mix: AttributeMix) -> list[tuple[float, Mapping[str, str]]]:
    """Take a mix apart into corners.

    Returns:
        (weight, dimension -> value) pairs; a dimension that a corner lacks is as painted there. Weights are positive
        and sum to 1; a mix that is a corner gives one pair, of weight exactly 1.
    """
    spans = {dimension: _spans(weights) for dimension, weights in mix.weights.items()}
    cuts = sorted({0.0, 1.0, *(end for span in spans.values() for _, end in span)})
    found: list[tuple[float, Mapping[str, str]]] = []
    start = 0.0
    for end in cuts[1:]:
        if end - start > _ROUNDING or (end == 1.0 and not found):
            found.append((end - start, _at((start + end) / 2, spans)))
            start = end
    total = sum(weight for weight, _ in found)
    return [(weight / total, corner) for weight, corner in found]


def _spans(weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return (value, end of its span in [0, 1]) pairs, end to end; beyond the last end a mix is as painted."""
    spans, end = [], 0.0
    for value in sorted(weights):
        end = min(1.0, end + weights[value])
        spans.append((value, 1.0 if 1.0 - end <= _ROUNDING else end))
    return spans


def _at(position: float, spans: Mapping[str, list[tuple[str, float]]]) -> dict[str, str]:
    corner = {}
    for dimension, span in spans.items():
        value = next((value for value, end in span if position < end), None)
        if value is not None:
            corner[dimension] = value
    return corner
