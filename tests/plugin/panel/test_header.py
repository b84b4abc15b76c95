"""The top row: the field of a new profile's name ends whenever nobody wants it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.header import Header
from apprentice.panel.settings_section import SettingsSection
from apprentice.qt import Qt, QtCore, QtGui, QtWidgets
from apprentice.shown.values import HeaderShown, ProfileMenuShown

SHOWN = HeaderShown("ready", "Ready.", (("p1", "My taste", 3),), "p1", True, "", "", True)


@pytest.fixture
def header(qtbot: QtBot) -> Iterator[Header]:
    """A header in which a new profile is being named."""
    made = Header()
    qtbot.addWidget(made)
    made.show_header(SHOWN)
    made.show()
    made.profile.activated.emit(1)
    assert (made.name.isVisible(), made.profile.isVisible()) == (True, False)
    return made


def _leave(field: QtWidgets.QLineEdit, reason: Qt.FocusReason = Qt.FocusReason.MouseFocusReason) -> None:
    QtWidgets.QApplication.sendEvent(field, QtGui.QFocusEvent(QtCore.QEvent.Type.FocusOut, reason))


@pytest.mark.parametrize("typed", ["", "Oils"])
def test_escape_ends_the_naming(header: Header, qtbot: QtBot, typed: str) -> None:
    """Nothing is created, whatever was typed, and the profiles are there again."""
    named: list[str] = []
    header.profile_named.connect(named.append)
    header.name.setText(typed)
    qtbot.keyClick(header.name, Qt.Key.Key_Escape)
    assert (header.name.isVisible(), header.profile.isVisible(), named) == (False, True, [])
    assert header.profile.currentText() == "My taste"


def test_an_empty_field_that_is_left_ends(header: Header) -> None:
    """A press elsewhere ends it; a menu or a window in front does not."""
    _leave(header.name, Qt.FocusReason.ActiveWindowFocusReason)
    assert header.name.isVisible()
    _leave(header.name)
    assert (header.name.isVisible(), header.profile.isVisible()) == (False, True)


def test_enter_creates_the_profile(header: Header, qtbot: QtBot) -> None:
    """A name is sent once."""
    named: list[str] = []
    header.profile_named.connect(named.append)
    qtbot.keyClicks(header.name, "Oils")
    qtbot.keyClick(header.name, Qt.Key.Key_Return)
    assert (header.name.isVisible(), named) == (False, ["Oils"])


@pytest.mark.parametrize("end", ["escape", "hidden"])
def test_a_name_that_was_not_entered_is_dropped(qtbot: QtBot, end: str) -> None:
    """The field that renames a profile has its name again after Escape, and after its page was left."""
    settings = SettingsSection()
    qtbot.addWidget(settings)
    settings.show_settings(SHOWN, ProfileMenuShown("My taste", (), False, "", ()))
    settings.show()
    field = settings.findChild(QtWidgets.QLineEdit, "apprentice_profile_rename")
    field.setText("Oils")
    if end == "escape":
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    else:
        settings.hide()
    assert field.text() == "My taste"
