"""One sitting at the panel, act by act: the requests that each sends, and what the panel shows after it.

The panel, its controller and its state are the real ones. No backend answers: what would arrive is written here, and
what is sent is noted instead.
"""

from __future__ import annotations

import enum
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import slates_made
from qt_waiting import wait_until
from stand_in_documents import StandInDocuments

import apprentice.actions.app as app_module
from apprentice.actions.controller import Controller
from apprentice.link.connection import BackendConnection
from apprentice.link.keeper import LinkStatus, Phase
from apprentice.model.slates import DocumentRef
from apprentice.panel.panel import Panel
from apprentice.pictures.convert import to_picture
from apprentice.qt import QtWidgets
from apprentice.shown.show_panel import show_panel
from apprentice_shared import messages as m
from apprentice_shared.codec import encode
from apprentice_shared.images import ImageFrame, PixelFormat

# As large as its pictures, so that they are inserted as they came.
SKETCH = DocumentRef("sketch", "Sketch", 64, 48, "/paintings/sketch.kra")
AT = slates_made.NOW_S
_RUST, _NIGHT, _SAND = (
    m.SwatchPart("#c04020", 0.5, "rust"),
    m.SwatchPart("#102030", 0.3, "night"),
    m.SwatchPart("#e8d9b0", 0.2, ""),
)
_MIXES: tuple[dict[str, dict[str, float]], ...] = (
    {"color": {"warm": 0.7, "muted": 0.3}, "mood": {"joyful": 1.0}},
    {"color": {"cool": 1.0}},
    {"style": {"painterly": 0.5}, "composition": {"dynamic": 1.0}},
    {},
)


@cache
def application() -> Any:
    """Return the one application of this process, in a style that every Qt has."""
    found = QtWidgets.QApplication.instance() or QtWidgets.QApplication(["golden"])
    found.setStyle("Fusion")
    return found


