"""The menu of a profile. Entries that cannot be undone lie in submenus, never one press away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..qt import QAction, QtWidgets, QWidget, Signal
from ..shown.values import ProfileMenuShown
from ..vendored import later, tr
from .day_menu import DayMenu, all_that_goes

# The entry, what is asked before it is done, and the hours that it means.
_HOURS = (
    (later("The last hour"), later("Forget all of the last hour"), 1),
    (later("The last 24 hours"), later("Forget all of the last 24 hours"), 24),
    (later("The last week"), later("Forget all of the last week"), 168),
)


class ProfileMenu(QtWidgets.QMenu):
    """Shows `ProfileMenuShown`; each kind of entry has its signal.

    `blend_asked` carries the other profile's id, `take_back_asked` those of events, `forget_day_asked` a day as
    "2026-11-20". What is for good carries the words to be asked with, too.
    """

    duplicate_asked = Signal()
    blend_asked = Signal(str)
    export_asked = Signal()
    import_asked = Signal()
    folder_start_asked = Signal()
    profiles_start_asked = Signal()
    no_start_asked = Signal()
    take_back_asked = Signal(tuple)
    forget_hours_asked = Signal(int, str)
    forget_day_asked = Signal(str, str)
    reset_asked = Signal(str)
    delete_asked = Signal(str)

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
        self._add(self, tr("Duplicate"), "duplicate", self.duplicate_asked.emit)
        blend = self._submenu(tr("Blend with"), "blend")
        for key, name in shown.others:
            self._add(blend, name, "blend", lambda key=key: self.blend_asked.emit(key))
        blend.setEnabled(bool(shown.others))
        self._add(self, tr("Export…"), "export", self.export_asked.emit)
        self._add(self, tr("Import…"), "import", self.import_asked.emit)

    def _add_starts(self, shown: ProfileMenuShown) -> None:
        folder = self._add(self, tr("Start from a folder of paintings…"), "start_folder", self.folder_start_asked.emit)
        folder.setToolTip(tr("Your own paintings, or pictures you like: measured on this machine, none is kept."))
        others = self._add(self, tr("Start from my other profiles"), "start_profiles", self.profiles_start_asked.emit)
        others.setEnabled(shown.others_have_ratings)
        words = (
            tr("Remove the starting point ({start})", start=shown.start)
            if shown.start
            else tr("Remove the starting point")
        )
        self._add(self, words, "start_none", self.no_start_asked.emit).setEnabled(bool(shown.start))

    def _add_taking_back(self, shown: ProfileMenuShown) -> None:
        back = self._submenu(tr("Take back"), "take_back")
        for events, words in shown.history:
            self._add(back, words, "take_back", partial(self.take_back_asked.emit, events))
        back.setEnabled(bool(shown.history))
        forget = self._submenu(tr("Forget for good"), "forget")
        for text, question, hours in _HOURS:
            asked = partial(self.forget_hours_asked.emit, hours, all_that_goes(tr(question)))
            self._add(forget, tr(text), "forget", asked)
        since = DayMenu(forget)
        since.chosen.connect(self.forget_day_asked)
        forget.addMenu(since)
        reset = self._submenu(tr("Reset"), "reset")
        emptied = tr("Let “{name}” begin anew, with nothing learned", name=shown.name)
        self._add(reset, emptied, "reset", lambda: self.reset_asked.emit(emptied))
        delete = self._submenu(tr("Delete"), "delete")
        deleted = tr("Delete “{name}” and all that it has learned", name=shown.name)
        self._add(delete, deleted, "delete", lambda: self.delete_asked.emit(deleted))

    def _submenu(self, text: str, name: str) -> QtWidgets.QMenu:
        submenu = QtWidgets.QMenu(text, self)
        submenu.setObjectName(f"apprentice_profile_{name}_menu")
        self.addMenu(submenu)
        return submenu

    def _add(self, menu: QtWidgets.QMenu, text: str, name: str, chosen: Callable[[], None]) -> QAction:
        """Add an entry to this menu or a submenu; `name` is a part of its object name."""
        action = menu.addAction(text.replace("&", "&&"))
        action.setObjectName(f"apprentice_profile_{name}")
        action.triggered.connect(lambda _checked: chosen())
        return action
