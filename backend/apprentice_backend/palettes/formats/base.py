"""The palette that every format reads, the error of a file that cannot be read, and texts shared by formats."""

from __future__ import annotations

from dataclasses import dataclass

from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.swatch import rgb_to_hex

from ..swatch import Palette

# The most swatches that are read: a file that claims more is damaged or hostile.
MAX_SWATCHES = 65_536
# The most digits of a whole number.
_MOST_DIGITS = 5
# The most characters of a name that an error quotes.
_QUOTED = 40
# The most columns that a written palette is laid out in, as in Krita's own palettes.
MAX_COLUMNS = 16


class PaletteFileError(RequestError):
    """A palette file that cannot be read; the text is one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message, ErrorCode.BAD_VALUE)


@dataclass(frozen=True)
class SwatchGroup:
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
        columns: the number of columns it is shown in; 0 where the file does not say.
        groups: named runs of the swatches; other swatches belong to no group.
    """

    name: str
    swatches: Palette
    columns: int = 0
    groups: tuple[SwatchGroup, ...] = ()


def one_line(text: str) -> str:
    """Return `text` without line breaks and other control characters, for formats that have one name per line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def to_hex(red: float, green: float, blue: float) -> str:
    """Return "#rrggbb" of sRGB components, clipped to [0, 1]."""
    return rgb_to_hex(*(round(min(max(part, 0.0), 1.0) * 255) for part in (red, green, blue)))


def check_length(data: bytes, most_bytes: int, kind: str) -> None:
    """Refuse a file that is too long to be a palette.

    Raises:
        PaletteFileError: it is longer than `most_bytes`.
    """
    if len(data) > most_bytes:
        raise PaletteFileError(f"This {kind} is too long to be a palette.")


def whole_number(text: str) -> int | None:
    """Return a number of at most five ASCII digits; None where the text is anything else."""
    return int(text) if 0 < len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit() else None


def quoted(text: str) -> str:
    """Return a name in quotes, cut where it is long."""
    return repr(text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…")
