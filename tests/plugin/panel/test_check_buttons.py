"""The checks' buttons and letters."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.checks import CHECKS
from apprentice.panel.check_buttons import CheckButtons
from apprentice.qt import Qt, QtCore, QtGui, QtWidgets

_None = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def checks(qtbot: QtBot) -> CheckButtons:
    """The section, and a list `heard` of what it emits."""
    checks = CheckButtons()
    qtbot.addWidget(checks)
    checks.heard = []
    checks.began.connect(checks.heard.append)
    checks.ended.connect(lambda: checks.heard.append("end"))
    checks.original_held.connect(lambda held: checks.heard.append(f"original {held}"))
    checks.left.connect(lambda: checks.heard.append("left"))
    checks.show()
    return checks


def _key(checks: CheckButtons, kind: str, letter: str, repeat: bool = False) -> QtGui.QKeyEvent:
    event = QtGui.QKeyEvent(getattr(QtCore.QEvent.Type, kind), getattr(Qt.Key, f"Key_{letter}"), _None, letter, repeat)
    event.ignore()
    QtWidgets.QApplication.sendEvent(checks, event)
    return event


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_a_check_lasts_as_long_as_its_letter_is_down(checks: CheckButtons, check: object) -> None:
    """The repetitions of a held key say nothing new; Krita's shortcuts do not see it."""
    letter = check.letter  # type: ignore[attr-defined]
    assert _key(checks, "ShortcutOverride", letter).isAccepted()
    _key(checks, "KeyPress", letter)
    _key(checks, "KeyRelease", letter, repeat=True)
    _key(checks, "KeyPress", letter, repeat=True)
    assert checks.heard == [check.key]  # type: ignore[attr-defined]
    _key(checks, "KeyRelease", letter)
    assert checks.heard[1:] == ["end"]


def test_a_check_lasts_as_long_as_its_button_is_down(checks: CheckButtons) -> None:
    """Every check has a button, and a press gives the letters the focus."""
    assert set(checks.buttons) == {check.key for check in CHECKS}
    checks.buttons["squint"].pressed.emit()
    checks.buttons["squint"].released.emit()
    assert checks.heard == ["squint", "end"]
    assert checks.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_the_original_and_the_end_are_one_key_away(checks: CheckButtons) -> None:
    """Q shows the original while it is down, Esc ends the checks."""
    _key(checks, "KeyPress", "Q")
    _key(checks, "KeyRelease", "Q")
    _key(checks, "KeyPress", "Escape")
    assert checks.heard == ["original True", "original False", "end", "left"]


def test_other_keys_stay_kritas(checks: CheckButtons) -> None:
    """A letter of no check is left to Krita."""
    assert not _key(checks, "ShortcutOverride", "B").isAccepted()
    assert not _key(checks, "KeyPress", "B").isAccepted()
    assert checks.heard == []
