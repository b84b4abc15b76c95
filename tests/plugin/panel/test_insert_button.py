"""Insert for the framed card: a press is a picture, the arrow has the other forms."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.insert_button import InsertButton
from apprentice.panel.insert_forms import FORMS
from apprentice.shown.values import CardShown

CARD = CardShown(aspect=4 / 3, image="x", is_here=True, in_layers=True)


@pytest.fixture
def button(qtbot: QtBot) -> InsertButton:
    """The button, and a list `asked` of the forms that it asks for."""
    button = InsertButton()
    qtbot.addWidget(button)
    button.asked = []
    button.insert_asked.connect(button.asked.append)
    return button


def test_a_press_is_a_picture_after_any_other_form(button: InsertButton) -> None:
    """The form that was chosen last does not stick."""
    button.show_card(CARD)
    for form in FORMS:
        button.forms[form].trigger()
        button.click()
    assert button.asked == ["picture", "picture", "colours", "picture", "light", "picture", "layers", "picture"]


def test_what_cannot_be_done_says_why(button: InsertButton) -> None:
    """The reason stands in the menu; the whole picture can be inserted all the same."""
    button.show_card(
        CardShown(aspect=1.0, image="x", is_here=True, parts_problem="Framing moved: only the whole fits.")
    )
    assert {form: entry.isEnabled() for form, entry in button.forms.items()} == {
        "picture": True,
        "colours": False,
        "light": False,
        "layers": False,
    }
    assert button.forms["light"].text() == "Light only (Framing moved)"
    assert button.forms["layers"].text() == "In layers (it was made in one piece)"
    assert button.forms["picture"].text() == "Picture"


@pytest.mark.parametrize("card", [None, CardShown(aspect=1.0)], ids=["no card", "a card that is being made"])
def test_there_is_nothing_to_insert_yet(button: InsertButton, card: CardShown | None) -> None:
    """The button waits for a picture."""
    button.show_card(CARD)
    button.show_card(card)
    assert not button.isEnabled()
