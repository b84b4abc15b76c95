"""Krita's foreground and background colour, and its palette files. No other module calls this part of Krita."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from krita import ManagedColor

from ..native_paths import to_native
from ..qt import QtCore, QtGui
from ..vendored import messages, private_files, tr

_UNSAFE = '<>:"/\\|?*'
# Palettes of one name.
_MOST_OF_A_NAME = 1000
# Of UTF-8 in a file's name: most file systems take 255, of which a number and ".gpl" want eight.
_MOST_BYTES = 200


class Paints:
    """The foreground and background colour of one window's active view.

    Args:
        window: returns Krita's window, None while there is none.
    """

    def __init__(self, window: Callable[[], Any]) -> None:
        self._window = window

    def take(self, color: str, *, foreground: bool) -> bool:
        """Make "#rrggbb" the foreground or background colour, in the document's own colour space.

        Returns:
            Whether it was done: without a view of a document it is not.
        """
        window = self._window()
        view = window.activeView() if window is not None else None
        if view is None or view.document() is None:
            return False
        managed = ManagedColor.fromQColor(QtGui.QColor(color), view.canvas())
        document = view.document()
        managed.setColorSpace(document.colorModel(), document.colorDepth(), document.colorProfile())
        if foreground:
            view.setForeGroundColor(managed)
        else:
            view.setBackGroundColor(managed)
        return True


def palette_folder() -> Path:
    """Return the folder that Krita reads palettes from when it starts."""
    location = QtCore.QStandardPaths.StandardLocation.AppDataLocation
    return Path(to_native(QtCore.QStandardPaths.writableLocation(location))) / "palettes"


@dataclass(frozen=True)
class SavedPalette:
    """A palette's file, and the name that Krita lists it under."""

    name: str
    path: Path


def save_palette(folder: Path, name: str, swatches: tuple[messages.SwatchPart, ...]) -> SavedPalette:
    """Write a palette as .gpl, which Krita, GIMP and Inkscape read; no file that is there is changed.

    Args:
        folder: made if it is not there.
        name: the palette's name; where another palette has it, a number is added. In the file's name, characters that
            some system forbids become "-", and what is too long for one is left out.
        swatches: its colours.

    Returns:
        Where it is, also where the same palette was there already under that name.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, _MOST_OF_A_NAME):
        numbered = name if number == 1 else f"{name} {number}"
        saved, content = SavedPalette(numbered, folder / _file_name(name, number)), _gpl(numbered, swatches)
        try:
            with saved.path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            if not _holds(saved.path, content):
                continue
        return saved
    raise OSError(errno.EEXIST, tr("there are too many of that name"))


def _gpl(name: str, swatches: tuple[messages.SwatchPart, ...]) -> bytes:
    lines = ["GIMP Palette", f"Name: {' '.join(name.split())}", "Columns: 5", "#"]
    for swatch in swatches:
        red, green, blue = swatch.rgb
        lines.append(f"{red:3d} {green:3d} {blue:3d}\t{' '.join(swatch.name.split())}")
    return ("\n".join(lines) + "\n").encode()


def _file_name(name: str, number: int) -> str:
    plain = "".join("-" if char in _UNSAFE or not char.isprintable() else char for char in name)
    ending = ".gpl" if number == 1 else f" {number}.gpl"
    return to_native(f"{plain.encode()[:_MOST_BYTES].decode(errors='ignore')}{ending}")


def _holds(path: Path, content: bytes) -> bool:
    """Return whether a file holds just this; what is no plain file, or longer, does not."""
    try:
        return private_files.read_plain(path, len(content)) == content
    except OSError:
        return False
