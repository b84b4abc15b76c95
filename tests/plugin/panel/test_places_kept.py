"""What comes late or is opened again moves nothing that is about to be pressed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from slates_made import HARBOUR, make_state

from apprentice.model.desk import Desk
from apprentice.panel.panel import Panel
from apprentice.qt import QtCore, QtWidgets
from apprentice.shown.panel_values import PanelShown
from apprentice.shown.show_panel import show_panel
from apprentice.shown.slot_values import OfferShown, SlotKind, SlotShown
from apprentice.shown.values import EngineShown, PackShown


@pytest.fixture
def panel(qtbot: QtBot) -> Panel:
    """A narrow panel."""
    panel = Panel()
    qtbot.addWidget(panel)
    panel.resize(260, 465)
    panel.show()
    return panel


def shown(desk: Desk) -> PanelShown:
    """Return the values of a panel with packs."""
    packs = (PackShown("media", "Painting media", False), PackShown("light", "Cinematic light", False))
    return replace(show_panel(desk), packs=packs)


def show(panel: Panel, values: PanelShown) -> None:
    """Show values, and let the layouts follow."""
    panel.show_all(values, lambda *_: None)
    for _ in range(4):
        QtWidgets.QApplication.processEvents()


def test_what_can_be_asked_for_opens_at_its_top(panel: Panel) -> None:
    """However far down it was left."""
    desk = Desk(make_state())
    desk.set_document(HARBOUR)
    panel.resize(260, 300)
    show(panel, shown(desk))
    panel.ask.more.click()
    show(panel, shown(desk))
    bar = panel.fold.findChild(QtWidgets.QScrollArea).verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    panel.ask.more.click()
    panel.ask.more.click()
    assert (panel.fold.isVisible(), bar.value()) == (True, 0)


def test_engines_that_come_late_push_nothing_away(panel: Panel) -> None:
    """The packs stay under the pointer when the choice of engines arrives."""
    desk = Desk(make_state())
    panel.pages.open("settings")
    show(panel, shown(desk))
    boxes = panel.settings.packs.findChildren(QtWidgets.QAbstractButton)
    before = [box.mapTo(panel.settings, QtCore.QPoint(0, 0)) for box in boxes]
    two = (EngineShown("studies", "Studies", "", True), EngineShown("ssd-1b", "AI image model", "", False))
    show(panel, replace(shown(desk), engines=two))
    assert panel.settings.engines.isVisible() and len(boxes) >= 2
    assert [box.mapTo(panel.settings, QtCore.QPoint(0, 0)) for box in boxes] == before


def test_the_profile_has_its_name_before_a_backend_tells_it(panel: Panel) -> None:
    """It is the name that the backend gives to the first profile."""
    show(panel, shown(Desk(make_state())))
    assert panel.header.profile.currentText() == "My taste"


def test_the_line_below_suggest_names_all_that_is_asked_for(panel: Panel) -> None:
    """Two locks and a ban beside what may change are told in the narrowest panel."""
    desk = Desk(make_state())
    desk.set_document(HARBOUR)
    for dimension, value, presses in (("color", "warm", 1), ("style", "abstract", 1), ("color", "cool", 2)):
        for _ in range(presses):
            desk.cycle_rule(dimension, value)
    show(panel, shown(desk))
    text = panel.findChild(QtWidgets.QAbstractButton, "apprentice_asked")
    assert text.text().endswith("no cool")
    assert " ".join(text.lines()) == text.text()


def test_a_question_that_is_cut_short_is_unfolded_at_once(panel: Panel) -> None:
    """What would be lost for good is read before the press, and once: put away, it stays so."""
    offer = OfferShown("Forget all of the last hour: " + "what you said, the suggestions made, " * 3, "Forget", True)
    panel.slot.show_slot(SlotShown(SlotKind.OFFER, offer=offer))
    assert panel.slot.offer.text.is_cut
    assert (panel.unfolded.isVisible(), panel.unfolded.text()) == (True, offer.text)
    panel.unfolded.setVisible(False)
    panel.slot.show_slot(SlotShown(SlotKind.OFFER, offer=offer, explanation="Warm."))
    assert not panel.unfolded.isVisible()


def test_an_offer_that_is_cut_short_unfolds(panel: Panel) -> None:
    """A question before something is lost for good can be read whole."""
    desk = Desk(make_state())
    long = OfferShown("Forget all since the fourth of September 2026, with all that was learned of it since", "Forget")
    values = shown(desk)
    show(panel, replace(values, slot=replace(values.slot, kind=SlotKind.OFFER, offer=long)))
    assert panel.slot.offer.text.is_cut
    panel.slot.offer.text.pressed.emit()
    assert (panel.unfolded.isVisible(), panel.unfolded.text()) == (True, long.text)
    panel.slot.offer.text.pressed.emit()
    assert not panel.unfolded.isVisible()
