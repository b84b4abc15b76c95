"""The profile menu: everything that can be done, and what is lost for good only in a submenu."""

from __future__ import annotations

from gettext import NullTranslations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.day_menu import DayMenu
from apprentice.panel.profile_menu import ProfileMenu
from apprentice.qt import QAction, QtCore, QtWidgets
from apprentice.shown.values import ProfileMenuShown
from apprentice.vendored import catalogue_of, choose, speak

GOES = ": what you said, the suggestions made, starting points"
SHOWN = ProfileMenuShown(
    "Watercolours", (("ink", "Ink & wash"),), True, "42 paintings", ((("e1", "e0"), "14:02  ★★★★★  warm"),)
)


@pytest.fixture
def menu(qtbot: QtBot) -> ProfileMenu:
    """The menu of a profile with everything."""
    menu = ProfileMenu()
    qtbot.addWidget(menu)
    menu.show_menu(SHOWN)
    return menu


def action(menu: ProfileMenu, name: str) -> QAction:
    """Return one of the menu's entries, in whatever submenu."""
    return menu.findChild(QAction, f"apprentice_profile_{name}")


@pytest.mark.parametrize(
    ("name", "signal", "carried"),
    [
        ("duplicate", "duplicate_asked", []),
        ("blend", "blend_asked", ["ink"]),
        ("export", "export_asked", []),
        ("import", "import_asked", []),
        ("start_folder", "folder_start_asked", []),
        ("start_profiles", "profiles_start_asked", []),
        ("start_none", "no_start_asked", []),
        ("take_back", "take_back_asked", [("e1", "e0")]),
        (
            "forget",
            "forget_hours_asked",
            [1, f"Forget all of the last hour{GOES}"],
        ),
        ("reset", "reset_asked", ["Let “Watercolours” begin anew, with nothing learned"]),
        ("delete", "delete_asked", ["Delete “Watercolours” and all that it has learned"]),
    ],
)
def test_each_kind_of_entry_has_its_signal(
    menu: ProfileMenu, qtbot: QtBot, name: str, signal: str, carried: list[object]
) -> None:
    """The signal carries the profile, event or hours that the entry is about."""
    with qtbot.waitSignal(getattr(menu, signal)) as emitted:
        action(menu, name).trigger()
    assert emitted.args == carried


@pytest.mark.parametrize("name", ["reset", "delete", "forget"])
def test_what_is_lost_for_good_is_never_one_press_away(menu: ProfileMenu, name: str) -> None:
    """The entry lies in a submenu."""
    assert action(menu, name) not in menu.actions()


def test_a_day_to_forget_from_is_named_before_it_is_asked_for(menu: ProfileMenu) -> None:
    """The calendar only chooses; the entry below it says which day, and does it."""
    asked: list[tuple[str, str]] = []
    menu.forget_day_asked.connect(lambda day, words: asked.append((day, words)))
    entry = action(menu, "forget_day")
    day_menu = entry.parent()
    day_menu.aboutToShow.emit()
    calendar = day_menu.findChild(QtWidgets.QCalendarWidget)
    calendar.setSelectedDate(QtCore.QDate(2026, 3, 4))
    assert not asked
    assert "2026" in entry.text()
    entry.trigger()
    assert asked == [("2026-03-04", f"{entry.text()}{GOES}")]


@pytest.mark.parametrize(
    ("code", "day", "weekday"),
    [
        ("en", "March 4, 2026", "Wednesday"),
        ("de", "4. März 2026", "Mittwoch"),
        ("es", "4 de marzo de 2026", "miércoles"),
        ("fr", "4 mars 2026", "mercredi"),
        ("pt_BR", "4 de março de 2026", "quarta"),
        ("ja", "2026年3月4日", "曜"),
        ("zh_CN", "2026年3月4日", "星期"),
    ],
)
def test_a_day_is_written_as_the_panels_language_does(qtbot: QtBot, code: str, day: str, weekday: str) -> None:
    """The order and the words of a date are the language's own, whatever Krita's is; the weekday is left out."""
    speak(catalogue_of(choose([code])))
    try:
        day_menu = DayMenu()
        qtbot.addWidget(day_menu)
        day_menu.aboutToShow.emit()
        day_menu.findChild(QtWidgets.QCalendarWidget).setSelectedDate(QtCore.QDate(2026, 3, 4))
        assert day in day_menu.entry.text()
        assert weekday not in day_menu.entry.text()
    finally:
        speak(NullTranslations())


def test_what_cannot_be_done_is_greyed(menu: ProfileMenu) -> None:
    """Entries without a profile, a starting point or an event to work on are disabled."""
    menu.show_menu(ProfileMenuShown("Only one"))
    assert not action(menu, "start_profiles").isEnabled()
    assert not action(menu, "start_none").isEnabled()
    for name in ("blend", "take_back"):
        submenus = [item for item in menu.actions() if item.menu() is not None and item.menu().objectName()]
        (found,) = [item for item in submenus if item.menu().objectName() == f"apprentice_profile_{name}_menu"]
        assert not found.isEnabled()


def test_the_starting_point_is_named_where_it_can_be_removed(menu: ProfileMenu) -> None:
    """The entry names the starting point that it removes."""
    assert action(menu, "start_none").text() == "Remove the starting point (42 paintings)"
