"""The palette section from the artist's hand to the real server and back, without Krita."""

from __future__ import annotations

import dataclasses
import importlib
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from live_server import TOKEN, LiveServer, serving
from panel_studio import VALLEY, Studio
from qt_waiting import wait_until
from served_folder import announcing
from slates_made import HARBOUR
from talker import talking

from apprentice.actions.app import App
from apprentice.actions.colours import palette_layers, palettes
from apprentice.actions.controller import Controller
from apprentice.actions.other_thread import Task
from apprentice.link.keeper import LinkStatus, Phase
from apprentice.model.shelf import ShelvedPalette
from apprentice.panel.panel import Panel
from apprentice.pictures.tiles import Rect
from apprentice.qt import MAJOR_VERSION, QImage, Qt, QtWidgets, QWidget
from apprentice_shared.messages import GetHistory, HistoryReport


class Bench(Studio):
    """A panel with its palette section, on a real server."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, width_px=260)

    @property
    def entries(self) -> list[ShelvedPalette]:
        """The palettes of the active document, as shown."""
        return self.app.state.palettes.shelf(self.controller.desk.document_id).entries

    @property
    def selected(self) -> ShelvedPalette:
        """The palette that is worked on."""
        shelf = self.app.state.palettes.shelf(self.controller.desk.document_id)
        entry = shelf.entry(shelf.selected)
        assert entry is not None
        return entry

    def button(self, name: str) -> QtWidgets.QAbstractButton:
        """Return a button of the section."""
        found = self.panel.findChild(QtWidgets.QAbstractButton, f"apprentice_palettes_{name}")
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        """Click a button of the section, once it is there."""
        wait_until(lambda: self.panel.findChild(QWidget, f"apprentice_palettes_{name}") is not None)
        wait_until(lambda: self.button(name).isVisible() and self.button(name).isEnabled())
        self.button(name).click()

    def open(self) -> None:
        """Open the section and wait for palettes."""
        self.panel.pages.open("colours")
        wait_until(lambda: len(self.entries) == 5)
        wait_until(lambda: self.button("star_1").isVisible())

    def choose(self, row: int) -> None:
        """Select a palette."""
        self.panel.palettes.row_selected.emit(self.entries[row].id)
        wait_until(lambda: self.selected is self.entries[row])


@pytest.fixture
def running(tmp_path: Path) -> Iterator[LiveServer]:
    """A server on the bench's data folder."""
    with serving(tmp_path / "data") as server, announcing(tmp_path / "data", server.port, TOKEN):
        yield server


@pytest.fixture
def bench(qapp: object, tmp_path: Path, running: LiveServer) -> Iterator[Bench]:
    """A panel whose backend answers."""
    bench = Bench(tmp_path)
    bench.app.connection.open()
    wait_until(lambda: bool(bench.app.state.profiles))
    yield bench
    bench.close()


def _stars(running: LiveServer) -> list[int]:
    """Return the stars of the palettes that the profile holds as rated, newest first."""
    with talking(running.port, TOKEN, client_id="reader") as reader:
        report = reader.ask(GetHistory(f"h{time.monotonic_ns()}"))
    assert isinstance(report, HistoryReport)
    return [event.stars or 0 for event in report.events if event.kind == "palette" and not event.undone]


def test_opening_the_section_looks_at_the_canvas(bench: Bench) -> None:
    """The canvas' own palette comes first, then four recommended ones, each with its reason; nothing is inserted."""
    bench.open()
    assert [entry.kind for entry in bench.entries] == ["canvas", *["recommended"] * 4]
    assert all(entry.reason for entry in bench.entries)
    assert bench.documents.inserted == []


def test_another_document_is_looked_at_while_the_section_is_open(bench: Bench) -> None:
    """Going to a painting that was not looked at yet shows its palettes; coming back shows those that were there."""
    bench.open()
    first = bench.entries
    bench.go_to(HARBOUR)
    wait_until(lambda: len(bench.entries) == 5)
    assert bench.entries[0] is not first[0]
    bench.go_to(VALLEY)
    assert bench.entries == first


