"""The menu that chooses a day to forget from: a calendar, and an entry below it that names the day and asks for it."""

from __future__ import annotations

import re

from ..qt import QtCore, QtWidgets, QWidget, Signal
from ..vendored import in_use, tr

_WEEKDAY = re.compile(r"dddd[,،]?\s*|[,،]?\s*dddd")


class DayMenu(QtWidgets.QMenu):
    """Emits the chosen day, as "2026-11-20", and what is asked before it is done, when its entry is pressed."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Since a day that you choose"), parent)
        self._calendar: QtWidgets.QCalendarWidget | None = None
        self.entry = self.addAction("")
        self.entry.setObjectName("apprentice_profile_forget_day")
        self.entry.triggered.connect(self._choose)
        # A calendar is many widgets: it is made when somebody looks.
        self.aboutToShow.connect(self._make_calendar)

    def _make_calendar(self) -> None:
        if self._calendar is not None:
            return
        self._calendar = QtWidgets.QCalendarWidget()
        self._calendar.setObjectName("apprentice_forget_calendar")
        self._calendar.setMaximumDate(QtCore.QDate.currentDate())
        self._calendar.setVerticalHeaderFormat(QtWidgets.QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.selectionChanged.connect(self._name_day)
        holder = QtWidgets.QWidgetAction(self)
        holder.setDefaultWidget(self._calendar)
        self.insertAction(self.entry, holder)
        self._name_day()

    def _name_day(self) -> None:
        if self._calendar is not None:
            locale = _locale()
            day = locale.toString(self._calendar.selectedDate(), _without_weekday(locale))
            self.entry.setText(tr("Forget all since {day}", day=day))

    def _choose(self) -> None:
        if self._calendar is not None:
            day = self._calendar.selectedDate()
            self.chosen.emit(f"{day.year():04d}-{day.month():02d}-{day.day():02d}", all_that_goes(self.entry.text()))


def all_that_goes(forgotten: str) -> str:
    """Return the question before something is forgotten: what was said, and all that goes with it."""
    return tr("{forgotten}: what you said, the suggestions made, starting points", forgotten=forgotten)


def _without_weekday(locale: QtCore.QLocale) -> str:
    """Return the long form of a date without the weekday: the question has little room, and the calendar shows it."""
    return _WEEKDAY.sub("", locale.dateFormat(QtCore.QLocale.FormatType.LongFormat)).strip()


def _locale() -> QtCore.QLocale:
    """Return how dates are written in the panel's language: as in Krita where that has the same one."""
    of_panel, of_krita = QtCore.QLocale(in_use() or "en"), QtCore.QLocale()
    return of_krita if of_krita.language() == of_panel.language() else of_panel
