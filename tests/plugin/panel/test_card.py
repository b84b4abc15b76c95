"""One card: clicks, keys, focus, holding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pens import pen_event
from pytestqt.qtbot import QtBot

from apprentice.panel.card import CardWidget
from apprentice.panel.card_form import STAMP_PX, CardForm
from apprentice.panel.card_image import Pictures
from apprentice.panel.card_name import CardName
from apprentice.qt import MAJOR_VERSION, QImage, Qt, QtCore, QtGui, QtWidgets
from apprentice.shown.values import CardShown

HERE = CardShown(aspect=4 / 3, image="x", is_here=True, is_selected=True, tip="Warm")


@pytest.fixture
def card(qtbot: QtBot) -> CardWidget:
    """A card with a suggestion on it, in a window that has the keyboard."""
    card = CardWidget(2)
    qtbot.addWidget(card)
    picture = QImage(40, 30, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.darkCyan)
    card.setGeometry(300, 300, 140, 130)  # away from the pointer
    card.show_card(HERE, lambda *_: picture)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    return card


def _same(card: CardWidget) -> Pictures:
    """Return the picture that the card shows already."""
    picture = card.picture
    return lambda *_: picture


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


def _mouse(card: CardWidget, kind: QtCore.QEvent.Type, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    at = QtCore.QPointF(card.image.rect().center())
    event = QtGui.QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier)
    QtWidgets.QApplication.sendEvent(card.image, event)


def _pen(card: CardWidget, kind: QtCore.QEvent.Type, right_px: int = 0) -> None:
    """Send what Qt makes of a pen, so far to the right of the picture's middle."""
    at = QtCore.QPointF(card.image.rect().center() + QtCore.QPoint(right_px, 0))
    QtWidgets.QApplication.sendEvent(card.image, pen_event(kind, at))


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
    """The menu has "More like this" only if the engine can make more like a card."""
    heard = _heard(card.more_asked)
    card.show_card(replace(HERE, can_near=can_near), lambda *_: None)
    assert card.actions.near.isVisible() is can_near
    card.actions.near.trigger()
    assert heard == [(2,)]


@pytest.mark.parametrize(
    ("part", "signal"), [("pick", "picked"), ("dismiss", "dismissed"), ("palette", "palette_asked")]
)
def test_the_menu_does_what_keys_do(card: CardWidget, part: str, signal: str) -> None:
    """Each entry is found by its name, asks once, and ticks nothing by itself: what is so is shown."""
    heard = _heard(getattr(card, signal))
    action = next(a for a in card.actions.menu.actions() if a.objectName() == f"apprentice_card_2_{part}")
    action.trigger()
    assert heard == [(2,)]
    assert not action.isChecked()


def test_a_right_click_and_the_dots_open_one_menu(qtbot: QtBot, card: CardWidget) -> None:
    """A mouse's right button and a pen's tap on the dots reach the same menu, and both select the card."""
    selected, menu = _heard(card.selected), card.actions.menu
    _mouse(card, QtCore.QEvent.Type.MouseButtonPress, Qt.MouseButton.RightButton)
    assert selected[-1] == (2,)
    place = card.image.rect().center()
    asked = QtGui.QContextMenuEvent(QtGui.QContextMenuEvent.Reason.Mouse, place, card.image.mapToGlobal(place))
    QtWidgets.QApplication.sendEvent(card.image, asked)
    assert menu.isVisible()
    menu.close()
    card.findChild(QtWidgets.QAbstractButton, "apprentice_card_2_more").click()
    assert menu.isVisible()
    menu.close()


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


def test_a_long_press_of_a_pen_opens_the_menu(qtbot: QtBot, card: CardWidget) -> None:
    """It is the right click of who has no right button: the picture is not held up, the menu has an entry for that."""
    began, large = _heard(card.hold_began), _heard(card.large_asked)
    _pen(card, QtCore.QEvent.Type.MouseButtonPress)
    qtbot.waitUntil(card.actions.menu.isVisible)
    _pen(card, QtCore.QEvent.Type.MouseButtonRelease)
    assert card.actions.menu.isVisible()
    card.actions.large.trigger()
    card.actions.menu.close()
    assert (began, large) == ([], [(2,)])


@pytest.mark.parametrize("right_px", [0, 40], ids=["let go", "slid away"])
def test_a_short_press_of_a_pen_selects_alone(card: CardWidget, right_px: int) -> None:
    """Neither a tap nor a pen that slides opens the menu."""
    selected = _heard(card.selected)
    _pen(card, QtCore.QEvent.Type.MouseButtonPress)
    _pen(card, QtCore.QEvent.Type.MouseMove, right_px)
    if not right_px:
        _pen(card, QtCore.QEvent.Type.MouseButtonRelease)
    assert selected[-1] == (2,)
    assert not any(timer.isActive() for timer in card.image.findChildren(QtCore.QTimer))