def test_a_selection_and_a_layer_are_looked_at_alone(bench: Bench) -> None:
    """A selection and a layer each give their own colours; a blank layer gives a sentence."""
    bench.open()
    whole = bench.entries[0].swatches
    bench.documents.selection = (Rect(0, 0, 64, 48), bytes([255] * 64 * 24 + [0] * 64 * 24))
    bench.click("canvas")
    wait_until(lambda: bench.entries[0].reason == "What is selected")
    assert bench.entries[0].swatches != whole
    bench.click("layer")
    wait_until(lambda: bench.entries[0].reason == "The layer “Reds”")
    assert bench.entries[0].swatches[0].hex == "#c02020"
    bench.documents.is_blank = True
    bench.click("layer")
    wait_until(lambda: "nothing on the active layer" in bench.line)


def test_stars_teach_and_can_be_taken_back(bench: Bench, running: LiveServer) -> None:
    """A palette's stars reach the profile; other stars replace them, the same ones again take them back."""
    bench.open()
    bench.choose(1)
    bench.click("star_4")
    wait_until(lambda: _stars(running) == [4])
    bench.click("star_5")
    wait_until(lambda: _stars(running) == [5])
    bench.click("star_5")
    wait_until(lambda: _stars(running) == [])
    assert bench.selected.stars == 0


def test_a_rating_survives_without_a_backend(qapp: object, tmp_path: Path) -> None:
    """A palette rated while the backend is away lies in the outbox' file when Krita ends."""
    bench = Bench(tmp_path)
    swatches = ({"hex": "#c02020", "share": 0.5, "name": "red"}, {"hex": "#2020c0", "share": 0.5, "name": "blue"})
    tray = {"version": 1, "palettes": [{"name": "Flags", "swatches": [list(s.values()) for s in swatches]}]}
    bench.documents.trays["harbour"] = json.dumps(tray).encode()
    bench.go_to(HARBOUR)
    bench.panel.pages.open("colours")
    wait_until(lambda: [entry.name for entry in bench.entries] == ["Flags"])
    bench.app.connection.open()
    bench.choose(0)
    bench.click("star_5")
    bench.close()
    (left,) = (bench.data / "outbox").glob("*.jsonl")
    assert json.loads(left.read_text(encoding="utf-8"))["type"] == "rate_palette"


def test_a_swatch_is_taken_by_either_button(bench: Bench) -> None:
    """A click paints with it as foreground, a right click as background, and the palette is selected."""
    bench.open()
    qtest = importlib.import_module(f"PyQt{MAJOR_VERSION}.QtTest").QTest
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        qtest.mouseClick(bench.button("row_2_swatch_1"), button)
    color = bench.entries[2].swatches[1].hex
    assert bench.taken == [(color, True), (color, False)]
    assert bench.selected is bench.entries[2]


def test_locked_swatches_stay_in_variations(bench: Bench) -> None:
    """Three variations stand below their palette; the locked swatch is in each, the others have moved."""
    bench.open()
    bench.choose(1)
    bench.click("tools")
    bench.click("lock_0")
    bench.click("vary")
    wait_until(lambda: len(bench.entries) == 8)
    made = bench.entries[2:5]
    first, rest = bench.entries[1].swatches[0], bench.entries[1].swatches[1:]
    assert [entry.swatches[0] for entry in made] == [first] * 3
    assert all(entry.swatches[1:] != rest for entry in made)


