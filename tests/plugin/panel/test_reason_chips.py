"""The chips that ask why a card was rated so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.chip import Chip
from apprentice.panel.slot.reason_chips import ReasonChips
from apprentice.shown.values import ReasonShown

COLOUR, LIGHT = ReasonShown("color", "Colour", 1, False), ReasonShown("mood", "Light", 1, False)


@pytest.fixture
def reasons(qtbot: QtBot) -> ReasonChips:
    """A visible row."""
    made = ReasonChips()
    qtbot.addWidget(made)
    made.resize(252, 28)
    made.show()
    return made


def _visible(reasons: ReasonChips) -> list[str]:
    chips = [chip for chip in reasons.findChildren(Chip) if chip.isVisible()]
    return [chip.text() for chip in sorted(chips, key=lambda chip: chip.x())]


def test_chips_are_used_again(reasons: ReasonChips) -> None:
    """A card that is rated again, in another slate, too, needs no new widgets."""
    reasons.show_reasons(0, 5, (COLOUR, LIGHT))
    made = set(reasons.findChildren(Chip))
    reasons.show_reasons(1, 4, (LIGHT,))
    assert _visible(reasons) == ["+ Light"]
    reasons.show_reasons(0, 1, (replace(COLOUR, direction=-1), replace(LIGHT, direction=-1, given=True)))
    reasons.layout().activate()
    assert _visible(reasons) == ["− Colour", "− Light"]
    assert len(set(reasons.findChildren(Chip)) - made) == 1
    assert [chip.isChecked() for chip in made if chip.text() == "− Light"] == [True]


def test_chips_stand_in_the_order_of_the_panel(reasons: ReasonChips) -> None:
    """Also where the first of them was made last."""
    reasons.show_reasons(0, 5, (LIGHT,))
    reasons.show_reasons(0, 5, (COLOUR, LIGHT))
    reasons.layout().activate()
    assert _visible(reasons) == ["+ Colour", "+ Light"]


def test_a_chip_tells_of_its_own_card(reasons: ReasonChips) -> None:
    """Those of other cards are hidden and say nothing."""
    given: list[tuple[int, str]] = []
    reasons.given.connect(lambda card, dimension: given.append((card, dimension)))
    reasons.show_reasons(0, 5, (COLOUR,))
    reasons.show_reasons(2, 2, (COLOUR, LIGHT))
    for chip in reasons.findChildren(Chip):
        if chip.isVisible():
            chip.click()
    assert sorted(given) == [(2, "color"), (2, "mood")]
