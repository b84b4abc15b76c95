"""One panel from the artist's hand to the real server and back, without Krita."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from panel_studio import SLOW, VALLEY, Studio, backend
from qt_waiting import wait_until
from slates_made import HARBOUR

from apprentice.actions import suggest
from apprentice.actions.inserts.undo_watch import UndoWatch
from apprentice.link.keeper import LinkStatus, Phase
from apprentice.model.slates import DocumentRef, SlateStage
from apprentice.panel.palettes.palette_strip import SwatchButton
from apprentice.pictures.convert import Mosaic, raw_bytes, to_frame
from apprentice.pictures.tiles import Rect
from apprentice.qt import QImage, QtWidgets
from apprentice_backend import engines
from apprentice_shared import messages
from apprentice_shared.images import ImageFrame


@pytest.fixture
def studio(qapp: object, tmp_path: Path) -> Iterator[Studio]:
    """A panel without a backend."""
    studio = Studio(tmp_path)
    yield studio
    studio.close()


@pytest.fixture
def served(studio: Studio) -> Iterator[Studio]:
    """A panel with a quick backend."""
    with backend(studio):
        yield studio


def _ratings(running: Studio) -> int:
    return sum(profile.ratings for profile in running.app.state.profiles)


def test_suggest_fills_four_cards(served: Studio) -> None:
    """One press brings four pictures with palettes; the document is not changed."""
    slate = served.suggest()
    assert len({card.image for card in slate.cards}) == 4
    wait_until(lambda: served.panel.ask.stack.currentWidget() is served.panel.ask.suggest)
    assert served.panel.findChild(SwatchButton, "apprentice_swatch_0") is not None
    assert served.documents.inserted == []


def test_modules_are_left_out_of_garbage_collections(served: Studio) -> None:
    """Once connected, loaded modules are not collected again: that would hold Krita up for a frame."""
    try:
        wait_until(lambda: served.app.state.status.phase is Phase.READY)
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()


def test_a_click_on_a_star_is_recorded(served: Studio) -> None:
    """The rating reaches the store, its reason too, and Z takes both back."""
    served.suggest()
    served.card(0, "star_5").click()
    wait_until(lambda: _ratings(served) == 1)
    wait_until(lambda: served.card(0, "reason_color") is not None)
    served.card(0, "reason_color").click()
    served.panel.grid.cards[0].undo_asked.emit(0)
    wait_until(lambda: _ratings(served) == 0)
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


def test_inserts_the_picture_where_it_was_asked(served: Studio) -> None:
    """The layer is as large as the canvas, blue first, and the backend hears of it."""
    slate = served.suggest()
    served.card(1, "insert").click()
    wait_until(lambda: served.documents.inserted)
    ((document, insertion),) = served.documents.inserted
    assert document.id == VALLEY.id
    assert insertion.place == Rect(0, 0, 256, 192)
    full = served.app.gallery.full(slate.cards[1].image)
    assert full is not None
    assert insertion.layers[0].pixels[2::4] == raw_bytes(full)[0::4]
    assert insertion.group.startswith("Apprentice · ")


def test_inserts_within_the_selection(served: Studio) -> None:
    """Only the selected part is sent, and only there a layer is filled."""
    frame = Rect(100, 50, 120, 100)
    served.documents.selection = (frame, bytes(100 * 120 - 1) + b"\xff")
    served.suggest()
    served.card(0, "insert").click()
    wait_until(lambda: served.documents.inserted)
    insertion = served.documents.inserted[0][1]
    assert insertion.place == frame
    assert insertion.layers[0].pixels[3::4].strip(b"\0") == b"\xff"


@pytest.mark.parametrize("form", ["colours", "light"])
def test_inserts_colours_or_light_by_blending(served: Studio, form: str) -> None:
    """Each form has its blending mode; the artist's own pixels stay below."""
    served.panel.vary.pressed.emit("color")
    served.suggest()
    served.panel.grid.cards[0].actions.forms[form].trigger()
    wait_until(lambda: served.documents.inserted)
    assert served.documents.inserted[0][1].blending == {"colours": "color", "light": "luminize"}[form]


def test_insert_refuses_with_a_line_when_its_place_is_gone(served: Studio) -> None:
    """After the painting was closed its cards can be rated; an insertion is refused in one line."""
    served.suggest()
    served.documents.close(VALLEY)
    served.app.documents_changed.emit()
    served.card(2, "star_2").click()
    wait_until(lambda: _ratings(served) == 1)
    served.card(2, "insert").click()
    wait_until(lambda: "closed" in served.line)
    assert served.documents.inserted == []