def test_losing_the_focus_lets_go(card: CardWidget) -> None:
    """Nothing stays up when the keyboard goes elsewhere."""
    card.setFocus()
    ended = _heard(card.hold_ended)
    card.clearFocus()
    assert ended == [(2,)]


def test_icons_stand_on_a_picture_that_is_framed_or_pointed_at(card: CardWidget) -> None:
    """Insert and the dots come with the frame or the pointer, and go with them."""
    assert card.actions.isVisible()
    card.show_card(replace(HERE, is_selected=False), _same(card))
    assert not card.actions.isVisible()
    QtWidgets.QApplication.sendEvent(card.image, _enter())
    assert card.actions.isVisible()
    QtWidgets.QApplication.sendEvent(card.image, QtCore.QEvent(QtCore.QEvent.Type.Leave))
    assert not card.actions.isVisible()


def _enter() -> QtGui.QEnterEvent:
    at = QtCore.QPointF(20, 20)
    return QtGui.QEnterEvent(at, at, at)


def test_only_insert_and_the_dots_stand_on_a_picture(card: CardWidget) -> None:
    """All else is in the menu; both can be hit."""
    buttons = [b for b in card.image.findChildren(QtWidgets.QAbstractButton) if b.isVisible()]
    assert {b.objectName() for b in buttons} == {"apprentice_card_2_insert", "apprentice_card_2_more"}
    assert min(min(b.width(), b.height()) for b in buttons) >= 28


@pytest.mark.parametrize("height_px", [80, 128, 400])
def test_the_picture_takes_what_name_and_stars_leave(card: CardWidget, height_px: int) -> None:
    """A card is as high as it is told to be; name and stars keep their heights."""
    card.resize(124, height_px)
    assert (card.name.height(), card.stars.height()) == (16, 28)
    assert card.image.height() == height_px - 16 - 28
    assert card.image.rect().contains(card.image.frame().toAlignedRect())


def test_a_stamp_is_the_picture_with_its_stars(card: CardWidget) -> None:
    """A stamp is small, takes no stars and shows those given; a card again, it has its name and stars back."""
    card.show_card(replace(HERE, stars=4), _same(card))
    card.show_as(CardForm.STAMP)
    card.resize(200, 200)
    assert (card.width(), card.height()) == (STAMP_PX, STAMP_PX)
    assert not card.stars.isVisible() and not card.name.isVisible() and not card.actions.isVisible()
    rated = card.image.grab().toImage()
    card.show_card(HERE, _same(card))
    assert card.image.grab().toImage() != rated
    card.show_as(CardForm.CARD)
    assert card.stars.isVisible() and card.name.isVisible()


@pytest.mark.parametrize("width_px", [110, 400])
def test_a_guess_has_the_same_mark_at_every_width(qtbot: QtBot, width_px: int) -> None:
    """It is a sign that nobody takes for help; names that are no guess have none."""
    name = CardName("card")
    qtbot.addWidget(name)
    name.resize(width_px, name.height())
    name.show_name("Monochrome · peaceful", is_guess=True)
    assert name.mark == "≈"
    name.show_name("Monochrome · peaceful", is_guess=False)
    assert name.mark == ""


def test_the_name_says_where_it_is_a_guess(card: CardWidget) -> None:
    """The name stands under the picture, as text that can be read out."""
    name = card.findChild(QtWidgets.QLabel, "apprentice_card_2_name")
    card.show_card(replace(HERE, name="Moonlight · muted"), _same(card))
    assert name.text() == "Moonlight · muted"
    sure = name.grab().toImage()
    card.show_card(replace(HERE, name="Moonlight · muted", is_guess=True), _same(card))
    assert name.text() == "Moonlight · muted, a guess"
    assert "Moonlight · muted, a guess" in card.accessibleName()
    assert name.grab().toImage() != sure


def test_an_empty_card_takes_no_stars(card: CardWidget) -> None:
    """Stars are greyed until there is something to rate."""
    heard = _heard(card.rated)
    card.show_card(CardShown(aspect=4 / 3, is_waiting=True), lambda *_: None)
    card.findChild(QtWidgets.QAbstractButton, "apprentice_card_2_star_3").click()
    assert heard == []


def test_insert_offers_its_forms_and_greys_what_does_not_fit(card: CardWidget) -> None:
    """If the framing moved, only the whole picture can be inserted, and the menu says why."""
    heard = _heard(card.insert_asked)
    card.actions.forms["light"].trigger()
    assert heard == [(2, "light")]
    assert not card.actions.forms["layers"].isEnabled()
    moved = CardShown(
        aspect=4 / 3, image="x", is_here=True, parts_problem="Framing moved: only the whole fits.", in_layers=True
    )
    card.show_card(moved, _same(card))
    assert [action.isEnabled() for action in card.actions.forms.values()] == [True, False, False, True]
    assert "Framing moved" in card.actions.forms["light"].text()
