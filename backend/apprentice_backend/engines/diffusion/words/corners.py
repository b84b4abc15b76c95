"""A mix as a few weighted corners.

Blending the embeddings of whole prompts keeps the model near texts it has seen; adding up one difference per dimension
does not. But a mix over four dimensions of five values has 6^4 corners. One coupling of the dimensions needs no more
than 21 of them: lay each dimension's weights end to end over [0, 1] and cut wherever any of them changes. Every
dimension keeps its weights exactly, a corner of the space is one single cut, and weights move the cuts continuously.
"""

from __future__ import annotations

from collections.abc import Mapping

from apprentice_shared.attributes import AttributeMix

_ROUNDING = 1e-6


def corners(mix: AttributeMix) -> list[tuple[float, Mapping[str, str]]]:
    """Take a mix apart into corners.

    Args:
        mix: any mix.

    Returns:
        (weight, dimension -> value) pairs; a dimension missing from a corner is as painted there. The weights are
        positive and sum to 1; a mix that is a corner gives one pair of weight exactly 1.
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
    """Lay values end to end; what lies beyond the last end is as painted."""
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
