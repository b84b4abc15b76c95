"""One card: clicks, keys, focus, holding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.card import CardWidget
from apprentice.qt import MAJOR_VERSION, QImage, Qt, QtCore, QtGui, QtWidgets
from apprentice.shown.values import CardShown, ReasonShown

HERE = CardShown(aspect=4 / 3, image="x", is_here=True, is_selected=True, tip="Warm")
REASONS = (ReasonShown("color", "Colour", 1, False), ReasonShown("mood", "Light", 1, True))


@pytest.fixture
def card(qtbot: QtBot) -> CardWidget:
    """A card with a suggestion on it, in a window that has the keyboard."""
    card = CardWidget(2)
    qtbot.addWidget(card)
    picture = QImage(40, 30, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.darkCyan)
    card.resize(140, 130)
    card.show_card(HERE, picture)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    return card


def _heard(signal: object) -> list[tuple[object, ...]]:
    heard: list[tuple[object, ...]] = []
    signal.connect(lambda *values: heard.append(values))  # type: ignore[attr-defined]
    return heard


def _strike(card: CardWidget, key: Qt.Key, kind: QtCore.QEvent.Type, modifiers: object = None) -> QtGui.QKeyEvent:
    none = Qt.KeyboardModifier.NoModifier
    event = QtGui.QKeyEvent(kind, key if MAJOR_VERSION == 5 else key.value, modifiers or none)
    event.ignore()
    QtWidgets.QApplication.sendEvent(card, event)
    return event


def _press(card: CardWidget, key: Qt.Key) -> None:
    _strike(card, key, QtCore.QEvent.Type.KeyPress)


def _mouse(card: CardWidget, kind: QtCore.QEvent.Type) -> None:
    at = QtCore.QPointF(card.image.rect().center())
    button = Qt.MouseButton.LeftButton
    event = QtGui.QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier)
    QtWidgets.QApplication.sendEvent(card.image, event)


@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
def test_a_click_on_a_star_rates(card: CardWidget, stars: int) -> None:
    """A click on a star gives its number, not by key."""
    heard = _heard(card.rated)
    card.findChild(QtWidgets.QAbstractButton, f"apprentice_card_2_star_{stars}").click()
    assert heard == [(2, stars, False)]


@pytest.mark.parametrize(("key", "stars"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_5, 5)])
def test_a_digit_rates(card: CardWidget, key: Qt.Key, stars: int) -> None:
    """A digit gives stars by key, so that the next card may be selected."""
    heard = _heard(card.rated)
    _press(card, key)
    assert heard == [(2, stars, True)]


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_R, "palette_asked"),
        (Qt.Key.Key_X, "dismissed"),
        (Qt.Key.Key_Z, "undo_asked"),
        (Qt.Key.Key_P, "picked"),
        (Qt.Key.Key_Enter, "picked"),
        (Qt.Key.Key_Escape, "left"),
    ],
)
def test_each_key_does_one_thing(card: CardWidget, key: Qt.Key, signal: str) -> None:
    """A key emits its signal with the index of the card."""
    heard = _heard(getattr(card, signal))
    _press(card, key)
    assert heard == [(2,)]


def test_an_arrow_steps_to_another_card(card: CardWidget) -> None:
    """The direction is told: the grid knows the neighbours."""
    heard = _heard(card.stepped)
    _press(card, Qt.Key.Key_Left)
    assert heard == [(2, "left")]


def test_w_inserts_the_picture(card: CardWidget) -> None:
    """The key does what a click on Insert does."""
    heard = _heard(card.insert_asked)
    _press(card, Qt.Key.Key_W)
    card.actions.insert.click()
    assert heard == [(2, "picture")] * 2


@pytest.mark.parametrize(
    ("key", "taken"),
    [
        (Qt.Key.Key_1, True),
        (Qt.Key.Key_Tab, True),
        (Qt.Key.Key_Space, True),
        (Qt.Key.Key_B, False),
        (Qt.Key.Key_6, False),
    ],
)
def test_takes_its_keys_before_kritas_shortcuts(card: CardWidget, key: Qt.Key, taken: bool) -> None:
    """Krita binds digits and Space on the canvas; only what the card uses is kept from it."""
    assert _strike(card, key, QtCore.QEvent.Type.ShortcutOverride).isAccepted() is taken


def test_keys_with_a_modifier_stay_kritas(card: CardWidget) -> None:
    """Ctrl+Z is Krita's undo, not the card's."""
    heard = _heard(card.undo_asked)
    control = Qt.KeyboardModifier.ControlModifier
    assert not _strike(card, Qt.Key.Key_Z, QtCore.QEvent.Type.ShortcutOverride, control).isAccepted()
    _strike(card, Qt.Key.Key_Z, QtCore.QEvent.Type.KeyPress, control)
    assert heard == []


@pytest.mark.parametrize("can_near", [True, False])
def test_more_like_this_is_offered_where_the_engine_can(card: CardWidget, can_near: bool) -> None:
    """A right click on Pick opens its menu only if the engine can make more like a card."""
    heard = _heard(card.more_asked)
    card.show_card(replace(HERE, can_near=can_near), None)
    wanted = Qt.ContextMenuPolicy.CustomContextMenu if can_near else Qt.ContextMenuPolicy.NoContextMenu
    assert card.actions.pick.contextMenuPolicy() == wanted
    assert ("more like this" in card.actions.pick.toolTip()) is can_near
    card.actions.near.trigger()
    assert heard == [(2,)]


def test_space_holds_until_it_is_let_go(card: CardWidget) -> None:
    """The viewer is up as long as the key is down."""
    began, ended = _heard(card.hold_began), _heard(card.hold_ended)
    _press(card, Qt.Key.Key_Space)
    assert (began, ended) == ([(2,)], [])
    _strike(card, Qt.Key.Key_Space, QtCore.QEvent.Type.KeyRelease)
    assert ended == [(2,)]


def test_q_shows_the_original_while_it_is_down(card: CardWidget) -> None:
    """The press and the release are both told."""
    heard = _heard(card.original_held)
    _press(card, Qt.Key.Key_Q)
    _strike(card, Qt.Key.Key_Q, QtCore.QEvent.Type.KeyRelease)
    assert heard == [(2, True), (2, False)]


def test_a_long_press_holds_and_a_short_one_selects(qtbot: QtBot, card: CardWidget) -> None:
    """The picture is held up only when the button stays down."""
    selected, began, ended = _heard(card.selected), _heard(card.hold_began), _heard(card.hold_ended)
    with qtbot.waitSignal(card.hold_began):
        _mouse(card, QtCore.QEvent.Type.MouseButtonPress)
        assert selected[-1] == (2,)
        assert began == []
    _mouse(card, QtCore.QEvent.Type.MouseButtonRelease)
    assert len(ended) == 1


def test_losing_the_focus_lets_go(card: CardWidget) -> None:
    """Nothing stays up when the keyboard goes elsewhere."""
    card.setFocus()
    ended = _heard(card.hold_ended)
    card.clearFocus()
    assert ended == [(2,)]


def test_actions_lie_over_the_selected_card_only(card: CardWidget) -> None:
    """Icons appear where they can be used."""
    assert card.actions.isVisible()
    card.show_card(CardShown(aspect=4 / 3, image="x", is_here=True), card.picture)
    assert not card.actions.isVisible()


def test_an_empty_card_takes_no_stars(card: CardWidget) -> None:
    """Stars are greyed until there is something to rate."""
    heard = _heard(card.rated)
    card.show_card(CardShown(aspect=4 / 3, is_waiting=True), None)
    card.findChild(QtWidgets.QAbstractButton, "apprentice_card_2_star_3").click()
    assert heard == []


def test_reasons_come_and_go_and_are_one_tap(card: CardWidget) -> None:
    """Chips have the engine's words, and those given are lit."""
    heard = _heard(card.reasoned)
    shown = CardShown(aspect=4 / 3, image="x", is_here=True, stars=5, reasons=REASONS)
    card.show_card(shown, card.picture)
    chips = {n: card.findChild(QtWidgets.QAbstractButton, f"apprentice_card_2_reason_{n}") for n in ("color", "mood")}
    assert [chip.text() for chip in chips.values()] == ["+ Colour", "+ Light"]
    assert [chip.isChecked() for chip in chips.values()] == [False, True]
    chips["color"].click()
    assert heard == [(2, "color")]
    card.show_card(CardShown(aspect=4 / 3, image="x", is_here=True, stars=3), card.picture)
    assert not card.reasons.isVisible()


def test_insert_offers_its_forms_and_greys_what_does_not_fit(card: CardWidget) -> None:
    """If the framing moved, only the whole picture can be inserted, and the menu says why."""
    heard = _heard(card.insert_asked)
    card.actions.forms["light"].trigger()
    assert heard == [(2, "light")]
    assert not card.actions.forms["layers"].isVisible()
    moved = CardShown(
        aspect=4 / 3, image="x", is_here=True, parts_problem="Framing moved: only the whole fits.", in_layers=True
    )
    card.show_card(moved, card.picture)
    assert [action.isEnabled() for action in card.actions.forms.values()] == [True, False, False, True]
    assert "Framing moved" in card.actions.forms["light"].text()
