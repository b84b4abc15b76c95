"""A framing: its parameters, and the mixture of several framings."""

from __future__ import annotations

from dataclasses import dataclass

from ..stage_part import weighted_mean


@dataclass(frozen=True)
class Framing:
    """The parameters of a framing; its defaults bring the focus to the middle, by a crop, and change nothing else."""

    place: float = 0.0
    """Distance of the focus from the middle, left or right as it lies; share of the width, 0 to 0.5."""
    height: float = 0.0
    """Distance of the focus from the middle, up or down as it lies; share of the height, 0 to 0.5."""
    zoom: float = 1.0
    """Further enlargement, its part above 1 varied by a quarter, the focal region kept whole; factor, 1 to 1.5."""
    tilt_deg: float = 0.0
    """Rotation towards the light; degrees, -15 to 15."""
    balance: float = 0.0
    """Axis of symmetry moved to the middle, and light evened left and right of it; share, 0 to 1."""
    quiet: float = 0.0
    """Calming of the side away from the focus; factor, 0 to 1.5."""
    diagonal: float = 0.0
    """Slow gradient of light along the picture's diagonal; factor, 0 to 1.5."""
    ring: float = 0.0
    """Calming and darkening all around the focus; factor, 0 to 1.5."""
    flanks: float = 0.0
    """Light on both sides of the axis of symmetry; factor, 0 to 1.5."""

    @property
    def weight(self) -> float:
        """The strongest of the fields that weigh masses: the crop and the tilt do not count."""
        return max(self.balance, self.quiet, self.diagonal, self.ring, self.flanks)


def blend_framings(items: list[tuple[float, Framing]]) -> Framing:
    """Return the mixture of some framings by their weights; what is missing to 1 counts as no framing.

    The place of the focus is averaged among the framings alone: the amount then moves the focus from where it lies.
    """
    total = sum(weight for weight, _ in items)
    return Framing(
        place=sum(weight * framing.place for weight, framing in items) / total,
        height=sum(weight * framing.height for weight, framing in items) / total,
        **weighted_mean(items, Framing(), but={"place", "height"}),
    )
