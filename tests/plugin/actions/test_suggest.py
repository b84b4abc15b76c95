"""Suggest, from the press to four cards, cancelled, failed or done; slates gone through."""

from __future__ import annotations

from threading import Event

import pytest
from panel_studio import SLOW, VALLEY, Studio, backend
from qt_waiting import wait_until

from apprentice.actions import suggest
from apprentice.link.keeper import LinkStatus, Phase
from apprentice.panel.locks.proof_chip import ProofChip
from apprentice.panel.palettes.palette_strip import SwatchButton
from apprentice.pictures.convert import Mosaic, to_frame
from apprentice.qt import QImage, QtWidgets
from apprentice_backend.studio.engine_pool import EngineKey
from apprentice_shared import messages
from apprentice_shared.images import ImageFrame


def test_suggest_fills_four_cards(served: Studio) -> None:
    """One press brings four pictures with palettes; the document is not changed."""
    slate = served.suggest()
    assert len({card.image for card in slate.cards}) == 4
    wait_until(lambda: served.panel.ask.stack.currentWidget() is served.panel.ask.suggest)
    assert served.panel.findChild(SwatchButton, "apprentice_swatch_0") is not None
    assert served.documents.inserted == []


def test_suggest_by_key_gives_the_cards_the_keys_and_says_so(served: Studio) -> None:
    """A slate is asked for, the first card has the focus, and the line tells how to give it back."""
    served.panel.activateWindow()
    served.controller.suggest_by_key()
    assert served.controller.desk.rendering is not None
    wait_until(served.panel.grid.cards[0].hasFocus)
    assert "canvas" in served.app.state.lines.at(VALLEY.id).text
    wait_until(lambda: served.controller.desk.rendering is None)
    assert served.controller.desk.selected == 0
    assert served.panel.grid.cards[0].hasFocus()


def test_results_take_no_focus(served: Studio) -> None:
    """Whoever has the keyboard keeps it while suggestions arrive."""
    field = QtWidgets.QLineEdit()
    field.show()
    field.activateWindow()
    field.setFocus()
    wait_until(field.hasFocus)
    served.suggest()
    assert field.hasFocus()
    field.close()


def test_a_blank_canvas_is_not_sent(served: Studio, suggests_sent: list[messages.Suggest]) -> None:
    """A white page is sent as an empty canvas."""
    served.documents.is_blank = True
    served.suggest()
    (request,) = suggests_sent
    assert (request.canvas, request.width_px, request.height_px) == ("", 256, 192)


def test_cancel_stops_and_drops_what_comes_late(studio: Studio) -> None:
    """Suggest is there again at once, and nothing of the cancelled slate appears."""
    arrived: list[messages.Message] = []
    studio.app.connection.message_arrived.connect(arrived.append)
    with backend(studio, SLOW):
        studio.panel.ask.suggest.click()
        wait_until(lambda: studio.panel.ask.progress.value() > 0)
        studio.panel.ask.cancel.click()
        assert studio.controller.desk.rendering is None
        assert studio.controller.desk.slate is None
        wait_until(lambda: any(isinstance(message, messages.RequestCancelled) for message in arrived))
        assert studio.controller.desk.slate is None


def test_a_slate_cancelled_while_its_canvas_is_read_is_never_asked_for(
    studio: Studio, suggests_sent: list[messages.Suggest]
) -> None:
    """Neither the request nor its canvas leaves the plugin, and the next slate is made."""
    with backend(studio):
        wait_until(lambda: studio.app.state.status.phase is Phase.READY)
        studio.panel.ask.suggest.click()
        studio.panel.ask.cancel.click()
        studio.suggest()
    assert len(suggests_sent) == 1


def test_a_slate_cancelled_while_its_canvas_is_hashed_is_never_asked_for(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, suggests_sent: list[messages.Suggest]
) -> None:
    """The job on the worker comes to its end, and nothing follows."""
    began, go_on = Event(), Event()

    def hash_slowly(image: QImage, request_id: str) -> ImageFrame:
        began.set()
        go_on.wait(20)
        return to_frame(image, request_id)

    monkeypatch.setattr(suggest, "to_frame", hash_slowly)
    with backend(studio):
        wait_until(lambda: studio.app.state.status.phase is Phase.READY)
        studio.panel.ask.suggest.click()
        wait_until(began.is_set)
        studio.panel.ask.cancel.click()
        go_on.set()
        studio.suggest()
    assert len(suggests_sent) == 1


