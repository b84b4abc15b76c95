"""Krita's own dialogs for files and folders: only ever opened because the artist asked."""

from __future__ import annotations

from collections.abc import Callable

from ..qt import QtCore, QtWidgets, QWidget

_Dialog = QtWidgets.QFileDialog


class FileDialogs:
    """Opens a dialog over the panel's window and goes on; a choice is told when it is made.

    Args:
        parent: the panel.
    """

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def folder(self, title: str, then: Callable[[str], None]) -> None:
        """Ask for a folder."""
        dialog = self._dialog(title, then)
        dialog.setFileMode(_Dialog.FileMode.Directory)
        dialog.setOption(_Dialog.Option.ShowDirsOnly, True)
        places = QtCore.QStandardPaths
        pictures = places.writableLocation(places.StandardLocation.PicturesLocation)
        if pictures:
            dialog.setDirectory(pictures)
        dialog.open()

    def save(self, title: str, name: str, then: Callable[[str], None]) -> None:
        """Ask where to write a file, `name` proposed."""
        dialog = self._dialog(title, then)
        dialog.setAcceptMode(_Dialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.open()

    def open(self, title: str, pattern: str, then: Callable[[str], None]) -> None:
        """Ask for a file of some kind."""
        dialog = self._dialog(title, then)
        dialog.setFileMode(_Dialog.FileMode.ExistingFile)
        dialog.setNameFilter(pattern)
        dialog.open()

    def _dialog(self, title: str, then: Callable[[str], None]) -> QtWidgets.QFileDialog:
        dialog = _Dialog(self._parent.window(), title)
        dialog.setObjectName("apprentice_file_dialog")
        dialog.fileSelected.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        return dialog