def test_a_canvas_of_another_size_takes_the_picture_whole(served: Studio) -> None:
    """After the artist has scaled the painting, a picture of the whole still covers the whole."""
    served.suggest()
    served.documents.open_documents[0] = DocumentRef(VALLEY.id, "Valley", 64, 48, VALLEY.path)
    served.card(0, "insert").click()
    wait_until(lambda: served.documents.inserted)
    assert served.documents.inserted[0][1].place == Rect(0, 0, 64, 48)


def test_a_selection_is_scaled_with_its_painting(served: Studio) -> None:
    """The layer lies where the part is now, cut to the selection."""
    served.documents.selection = (Rect(100, 50, 120, 100), b"\x00" * 6000 + b"\xff" * 6000)
    served.suggest()
    _resize_valley(served, 64, 24)
    served.card(0, "insert").click()
    wait_until(lambda: served.documents.inserted)
    insertion = served.documents.inserted[0][1]
    assert insertion.place == Rect(25, 6, 30, 12)
    assert insertion.layers[0].pixels[3::4] == b"\x00" * 180 + b"\xff" * 180


@pytest.mark.parametrize("size", [(256, 192), (192, 256), (100, 90)], ids=str)
@pytest.mark.parametrize("part", [None, (Rect(100, 50, 120, 100), b"\xff" * 12000)], ids=["whole", "selection"])
def test_a_turned_or_cropped_painting_is_refused_until_that_is_undone(
    served: Studio, size: tuple[int, int], part: tuple[Rect, bytes] | None
) -> None:
    """One line says so, nothing is inserted; as it was, the painting takes the picture."""
    served.documents.selection = part
    served.suggest()
    before = served.documents.colors
    served.documents.colors = (before[1], before[0])
    _resize_valley(served, *size)
    served.card(0, "insert").click()
    wait_until(lambda: "was cropped, turned or reshaped" in served.line)
    assert served.documents.inserted == []
    served.documents.colors = before
    _resize_valley(served, VALLEY.width_px, VALLEY.height_px)
    served.card(0, "insert").click()
    wait_until(lambda: served.documents.inserted)
    wait_until(lambda: served.line == "Inserted as a new group: picture. Krita's Undo takes it out.")


def test_a_painting_that_is_cropped_while_its_picture_is_cut_is_refused(served: Studio) -> None:
    """The last look is in the turn in which the layer is placed."""
    served.suggest()
    before = served.documents.size
    served.card(0, "insert").click()
    served.documents.size = lambda ref: (before(ref)[0] - 1, before(ref)[1])  # type: ignore[method-assign]
    wait_until(lambda: "was cropped" in served.line)
    assert served.documents.inserted == []


def _resize_valley(served: Studio, width_px: int, height_px: int) -> None:
    served.documents.open_documents[0] = DocumentRef(VALLEY.id, "Valley", width_px, height_px, VALLEY.path)


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
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the request nor its canvas leaves the plugin, and the next slate is made."""
    with backend(studio):
        wait_until(lambda: studio.app.state.status.phase is Phase.READY)
        sent = _suggests_sent(studio, monkeypatch)
        studio.panel.ask.suggest.click()
        studio.panel.ask.cancel.click()
        studio.suggest()
    assert len(sent) == 1


def test_a_slate_cancelled_while_its_canvas_is_hashed_is_never_asked_for(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
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
        sent = _suggests_sent(studio, monkeypatch)
        studio.panel.ask.suggest.click()
        wait_until(began.is_set)
        studio.panel.ask.cancel.click()
        go_on.set()
        studio.suggest()
    assert len(sent) == 1


def test_a_slate_stopped_by_a_failed_backend_is_not_asked_for(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The canvas that was being read is not sent to the next backend either."""
    with backend(studio):
        wait_until(lambda: studio.app.state.status.phase is Phase.READY)
        sent = _suggests_sent(studio, monkeypatch)
        studio.panel.ask.suggest.click()
        studio.app.connection.status_changed.emit(LinkStatus(Phase.FAILED, "It does not run."))
        studio.app.connection.status_changed.emit(LinkStatus(Phase.READY))
        studio.suggest()
    assert len(sent) == 1


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


def test_a_backend_that_fails_twice_is_told_twice(studio: Studio) -> None:
    """Each press tries again, and ends: the second failure has the same sentence."""
    for _ in range(2):
        studio.panel.ask.suggest.click()
        assert studio.controller.desk.rendering is not None
        wait_until(lambda: studio.controller.desk.rendering is None)
        assert "Apprentice cannot be started" in studio.controller.desk.line.text
        studio.app.state.say("")