class Wire(BackendConnection):
    """A connection that notes what is sent, and does the work of its thread at once."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.sent: list[Any] = []

    def open(self) -> None:
        """Look for nothing."""

    def close(self) -> None:
        """End nothing."""

    def want(self) -> None:
        """Start nothing."""

    def send(self, request: m.Request) -> None:
        """Note a request."""
        self.sent.append(json.loads(encode(request)))

    def prepare(self, request_id: str, make: Callable[[], Any]) -> None:
        """Note a request and the size of the picture that goes with it."""
        request, frame = make()
        self.send(request)
        if frame is not None:
            self.sent.append({"image": frame.hash, "for": frame.request_id, "size": [frame.width_px, frame.height_px]})

    def work(self, job: Callable[[], object]) -> None:
        """Do a piece of work."""
        self.work_done.emit(job())

    def cancel(self, request_id: str) -> None:
        """Note that a request is given up."""
        self.sent.append({"cancelled": request_id})


class Artist:
    """A panel with a sketch before it.

    Args:
        folder: an empty folder, in which there is no launcher.
    """

    def __init__(self, folder: Path) -> None:
        self.application = application()
        self.kept: list[Any] = []
        with patch.object(app_module, "BackendConnection", Wire):
            self.app = app_module.App(folder)
        self.app.state = slates_made.make_state()
        self.easel = StandInDocuments(SKETCH, slates_made.HARBOUR)
        self.panel = Panel()
        self.controller = Controller(
            self.app, self.panel, self.easel, lambda color, foreground: True, lambda *what: self.kept.append(what)
        )
        self.wire: Any = self.app.connection
        self.state = self.app.state
        # kind -> the id of the request of that kind that was sent last.
        self.last: dict[str, str] = {}
        self._inserted = self._kept = 0

    def close(self) -> None:
        """End everything."""
        self.app.stop()
        self.panel.close()
        self.panel.deleteLater()
        self.turn()

    def turn(self) -> None:
        """Let everything happen that is due."""
        for _ in range(20):
            QtWidgets.QApplication.processEvents()

    def until(self, kind: str) -> str:
        """Wait until a request of a kind was sent last; return its id."""
        wait_until(lambda: any(sent.get("type") == kind for sent in self.wire.sent))
        return str(next(sent["id"] for sent in reversed(self.wire.sent) if sent.get("type") == kind))

    def hear(self, *replies: m.Message) -> None:
        """Let messages arrive."""
        for reply in replies:
            self.wire.message_arrived.emit(reply)
        self.turn()

    def see(self, number: int, request_id: str = "") -> str:
        """Let a picture of one colour arrive; return its hash."""
        pixels = bytes((40 * number % 256, 90, 255 - 30 * number % 256, 255)) * (64 * 48)
        frame = ImageFrame(request_id or "x", PixelFormat.RGBA, 64, 48, pixels)
        self.wire.picture_arrived.emit(to_picture(frame))
        return frame.hash

    def answer_slate(self, first: int) -> None:
        """Let a slate arrive in the order in which an engine is done with it."""
        request_id = self.last["suggest"]
        self.hear(m.Queued(request_id, 1), m.Progress(request_id, 0.5, "light", 2.0))
        for index in (1, 0, 2, 3):
            number = first + index
            part = m.SuggestionPart(
                id=f"s{number}",
                mix=_MIXES[index],
                seed=number,
                image=self.see(number),
                width_px=64,
                height_px=48,
                palette=(_RUST, _NIGHT),
                explanation=m.ExplanationPart(
                    "warm did well", 3.5, 3.0, 0.8, index == 3, (m.ContributionPart("color=warm", 0.5, 0.2),)
                ),
                note="Warmer by a third." if index == 0 else "",
            )
            self.hear(m.SuggestionReady(request_id, index, f"slate-{first}", part))
        ids = tuple(f"s{first + index}" for index in range(4))
        profile = m.ProfilePart("default", "My taste", 4)
        self.hear(m.SlateReady(request_id, f"slate-{first}", profile, ENGINE, ids, (_SAND, _NIGHT)))

    def changes(self) -> dict[str, Any]:
        """Return what was sent, inserted and kept since the last look."""
        # Not in so many milliseconds, but now: what follows from the act belongs to it.
        self.app.changed.emit()
        self.turn()
        sent, self.wire.sent = self.wire.sent, []
        self.last.update((item["type"], item["id"]) for item in sent if "type" in item)
        inserted, self._inserted = self.easel.inserted[self._inserted :], len(self.easel.inserted)
        kept, self._kept = self.kept[self._kept :], len(self.kept)
        found = {"requests": sent, "inserted": [_insertion(*item) for item in inserted], "kept": plain(kept)}
        return {name: part for name, part in found.items() if part}

    def shown(self) -> dict[str, Any]:
        """Return all that the panel shows."""
        return dict(plain(show_panel(self.controller.desk)))


ENGINE = m.EnginePart(
    name="studies",
    title="Studies",
    device="cpu",
    abilities=("canvas", "blank", "palette", "layers"),
    dimension_words={"color": "Colour", "style": "Brushwork", "mood": "Light", "composition": "Framing"},
    value_words={"mood=peaceful": "Soft", "style=gouache": "Gouache"},
    first_vary=("color", "mood"),
    mark="made from your pixels, no AI image model",
)
PACKS = (m.PackPart("painting-media", "Painting media", False), m.PackPart("evening", "Evening", True))


def plain(value: Any) -> Any:
    """Return a value as JSON data, whatever its classes are called; a swatch as [hex, share, name]."""
    if isinstance(value, m.SwatchPart):
        return [value.hex, value.share, value.name]
    if is_dataclass(value):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return plain(value.value) if isinstance(value, enum.Enum) else value


def _insertion(document: Any, insertion: Any) -> dict[str, Any]:
    """Return what was inserted, without pixels; where a strip of swatches goes follows from the picture below."""
    place = insertion.place
    return {
        "document": document.id,
        "group": insertion.group,
        "layers": [[layer.name, layer.blending, layer.opacity] for layer in insertion.layers],
        "sizes": [len(layer.pixels) == place.width * place.height * 4 for layer in insertion.layers],
        "blending": insertion.blending,
        "label": insertion.label,
        "place": plain(place) if insertion.group else "",
        "record": insertion.record(b"before\n").decode(),
    }


# The sitting ---------------------------------------------------------------------------------------------------------


def acts(a: Artist) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what happens, by name, in order."""
    cards, palettes = a.panel.grid.cards, a.panel.palettes
    tools = palettes.selected.tools
    profile = m.ProfilePart("default", "My taste", 5)

    def recorded(request_kind: str) -> None:
        a.hear(m.Recorded("r", a.until(request_kind), profile))

    yield "the backend is away", lambda: a.state.say("")
    yield "the backend is there", lambda: _welcome(a)
    yield "brushwork may move too", lambda: a.panel.vary.pressed.emit("style")
    yield "a value is locked", lambda: a.panel.locks.pressed.emit("color", "warm")
    yield "a value is banned", lambda: [a.panel.locks.pressed.emit("mood", "joyful") for _ in range(2)]
    yield "the dial is turned", lambda: a.panel.dials.surprise_set.emit(0.75)
    yield "suggest", lambda: (a.panel.ask.suggest_asked.emit(), a.until("suggest"))
    yield "the slate comes", lambda: a.answer_slate(1)
    yield "a card is selected", lambda: cards[2].selected.emit(2)
    yield "five stars", lambda: (cards[0].rated.emit(0, 5, False), recorded("rate"))
    yield "a reason", lambda: cards[0].reasoned.emit(0, "color")
    yield "another reason", lambda: cards[0].reasoned.emit(0, "mood")
    yield "a reason less", lambda: cards[0].reasoned.emit(0, "color")
    yield "two stars by key", lambda: cards[1].rated.emit(1, 2, True)
    yield "a reason against", lambda: cards[1].reasoned.emit(1, "color")
    yield "a pick", lambda: cards[2].picked.emit(2)
    yield "another pick", lambda: cards[0].picked.emit(0)
    yield "a dismissal", lambda: cards[3].dismissed.emit(3)
    yield "undone", lambda: cards[3].undo_asked.emit(3)
    yield "undone twice more", lambda: [cards[3].undo_asked.emit(3) for _ in range(2)]
    yield "the backend refuses", lambda: _refuse(a)
    yield "inserted as a picture", lambda: cards[0].insert_asked.emit(0, "picture")
    yield "inserted as colours", lambda: cards[0].insert_asked.emit(0, "colours")
    yield "colours of a moved framing", lambda: cards[2].insert_asked.emit(2, "colours")
    yield "layers are asked for", lambda: cards[0].insert_asked.emit(0, "layers")
    yield "layers come", lambda: _answer_layers(a)
    yield "an insertion is undone", lambda: _undo_insertion(a)
    yield "its palette is kept", lambda: cards[0].palette_asked.emit(0)
    yield "its palette rules", lambda: a.panel.palette_strip.rule_asked.emit(("#C04020", "#102030"))
    yield "more like a card", lambda: (cards[1].more_asked.emit(1), a.until("suggest"))
    yield "the second slate comes", lambda: a.answer_slate(5)
    yield "a step back", lambda: a.panel.slate.stepped.emit(-1)
    yield "pinned", a.panel.slate.pinned.emit
    yield "palettes are opened", lambda: (a.panel.sections.open("palettes"), a.until("recommend_palettes"))
    yield "palettes come", lambda: _answer_palettes(a)
    yield "a palette is rated", lambda: _with(a, 1, palettes.selected.rated, 4)
    yield "it is rated again", lambda: _with(a, 1, palettes.selected.rated, 5)
    yield "a swatch is locked", lambda: _with(a, 1, tools.lock_asked, 0)
    yield "variations are asked for", lambda: _with(a, 1, tools.tool_asked, "vary")
    yield "variations come", lambda: _answer_tool(a, "vary")
    yield "it is sorted", lambda: _with(a, 1, tools.tool_asked, "sort")
    yield "other eyes", lambda: _with(a, 0, tools.eyes_asked)
    yield "other eyes see", lambda: _answer_tool(a, "vision")
    yield "it is kept with the painting", lambda: _with(a, 1, palettes.selected.keep_asked)
    yield "it is named", lambda: _with(a, -1, tools.named, "Dusk")
    yield "it is pulled", lambda: _with(a, 0, palettes.selected.pull_asked)
    yield "it is inserted", lambda: (_with(a, 0, palettes.selected.insert_asked), _until_inserted(a, 4))
    yield "the canvas is repainted", lambda: (_with(a, 0, tools.repaint_canvas_asked), a.until("repaint"))
    yield "taste is opened", lambda: a.panel.sections.open("taste")
    yield "the taste comes", lambda: a.hear(_taste_report())
    yield "a value is set", lambda: a.panel.taste.said.emit("color", "warm", -1.5)
    yield "a value is let go", lambda: a.panel.taste.said.emit("color", "warm", None)
    yield "a signal is switched off", lambda: a.panel.taste.switched.emit("inserted", False)
    yield "that is undone", a.panel.taste.undo_asked.emit
    yield "settings are opened", lambda: a.panel.sections.open("settings")
    yield "the history comes", lambda: a.hear(_history_report())
    yield "a pack is used", lambda: a.panel.settings.packs.switched.emit("painting-media", True)
    yield "the pack is in use", lambda: _answer_packs(a)
    yield "an event is taken back", lambda: a.panel.settings.menu.asked.emit("take_back", "e2")
    yield "a day is forgotten", lambda: a.panel.settings.menu.asked.emit("forget", "2026-09-20")
    yield "a profile is made", lambda: a.panel.header.profile_named.emit(" Ink – quick ")
    yield "the profile is there", lambda: _answer_profile(a)
    yield "it is renamed", lambda: a.panel.settings.renamed.emit("Ink")
    yield "nothing is learned", lambda: a.panel.header.learn_switched.emit(False)
    yield "suggest once more", lambda: (a.panel.ask.suggest_asked.emit(), a.until("suggest"))
    yield "it is cancelled", a.panel.ask.cancel_asked.emit
    yield "the painting is closed", lambda: _close(a)
    yield "the backend is lost", lambda: a.wire.status_changed.emit(LinkStatus(Phase.LOST))


