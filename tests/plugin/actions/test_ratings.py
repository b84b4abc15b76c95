"""Ratings by mouse and by key, and the taste that they are answered with."""

from __future__ import annotations

from panel_studio import Studio, backend
from qt_waiting import wait_until

from apprentice.link.keeper import Phase
from apprentice.model.slates import SlateStage
from apprentice.qt import QtWidgets


def test_a_click_on_a_star_is_recorded(served: Studio) -> None:
    """The rating reaches the store, its reason too, and Z takes both back."""
    served.suggest()
    served.card(0, "star_5").click()
    wait_until(lambda: served.ratings == 1)
    wait_until(lambda: served.card(0, "reason_color") is not None)
    served.card(0, "reason_color").click()
    served.panel.grid.cards[0].undo_asked.emit(0)
    wait_until(lambda: served.ratings == 0)
    assert served.slate.cards[0].stars == 0


def test_rating_by_key_steps_on(served: Studio) -> None:
    """After a digit the next card has the focus."""
    served.suggest()
    served.panel.grid.cards[0].setFocus()
    served.panel.grid.cards[0].rated.emit(0, 4, True)
    assert served.controller.desk.selected == 1


def test_the_keys_follow_the_current_card(served: Studio) -> None:
    """A card with the keys hands them on where another one becomes current: by stars, a slate, or a step back."""
    served.suggest()
    cards = served.panel.grid.cards
    served.panel.activateWindow()
    cards[2].setFocus()
    wait_until(cards[2].hasFocus)
    served.card(1, "star_4").click()
    wait_until(cards[1].hasFocus)
    served.suggest()
    wait_until(cards[0].hasFocus)
    assert served.controller.desk.selected == 0
    served.panel.slate.back.click()
    wait_until(lambda: served.panel.slate.count.text() == "1/2")
    wait_until(cards[1].hasFocus)
    assert served.controller.desk.selected == 1


def test_a_press_on_a_slate_that_is_gone_does_nothing(served: Studio) -> None:
    """A key that comes before the panel shows the slate in view rates nothing of it, and the panel is brought up."""
    first = served.suggest()
    second = served.suggest()
    served.panel.slate.back.click()
    served.panel.grid.cards[0].rated.emit(0, 5, True)
    assert [card.stars for slate in (first, second) for card in slate.cards] == [0] * 8
    wait_until(lambda: served.panel.slate.count.text() == "1/2")
    served.panel.grid.cards[0].rated.emit(0, 5, True)
    assert first.cards[0].stars == 5


def test_a_rating_given_while_the_backend_is_away_arrives_once(studio: Studio) -> None:
    """A rating waits in the outbox until the next backend of the folder records it."""
    with backend(studio):
        studio.suggest()
    wait_until(lambda: studio.app.state.status.phase is not Phase.READY)
    studio.card(0, "star_1").click()
    wait_until(lambda: list((studio.data / "outbox").glob("*.jsonl")))
    with backend(studio):
        wait_until(lambda: studio.ratings == 1)
        wait_until(lambda: not list((studio.data / "outbox").glob("*.jsonl")))
    assert studio.slate.cards[0].stars == 1


def test_shows_the_taste_while_its_section_is_open(served: Studio) -> None:
    """The taste is asked for when its section opens, and after every rating."""
    served.suggest()
    served.panel.pages.open("taste")
    wait_until(lambda: served.app.state.taste)
    before = next(iter(served.app.state.taste.values()))
    served.card(0, "star_5").click()
    wait_until(lambda: next(iter(served.app.state.taste.values())) is not before)


def test_what_a_rating_changed_is_noted_and_corrected(served: Studio) -> None:
    """A line comes with the acknowledgement; a press opens the taste at that value, the next slate takes it away."""
    served.rate_until_noted()
    assert served.panel.framed.noted.text().startswith("Noted: ")
    served.panel.framed.noted.click()
    wait_until(lambda: served.panel.pages.current == "taste")
    served.panel.ask.suggest.click()
    wait_until(lambda: not served.panel.framed.noted.isVisible())


def test_a_value_set_by_hand_rules_the_taste(served: Studio) -> None:
    """A value set is recorded and shown; a right click lets it be learned, Undo takes the setting back."""
    served.suggest()
    served.panel.pages.open("taste")
    wait_until(lambda: served.panel.taste.effects.effects)

    def warm() -> float:
        return next(effect.mean for effect in served.panel.taste.effects.effects if effect.value == "warm")

    served.panel.taste.effects.said.emit("color", "warm", 2.0)
    wait_until(lambda: warm() > 1.0)
    served.panel.taste.effects.said.emit("color", "warm", None)
    wait_until(lambda: warm() < 1.0)
    served.panel.taste.undo_asked.emit()
    wait_until(lambda: warm() > 1.0)
    served.panel.taste.undo_asked.emit()
    wait_until(lambda: warm() < 1.0)
    assert not served.panel.taste.shown.can_undo


def test_a_slate_without_the_taste_is_a_press_away(served: Studio) -> None:
    """It is made on the same canvas, and going back and forth from then on asks for nothing."""
    slate = served.suggest()
    served.panel.pages.open("taste")
    wait_until(lambda: served.app.state.taste)
    switch = served.panel.findChild(QtWidgets.QAbstractButton, "apprentice_taste_without")
    wait_until(switch.isEnabled)
    switch.click()
    wait_until(lambda: served.slate is not slate and served.slate.stage is SlateStage.DONE)
    without = served.slate
    assert (without.canvas, without.with_taste) == (slate.canvas, False)
    wait_until(switch.isChecked)
    for shown in (slate, without):
        switch.click()
        wait_until(lambda wanted=shown: served.slate is wanted)
        assert served.controller.desk.rendering is None
