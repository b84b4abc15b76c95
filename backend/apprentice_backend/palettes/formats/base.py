"""What every palette format reads into, and how it says that a file cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from apprentice_shared.errors import ErrorCode, RequestError

from ..swatch import Palette

# More swatches than any painter's palette holds: a file that claims more is damaged or hostile.
MAX_SWATCHES = 65_536
# Columns that a written palette is laid out in, as in Krita's own palettes.
MAX_COLUMNS = 16


class PaletteFileError(RequestError):
    """A palette file that cannot be read; the text is one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message, ErrorCode.BAD_VALUE)


@dataclass(frozen=True)
class Group:
    """A named run of a palette's swatches: `count` of them from `start` on."""

    name: str
    start: int
    count: int


@dataclass(frozen=True)
class NamedPalette:
    """A palette as it lies in a file.

    Args:
        name: the palette's name; empty where the file has none.
        swatches: all swatches in the file's order; colours of other spaces are converted to sRGB.
        columns: how many columns it is shown in; 0 where the file does not say.
        groups: named runs of the swatches; swatches outside of them belong to no group.
    """

    name: str
    swatches: Palette
    columns: int = 0
    groups: tuple[Group, ...] = ()


def one_line(text: str) -> str:
    """Return `text` without line breaks and other control characters, for formats that have one name per line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def to_hex(red: float, green: float, blue: float) -> str:
    """Return "#rrggbb" of sRGB components in [0, 1]; what lies outside is clipped."""
    return "#{:02x}{:02x}{:02x}".format(*(round(min(max(part, 0.0), 1.0) * 255) for part in (red, green, blue)))
