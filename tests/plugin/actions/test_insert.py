"""Insertion at the painting's full size through a real server, and its failures."""

from __future__ import annotations

import dataclasses
import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from panel_studio import Studio, backend
from qt_waiting import wait_until

from apprentice.actions.inserts import insert_request, insertion
from apprentice.actions.inserts.full_size import MOST_PIXELS, MOST_PIXELS_IN_LAYERS, full_size
from apprentice.actions.inserts.insertion import Insertion, Step
from apprentice.actions.other_thread import Task
from apprentice.actions.tile_reader import CanvasReading
from apprentice.link.keeper import Phase
from apprentice.model.slates import CardSlate, DocumentRef
from apprentice.pictures.convert import Mosaic, to_layer_bytes
from apprentice.pictures.tiles import Rect
from apprentice_backend.studio import EngineKey

LARGE = DocumentRef("large", "Large", 1500, 1100, "/paintings/large.kra")
STUDIES = EngineKey("studies")


@pytest.fixture
def studio(qapp: object, tmp_path: Path) -> Iterator[Studio]:
    """A panel with a painting larger than its cards, and no backend."""
    studio = Studio(tmp_path)
    studio.documents.open_documents.append(LARGE)
    studio.go_to(LARGE)
    yield studio
    studio.close()


def _inserted(studio: Studio, count: int = 1) -> bytes:
    wait_until(lambda: len(studio.documents.inserted) == count)
    _, stack = studio.documents.inserted[-1]
    assert stack.place == Rect(0, 0, 1500, 1100)
    return stack.layers[0].pixels


def _insert_as(studio: Studio, index: int, form: str) -> None:
    """Choose a form in a card's menu, once the menu offers it: an action that is disabled does nothing."""
    entry = studio.panel.grid.cards[index].actions.forms[form]
    wait_until(entry.isEnabled)
    entry.trigger()


def _scaled(studio: Studio, slate: CardSlate, index: int = 0) -> bytes:
    card = studio.app.gallery.full(slate.cards[index].image)
    assert card is not None
    return to_layer_bytes(card, Rect(0, 0, 1500, 1100), None)


def test_a_picture_is_made_at_full_size(studio: Studio) -> None:
    """The layer is not the card's picture scaled up, and one line says how far it is."""
    with backend(studio, "steps=4,step_s=0.02"):
        slate = studio.suggest()
        studio.card(0, "insert").click()
        wait_until(studio.panel.slot.inserting.isVisible)
        pixels = _inserted(studio)
        assert len(pixels) == 1500 * 1100 * 4
        assert pixels != _scaled(studio, slate)
        wait_until(lambda: studio.line == "Inserted as a new group: picture. Krita's Undo takes it out.")
        wait_until(lambda: not studio.panel.slot.inserting.isVisible())


@pytest.mark.parametrize("form", ["colours", "light"])
def test_colours_and_light_are_made_at_full_size_too(studio: Studio, form: str) -> None:
    """Each form has its blending mode at full size, too."""
    with backend(studio):
        studio.panel.vary.pressed.emit("color")
        slate = studio.suggest()
        _insert_as(studio, 0, form)
        assert _inserted(studio) != _scaled(studio, slate)
    assert studio.documents.inserted[0][1].blending == {"colours": "color", "light": "luminize"}[form]


def test_a_painting_that_has_changed_gets_the_cards_picture(studio: Studio) -> None:
    """A suggestion cannot be made of other pixels: the card's picture is inserted, and the line says why."""
    with backend(studio):
        slate = studio.suggest()
        studio.documents.is_blank = True
        studio.card(0, "insert").click()
        assert _inserted(studio) == _scaled(studio, slate)
        wait_until(lambda: "scaled up. The painting has changed since." in studio.line)


