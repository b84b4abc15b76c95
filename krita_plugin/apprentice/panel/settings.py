"""The settings: how the backend is, in words, and the profile's name."""

from __future__ import annotations

from ..qt import Qt, QtWidgets, QWidget, Signal
from ..shown import HeaderShown
from . import style


class Settings(QWidget):
    """Shows `HeaderShown`; emits the profile's new name."""

    renamed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_settings_section")
        self._status = QtWidgets.QLabel()
        self._status.setObjectName("apprentice_status_text")
        self._status.setWordWrap(True)
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._name = QtWidgets.QLineEdit()
        self._name.setObjectName("apprentice_profile_rename")
        self._name.setMaxLength(60)
        self._name.setToolTip("The profile's name. Press Enter to change it.")
        self._name.returnPressed.connect(self._rename)
        self._before = ""
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.addWidget(style.give_way(self._status))
        column.addWidget(style.give_way(self._name))

    def show_settings(self, shown: HeaderShown) -> None:
        """Show the backend's state and the profile's name."""
        self._status.setText(f"{shown.status} {shown.mark_tip}".strip())
        name = next((name for key, name, _ in shown.profiles if key == shown.profile), "")
        self._name.setVisible(bool(name))
        if name != self._before:
            self._before = name
            self._name.setText(name)

    def _rename(self) -> None:
        name = self._name.text().strip()
        if name and name != self._before:
            self.renamed.emit(name)