def test_tools_change_the_palette_in_place(bench: Bench) -> None:
    """Sorted, one swatch fewer, read for contrast, seen by other eyes, renamed."""
    bench.open()
    bench.click("tools")
    wait_until(lambda: bench.selected.reading.startswith("Contrast"))
    bench.click("fewer")
    wait_until(lambda: len(bench.selected.swatches) == 4)
    wait_until(lambda: bool(bench.selected.reading))
    bench.click("sort")
    wait_until(lambda: bench.selected.order == "lightness")
    bench.click("eyes")
    wait_until(lambda: len(bench.selected.eyes) == 3)
    wait_until(lambda: bench.panel.findChild(QWidget, "apprentice_palettes_seen").isVisible())
    bench.panel.palettes.selected.tools.named.emit("Dusk")
    wait_until(lambda: bench.panel.palettes.shown.selected.name == "Dusk")
    bench.click("ramp")
    wait_until(lambda: len(bench.entries) == 6)
    assert len(bench.entries[1].swatches) == 7


def test_the_tray_is_kept_with_the_document(bench: Bench) -> None:
    """A kept palette is in the document at once, also under its new name, and there again for a new panel."""
    bench.open()
    bench.choose(3)
    bench.click("keep")
    wait_until(lambda: "valley" in bench.documents.trays)
    bench.panel.palettes.selected.tools.named.emit("Harbour lights")
    wait_until(lambda: "Harbour lights" in bench.documents.trays["valley"].decode())
    bench.go_to(HARBOUR)
    wait_until(lambda: len(bench.entries) == 5)
    bench.go_to(VALLEY)
    assert bench.entries[-1].name == "Harbour lights"
    other = App(bench.data)
    controller = Controller(other, Panel(), bench.documents, bench.take_color, bench.save_palette)
    (kept,) = other.state.palettes.shelf("valley").kept
    assert kept.swatches == bench.entries[-1].swatches
    controller.panel.deleteLater()
    bench.click("keep")
    wait_until(lambda: json.loads(bench.documents.trays["valley"])["palettes"] == [])


def test_a_tray_of_a_newer_version_is_left_alone(bench: Bench) -> None:
    """A tray that cannot be read gives a sentence and is never overwritten."""
    newer = b'{"version": 2}'
    bench.documents.trays["harbour"] = newer
    bench.go_to(HARBOUR)
    wait_until(lambda: "cannot be read" in bench.line)
    bench.open()
    bench.click("keep")
    wait_until(lambda: "another version of Apprentice" in bench.line)
    assert bench.documents.trays["harbour"] == newer


def test_pulling_gives_it_to_krita(bench: Bench) -> None:
    """The palette is written under the document's name, with its swatches."""
    bench.open()
    bench.click("pull")
    wait_until(lambda: bool(bench.saved))
    name, swatches = bench.saved[0]
    assert name.startswith("Valley ")
    assert swatches == bench.selected.swatches


def test_a_palette_is_inserted_as_one_labelled_layer(bench: Bench) -> None:
    """One layer, no group, named after the palette, inside the canvas, holding every swatch to the bit."""
    bench.open()
    bench.click("insert")
    wait_until(lambda: bool(bench.documents.inserted))
    _, stack = bench.documents.inserted[0]
    assert stack.group == ""
    (layer,) = stack.layers
    assert layer.name.startswith("Apprentice · Palette · ")
    place = stack.place
    assert place.x >= 0 and place.x + place.width <= 256
    assert place.y >= 0 and place.y + place.height <= 192
    for swatch in bench.selected.swatches:
        blue, green, red = (int(swatch.hex[at : at + 2], 16) for at in (5, 3, 1))
        assert bytes((blue, green, red, 255)) in layer.pixels
    assert json.loads(stack.entry)["colors"] == [swatch.hex for swatch in bench.selected.swatches]


def test_the_canvas_is_repainted_as_a_layer(bench: Bench) -> None:
    """One tap: the selection's part of the canvas comes back in the palette's colours, cut to the selection."""
    bench.open()
    bench.documents.selection = (Rect(10, 20, 64, 48), bytes([255] * 64 * 24 + [0] * 64 * 24))
    bench.click("tools")
    bench.click("repaint_canvas")
    wait_until(lambda: bool(bench.documents.inserted))
    _, stack = bench.documents.inserted[0]
    assert stack.place == Rect(10, 20, 64, 48)
    pixels = stack.layers[0].pixels
    assert set(pixels[3 : 64 * 24 * 4 : 4]) == {255}
    assert set(pixels[64 * 24 * 4 + 3 :: 4]) == {0}
    assert "repainted in" in stack.layers[0].name


