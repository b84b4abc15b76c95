"""What showing values costs: only widgets whose values have changed hear of it, and widgets are used again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from event_counter import EventCounter
from pytestqt.qtbot import QtBot
from slates_made import VALLEY, full_slate, make_slate, make_state, welcome

from apprentice.model.desk import Desk
from apprentice.panel.locks.lock_section import LockSection
from apprentice.panel.palettes.palette_strip import PaletteStrip, SwatchButton
from apprentice.panel.panel import Panel
from apprentice.qt import QtWidgets, QWidget
from apprentice.shown.show_panel import show_panel
from apprentice.shown.values import PaletteShown, ValueShown
from apprentice_shared import messages

VALUES = tuple(ValueShown("color", value, value, "", "") for value in ("warm", "cool", "vibrant"))
PALETTE = tuple(messages.SwatchPart(color, 0.2, "a colour") for color in ("#c04020", "#102030", "#405060"))


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
    _turn()
    return panel


def _turn() -> None:
    for _ in range(4):
        QtWidgets.QApplication.processEvents()


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
