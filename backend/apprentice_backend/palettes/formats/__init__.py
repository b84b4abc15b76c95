"""The file formats of palettes, one a module, found by extension; `base` has the palette that all of them read."""

from __future__ import annotations

from typing import Protocol

from ..swatch import Palette
from . import aco, ase, css, gpl, json_file, kpl, png
from .base import NamedPalette, PaletteFileError, SwatchGroup

__all__ = ["EXTENSIONS", "Format", "NamedPalette", "PaletteFileError", "SwatchGroup", "by_extension"]


class Format(Protocol):
    """The functions of a format's module."""

    def write(self, palette: Palette, name: str) -> bytes:
        """Return the bytes of a file that holds `palette` under `name`."""

    def read(self, data: bytes) -> NamedPalette:
        """Read a file, or raise a `PaletteFileError` whose text says in one sentence why it cannot be read."""


_FORMATS: dict[str, Format] = {
    "gpl": gpl,
    "kpl": kpl,
    "ase": ase,
    "aco": aco,
    "css": css,
    "json": json_file,
    "png": png,
}
EXTENSIONS = tuple(_FORMATS)


def by_extension(extension: str) -> Format:
    """Return the format of an extension, with or without its dot, in either case.

    Raises:
        ValueError: there is no such format.
    """
    found = _FORMATS.get(extension.lower().removeprefix("."))
    if found is None:
        raise ValueError(f"unknown palette format {extension!r}: choose from {', '.join(EXTENSIONS)}")
    return found