def test_a_layer_isolated_since_is_told(studio: Studio) -> None:
    """The canvas shows something else, though nobody has painted on it; the line says what to do to see the layer."""
    with backend(studio):
        studio.suggest()
        studio.documents.isolated = studio.documents.is_blank = True
        studio.card(0, "insert").click()
        wait_until(lambda: "scaled up. A layer is isolated." in studio.line)
        studio.suggest()
        studio.card(0, "insert").click()
        _inserted(studio, 2)
        wait_until(lambda: studio.line.endswith("A layer is isolated: show all layers to see it."))


def test_a_forgotten_suggestion_gets_the_cards_picture(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card's picture is inserted; the line passes the backend's sentence on."""
    said: list[str] = []
    monkeypatch.setattr(studio.app.state, "say", lambda text, **_: said.append(text))
    with backend(studio) as running:
        slate = studio.suggest()
        running.profiles.reset("")
        studio.card(0, "insert").click()
        assert _inserted(studio) == _scaled(studio, slate)
        wait_until(lambda: any("scaled up. That suggestion was forgotten" in text for text in said))


def test_a_backend_that_is_gone_for_good_leaves_the_cards_picture(studio: Studio) -> None:
    """The card's picture is inserted at once; the line says that Apprentice is not running."""
    with backend(studio):
        slate = studio.suggest()
    wait_until(lambda: studio.app.state.status.phase is not Phase.READY)
    studio.card(0, "insert").click()
    assert _inserted(studio) == _scaled(studio, slate)
    wait_until(lambda: "scaled up. Apprentice is not running" in studio.line)


def test_layers_of_a_study_are_made_at_full_size(studio: Studio) -> None:
    """The default engine makes several layers, each as large as the painting."""
    strip = DocumentRef("strip", "Strip", 1200, 160, "/paintings/strip.kra")
    studio.documents.open_documents.append(strip)
    with backend(studio, engine=STUDIES):
        studio.go_to(strip)
        studio.suggest()
        _insert_as(studio, 1, "layers")
        wait_until(lambda: studio.documents.inserted)
        wait_until(lambda: studio.line.startswith("Inserted as a group of"))
    ((_, stack),) = studio.documents.inserted
    assert len(stack.layers) > 1
    assert {len(layer.pixels) for layer in stack.layers} == {1200 * 160 * 4}


def test_layers_of_a_painting_that_has_changed_have_the_cards_size(studio: Studio) -> None:
    """Layers are made of the kept canvas, at the card's size; the line says so."""
    with backend(studio, engine=STUDIES):
        studio.suggest()
        studio.documents.is_blank = True
        _insert_as(studio, 1, "layers")
        wait_until(lambda: "They have the card's size. The painting has changed since." in studio.line)
    assert len(studio.documents.inserted[0][1].layers) > 1


def test_two_insertions_are_made_one_after_the_other(studio: Studio) -> None:
    """A second insertion does not stop the first."""
    with backend(studio, "steps=4,step_s=0.02"):
        studio.suggest()
        studio.card(0, "insert").click()
        studio.card(1, "insert").click()
        wait_until(lambda: len(studio.documents.inserted) == 2)
    first, second = (stack.layers[0].pixels for _, stack in studio.documents.inserted)
    assert first != second


def test_an_insertion_can_be_cancelled(studio: Studio) -> None:
    """Nothing is inserted, and the next one is made."""
    with backend(studio, "steps=8,step_s=0.03"):
        studio.suggest()
        studio.card(0, "insert").click()
        wait_until(lambda: (studio.controller.desk.inserting or None) and studio.controller.desk.inserting.fraction > 0)
        studio.panel.slot.inserting.cancel.click()
        wait_until(lambda: studio.line == "Nothing was inserted.")
        assert studio.documents.inserted == []
        studio.card(1, "insert").click()
        _inserted(studio)


def _while_rendering(studio: Studio, monkeypatch: pytest.MonkeyPatch, change: Callable[[], None]) -> None:
    """Have something happen to the painting once a picture of it was asked for."""
    ask = studio.app.renders.ask

    def ask_and_change(*given: Any) -> Task:
        change()
        return ask(*given)

    monkeypatch.setattr(studio.app.renders, "ask", ask_and_change)


def test_a_painting_scaled_while_its_picture_is_made_takes_it_at_the_new_size(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture that was made for the old size fills the new one."""
    smaller = dataclasses.replace(LARGE, width_px=1125, height_px=1050)
    with backend(studio):
        studio.suggest()
        _while_rendering(studio, monkeypatch, lambda: studio.documents.open_documents.__setitem__(-1, smaller))
        studio.card(0, "insert").click()
        wait_until(lambda: bool(studio.documents.inserted))
    assert studio.documents.inserted[0][1].place == Rect(0, 0, 1125, 1050)


def test_a_painting_turned_while_its_picture_is_made_is_refused(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turned by half it has kept its size: it is looked at once more before the layers are cut."""
    with backend(studio):
        studio.suggest()
        turned = (studio.documents.colors[1], studio.documents.colors[0])
        _while_rendering(studio, monkeypatch, lambda: setattr(studio.documents, "colors", turned))
        studio.card(0, "insert").click()
        wait_until(lambda: "was cropped, turned or reshaped" in studio.line)
    assert studio.documents.inserted == []


def test_a_painting_turned_while_its_picture_fails_is_refused_too(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card's picture, which would stand in for it, is not laid over a painting that was turned."""
    with backend(studio) as running:
        studio.suggest()
        turned = (studio.documents.colors[1], studio.documents.colors[0])

        def turn_and_fail() -> None:
            studio.documents.colors = turned
            running.profiles.reset("")

        _while_rendering(studio, monkeypatch, turn_and_fail)
        studio.card(0, "insert").click()
        wait_until(lambda: "was cropped, turned or reshaped" in studio.line)
    assert studio.documents.inserted == []


def test_an_insertion_that_waited_for_its_turn_finds_its_painting_scaled(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are placed in the painting as it is when they are placed."""
    smaller = dataclasses.replace(LARGE, width_px=1125, height_px=1050)
    with backend(studio, "steps=4,step_s=0.02"):
        studio.suggest()
        _while_rendering(studio, monkeypatch, lambda: studio.documents.open_documents.__setitem__(-1, smaller))
        studio.card(0, "insert").click()
        studio.card(1, "insert").click()
        wait_until(lambda: len(studio.documents.inserted) == 2)
    assert [stack.place for _, stack in studio.documents.inserted] == [Rect(0, 0, 1125, 1050)] * 2


def test_a_painting_closed_meanwhile_is_told(studio: Studio) -> None:
    """Nothing is inserted; the line says which painting is closed."""
    with backend(studio, "steps=6,step_s=0.03"):
        studio.suggest()
        studio.card(0, "insert").click()
        wait_until(lambda: (studio.controller.desk.inserting or None) and studio.controller.desk.inserting.fraction > 0)
        studio.documents.close(LARGE)
        wait_until(lambda: studio.line == "“Large” is closed.")
        assert studio.documents.inserted == []


def test_a_refusal_does_not_outlast_the_next_insert(studio: Studio) -> None:
    """A problem that was told before does not stand over what is being inserted now."""
    with backend(studio, "steps=6,step_s=0.03"):
        studio.suggest()
        studio.app.warn("“Large” was cropped.", LARGE.id)
        studio.card(0, "insert").click()
        assert studio.line == ""
        wait_until(studio.panel.slot.inserting.isVisible)
        _inserted(studio)


def _step(studio: Studio) -> Step | None:
    under_way = studio.controller.inserts.under_way
    return under_way.step if under_way is not None else None


def _suggestions(studio: Studio) -> list[str]:
    """Return the ids of the suggestions that were inserted, in their order."""
    return [json.loads(stack.entry)["suggestion"] for _, stack in studio.documents.inserted]


@pytest.mark.parametrize("step", [Step.READING, Step.RENDERING, Step.CUTTING], ids=lambda step: step.name)
@pytest.mark.parametrize("form", ["picture", "layers"])
def test_an_insertion_can_be_cancelled_in_every_step(studio: Studio, step: Step, form: str) -> None:
    """It is never inserted, though the worker or the backend may still be busy with it; those after it are."""
    with backend(studio, "steps=4,step_s=0.02", STUDIES if form == "layers" else None):
        slate = studio.suggest()
        _insert_as(studio, 0, form)
        studio.card(1, "insert").click()
        wait_until(lambda: _step(studio) is step)
        studio.panel.slot.inserting.cancelled.emit()
        _inserted(studio)
        studio.card(2, "insert").click()
        _inserted(studio, 2)
        wait_until(lambda: not studio.panel.slot.inserting.isVisible())
    assert _suggestions(studio) == [slate.cards[index].suggestion.id for index in (1, 2)]  # type: ignore[union-attr]


def test_a_queue_of_insertions_ends_with_the_backend(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The backend is wanted once a press; those that wait take the cards' pictures."""
    with backend(studio):
        slate = studio.suggest()
    wait_until(lambda: studio.app.state.status.phase is not Phase.READY)
    wanted: list[None] = []
    want = studio.app.connection.want
    monkeypatch.setattr(studio.app.connection, "want", lambda: wanted.append(None) or want())  # type: ignore[func-returns-value]
    before = studio.documents.reads
    for index in range(4):
        studio.card(index, "insert").click()
    read = studio.documents.reads - before
    _inserted(studio, 4)
    wait_until(lambda: not studio.panel.slot.inserting.isVisible())
    assert _suggestions(studio) == [card.suggestion.id for card in slate.cards]  # type: ignore[union-attr]
    assert len(wanted) == 4
    assert read == 0  # the turn of a press has a press to show
    assert studio.documents.reads - before == 4  # each looks whether its painting was turned


def test_layers_of_a_blank_canvas_are_asked_for_without_one(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A canvas of one colour was not sent with the slate: no menu offers layers, a press before it knows sends none."""
    studio.documents.is_blank = True
    with backend(studio, engine=STUDIES):
        studio.go_to(studio.documents.open_documents[0])
        studio.suggest()
        asked: list[tuple[object, ...]] = []
        ask = studio.app.renders.ask
        monkeypatch.setattr(studio.app.renders, "ask", lambda *given: asked.append(given) or ask(*given))  # type: ignore[func-returns-value]
        actions = studio.panel.grid.cards[1].actions
        wait_until(lambda: not actions.forms["layers"].isEnabled())
        actions.insert_asked.emit("layers")
        wait_until(lambda: studio.documents.inserted)
    ((request, canvas, *_),) = asked
    assert (request.type, request.canvas, canvas) == ("render", "", None)


def test_an_error_while_they_are_placed_ends_the_insertion(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any error of Krita's ends the insertion: the line says so, and the next one is made."""
    with backend(studio):
        studio.suggest()
        with monkeypatch.context() as broken:
            broken.setattr(studio.documents, "insert", lambda *_: 1 / 0)
            studio.card(0, "insert").click()
            wait_until(lambda: studio.line.startswith("Something went wrong inside Apprentice"))
        studio.card(1, "insert").click()
        _inserted(studio)


def test_an_error_while_the_canvas_is_read_is_told(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card's picture is inserted, and the line says why."""
    with backend(studio):
        studio.suggest()
        monkeypatch.setattr(studio.documents, "read", lambda *_, **__: (1 / 0 for _ in range(1)))
        studio.card(0, "insert").click()
        _inserted(studio)
        wait_until(lambda: "scaled up. Something went wrong inside Apprentice" in studio.line)


def test_an_error_after_the_reading_ends_the_insertion(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the callback of the reading is told, and the card's picture is inserted."""
    with backend(studio):
        studio.suggest()
        monkeypatch.setattr(insertion, "full_size", lambda *_, **__: 1 / 0)
        studio.card(0, "insert").click()
        _inserted(studio)
        wait_until(lambda: "scaled up. Something went wrong inside Apprentice" in studio.line)


def test_what_is_being_placed_cannot_be_cancelled(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Krita may turn its event loop while it adds layers: the insertion ends once, and the next one begins once."""
    with backend(studio, "steps=4,step_s=0.02"):
        slate = studio.suggest()
        insert = studio.documents.insert

        def insert_in_turns(*given: object) -> None:
            studio.panel.slot.inserting.cancelled.emit()
            insert(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(studio.documents, "insert", insert_in_turns)
        for index in range(3):
            studio.card(index, "insert").click()
        _inserted(studio, 3)
    assert _suggestions(studio) == [slate.cards[index].suggestion.id for index in range(3)]  # type: ignore[union-attr]


def test_an_insertion_is_named_by_the_engine_that_made_it(studio: Studio) -> None:
    """Inserted while its slate is still being made, a suggestion has the mark of the slate's own engine."""
    with backend(studio, "steps=4,step_s=0.02"):
        slate = studio.suggest()
        made_by, slate.engine = slate.engine, None
        assert made_by is not None
        studio.app.state.engine = dataclasses.replace(made_by, model="another", generative=False)
        studio.card(0, "insert").click()
        slate.engine = made_by
        _inserted(studio)
    assert json.loads(studio.documents.inserted[0][1].entry)["model"] == made_by.model


def test_an_error_while_the_layers_are_made_ends_the_insertion(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says so, the progress goes, and the next insertion is made."""
    with backend(studio):
        studio.suggest()
        with monkeypatch.context() as broken:
            broken.setattr(insert_request, "to_layer_bytes", lambda *_: {}["none"])
            studio.card(0, "insert").click()
            wait_until(lambda: studio.line.startswith("Something went wrong inside Apprentice"))
        assert studio.documents.inserted == []
        wait_until(lambda: not studio.panel.slot.inserting.isVisible())
        studio.card(1, "insert").click()
        _inserted(studio)


@pytest.mark.parametrize(("width", "height"), [(6000, 4500), (20000, 300), (4097, 4096), (9000, 8000), (300, 9001)])
@pytest.mark.parametrize("in_layers", [False, True])
def test_what_cannot_be_sent_is_made_smaller(width: int, height: int, in_layers: bool) -> None:
    """The size keeps the bounds of the protocol and, within a pixel, the proportions."""
    made = full_size(Rect(0, 0, width, height), in_layers=in_layers)
    assert made[0] * made[1] <= (MOST_PIXELS_IN_LAYERS if in_layers else MOST_PIXELS)
    assert max(made) <= 8192
    assert made[0] / made[1] == pytest.approx(width / height, rel=0.05)


def test_what_can_be_sent_is_made_as_large_as_its_place() -> None:
    """Nothing is lost below the bound."""
    assert full_size(Rect(0, 0, 4096, 4096), in_layers=False) == (4096, 4096)
    assert full_size(Rect(0, 0, 1500, 1100), in_layers=True) == (1500, 1100)


def test_what_was_read_for_it_is_let_go(studio: Studio) -> None:
    """A painting of sixty megabytes is not kept for every insertion, nor until garbage is collected."""
    with backend(studio):
        studio.suggest()
        gc.disable()
        try:
            for index in (0, 1):
                studio.card(index, "insert").click()
                wait_until(lambda count=index + 1: len(studio.documents.inserted) == count)
            wait_until(lambda: not _alive(CanvasReading, Insertion, Mosaic))
        finally:
            gc.enable()


def _alive(*kinds: type) -> list[object]:
    return [thing for thing in gc.get_objects() if isinstance(thing, kinds)]
