"""The dialogs for files and folders."""

from __future__ import annotations

from collections.abc import Callable

from ..qt import QtCore, QtWidgets, QWidget

_Dialog = QtWidgets.QFileDialog


class FileDialogs:
    """Opens a dialog over the window of the panel and returns at once; a choice goes to the callback `then`."""

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
        """Ask for a file whose name fits `pattern`."""
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
