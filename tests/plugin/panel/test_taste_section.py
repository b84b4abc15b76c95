"""The taste section: why, by hand, what else counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.taste_section import TasteSection
from apprentice.qt import QtWidgets
from apprentice.shown.values import CompareShown, EffectShown, SignalShown, TasteShown

WARM = EffectShown("color", "warm", "Warm", 0.5, 0.3, False, "Warm: suggested, because of 6 ratings.")
SURREAL = EffectShown("style", "surreal", "Dreamlike", -1.0, 0.1, True, "Dreamlike: avoided, because you set it.")
SIGNALS = (
    SignalShown("inserted", "Inserting", True, "counts"),
    SignalShown("palette_pulled", "Keeping a palette", False, "does not"),
)
SHOWN = TasteShown("You like: Warm.", (WARM, SURREAL), SIGNALS, "About 9 different ideas.", can_undo=True)


@pytest.fixture
def taste(qtbot: QtBot) -> TasteSection:
    """The section with something in it."""
    taste = TasteSection()
    qtbot.addWidget(taste)
    taste.resize(252, 400)
    taste.show_taste(SHOWN)
    taste.show()
    return taste


def words(taste: TasteSection, name: str) -> str:
    """Return what a label says."""
    return str(taste.findChild(QtWidgets.QLabel, f"apprentice_taste_{name}").text())


def button(taste: TasteSection, name: str) -> QtWidgets.QAbstractButton:
    """Return a chip."""
    return taste.findChild(QtWidgets.QAbstractButton, f"apprentice_{name}")


def test_says_why_of_the_value_that_is_asked_about(taste: TasteSection) -> None:
    """Before a value is chosen, the line says how to choose one."""
    assert "why" in words(taste, "why")
    taste.effects.chosen.emit("style", "surreal")
    assert words(taste, "why") == SURREAL.why


def test_only_a_value_set_by_hand_can_be_learned_again(taste: TasteSection) -> None:
    """The button is there for a value set by hand alone, and one press is enough."""
    said: list[tuple[object, ...]] = []
    taste.said.connect(lambda *values: said.append(values))
    taste.effects.chosen.emit("color", "warm")
    assert not button(taste, "taste_again").isVisible()
    taste.effects.chosen.emit("style", "surreal")
    button(taste, "taste_again").click()
    assert said == [("style", "surreal", None)]


def test_a_signal_is_switched(taste: TasteSection) -> None:
    """A press switches a signal off if it counts, else on."""
    heard: list[tuple[str, bool]] = []
    taste.switched.connect(lambda kind, on: heard.append((kind, on)))
    button(taste, "signal_inserted").click()
    button(taste, "signal_palette_pulled").click()
    assert heard == [("inserted", False), ("palette_pulled", True)]


def test_undo_is_there_while_there_is_something_to_undo(taste: TasteSection) -> None:
    """The button asks to undo, and is hidden without anything to undo."""
    asked: list[None] = []
    taste.undo_asked.connect(lambda: asked.append(None))
    button(taste, "taste_undo").click()
    assert asked == [None]
    taste.show_taste(TasteShown("Nothing."))
    assert not button(taste, "taste_undo").isVisible()
    assert not taste.findChild(QtWidgets.QLabel, "apprentice_taste_counts").isVisible()


def test_nothing_in_it_asks_for_width(taste: TasteSection) -> None:
    """The section stays narrow, however long its words are."""
    long = "Incomprehensibilities" * 20
    effect = EffectShown("color", "warm", long, 0.5, 0.3, True, long)
    signals = tuple(SignalShown(kind, long, True, long) for kind in ("inserted", "palette_pulled"))
    taste.show_taste(TasteShown(long, (effect,), signals, long, can_undo=True))
    taste.effects.chosen.emit("color", "warm")
    assert taste.minimumSizeHint().width() <= 252


def test_the_switch_follows_the_slate_in_view(taste: TasteSection) -> None:
    """A press asks; the switch is on once the slate without the taste is shown, and not before."""
    asked: list[bool] = []
    taste.compare_asked.connect(lambda: asked.append(True))
    without = button(taste, "taste_without")
    assert not without.isEnabled()
    taste.show_taste(replace(SHOWN, compare=CompareShown(can_switch=True, text="as a newcomer")))
    without.click()
    assert (asked, without.isChecked(), without.toolTip()) == ([True], False, "as a newcomer")
    taste.show_taste(replace(SHOWN, compare=CompareShown(can_switch=True, is_without=True)))
    assert without.isChecked()


def test_a_value_to_correct_is_told_of(taste: TasteSection) -> None:
    """Who presses what was noted reads why, and can set it."""
    taste.choose("style", "surreal")
    assert words(taste, "why") == SURREAL.why