def test_a_suggestion_is_repainted_as_a_layer(bench: Bench) -> None:
    """The selected card's picture goes where its slate was asked, in the palette's colours."""
    bench.open()
    bench.panel.ask.suggest.click()
    wait_until(lambda: bench.controller.desk.slate is not None)
    wait_until(lambda: bench.controller.desk.rendering is None)
    wait_until(lambda: all(card.picture is not None for card in bench.panel.grid.cards))
    bench.open()
    bench.click("tools")
    bench.click("repaint_card")
    wait_until(lambda: bool(bench.documents.inserted))
    _, stack = bench.documents.inserted[0]
    assert stack.place == Rect(0, 0, 256, 192)
    bench.click("card")
    wait_until(lambda: bench.entries[0].reason == "The selected suggestion")


def test_colours_of_an_isolated_layer_are_told(bench: Bench) -> None:
    """What is looked at is that layer, and a strip on top of it is not seen."""
    bench.open()
    bench.documents.isolated = True
    bench.click("canvas")
    wait_until(lambda: bench.line == "A layer is isolated.")
    bench.click("insert")
    wait_until(lambda: bench.line.endswith("A layer is isolated: show all layers to see it."))


def _while_repainting(bench: Bench, monkeypatch: pytest.MonkeyPatch, change: Callable[[], None]) -> None:
    """Have something happen to the painting once its canvas was sent to be repainted."""
    ask = bench.app.renders.ask

    def ask_and_change(*given: Any) -> Task:
        change()
        return ask(*given)

    monkeypatch.setattr(bench.app.renders, "ask", ask_and_change)


def _reshape(bench: Bench, width_px: int, height_px: int, *, turned: bool = False) -> None:
    """Give the painting another size; turned by half, its gradient goes the other way."""
    bench.documents.open_documents[0] = dataclasses.replace(VALLEY, width_px=width_px, height_px=height_px)
    if turned:
        bench.documents.colors = (bench.documents.colors[1], bench.documents.colors[0])


