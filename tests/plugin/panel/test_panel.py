"""The panel's geometry: nothing may widen it, every target can be hit."""

from __future__ import annotations

import pytest
from paint_counter import PaintCounter
from pytestqt.qtbot import QtBot
from slates_made import SSD, VALLEY, full_slate, make_state, welcome

from apprentice.link.keeper import LinkStatus, Phase
from apprentice.model.desk import Desk
from apprentice.model.slates import DocumentRef
from apprentice.panel import style
from apprentice.panel.panel import Panel
from apprentice.qt import QImage, Qt, QtCore, QtWidgets, QWidget
from apprentice.shown.show_panel import show_panel
from apprentice_shared import messages

LONG = "Incomprehensibilities/of/a/very/long/path/without/a/single/space/in/it/" * 4
NAMES = (
    *("status", "profile", "suggest", "cancel", "progress", "subject", "vary", "slate_back", "slate_forward"),
    *("palette_strip", "palette_pull", "taste", "message"),
)
SHAPES = {"landscape": (1600, 900), "portrait": (900, 1600), "square": (512, 512), "strip": (4000, 200)}


@pytest.fixture
def panel(qtbot: QtBot) -> Panel:
    """A panel on its own."""
    panel = Panel()
    qtbot.addWidget(panel)
    return panel


def _desk(shape: str = "landscape", engine: messages.EnginePart = SSD) -> Desk:
    """Return a desk with everything on it that takes room."""
    state = make_state()
    state.status_changed(LinkStatus(Phase.READY))
    state.receive(welcome(engine))
    desk = Desk(state)
    desk.set_document(DocumentRef("d", "D", *SHAPES[shape]))
    full_slate(state, desk.document, color="warm", style="painterly", mood="joyful", composition="dynamic")
    desk.rate(0, 5)
    state.say(LONG, is_problem=True)
    state.receive(messages.ProfilesReport("p", (messages.ProfilePart("default", LONG[:80], 12),)))
    values = tuple(messages.TasteValuePart(d, v, 0.3, 0.4) for d, values in state.attributes.items() for v in values)
    state.receive(messages.TasteReport("t", state.profiles[0], values, LONG, "bayes"))
    return desk


def _lay_out(panel: Panel, desk: Desk, width_px: int) -> None:
    picture = QImage(40, 30, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.darkCyan)
    panel.resize(width_px, 700)
    panel.show_all(show_panel(desk), lambda *_: picture)
    panel.show()
    for _ in range(4):
        QtWidgets.QApplication.processEvents()


def _visible(panel: Panel) -> list[QWidget]:
    return [widget for widget in panel.widget().findChildren(QWidget) if widget.isVisible()]


@pytest.mark.parametrize("width_px", [260, 300, 400])
@pytest.mark.parametrize("section", ["", "checks", "locks", "dial", "taste", "settings"])
def test_nothing_sticks_out(panel: Panel, width_px: int, section: str) -> None:
    """At every width, with every section open, no widget reaches over the panel's edge."""
    panel.sections.open(section)
    _lay_out(panel, _desk(), width_px)
    assert panel.width() == width_px
    room = panel.viewport().width()
    for widget in _visible(panel):
        left = widget.mapTo(panel.viewport(), QtCore.QPoint(0, 0)).x()
        assert left >= 0, widget.objectName()
        assert left + widget.width() <= room, (widget.objectName() or type(widget).__name__, widget.width())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("width_px", [260, 400])
def test_every_star_can_be_hit(panel: Panel, width_px: int, shape: str) -> None:
    """Twenty targets of at least 24 px, whatever the canvas' proportions, none over another."""
    _lay_out(panel, _desk(shape), width_px)
    stars = [w for w in _visible(panel) if "_star_" in w.objectName()]
    assert len(stars) == 20
    places = [QtCore.QRect(w.mapTo(panel.widget(), QtCore.QPoint(0, 0)), w.size()) for w in stars]
    assert min(min(place.width(), place.height()) for place in places) >= style.TARGET_PX
    assert not any(a.intersects(b) for i, a in enumerate(places) for b in places[:i])


