"""Krita's foreground and background colour, and its palette files. No other module calls this part of Krita."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from krita import ManagedColor

from ..native_paths import to_native
from ..qt import QtCore, QtGui
from ..vendored import messages

_UNSAFE = '<>:"/\\|?*'
# Of UTF-8 in a file's name: most file systems take 255, of which ".gpl" wants four.
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


def save_palette(folder: Path, name: str, swatches: tuple[messages.SwatchPart, ...]) -> Path:
    """Write a palette as .gpl, which Krita, GIMP and Inkscape read.

    Args:
        folder: made if it is not there.
        name: the palette's name; in the file's name, characters that some system forbids become "-", and what is too
            long for one is left out.
        swatches: its colours.

    Returns:
        The file.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["GIMP Palette", f"Name: {' '.join(name.split())}", "Columns: 5", "#"]
    for swatch in swatches:
        red, green, blue = swatch.rgb
        lines.append(f"{red:3d} {green:3d} {blue:3d}\t{' '.join(swatch.name.split())}")
    plain = "".join("-" if char in _UNSAFE or not char.isprintable() else char for char in name)
    path = folder / to_native(f"{plain.encode()[:_MOST_BYTES].decode(errors='ignore')}.gpl")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
