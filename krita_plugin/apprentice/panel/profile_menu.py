"""The menu of a profile. Entries that cannot be undone lie in submenus, never one press away."""

from __future__ import annotations

from ..qt import QAction, QtWidgets, QWidget, Signal
from ..shown.values import ProfileMenuShown
from .day_menu import DayMenu

_PERIODS = {"The last hour": "1h", "The last day": "24h", "The last week": "168h"}


class ProfileMenu(QtWidgets.QMenu):
    """Shows `ProfileMenuShown`; emits the chosen entry, and a profile, event or period that it is about."""

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_profile_menu")
        self.setToolTipsVisible(True)
        self.shown: ProfileMenuShown | None = None

    def show_menu(self, shown: ProfileMenuShown) -> None:
        """Show the menu of a profile; while it is open it does not change."""
        if shown == self.shown or self.isVisible():
            return
        self.shown = shown
        # Submenus are its children: cleared, they would stay.
        for submenu in self.findChildren(QtWidgets.QMenu):
            submenu.deleteLater()
        self.clear()
        self._add_copies(shown)
        self.addSeparator()
        self._add_starts(shown)
        self.addSeparator()
        self._add_taking_back(shown)

    def _add_copies(self, shown: ProfileMenuShown) -> None:
        self._add("Duplicate", "duplicate")
        blend = self._submenu("Blend with", "blend")
        for key, name in shown.others:
            self._add(name, "blend", key, blend)
        blend.setEnabled(bool(shown.others))
        self._add("Export…", "export")
        self._add("Import…", "import")

    def _add_starts(self, shown: ProfileMenuShown) -> None:
        tip = "Your own paintings, or pictures you like: measured on this machine, none is kept."
        self._add("Start from a folder of paintings…", "start_folder").setToolTip(tip)
        others = self._add("Start from my other profiles", "start_profiles")
        others.setEnabled(shown.others_have_ratings)
        words = f"Remove the starting point ({shown.start})" if shown.start else "Remove the starting point"
        self._add(words, "start_none").setEnabled(bool(shown.start))

    def _add_taking_back(self, shown: ProfileMenuShown) -> None:
        back = self._submenu("Take back", "take_back")
        for event, words in shown.history:
            self._add(words, "take_back", event, back)
        back.setEnabled(bool(shown.history))
        forget = self._submenu("Forget", "forget")
        for words, period in _PERIODS.items():
            self._add(words, "forget", period, forget)
        self._add_day(forget)
        reset = self._submenu("Reset", "reset")
        self._add(f"Delete all that “{shown.name}” has learned", "reset", "", reset)
        delete = self._submenu("Delete", "delete")
        self._add(f"Delete “{shown.name}” and all that it has learned", "delete", "", delete)

    def _add_day(self, forget: QtWidgets.QMenu) -> None:
        """Add the submenu that chooses a day to forget from."""
        since = DayMenu(forget)
        since.chosen.connect(lambda day: self.asked.emit("forget", day))
        forget.addMenu(since)

    def _submenu(self, text: str, what: str) -> QtWidgets.QMenu:
        submenu = QtWidgets.QMenu(text, self)
        submenu.setObjectName(f"apprentice_profile_{what}_menu")
        self.addMenu(submenu)
        return submenu

    def _add(self, text: str, what: str, of: str = "", menu: QtWidgets.QMenu | None = None) -> QAction:
        action = (menu or self).addAction(text.replace("&", "&&"))
        action.setObjectName(f"apprentice_profile_{what}")
        action.triggered.connect(lambda: self.asked.emit(what, of))
        return action
