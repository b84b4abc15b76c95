"""Sentences of the panel belong to the card and the moment that they are about, and go with them."""

from __future__ import annotations

from panel_studio import Studio
from qt_waiting import wait_until

from apprentice.actions import keys_told
from apprentice.qt import QtWidgets


def _asks_about(studio: Studio) -> int | None:
    """Return the number of the card that the slot asks about; None while it asks nothing."""
    asked = studio.app.state.feedback.asks_why
    return asked.index if asked is not None else None


def _told(studio: Studio) -> bool:
    studio.controller.refresh()
    return studio.line.startswith("Keys 1–5 rate now")


def test_a_reason_leaves_the_frame_and_the_keys_where_they_are(served: Studio) -> None:
    """After a digit and a chip, the next digit rates the next card: the rating that the chip is about stays."""
    served.suggest()
    served.panel.grid.cards[2].rated.emit(2, 1, True)
    assert served.controller.desk.selected == 3
    served.panel.slot.reasons.given.emit(2, "color")
    assert served.controller.desk.selected == 3
    assert served.slate.cards[2].reasons == {"color": -1}
    assert [card.index for card in served.panel.grid.cards if card.shown.is_selected] == [3]


def test_the_question_ends_when_the_artist_turns_to_another_card(served: Studio) -> None:
    """A press on another card ends it, even on the one that a digit has framed; a digit alone keeps it."""
    served.suggest()
    cards = served.panel.grid.cards
    served.card(1, "star_5").click()
    assert _asks_about(served) == 1
    cards[1].image.pressed.emit()
    assert _asks_about(served) == 1
    cards[2].image.pressed.emit()
    assert _asks_about(served) is None
    cards[2].rated.emit(2, 5, True)
    assert (_asks_about(served), served.controller.desk.selected) == (2, 3)
    cards[3].image.pressed.emit()
    assert _asks_about(served) is None


def test_a_low_panel_asks_on_when_a_digit_frames_the_next_card(served: Studio) -> None:
    """Where one card alone is shown, the next one comes into view, and the question is still about the last one."""
    served.panel.resize(300, 220)
    served.suggest()
    served.panel.grid.cards[0].rated.emit(0, 5, True)
    assert (_asks_about(served), served.controller.desk.selected) == (0, 1)


def test_what_was_noted_leaves_the_name_of_the_framed_card(served: Studio) -> None:
    """The line beside Insert names the card that Insert is about, whatever it says of the taste below."""
    served.rate_until_noted()
    served.panel.grid.cards[1].image.pressed.emit()
    served.controller.refresh()
    assert served.panel.framed.noted.name == served.panel.grid.cards[1].shown.name != ""


def test_the_sentence_on_keys_ends_when_the_canvas_takes_them(served: Studio) -> None:
    """It stands while a card has the keys, whichever, and goes when none has."""
    served.panel.activateWindow()
    served.suggest()
    served.controller.suggest_by_key()
    cards = served.panel.grid.cards
    wait_until(lambda: any(card.hasFocus() for card in cards))
    assert _told(served)
    cards[1].setFocus()
    QtWidgets.QApplication.processEvents()
    assert _told(served)
    canvas = QtWidgets.QLineEdit(served.panel)
    canvas.show()
    canvas.setFocus()
    wait_until(lambda: not _told(served))


def test_the_sentence_on_keys_ends_with_escape_a_rating_or_after_a_while(served: Studio) -> None:
    """Each of them is enough."""
    served.suggest()
    served.controller.suggest_by_key()
    assert _told(served)
    served.panel.grid.cards[0].left.emit(0)
    assert not _told(served)
    served.suggest()
    served.controller.keys_told.tell(served.controller.desk.document_id)
    assert _told(served)
    served.panel.grid.cards[0].rated.emit(0, 3, True)
    assert not _told(served)
    served.controller.keys_told.tell(served.controller.desk.document_id)
    assert served.controller.keys_told.ends.interval() == keys_told.TOLD_MS
    served.controller.keys_told.ends.timeout.emit()
    assert not _told(served)


def test_what_was_said_goes_with_the_next_deed_and_with_its_painting(served: Studio) -> None:
    """A pick ends the sentence on the dismissal before; a closed painting takes what was said of it along."""
    served.suggest()
    card = served.panel.grid.cards[0]
    card.dismissed.emit(0)
    card.undo_asked.emit(0)
    served.controller.refresh()
    assert served.line == "The last dismissal is taken back."
    card.picked.emit(0)
    served.controller.refresh()
    assert served.line == ""
    active = served.documents.active
    assert active is not None
    served.app.say("Inserted.", active.id)
    served.controller.refresh()
    assert served.line == "Inserted."
    served.documents.close(active)
    served.app.documents_changed.emit()
    served.controller.refresh()
    assert "Inserted" not in served.line


def test_a_rating_asks_why_after_a_problem_was_told(served: Studio) -> None:
    """The problem is read by then: the question takes its place."""
    served.suggest()
    served.app.warn("It is closed.", served.controller.desk.document_id)
    served.card(0, "star_5").click()
    served.controller.refresh()
    assert served.panel.slot.reasons.isVisible()


def test_an_unfolded_text_goes_with_its_subject(served: Studio) -> None:
    """It lies over the cards while the slot shows the same text, and no longer."""
    served.suggest()
    served.controller.refresh()
    served.panel.slot.why.pressed.emit()
    assert served.panel.unfolded.isVisible()
    served.controller.refresh()
    assert served.panel.unfolded.isVisible()
    served.panel.grid.cards[2].image.pressed.emit()
    served.controller.refresh()
    assert not served.panel.unfolded.isVisible()