def _welcome(a: Artist) -> None:
    a.wire.status_changed.emit(LinkStatus(Phase.READY))
    attributes = {**slates_made.ATTRIBUTES, "mood": (*slates_made.ATTRIBUTES["mood"], "candlelight")}
    limits = m.LimitsPart(1, 1, 1)
    a.hear(m.Welcome(1, "test", "one", "rgba", limits, ENGINE, slates_made.PROFILES, attributes, PACKS))


def _refuse(a: Artist) -> None:
    a.panel.grid.cards[3].rated.emit(3, 1, False)
    a.hear(m.ErrorReply(a.until("rate"), "unknown_suggestion", "That suggestion was forgotten: ask for a new slate."))


def _answer_layers(a: Artist) -> None:
    request_id = a.last["render"]
    a.hear(m.Progress(request_id, 0.5, "colour"))
    whole, color, light = (a.see(number, request_id) for number in (11, 12, 13))
    layers = (m.LayerPart("Colour", color, "color", 0.5), m.LayerPart("Light", light, "multiply", 1.0))
    a.hear(m.RenderReady(request_id, "s1", whole, layers))


def _undo_insertion(a: Artist) -> None:
    a.easel.undone.add(0)
    a.easel.undone.add(1)
    a.easel.undone.add(2)
    a.easel.undo_followed()
    a.until("signal")