def test_a_slate_stopped_by_a_failed_backend_is_not_asked_for(
    studio: Studio, suggests_sent: list[messages.Suggest]
) -> None:
    """The canvas that was being read is not sent to the next backend either."""
    with backend(studio):
        wait_until(lambda: studio.app.state.status.phase is Phase.READY)
        studio.panel.ask.suggest.click()
        studio.app.connection.status_changed.emit(LinkStatus(Phase.FAILED, "It does not run."))
        studio.app.connection.status_changed.emit(LinkStatus(Phase.READY))
        studio.suggest()
    assert len(suggests_sent) == 1


def test_an_error_while_the_canvas_is_hashed_is_told(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says so, the slate goes, and Suggest is there again."""
    with backend(studio):
        wait_until(lambda: studio.app.state.status.phase is Phase.READY)
        with monkeypatch.context() as broken:
            broken.setattr(suggest, "is_blank", lambda _: {}["none"])
            studio.panel.ask.suggest.click()
            wait_until(lambda: studio.line.startswith("Something went wrong inside Apprentice"))
        assert studio.controller.desk.rendering is None
        studio.suggest()


def test_a_tile_that_cannot_be_scaled_is_told(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading ends with a sentence instead of sending a canvas with a hole."""
    with backend(studio), monkeypatch.context() as broken:
        # Connecting clears the line: the error must come after.
        wait_until(lambda: studio.app.state.status.phase is Phase.READY)
        broken.setattr(Mosaic, "add", lambda *_: {}["none"])
        studio.panel.ask.suggest.click()
        wait_until(lambda: studio.line.startswith("Something went wrong inside Apprentice"))
        assert studio.controller.desk.rendering is None


def test_a_palette_rules_the_next_suggestions_until_it_is_taken_off(
    served: Studio, suggests_sent: list[messages.Suggest]
) -> None:
    """The strip's colours go with the next requests; the line's ✕ ends that."""
    slate = served.suggest()
    assert slate.cards[0].suggestion is not None
    colors = tuple(swatch.hex for swatch in slate.cards[0].suggestion.palette)
    served.panel.palette_strip.rule.click()
    wait_until(served.panel.rule.isVisible)
    served.suggest()
    served.panel.rule.clear.click()
    wait_until(lambda: not served.panel.rule.isVisible())
    served.suggest()
    assert [request.palette for request in suggests_sent] == [(), colors, ()]


def test_goes_back_a_slate_and_forward_again(served: Studio) -> None:
    """Earlier slates keep their pictures and stars."""
    first = served.suggest()
    served.card(0, "star_4").click()
    second = served.suggest()
    served.panel.slate.back.click()
    assert served.slate is first
    wait_until(lambda: served.panel.slate.count.text() == "1/2")
    assert served.panel.findChild(QtWidgets.QAbstractButton, "apprentice_card_0_star_4").is_lit
    served.panel.slate.forward.click()
    assert served.slate is second


def test_a_pinned_slate_stays_in_view(served: Studio) -> None:
    """New suggestions wait behind a pinned slate."""
    first = served.suggest()
    served.panel.slate.pin.click()
    served.panel.ask.suggest.click()
    wait_until(lambda: served.controller.desk.rendering is not None or len(served.controller.desk.book.slates) == 2)
    wait_until(lambda: served.controller.desk.rendering is None)
    assert served.slate is first
    assert served.controller.desk.can_step(1)


def test_an_intent_is_asked_for_once(studio: Studio) -> None:
    """One press asks for takes of it, and the line above the cards says so; the next Suggest is without."""
    with backend(studio, engine=EngineKey("studies")):
        wait_until(lambda: studio.panel.findChild(ProofChip, "apprentice_intent_dusk") is not None)
        studio.panel.ask.more.click()
        chip = studio.panel.findChild(ProofChip, "apprentice_intent_dusk")
        wait_until(lambda: chip.picture is not None)
        assert not studio.panel.findChild(ProofChip, "apprentice_intent_simpler").isVisible()
        studio.panel.intents.more.click()
        assert studio.panel.findChild(ProofChip, "apprentice_intent_simpler").isVisible()
        chip.click()
        wait_until(lambda: studio.slate.asked is not None and all(card.suggestion for card in studio.slate.cards))
        assert studio.slate.asked.intent == "dusk"
        assert not studio.panel.is_unfolded
        assert "Dusk" in studio.panel.findChild(QtWidgets.QAbstractButton, "apprentice_asked").text()
        assert studio.panel.grid.cards[0].shown.name == "As asked"
        wait_until(lambda: studio.controller.desk.rendering is None)
        before = studio.slate
        studio.panel.ask.suggest.click()
        wait_until(lambda: studio.slate is not before and studio.slate.asked is not None)
        assert studio.slate.asked.intent == ""