@pytest.mark.parametrize("shape", ["landscape", "portrait", "square"])
def test_cards_have_the_canvas_proportions(panel: Panel, shape: str) -> None:
    """All cards have one size, and pictures have the proportions of the canvas."""
    _lay_out(panel, _desk(shape), 300)
    boxes = [card.image.size() for card in panel.grid.cards]
    assert len({(box.width(), box.height()) for box in boxes}) == 1
    wanted = SHAPES[shape][0] / SHAPES[shape][1]
    frame = panel.grid.cards[0].image.frame()
    assert frame.width() / frame.height() == pytest.approx(wanted, rel=0.02)


def test_asks_for_no_more_than_260_px(panel: Panel) -> None:
    """Krita is told that the panel is content with 260 px, even with the longest words in it."""
    _lay_out(panel, _desk(), 300)
    assert panel.minimumSizeHint().width() == 260
    assert panel.widget().minimumSizeHint().width() <= 260 - style.SCROLL_BAR_PX


def test_the_subject_is_hidden_where_the_engine_ignores_words(panel: Panel) -> None:
    """Studies read no words: there is no field for them."""
    desk = _desk()
    _lay_out(panel, desk, 300)
    assert panel.subject.isVisible()
    desk.state.receive(messages.EngineChanged(welcome().engine))
    _lay_out(panel, desk, 300)
    assert not panel.subject.isVisible()


def test_one_section_is_open_at_a_time(panel: Panel) -> None:
    """Opening one folds the other away, pressing its title again folds it too."""
    _lay_out(panel, _desk(), 300)
    chips = {key: panel.findChild(QWidget, f"apprentice_section_{key}") for key in ("locks", "dial", "taste")}
    chips["locks"].click()
    assert (panel.locks.isVisible(), panel.taste.isVisible()) == (True, False)
    chips["taste"].click()
    assert (panel.locks.isVisible(), panel.taste.isVisible()) == (False, True)
    assert panel.findChild(QWidget, "apprentice_taste").isVisible()
    chips["taste"].click()
    assert not panel.taste.isVisible()


def test_every_widget_of_the_design_has_its_name(panel: Panel) -> None:
    """Tests and screen readers find each widget by its object name."""
    _lay_out(panel, _desk(), 300)
    names = {widget.objectName() for widget in panel.findChildren(QWidget)}
    wanted = {f"apprentice_{name}" for name in NAMES}
    for index in range(4):
        parts = ["image", "name", *(f"star_{n}" for n in range(1, 6)), "insert", "more"]
        wanted |= {f"apprentice_card_{index}", *(f"apprentice_card_{index}_{part}" for part in parts)}
        actions = {action.objectName() for action in panel.grid.cards[index].actions.menu.actions()}
        parts = ["pick", "palette", "dismiss", "more_like"]
        assert {f"apprentice_card_{index}_{part}" for part in parts} <= actions
    wanted |= {f"apprentice_card_0_reason_{dimension}" for dimension in ("color", "mood", "style", "composition")}
    assert wanted - names == set()


def test_showing_the_same_again_repaints_nothing(panel: Panel) -> None:
    """Equal values leave the widgets alone."""
    desk = _desk()
    _lay_out(panel, desk, 300)
    paints = PaintCounter(*panel.grid.findChildren(QWidget))
    picture = panel.grid.cards[0].picture
    panel.show_all(show_panel(desk), lambda *_: picture)
    QtWidgets.QApplication.processEvents()
    assert paints.count == 0


def test_the_valley_fits_without_scrolling(panel: Panel) -> None:
    """At the width and height that it asks Krita for, everything but an open section is in view."""
    desk = Desk(make_state())
    desk.state.receive(welcome())
    desk.set_document(VALLEY)
    full_slate(desk.state)
    _lay_out(panel, desk, 300)
    assert panel.widget().minimumSizeHint().height() <= panel.sizeHint().height() + 40


def test_a_section_that_opens_below_the_edge_is_scrolled_to(panel: Panel) -> None:
    """The titles stay in view, so that another section can be opened."""
    _lay_out(panel, _desk(), 260)
    panel.resize(260, 300)
    panel.sections.open("taste")
    for _ in range(4):
        QtWidgets.QApplication.processEvents()
    titles = panel.sections.mapTo(panel.viewport(), QtCore.QPoint(0, 0)).y()
    assert 0 <= titles < 60
    scrolled = panel.verticalScrollBar().value()
    panel.sections.open("")
    QtWidgets.QApplication.processEvents()
    assert panel.verticalScrollBar().value() <= scrolled
