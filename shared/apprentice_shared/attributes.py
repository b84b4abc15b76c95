"""The attributes of a picture that a suggestion may move, and mixes of them.

A *dimension* is an aspect ("color"), a *value* one way to move it ("warm"). An attribute mix gives each dimension
weights that sum to at most 1; the share that is missing to 1 is "as painted".
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

# Weights come back from JSON and from sums of thirds: this much over 1 is rounding, not an error.
SUM_TOLERANCE = 1e-6

_DEFAULT_DIMENSIONS = {
    "color": ("warm", "cool", "vibrant", "muted", "monochrome"),
    "style": ("realistic", "painterly", "abstract", "minimalist", "surreal"),
    "mood": ("peaceful", "energetic", "mysterious", "joyful", "melancholic"),
    "composition": ("centered", "rule-of-thirds", "asymmetric", "symmetrical", "dynamic"),
}


@dataclass(frozen=True)
class AttributeSpace:
    """The dimensions and their values, in the order in which they are counted.

    Args:
        dimensions: name -> value names, both in a fixed order.

    Raises:
        ValueError: no dimension, a dimension without values, or a value named twice in one dimension.
    """

    dimensions: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        frozen = {name: tuple(values) for name, values in self.dimensions.items()}
        if not frozen:
            raise ValueError("dimensions must name at least one dimension, got none")
        for name, values in frozen.items():
            if not values or len(set(values)) != len(values):
                raise ValueError(f"dimension {name!r} must have one or more different values, got {values!r}")
        object.__setattr__(self, "dimensions", MappingProxyType(frozen))

    @classmethod
    def default(cls) -> AttributeSpace:
        """Return the four dimensions of five values that every engine understands.

        A client shows these until it has reached a backend, whose built-in values begin with them and come from a pack.
        """
        return cls(_DEFAULT_DIMENSIONS)

    def __hash__(self) -> int:
        return hash(tuple(self.dimensions.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AttributeSpace) and tuple(self.dimensions.items()) == tuple(other.dimensions.items())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield every (dimension, value), in order."""
        for name, values in self.dimensions.items():
            for value in values:
                yield name, value

    def check(self, mix: AttributeMix) -> AttributeMix:
        """Return `mix` unchanged if this space has every dimension and value that the mix names.

        Raises:
            ValueError: the mix names a dimension or a value that this space does not have.
        """
        for dimension, weights in mix.weights.items():
            self.check_dimension(dimension)
            for value in weights:
                self.check_value(dimension, value)
        return mix

    def known(self, mix: AttributeMix) -> AttributeMix:
        """Return a mix without the values, of a pack not in use, that this space lacks: they stay as painted."""
        return AttributeMix(
            {
                dimension: {value: weights[value] for value in weights if value in self.dimensions.get(dimension, ())}
                for dimension, weights in mix.weights.items()
            }
        )

    def check_dimension(self, dimension: str) -> str:
        """Return `dimension` if this space has it, else raise a `ValueError` that lists those it has."""
        if dimension not in self.dimensions:
            raise ValueError(f"unknown dimension {dimension!r}: choose from {', '.join(self.dimensions)}")
        return dimension

    def check_value(self, dimension: str, value: str) -> str:
        """Return `value` if `dimension` has it, else raise a `ValueError` that lists those it has."""
        values = self.dimensions[self.check_dimension(dimension)]
        if value not in values:
            raise ValueError(f"unknown value {value!r} of {dimension}: choose from {', '.join(values)}")
        return value


@dataclass(frozen=True)
class AttributeMix:
    """Weights per dimension and value; a dimension that is not named stays as painted.

    Zero weights are dropped, so equal mixes compare and hash equal. Dimensions and values keep no order.

    Args:
        weights: dimension -> value -> weight in (0, 1]; each dimension's weights sum to at most 1.

    Raises:
        ValueError: a weight is not a finite number in [0, 1], or a dimension's weights sum to more than 1.
    """

    weights: Mapping[str, Mapping[str, float]]

    def __post_init__(self) -> None:
        frozen: dict[str, Mapping[str, float]] = {}
        for dimension in sorted(self.weights):
            kept = _checked_weights(dimension, self.weights[dimension])
            if kept:
                frozen[dimension] = MappingProxyType(kept)
        object.__setattr__(self, "weights", MappingProxyType(frozen))

    @classmethod
    def from_dict(cls, data: Mapping[str, Mapping[str, float]]) -> AttributeMix:
        """Build a mix from plain JSON data such as ``{"color": {"warm": 0.7, "vibrant": 0.3}}``.

        Raises:
            ValueError: the data has another shape, or a weight or a sum is out of range.
        """
        if not isinstance(data, Mapping) or not all(isinstance(part, Mapping) for part in data.values()):
            raise ValueError(f"a mix must map dimensions to weights, got {data!r}")
        return cls(data)

    @classmethod
    def pure(cls, **values: str) -> AttributeMix:
        """Build a corner: one value at weight 1 in each named dimension, e.g. ``pure(color="warm")``."""
        return cls({dimension: {value: 1.0} for dimension, value in values.items()})

    def to_dict(self) -> dict[str, dict[str, float]]:
        """Return the mix as plain JSON data, without zero weights."""
        return {dimension: dict(weights) for dimension, weights in self.weights.items()}

    def weight(self, dimension: str, value: str) -> float:
        """Return the weight of one value, 0 where it is not named."""
        return self.weights.get(dimension, {}).get(value, 0.0)

    def as_painted(self, dimension: str) -> float:
        """Return the share of `dimension` that stays as the artist painted it, in [0, 1]."""
        return max(0.0, 1.0 - sum(self.weights.get(dimension, {}).values()))

    def dominant(self, dimension: str) -> str | None:
        """Return the value with the greatest weight, or None where nothing or "as painted" outweighs it."""
        weights = self.weights.get(dimension)
        if not weights:
            return None
        best = max(weights, key=lambda value: (weights[value], value))
        return best if weights[best] >= self.as_painted(dimension) else None

    def times(self, factor: float) -> AttributeMix:
        """Return this mix with every weight times a factor of 0 or more; no weight and no sum exceeds 1."""
        if factor == 1.0:
            return self
        scaled = {}
        for dimension, weights in self.weights.items():
            bounded = min(factor, 1.0 / sum(weights.values()))
            scaled[dimension] = {value: weight * bounded for value, weight in weights.items()}
        return AttributeMix(scaled)

    def only(self, dimensions: frozenset[str]) -> AttributeMix:
        """Return this mix with every dimension outside `dimensions` as painted."""
        return AttributeMix({name: part for name, part in self.weights.items() if name in dimensions})

    def __hash__(self) -> int:
        return hash(tuple((name, tuple(part.items())) for name, part in self.weights.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AttributeMix) and self.to_dict() == other.to_dict()


def _checked_weights(dimension: str, weights: Mapping[str, float]) -> dict[str, float]:
    kept: dict[str, float] = {}
    for value in sorted(weights):
        weight = weights[value]
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not math.isfinite(weight):
            raise ValueError(f"the weight of {dimension}.{value} must be a number in [0, 1], got {weight!r}")
        if not -SUM_TOLERANCE <= weight <= 1.0 + SUM_TOLERANCE:
            raise ValueError(f"the weight of {dimension}.{value} must be in [0, 1], got {weight!r}")
        if weight > 0.0:
            kept[value] = min(float(weight), 1.0)
    total = sum(kept.values())
    if total > 1.0 + SUM_TOLERANCE:
        raise ValueError(f"the weights of {dimension} must sum to at most 1, got {total:.6f}")
    return kept
