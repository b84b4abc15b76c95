"""The keys of a card that has the focus."""

from __future__ import annotations

from ..qt import Qt, QtGui

_Key = Qt.Key
_COMMANDS = {
    _Key.Key_Q: "original",
    _Key.Key_W: "insert",
    _Key.Key_R: "palette",
    _Key.Key_X: "dismiss",
    _Key.Key_Z: "undo",
    _Key.Key_P: "pick",
    _Key.Key_Return: "pick",
    _Key.Key_Enter: "pick",
    _Key.Key_Escape: "leave",
    _Key.Key_Left: "left",
    _Key.Key_Right: "right",
    _Key.Key_Up: "up",
    _Key.Key_Down: "down",
    _Key.Key_Space: "hold",
}
STEPS = ("left", "right", "up", "down")
_STARS = {_Key.Key_1: 1, _Key.Key_2: 2, _Key.Key_3: 3, _Key.Key_4: 4, _Key.Key_5: 5}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def command(event: QtGui.QKeyEvent) -> str:
    """Return the command of a key, "" for none; keys with a modifier stay Krita's."""
    return _COMMANDS.get(_Key(event.key()), "") if event.modifiers() in _PLAIN and _known(event) else ""


def stars(event: QtGui.QKeyEvent) -> int:
    """Return the stars that a key gives, 0 for none."""
    return _STARS.get(_Key(event.key()), 0) if event.modifiers() in _PLAIN and _known(event) else 0


def is_ours(event: QtGui.QKeyEvent) -> bool:
    """Return whether a card takes this key before Krita's shortcuts see it."""
    return bool(command(event) or stars(event)) or moves_focus(event)


def moves_focus(event: QtGui.QKeyEvent) -> bool:
    """Return whether a key moves the focus; on the canvas Krita hides its dockers by Tab."""
    return event.key() in (_Key.Key_Tab, _Key.Key_Backtab)


def _known(event: QtGui.QKeyEvent) -> bool:
    return event.key() in _COMMANDS or event.key() in _STARS
