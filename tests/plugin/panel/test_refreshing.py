"""What showing values costs: only widgets whose values have changed hear of it, and widgets are used again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from event_counter import EventCounter
from pytestqt.qtbot import QtBot
from slates_made import VALLEY, full_slate, make_slate, make_state, welcome

from apprentice.model.desk import Desk
from apprentice.panel.icons import drawn
from apprentice.panel.locks.lock_section import LockSection
from apprentice.panel.palettes.palette_strip import PaletteStrip, SwatchButton
from apprentice.panel.panel import Panel
from apprentice.qt import QtWidgets, QWidget
from apprentice.shown import show_slate
from apprentice.shown.show_panel import show_panel
from apprentice.shown.values import PaletteShown, ValueShown
from apprentice_shared import messages

VALUES = tuple(ValueShown("color", value, value, "", "") for value in ("warm", "cool", "vibrant"))
PALETTE = tuple(messages.SwatchPart(color, 0.2, "a colour") for color in ("#c04020", "#102030", "#405060"))

# Events of a slate that is asked for, at most: 146 were counted under Qt 5.
MOST_EVENTS = 160


@pytest.fixture
def desk() -> Desk:
    """A desk with a slate."""
    desk = Desk(make_state())
    desk.state.receive(welcome())
    desk.set_document(VALLEY)
    full_slate(desk.state)
    return desk


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> Panel:
    """A panel that shows the desk."""
    panel = Panel()
    qtbot.addWidget(panel)
    panel.resize(260, 465)
    panel.show_all(show_panel(desk), lambda *_: None)
    panel.show()
    _settle(panel)
    return panel


def _turn() -> None:
    for _ in range(4):
        QtWidgets.QApplication.processEvents()


def _settle(panel: Panel) -> None:
    """Wait until no widget has an event any more: what is shown first is laid out in several turns."""
    for _ in range(50):
        counter = EventCounter(*panel.findChildren(QWidget))
        _turn()
        if not counter.by_name:
            return


def test_the_same_values_again_reach_no_widget(panel: Panel, desk: Desk) -> None:
    """Not one event, of hidden widgets either: an equal tooltip would be one."""
    counter = EventCounter(*panel.findChildren(QWidget))
    panel.show_all(show_panel(desk), lambda *_: None)
    _turn()
    assert counter.by_name == {}


def test_a_new_slate_reaches_nothing_that_it_does_not_change(panel: Panel, desk: Desk) -> None:
    """The pages, what can be asked for and the cards' menus stay as they are while cards become empty."""
    panel.pages.open("colours")
    _turn()
    folded = [widget for part in (panel.fold, panel.taste, panel.settings) for widget in part.findChildren(QWidget)]
    menus = [menu for card in panel.grid.cards for menu in (card.actions.menu, card.actions.forms_menu)]
    entries = [entry for menu in menus for entry in menu.actions()]
    changed: list[object] = []
    for entry in entries:
        entry.changed.connect(lambda entry=entry: changed.append(entry))
    counter = EventCounter(*folded)
    make_slate(desk.state, desk.document)
    panel.show_all(show_panel(desk), lambda *_: None)
    _turn()
    compare = "apprentice_taste_without"
    assert set(counter.by_name) <= {compare}
    assert changed == []


def test_one_rule_reaches_one_chip(qtbot: QtBot) -> None:
    """A value that is locked changes its own chip alone."""
    section = LockSection()
    qtbot.addWidget(section)
    section.show_locks((("Colour", VALUES),))
    section.show()
    _turn()
    counter = EventCounter(*section.findChildren(QWidget))
    section.show_locks((("Colour", (VALUES[0], replace(VALUES[1], rule="lock"), VALUES[2])),))
    assert set(counter.by_name) == {"apprentice_lock_color_cool"}


def test_swatches_are_used_again(qtbot: QtBot) -> None:
    """A palette that is gone for a while, as during a slate, needs no new widgets when the next one comes."""
    strip = PaletteStrip()
    qtbot.addWidget(strip)
    strip.show()
    strip.show_palette(PaletteShown(PALETTE))
    made = strip.findChildren(SwatchButton)
    strip.show_palette(PaletteShown())
    assert not any(swatch.isVisible() for swatch in made)
    strip.show_palette(PaletteShown(PALETTE[:2]))
    assert strip.findChildren(SwatchButton) == made
    assert [swatch.hex for swatch in made if swatch.isVisible()] == ["#c04020", "#102030"]


def test_a_slate_makes_no_drawing_anew(panel: Panel, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Icons and stars were made for the slate before: they are copied."""
    made: list[str] = []
    for name, shape in drawn.SHAPES.items():
        monkeypatch.setitem(drawn.SHAPES, name, lambda name=name, shape=shape: made.append(name) or shape())
    star = drawn.star
    monkeypatch.setattr(drawn, "star", lambda: made.append("star") or star())  # type: ignore[func-returns-value]
    for _ in range(2):
        made.clear()
        full_slate(desk.state)
        panel.show_all(show_panel(desk), lambda *_: None)
        panel.repaint()
        _turn()
    assert made == []


def test_the_cards_of_a_slate_are_named_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each name depends on the others, so all four are made together."""
    named: list[int] = []
    name_mixes = show_slate.name_mixes
    monkeypatch.setattr(
        show_slate,
        "name_mixes",
        lambda engine, mixes, *more: named.append(len(mixes)) or name_mixes(engine, mixes, *more),  # type: ignore[func-returns-value]
    )
    show_panel(desk)
    assert named == [4]


def test_a_slate_that_is_asked_for_is_a_bounded_number_of_events(panel: Panel, desk: Desk) -> None:
    """Twice the cards' widgets and a few more hear of it: each event is 5 to 50 µs of Krita's thread."""
    counter = EventCounter(*panel.findChildren(QWidget))
    make_slate(desk.state, desk.document)
    panel.show_all(show_panel(desk), lambda *_: None)
    _turn()
    asked = counter.by_name.total()
    assert 40 < asked <= MOST_EVENTS