def test_whatever_the_artist_asks_for_wants_a_backend(studio: Studio) -> None:
    """A backend that does not run is started, also before the first slate; here none can be, and the line says so."""
    with backend(studio):
        wait_until(lambda: studio.app.state.profiles)
    wait_until(lambda: studio.app.state.status.phase is Phase.LOST)
    studio.panel.settings.renamed.emit("Ink")
    wait_until(lambda: "Apprentice cannot be started" in studio.line)


def test_a_profile_switched_in_mid_render_reroutes_nothing(studio: Studio) -> None:
    """The slate lands with the profile that asked; the other one is empty; switching back shows it."""
    with backend(studio, "steps=20,step_s=0.02"):
        wait_until(lambda: studio.app.state.profiles)
        studio.panel.header.profile_named.emit("Ink")
        wait_until(lambda: len(studio.app.state.profiles) == 2)
        wait_until(lambda: studio.controller.desk.profile != "default")
        studio.panel.header.profile_chosen.emit("default")
        studio.panel.ask.suggest.click()
        slate = studio.slate
        ink = studio.app.state.profiles[1].id
        studio.panel.header.profile_chosen.emit(ink)
        assert studio.controller.desk.slate is None
        wait_until(lambda: slate.stage is SlateStage.DONE)
        assert studio.controller.desk.slate is None
        studio.panel.header.profile_chosen.emit("default")
        assert studio.slate is slate
        assert studio.app.state.chosen.memory.of(VALLEY.path).profile == "default"


def test_a_document_switched_in_mid_render_reroutes_nothing(studio: Studio) -> None:
    """Another painting shows its own, empty cards, and can ask; the first one's slate waits for it."""
    with backend(studio, "steps=10,step_s=0.02"):
        studio.panel.ask.suggest.click()
        slate = studio.slate
        studio.go_to(HARBOUR)
        assert studio.controller.desk.slate is None
        wait_until(lambda: slate.stage is SlateStage.DONE)
        assert studio.controller.desk.slate is None
        studio.go_to(VALLEY)
        assert studio.slate is slate


def test_holding_shows_it_large_and_the_original_a_key_away(served: Studio) -> None:
    """The viewer covers the view, changes to the original and back, and goes."""
    served.suggest()
    card = served.panel.grid.cards[1]
    viewer = served.controller.holds.viewer
    card.hold_began.emit(1)
    assert viewer.isVisible()
    assert viewer.width() * viewer.height() >= 0.7 * served.panel.width() * served.panel.height()
    suggestion = viewer.image
    assert viewer.name and viewer.name == card.shown.name
    card.original_held.emit(1, True)
    assert viewer.image is not suggestion
    assert viewer.name == ""
    card.original_held.emit(1, False)
    assert viewer.image is suggestion
    card.hold_ended.emit(1)
    assert not viewer.isVisible()


def test_palettes_are_taken_and_painted_with(served: Studio) -> None:
    """A swatch sets a colour; keeping the palette writes it and tells the backend."""
    served.suggest()
    swatch = served.panel.findChild(SwatchButton, "apprentice_swatch_0")
    swatch.taken.emit(swatch.hex, False)
    assert served.taken == [(swatch.hex, False)]
    served.panel.palette_strip.pull.click()
    wait_until(lambda: served.saved)
    wait_until(lambda: "Kept as" in served.line)


