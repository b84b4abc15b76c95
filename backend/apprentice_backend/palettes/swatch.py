"""A swatch, the element of every palette."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Swatch:
    """One colour of a palette.

    Args:
        hex: sRGB as "#rrggbb", lower case.
        share: the part of the picture that it stands for, 0 to 1; 0 where it comes from no picture.
        name: a plain colour name, such as "pale sea green".

    Raises:
        ValueError: `hex` has another form, or `share` is out of range.
    """

    hex: str
    share: float = 0.0
    name: str = ""

    def __post_init__(self) -> None:
        if not _HEX.fullmatch(self.hex):
            raise ValueError(f"hex must look like '#1f2e3d', got {self.hex!r}")
        if not 0.0 <= self.share <= 1.0:
            raise ValueError(f"share must be in [0, 1], got {self.share!r}")

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue, 0 to 255."""
        return int(self.hex[1:3], 16), int(self.hex[3:5], 16), int(self.hex[5:7], 16)


Palette = tuple[Swatch, ...]