def test_a_painting_scaled_while_it_is_repainted_takes_the_layer_where_its_part_is(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The layer fills the part in the new size, cut to the selection."""
    bench.open()
    bench.documents.selection = (Rect(100, 50, 120, 100), b"\x00" * 6000 + b"\xff" * 6000)
    _while_repainting(bench, monkeypatch, lambda: _reshape(bench, 64, 24))
    bench.click("tools")
    bench.click("repaint_canvas")
    wait_until(lambda: bool(bench.documents.inserted))
    _, stack = bench.documents.inserted[0]
    assert stack.place == Rect(25, 6, 30, 12)
    assert stack.layers[0].pixels[3::4] == b"\x00" * 180 + b"\xff" * 180


@pytest.mark.parametrize("size", [(256, 192), (192, 256), (100, 90)], ids=str)
def test_a_painting_turned_or_cropped_while_it_is_repainted_is_refused(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """Nothing is inserted, and one line says why."""
    bench.open()
    _while_repainting(bench, monkeypatch, lambda: _reshape(bench, *size, turned=True))
    bench.click("tools")
    bench.click("repaint_canvas")
    wait_until(lambda: "was cropped, turned or reshaped" in bench.line)
    assert bench.documents.inserted == []


def test_a_painting_closed_while_it_is_repainted_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is inserted, and its line says that it is closed."""
    bench.open()
    _while_repainting(bench, monkeypatch, lambda: bench.documents.close(VALLEY))
    bench.click("tools")
    bench.click("repaint_canvas")
    wait_until(lambda: bench.app.state.lines.at(VALLEY.id).text == "“Valley” is closed.")
    assert bench.documents.inserted == []


def test_a_suggestion_repainted_on_a_scaled_painting_fills_it(bench: Bench) -> None:
    """The slate was asked on the painting as it was before: its picture goes where its part is now."""
    bench.suggest()
    bench.open()
    _reshape(bench, 64, 48)
    bench.click("tools")
    bench.click("repaint_card")
    wait_until(lambda: bool(bench.documents.inserted))
    assert bench.documents.inserted[0][1].place == Rect(0, 0, 64, 48)


def test_a_palette_lies_in_the_painting_as_it_is_now(bench: Bench) -> None:
    """Cropped since the panel looked last, the painting has its strip inside all the same."""
    bench.open()
    _reshape(bench, 90, 70)
    bench.click("insert")
    wait_until(lambda: bool(bench.documents.inserted))
    place = bench.documents.inserted[0][1].place
    assert 0 <= place.x <= place.x + place.width <= 90
    assert 0 <= place.y <= place.y + place.height <= 70


def test_a_painting_cropped_while_its_strip_is_drawn_is_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is looked at in the turn in which the strip is placed."""
    bench.open()
    draw = palette_layers.draw_strip

    def draw_and_crop(*given: Any, **named: Any) -> QImage:
        _reshape(bench, 90, 70)
        return draw(*given, **named)

    monkeypatch.setattr(palette_layers, "draw_strip", draw_and_crop)
    bench.click("insert")
    wait_until(lambda: "was cropped, turned or reshaped" in bench.line)
    assert bench.documents.inserted == []


def test_palettes_let_themselves_be_larger(bench: Bench) -> None:
    """More swatches are asked for from the next look on."""
    bench.open()
    bench.click("more")
    bench.click("canvas")
    wait_until(lambda: [len(entry.swatches) for entry in bench.entries[1:]] == [6] * 4)


def test_the_section_never_widens_the_panel(bench: Bench) -> None:
    """At 260 px, tools open, eyes shown and sixteen swatches a palette, nothing sticks out."""
    shelf = bench.app.state.palettes.shelf("valley")
    shelf.size = 16
    bench.open()
    bench.click("tools")
    bench.click("eyes")
    wait_until(lambda: len(bench.selected.eyes) == 3)
    bench.controller.refresh()
    QtWidgets.QApplication.processEvents()
    scroll = bench.panel.pages.scroll_of("colours")
    assert scroll.widget().width() <= scroll.viewport().width()
    for widget in bench.panel.palettes.findChildren(QWidget):
        if widget.isVisible():
            right = widget.mapTo(bench.panel.palettes, widget.rect().topRight()).x()
            assert right < bench.panel.palettes.width(), widget.objectName()


def test_an_error_while_a_picture_is_hashed_ends_the_look(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says so, and the buttons are there again."""
    bench.open()
    with monkeypatch.context() as broken:
        broken.setattr(palettes, "is_blank", lambda _: {}["none"])
        for name in ("canvas", "layer"):
            bench.app.state.say("")
            bench.click(name)
            wait_until(lambda: "went wrong inside Apprentice" in bench.controller.desk.line.text)
    bench.click("layer")
    wait_until(lambda: bench.entries[0].reason == "The layer “Reds”")


def test_a_look_given_up_by_a_failed_backend_is_not_asked_for(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture that was being hashed does not start the backend again."""
    bench.open()
    sent: list[object] = []
    bench.click("layer")
    bench.app.connection.status_changed.emit(LinkStatus(Phase.FAILED, "It does not run."))
    monkeypatch.setattr(bench.app.connection, "send", lambda *given: sent.append(given))
    done: list[None] = []
    bench.app.do(lambda: None, done.append)
    wait_until(lambda: done)
    assert sent == []


def test_a_repaint_whose_backend_failed_meanwhile_is_told(bench: Bench) -> None:
    """The canvas is read, but nobody would answer: the line says so at once."""
    bench.open()
    bench.click("tools")
    bench.click("repaint_canvas")
    bench.app.connection.status_changed.emit(LinkStatus(Phase.FAILED, "It does not run."))
    wait_until(lambda: "could not be repainted. Apprentice is not running" in bench.controller.desk.line.text)