def test_a_palette_rules_the_next_suggestions_until_it_is_taken_off(
    served: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The strip's colours go with the next requests; the line's ✕ ends that."""
    sent = _suggests_sent(served, monkeypatch)
    slate = served.suggest()
    assert slate.cards[0].suggestion is not None
    colors = tuple(swatch.hex for swatch in slate.cards[0].suggestion.palette)
    served.panel.palette_strip.rule.click()
    wait_until(served.panel.rule.isVisible)
    served.suggest()
    served.panel.rule.clear.click()
    wait_until(lambda: not served.panel.rule.isVisible())
    served.suggest()
    assert [request.palette for request in sent] == [(), colors, ()]


def _suggests_sent(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> list[messages.Suggest]:
    """Return the list to which every later request for a slate is added."""
    sent: list[messages.Suggest] = []
    send = studio.app.connection.send

    def note(request: messages.Request, image: ImageFrame | None = None) -> None:
        if isinstance(request, messages.Suggest):
            sent.append(request)
        send(request, image)

    monkeypatch.setattr(studio.app.connection, "send", note)
    return sent


def test_a_pack_switched_on_gives_values_to_lock(served: Studio) -> None:
    """The settings list the packs; a value of one can be locked, and is let go with its pack."""
    wait_until(lambda: served.app.state.packs)
    served.panel.pages.open("settings")
    wait_until(lambda: served.panel.findChild(QtWidgets.QCheckBox, "apprentice_pack_painting-media") is not None)
    box = served.panel.findChild(QtWidgets.QCheckBox, "apprentice_pack_painting-media")
    box.click()
    wait_until(lambda: "gouache" in served.app.state.attributes["style"])
    served.panel.locks.pressed.emit("style", "gouache")
    slate = served.suggest()
    assert all(card.suggestion.mix["style"] == {"gouache": 1.0} for card in slate.cards if card.suggestion)
    box.click()
    wait_until(lambda: "gouache" not in served.app.state.attributes["style"])
    assert served.controller.desk.choices.locks["style"] == []


def test_a_blank_canvas_is_not_sent(served: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A white page is sent as an empty canvas."""
    served.documents.is_blank = True
    sent = _suggests_sent(served, monkeypatch)
    served.suggest()
    (request,) = sent
    assert (request.canvas, request.width_px, request.height_px) == ("", 256, 192)


def test_escape_gives_the_keyboard_back(served: Studio) -> None:
    """One key leaves the panel."""
    served.suggest()
    served.panel.grid.cards[0].left.emit(0)
    assert served.documents.canvas_focused == 1


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


def test_says_why_the_backend_could_not_be_started(studio: Studio) -> None:
    """The launcher points nowhere: one line, the slate is given up, Suggest is there again."""
    studio.panel.ask.suggest.click()
    wait_until(lambda: studio.app.state.status.phase is Phase.FAILED)
    wait_until(lambda: "python3 run.py" in studio.line)
    assert studio.controller.desk.rendering is None
    wait_until(lambda: studio.panel.ask.stack.currentWidget() is studio.panel.ask.suggest)


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


def test_undoing_an_insertion_cancels_it(served: Studio) -> None:
    """After Krita's undo an insertion does not count, after its redo it does; of two insertions one undo leaves one."""
    served.suggest()
    served.panel.pages.open("taste")

    def seen() -> int:
        report = served.app.state.taste.get(served.controller.desk.profile)
        return next((part.seen for part in report.signals if part.kind == "inserted"), 0) if report else 0

    served.card(0, "insert").click()
    wait_until(lambda: seen() == 1)
    served.card(0, "insert").click()
    wait_until(lambda: len(served.documents.inserted) == 2)
    (watcher,) = served.controller.findChildren(UndoWatch)
    gone, back = "The insertion is undone.", "Inserted again."
    for undone, left, line in (({1}, 1, ""), ({0, 1}, 0, gone), ({1}, 1, back)):
        served.documents.undone = undone
        served.documents.undo_followed()
        wait_until(lambda left=left: seen() == left and not watcher.is_settling)
        assert line in served.line


def test_a_rating_given_while_the_backend_is_away_arrives_once(studio: Studio) -> None:
    """A rating waits in the outbox until the next backend of the folder records it."""
    with backend(studio):
        studio.suggest()
    wait_until(lambda: studio.app.state.status.phase is not Phase.READY)
    studio.card(0, "star_1").click()
    wait_until(lambda: list((studio.data / "outbox").glob("*.jsonl")))
    with backend(studio):
        wait_until(lambda: _ratings(studio) == 1)
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
    slate = served.suggest()
    for number, card in enumerate(slate.cards, 1):
        assert card.suggestion is not None
        likes = "warm" in card.suggestion.mix.get("color", {})
        served.card(card.index, f"star_{5 if likes else 1}").click()
        served.panel.slot.reasons.given.emit(card.index, "color")
        wait_until(lambda rated=number: _ratings(served) == rated)
    wait_until(served.panel.framed.noted.isVisible)
    assert served.panel.framed.noted.text().startswith("Noted: ")
    served.panel.framed.noted.click()
    wait_until(lambda: served.panel.pages.current == "taste")
    served.panel.ask.suggest.click()
    wait_until(lambda: not served.panel.framed.noted.isVisible())


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


def test_another_engine_is_chosen_in_the_settings(served: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The box is there once the backend has told of two engines; the choice changes the panel's words."""
    monkeypatch.setattr(engines, "OFFERED", ("studies", "fake"))
    served.panel.pages.open("settings")
    box = served.panel.settings.engines.box
    wait_until(lambda: box.count() == 2)
    assert box.currentData() == "fake"
    box.activated.emit(box.findData("studies"))
    wait_until(lambda: box.currentData() == "studies")
    wait_until(lambda: served.app.state.engine is not None and served.app.state.engine.name == "studies")
