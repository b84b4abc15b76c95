"""Whatever can be pressed is large enough for a finger or a pen, wherever it stands."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from slates_made import VALLEY, full_slate, make_state, welcome

from apprentice.link.keeper import LinkStatus, Phase
from apprentice.model.desk import Desk
from apprentice.panel import style
from apprentice.panel.panel import Panel
from apprentice.qt import QImage, Qt, QtWidgets, QWidget
from apprentice.shown.show_panel import show_panel
from apprentice_shared import messages

PAGES = ("studies", "colours", "checks", "taste", "settings")
SIZES = ((260, 200), (260, 300), (260, 465), (320, 465), (400, 700), (620, 300), (620, 465), (900, 200))
PACKS = (messages.PackPart("media", "Painting media", True), messages.PackPart("light", "Light", False))


def _lay_out(panel: Panel, size: tuple[int, int]) -> None:
    """Show a slate with reasons, a taste, packs and a sentence."""
    state = make_state()
    state.status_changed(LinkStatus(Phase.READY))
    state.receive(welcome())
    state.receive(messages.PacksReport("p", PACKS, state.attributes))
    desk = Desk(state)
    desk.set_document(VALLEY)
    full_slate(state, VALLEY, color="warm", mood="joyful")
    desk.rate(0, 5)
    values = tuple(messages.TasteValuePart(d, v, 0.3, 0.4) for d, values in state.attributes.items() for v in values)
    state.receive(messages.TasteReport("t", state.profiles[0], values, "Warm", "bayes"))
    picture = QImage(40, 30, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.darkCyan)
    panel.resize(*size)
    panel.show_all(show_panel(desk), lambda *_: picture)
    panel.show()
    _turn()


def _turn() -> None:
    for _ in range(4):
        QtWidgets.QApplication.processEvents()


def _pressable(panel: Panel) -> list[QWidget]:
    kinds = (QtWidgets.QAbstractButton, QtWidgets.QComboBox, QtWidgets.QSlider, QtWidgets.QLineEdit)
    widgets = [widget for kind in kinds for widget in panel.findChildren(kind)]
    inner = (QtWidgets.QComboBox, QtWidgets.QLineEdit)
    return [w for w in widgets if w.isVisibleTo(panel) and not isinstance(w.parentWidget(), inner)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", [*PAGES, "ask for"])
def test_what_can_be_pressed_is_28_px(qtbot: QtBot, size: tuple[int, int], page: str) -> None:
    """Wide and high; a star is a part of its strip, which is, and so is a swatch of a row of many."""
    panel = Panel()
    qtbot.addWidget(panel)
    _lay_out(panel, size)
    panel.pages.open(page) if page in PAGES else panel.ask.more.click()
    _turn()
    small = {
        w.objectName() or type(w).__name__: (w.width(), w.height())
        for w in _pressable(panel)
        if w.height() < style.HIT_PX or (w.width() < style.HIT_PX and not _is_in_a_strip(w))
    }
    assert small == {}


def _is_in_a_strip(widget: QWidget) -> bool:
    return "_star_" in widget.objectName() or "_swatch_" in widget.objectName()


def test_the_walk_finds_buttons(qtbot: QtBot) -> None:
    """Those that are always there are among what is measured."""
    panel = Panel()
    qtbot.addWidget(panel)
    _lay_out(panel, (320, 465))
    names = {widget.objectName() for widget in _pressable(panel)}
    assert {"apprentice_suggest", "apprentice_more", "apprentice_insert", "apprentice_page_checks"} <= names
