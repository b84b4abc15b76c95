"""A framing: its parameters, and the mixture of several framings."""

from __future__ import annotations

from dataclasses import dataclass

from ..stage_part import weighted_mean

# Words of packs from the time when a framing also lit and tilted: they are read, and have no effect.
GONE = frozenset({"tilt_deg", "balance", "quiet", "diagonal", "ring", "flanks"})


@dataclass(frozen=True)
class Framing:
    """The parameters of a framing; its defaults bring the focus to the middle by a crop in the picture's own format."""

    place: float = 0.0
    """Distance of the focus from the middle, left or right as it lies; share of the width, 0 to 0.4."""
    height: float = 0.0
    """Distance of the focus from the middle, up or down as it lies; share of the height, 0 to 0.4."""
    zoom: float = 1.0
    """Further closeness, the focal region kept whole; factor, 1 to 2."""
    axis: float = 0.0
    """Axis of symmetry put at the place instead of the focus; share, 0 to 1."""
    format: float = 1.0
    """Width by height of the window against the picture's own; factor, 0.5 to 2."""
    air: float = 0.0
    """Bare ground added left or right of the picture; share of the width, 0 to 0.4."""


def blend_framings(items: list[tuple[float, Framing]]) -> Framing:
    """Return the mean of some framings by their weights: how far the window goes towards it is the amount's matter."""
    total = sum(weight for weight, _ in items)
    return Framing(**weighted_mean([(weight / total, framing) for weight, framing in items], Framing()))