def _until_inserted(a: Artist, count: int) -> None:
    wait_until(lambda: len(a.easel.inserted) == count)


def _with(a: Artist, row: int, signal: Any, *values: object) -> None:
    """Select a palette and emit a signal of the selected one."""
    a.panel.palettes.row_selected.emit(a.shown()["palettes"]["rows"][row]["id"])
    signal.emit(*values)


def _answer_palettes(a: Artist) -> None:
    palettes = (
        m.PalettePart("canvas", "Canvas", (_SAND, _NIGHT)),
        m.PalettePart("recommended", "", (_RUST, _NIGHT, _SAND), "leans warm, as you like it"),
        m.PalettePart("recommended", "", (_NIGHT,), "something new"),
    )
    a.hear(m.PalettesReport(a.last["recommend_palettes"], palettes))


def _answer_tool(a: Artist, tool: str) -> None:
    found = tuple(m.PalettePart(tool, name, (_NIGHT, _RUST), "rust looks like night") for name in ("protan", "tritan"))
    a.hear(m.PalettesReport(a.last["work_palette"], found))


def _taste_report() -> m.TasteReport:
    return m.TasteReport(
        id="t",
        profile=m.ProfilePart("default", "My taste", 5),
        values=(
            m.TasteValuePart("color", "warm", 1.25, 0.3, None, 4, "suggested, because of 4 ratings"),
            m.TasteValuePart("mood", "joyful", -0.75, 0.4, -0.75, 0, "avoided, because you set it to -0.8 stars"),
            m.TasteValuePart("style", "painterly", 0.02, 0.9),
        ),
        text="You like: warm color (+1.3 stars).",
        agent="bayes",
        starts=(m.StartPart("portfolio", "42 paintings", "e9"),),
        signals=(m.SignalPart("inserted", True, 3, 0.75), m.SignalPart("palette_pulled", False, 2)),
        variety=m.VarietyPart((m.VarietyPoint(16, 9.5, 0.75), m.VarietyPoint(32, 3.25, 0.5)), notice="They narrow."),
    )


