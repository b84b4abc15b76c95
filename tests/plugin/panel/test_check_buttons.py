"""The checks' buttons and letters."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.checks import CHECKS
from apprentice.panel.check_buttons import CLICK_S, LOOK_S, CheckButtons
from apprentice.qt import Qt, QtCore, QtGui, QtWidgets

_None = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def checks(qtbot: QtBot) -> CheckButtons:
    """The section, a list `heard` of what it emits, and its clock `now`."""
    now = [0.0]
    checks = CheckButtons(clock=lambda: now[0])
    checks.now = now
    qtbot.addWidget(checks)
    checks.heard = []
    checks.stayed.connect(lambda: checks.heard.append("stays"))
    checks.began.connect(checks.heard.append)
    checks.ended.connect(lambda: checks.heard.append("end"))
    checks.original_held.connect(lambda held: checks.heard.append(f"original {held}"))
    checks.left.connect(lambda: checks.heard.append("left"))
    checks.resize(260, 130)
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
    checks.now[0] += 2 * CLICK_S
    _key(checks, "KeyRelease", letter)
    assert checks.heard[1:] == ["end"]


def test_a_check_lasts_as_long_as_its_button_is_down(checks: CheckButtons) -> None:
    """Every check has a button, which is lit while the check is on, and a press gives the letters the focus."""
    assert set(checks.buttons) == {check.key for check in CHECKS}
    checks.buttons["squint"].pressed.emit()
    assert checks.buttons["squint"].isChecked()
    checks.now[0] += 2 * CLICK_S
    checks.buttons["squint"].released.emit()
    assert checks.heard == ["squint", "end"]
    assert not checks.buttons["squint"].isChecked()
    assert checks.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_click_leaves_the_check_on_until_the_next_click(checks: CheckButtons, qtbot: QtBot) -> None:
    """The button stays lit, and the line below says how the check ends."""
    qtbot.mouseClick(checks.buttons["notan"], Qt.MouseButton.LeftButton)
    assert checks.heard == ["notan", "stays"]
    assert checks.buttons["notan"].isChecked()
    assert checks.line.text() == "Notan is on. Click it again, or press Esc, to end it."
    qtbot.mouseClick(checks.buttons["notan"], Qt.MouseButton.LeftButton)
    assert checks.heard[2:] == ["end"]
    assert not checks.buttons["notan"].isChecked()
    assert "is on" not in checks.line.text()


def test_a_look_at_the_picture_is_no_click(checks: CheckButtons) -> None:
    """The button was held until the picture was there and a moment longer: it ends when it is let go."""
    _key(checks, "KeyPress", "G")
    checks.now[0] += CLICK_S / 8
    checks.note_seen()
    checks.now[0] += LOOK_S + 0.01
    _key(checks, "KeyRelease", "G")
    assert checks.heard == ["grey", "end"]


def test_another_check_takes_the_place_of_one_that_stays(checks: CheckButtons, qtbot: QtBot) -> None:
    """One check is on at a time; the second ends as the first would have."""
    qtbot.mouseClick(checks.buttons["notan"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(checks.buttons["grey"], Qt.MouseButton.LeftButton)
    assert checks.heard == ["notan", "stays", "grey", "stays"]
    assert [key for key, chip in checks.buttons.items() if chip.isChecked()] == ["grey"]
    _key(checks, "KeyPress", "Escape")
    assert checks.heard[4:] == ["end", "left"]


def test_a_tapped_letter_is_a_click(checks: CheckButtons) -> None:
    """The same letter again ends the check."""
    for kind in ("KeyPress", "KeyRelease") * 2:
        _key(checks, kind, "T")
    assert checks.heard == ["temperature", "stays", "end"]


@pytest.mark.parametrize(
    ("reason", "ends"),
    [("MouseFocusReason", True), ("TabFocusReason", True), ("ActiveWindowFocusReason", False)],
)
def test_a_check_that_stays_outlasts_a_look_at_another_window_alone(
    checks: CheckButtons, qtbot: QtBot, reason: str, ends: bool
) -> None:
    """The focus that goes to something else in this window ends it."""
    qtbot.mouseClick(checks.buttons["grey"], Qt.MouseButton.LeftButton)
    event = QtGui.QFocusEvent(QtCore.QEvent.Type.FocusOut, getattr(Qt.FocusReason, reason))
    QtWidgets.QApplication.sendEvent(checks, event)
    assert ("end" in checks.heard) is ends


def test_a_check_ends_with_its_page(checks: CheckButtons, qtbot: QtBot) -> None:
    """Another page takes the buttons away, and the check with them."""
    qtbot.mouseClick(checks.buttons["grey"], Qt.MouseButton.LeftButton)
    checks.hide()
    assert checks.heard[2:] == ["end"]


def test_without_a_painting_there_is_nothing_to_check(checks: CheckButtons, qtbot: QtBot) -> None:
    """The buttons wait, and the line says for what."""
    checks.set_available(False)
    qtbot.mouseClick(checks.buttons["grey"], Qt.MouseButton.LeftButton)
    assert checks.heard == []
    assert checks.line.text() == "Open a painting."
    checks.set_available(True)
    qtbot.mouseClick(checks.buttons["grey"], Qt.MouseButton.LeftButton)
    assert checks.heard == ["grey", "stays"]


def test_a_check_that_could_not_begin_is_not_lit(checks: CheckButtons, qtbot: QtBot) -> None:
    """Without a painting the press is answered at once, and a release says nothing more."""
    checks.began.connect(lambda _: checks.show_on(""))
    qtbot.mouseClick(checks.buttons["grey"], Qt.MouseButton.LeftButton)
    assert checks.heard == ["grey"]
    assert not checks.buttons["grey"].isChecked()


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
