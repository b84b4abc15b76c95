"""The numbers of the search for mixes that are tuned by hand, with unit and reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchSettings:
    """The candidates that are looked through, and what counts as known."""

    most_corners: int = 1024
    """Corners that are listed; of a larger space, as many are drawn. The default space has 625."""
    ratios: tuple[float, ...] = (0.3, 0.5)
    """The weight of the second value in a blend, in (0, 1)."""
    fine_ratios: tuple[float, ...] = (0.1, 0.2, 0.3, 0.4, 0.5)
    """The same for when all coarser blends were shown."""
    finely_blended: int = 12
    """Mixes that are blended finely at a time, until enough unseen mixes are found."""
    polish_rounds: int = 3
    """Visits to each dimension while a mix is polished; most stop changing in the second."""
    far_apart_pool: int = 160
    """Mixes among which those far apart are chosen: of more, the choice takes long and is hardly better."""
    design_turns: int = 8
    """Slates of the Latin design that are looked through, since some may have been shown under other constraints."""
    present: float = 0.25
    """The weight, in (0, 1], from which on a value counts as part of a mix."""
    latest: int = 8
    """Suggestions, the latest, that an artist has in mind: new ones keep far from them."""


DEFAULT_SEARCH = SearchSettings()
