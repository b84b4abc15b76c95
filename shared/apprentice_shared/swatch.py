"""A colour as text, and a swatch: the element of every palette."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEX_COLOR = re.compile(r"#[0-9a-f]{6}")


def is_hex_color(text: str, *, any_case: bool = False) -> bool:
    """Return whether a text is an sRGB colour as "#rrggbb".

    Args:
        text: the text.
        any_case: whether capitals are digits too: in what an artist writes, not in what Apprentice keeps or sends.
    """
    return _HEX_COLOR.fullmatch(text.lower() if any_case and text.isascii() else text) is not None


def hex_to_rgb(color: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255, of a colour as "#rrggbb"."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def rgb_to_hex(red: int, green: int, blue: int) -> str:
    """Return "#rrggbb" of red, green and blue, 0 to 255."""
    return f"#{red:02x}{green:02x}{blue:02x}"


@dataclass(frozen=True)
class SwatchPart:
    """One swatch, as it is sent and kept.

    Args:
        hex: sRGB as "#rrggbb".
        share: the part of the picture that it stands for, 0 to 1; 0 where it comes from no picture.
        name: a plain colour name, such as "pale sea green".
    """

    hex: str
    share: float
    name: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue, 0 to 255."""
        return hex_to_rgb(self.hex)
