"""The choice of the engine: there where there is one to make, and true to what is in use."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.settings.engine_box import EngineBox
from apprentice.qt import QtWidgets
from apprentice.shown.values import EngineShown

STUDIES = EngineShown("studies", "Studies", "Repaints a copy of your painting.", in_use=True)
MODEL = EngineShown("ssd-1b", "AI image model", "Paints anew.", in_use=False)


@pytest.fixture
def box(qtbot: QtBot) -> EngineBox:
    """The choice between two engines."""
    made = EngineBox()
    qtbot.addWidget(made)
    made.show_engines((STUDIES, MODEL))
    return made


def about(box: EngineBox) -> str:
    """Return what is said of the engine in use."""
    return str(box.findChild(QtWidgets.QLabel, "apprentice_engine_about").text())


def test_what_is_in_use_is_chosen_and_told(box: EngineBox) -> None:
    """The title is in the box, the sentence below it."""
    assert box.isVisibleTo(box.parentWidget())
    assert (box.box.objectName(), box.box.currentText(), about(box)) == ("apprentice_engine", "Studies", STUDIES.about)


def test_another_one_is_asked_for_and_shown_once_it_is_in_use(box: EngineBox) -> None:
    """A choice that the backend cannot take is never shown as taken."""
    asked: list[str] = []
    box.chosen.connect(asked.append)
    box.box.setCurrentIndex(1)
    box.box.activated.emit(1)
    assert (asked, box.box.currentText()) == (["ssd-1b"], "Studies")
    box.show_engines((replace(STUDIES, in_use=False), replace(MODEL, in_use=True)))
    assert (box.box.currentText(), about(box)) == ("AI image model", MODEL.about)


def test_the_one_in_use_is_not_asked_for_again(box: EngineBox) -> None:
    """A press on what is chosen already says nothing."""
    asked: list[str] = []
    box.chosen.connect(asked.append)
    box.box.activated.emit(0)
    assert asked == []


def test_no_choice_is_no_widget(box: EngineBox) -> None:
    """With one engine there is nothing to choose."""
    box.show_engines(())
    assert not box.isVisibleTo(box.parentWidget())