def _history_report() -> m.HistoryReport:
    events = (
        m.EventPart("e3", "palette", AT + 300, stars=5, summary="#c04020 #102030"),
        m.EventPart("e2", "rating", AT + 200, "s1", 5, {"color": 1}, summary="70% warm"),
        m.EventPart("e1", "signal", AT + 100, "s1", signal="inserted", undone=True),
        m.EventPart("e0", "slate", AT),
    )
    return m.HistoryReport("h", m.ProfilePart("default", "My taste", 5), events)


def _answer_packs(a: Artist) -> None:
    style = (*slates_made.ATTRIBUTES["style"], "gouache")
    packs = (m.PackPart("painting-media", "Painting media", True), m.PackPart("evening", "Evening", False))
    a.hear(m.PacksReport(a.last["set_packs"], packs, {**slates_made.ATTRIBUTES, "style": style}))


def _answer_profile(a: Artist) -> None:
    profiles = (*slates_made.PROFILES, m.ProfilePart("quick", "Ink – quick", 0))
    a.hear(m.ProfilesReport(a.last["create_profile"], profiles, "quick"))


def _close(a: Artist) -> None:
    a.easel.close(SKETCH)
    a.app.documents_changed.emit()


@contextmanager
def utc() -> Iterator[None]:
    """Read clocks in UTC for the length of a block."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


def produce(folder: Path) -> dict[str, Any]:
    """Return for every act what was sent, and what the panel shows otherwise than before it."""
    found: dict[str, Any] = {}
    with utc():
        artist = Artist(folder)
        before: dict[str, Any] = {}
        for name, act in acts(artist):
            act()
            done = artist.changes()
            now = artist.shown()
            found[name] = {**done, "shown": {part: now[part] for part in now if now[part] != before.get(part)}}
            before = now
        artist.close()
    return _named_images(found)


def _named_images(found: dict[str, Any]) -> dict[str, Any]:
    """Give the pictures that were sent short names: how Qt draws a gradient is not what is recorded."""
    sent = [
        item["image"] for act in found.values() for item in act.get("requests", ()) if "image" in item and "for" in item
    ]
    text = json.dumps(found)
    for number, key in enumerate(dict.fromkeys(sent)):
        text = text.replace(key, f"<picture {number}>")
    return dict(json.loads(text))
