"""A swatch, the element of every palette."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from apprentice_shared.bounds import SHARE
from apprentice_shared.swatch import SwatchPart, is_hex_color

from .color_names import color_word


@dataclass(frozen=True)
class Swatch(SwatchPart):
    """A swatch that is checked when it is made; of a colour alone, it has no share and no name.

    Raises:
        ValueError: `hex` is not "#rrggbb" in lower case, or `share` is out of [0, 1].
    """

    share: float = 0.0
    name: str = ""

    def __post_init__(self) -> None:
        if not is_hex_color(self.hex):
            raise ValueError(f"hex must look like '#1f2e3d', got {self.hex!r}")
        if self.share not in SHARE:
            raise ValueError(f"share must be in [0, 1], got {self.share!r}")


Palette = tuple[Swatch, ...]


def to_palette(parts: Iterable[SwatchPart]) -> Palette:
    """Return swatches that were sent as a palette; errors as `Swatch`."""
    return tuple(Swatch(part.hex, part.share, part.name) for part in parts)


def to_parts(palette: Iterable[SwatchPart]) -> tuple[SwatchPart, ...]:
    """Return a palette as it is sent: shares are rounded to four places, names are in the client's language."""
    return tuple(SwatchPart(swatch.hex, round(swatch.share, 4), color_word(swatch.name)) for swatch in palette)
