"""The settings: the state of the backend, the engine, the profile's name and menu, and the packs."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..shown.values import HeaderShown, ProfileMenuShown
from ..vendored import choose, in_turn, in_use, tr
from . import style
from .chip import Chip
from .profile_menu import ProfileMenu
from .settings.engine_box import EngineBox
from .settings.name_field import NameField
from .settings.packs import Packs


class SettingsSection(QWidget):
    """Shows `HeaderShown` and `ProfileMenuShown`; emits the profile's new name.

    `engines`, `menu` and `packs` emit, too.
    """

    renamed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_settings_section")
        self._status = QtWidgets.QLabel()
        self._status.setObjectName("apprentice_status_text")
        self._status.setWordWrap(True)
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._label = QtWidgets.QLabel(tr("Name of this profile"))
        self._label.setFont(style.small_font(self._label))
        self._name = NameField()
        self._label.setBuddy(self._name)
        self._name.setAccessibleName(self._label.text())
        self._name.setMinimumHeight(style.HIT_PX)
        self._name.setObjectName("apprentice_profile_rename")
        self._name.setMaxLength(60)
        self._name.setToolTip(tr("The profile's name. Press Enter to change it."))
        self._name.returnPressed.connect(self._rename)
        self._name.given_up.connect(self._give_up)
        self._before = ""
        self.menu = ProfileMenu(self)
        self._more = Chip(tr("Copy, start, forget…"), "apprentice_profile_more")
        self._more.setCheckable(False)
        self._more.setToolTip(tr("All that can be done with this profile"))
        self._more.clicked.connect(self._open_menu)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(style.GAP_PX)
        column.addWidget(style.give_way(self._status))
        column.addWidget(style.give_way(self._label))
        column.addWidget(style.give_way(self._name))
        column.addWidget(style.give_way(self._more))
        self.packs = Packs()
        column.addWidget(self.packs)
        # Engines are asked for when somebody looks, and come later: below, they push away nothing that is pressed.
        self.engines = EngineBox()
        column.addWidget(self.engines)
        self._language = QtWidgets.QLabel(_about_language())
        self._language.setObjectName("apprentice_language_note")
        self._language.setWordWrap(True)
        self._language.setFont(style.small_font(self._language))
        self._language.setVisible(bool(self._language.text()))
        column.addWidget(style.give_way(self._language))

    def show_settings(self, shown: HeaderShown, menu: ProfileMenuShown) -> None:
        """Show the state of the backend, the profile's name, and its menu."""
        self.menu.show_menu(menu)
        self._more.setVisible(bool(menu.name))
        self._status.setText(in_turn((shown.status, shown.mark_tip)))
        name = next((name for key, name, _ in shown.profiles if key == shown.profile), "")
        for widget in (self._label, self._name):
            widget.setVisible(bool(name))
        if name != self._before:
            self._before = name
            self._name.setText(name)

    def _open_menu(self) -> None:
        self.menu.popup(self._more.mapToGlobal(QtCore.QPoint(0, self._more.height())))

    def hideEvent(self, event: QtGui.QHideEvent) -> None:
        """Drop a name that was typed and not entered."""
        super().hideEvent(event)
        self._give_up()

    def _give_up(self) -> None:
        self._name.setText(self._before)

    def _rename(self) -> None:
        name = self._name.text().strip()
        if name and name != self._before:
            self.renamed.emit(name)


def _about_language() -> str:
    """Say of a translation that nobody has read whose language it is; empty of others, and of English."""
    language = choose([in_use()])
    if language is None or language.is_read:
        return ""
    return tr("{language}: no painter has read this translation yet. Corrections are welcome.", language=language.title)
