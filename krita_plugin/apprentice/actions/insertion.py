"""One suggestion on its way into its document: reading, rendering, cutting, placing."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from ..host import marks
from ..host.documents import Documents, LayerStack, NewLayer
from ..model.desk import InsertProgress
from ..model.slates import Card, CardSlate
from ..pictures.convert import to_frame, to_layer_bytes
from ..pictures.likeness import was_turned
from ..pictures.tiles import LONGEST_PX, Rect, scaled_rect
from ..qt import QImage, QObject, Signal
from ..vendored import ImageFrame, later, messages, signals, tr, tr_n
from .app import NO_BACKEND, App
from .full_size import Comparison, compare_canvas, full_size, longest_side
from .other_thread import Task
from .pending_renders import Layers, Outcome
from .tile_reader import CanvasPart, TileReader
from .undo_watch import UndoWatch

_CHANGED = later("the painting has changed since")
# One of `marks.FORMS` -> the sentence that it was inserted.
_INSERTED = {
    "picture": later("Inserted as a new group: picture."),
    "colours": later("Inserted as a new group: colours only."),
    "light": later("Inserted as a new group: light only."),
}


class Step(enum.Enum):
    """The steps of an insertion, in their order."""

    READING = "reading"
    RENDERING = "rendering"
    CUTTING = "cutting"
    PLACING = "placing"


@dataclass(frozen=True)
class InsertRequest:
    """A suggestion to be inserted.

    Args:
        slate, card: the slate and the card of the suggestion.
        form: one of `marks.FORMS` or `marks.IN_LAYERS`.
        size: the document's width and height now, in pixels.
        canvas: the canvas that the slate was asked on; None where it was blank, or is not kept any more.
        generative: whether it was made by an AI image model, which makes another picture at another size.
    """

    slate: CardSlate
    card: Card
    form: str
    size: tuple[int, int]
    canvas: QImage | None
    generative: bool

    @property
    def suggestion(self) -> messages.SuggestionPart:
        """The card's suggestion."""
        assert self.card.suggestion is not None
        return self.card.suggestion

    @property
    def place(self) -> Rect:
        """The rectangle that it fills, in the document's pixels: scaled with the document."""
        asked = self.slate.document
        return scaled_rect(self.slate.frame, (asked.width_px, asked.height_px), self.size)

    @property
    def is_scaled(self) -> bool:
        """True where the document has another size than when the slate was asked for."""
        return self.size != (self.slate.document.width_px, self.slate.document.height_px)

    @property
    def in_layers(self) -> bool:
        """True where the engine is to part the picture into layers."""
        return self.form == marks.IN_LAYERS

    @property
    def at_full_size(self) -> bool:
        """True where the picture is to be made anew: larger than the card's, by an engine that makes the same again."""
        larger = self.place.width > self.suggestion.width_px or self.place.height > self.suggestion.height_px
        return larger and not self.generative

    @property
    def needs_backend(self) -> bool:
        """True where the backend has to make something: the picture anew, or its layers."""
        return self.at_full_size or self.in_layers


class Insertion(QObject):
    """Inserts one suggestion, step by step; `cancel` ends it at any step before the placing.

    1. Reading: the slate's canvas is read, and must look like the one that the slate was made of: scaled, or painted
       on, but not cropped, turned or mirrored.
    2. Rendering: the backend makes the suggestion again at full size, or parts it into layers.
    3. Cutting: the bytes of the layers are made, scaled to the place and cut to the selection.
    4. Placing: the layers enter the document, as one undo step.

    A card's picture that is large enough, or was made by an AI image model, goes from the reading to the cutting, and
    layers of it to the rendering. Where the picture cannot be made anew, the card's is cut and scaled up, and the
    artist is told why. Where layers cannot be made, nothing is inserted.

    `progressed` carries an `InsertProgress` where the backend is needed; `ended` comes once, at the end.
    """

    progressed = Signal(object)
    ended = Signal()

    def __init__(self, app: App, documents: Documents, undo_watch: UndoWatch, request: InsertRequest) -> None:
        super().__init__()
        self._app, self._documents, self._undo_watch, self._request = app, documents, undo_watch, request
        self._tiles = TileReader(app, documents)
        self.step: Step | None = None
        # The job, reading or render of the step that is under way.
        self._task: Task | None = None
        self._document = request.slate.place.document
        self._request_id = app.state.new_id_on(self._document)
        self._remark = ""

    def begin(self) -> None:
        """Begin with the first step."""
        self._read()

    def cancel(self) -> None:
        """Stop, and insert nothing; what is being placed cannot be stopped."""
        if self.step is Step.PLACING:
            return
        if self._task is not None:
            self._task.cancel()
        self._app.say(tr("Nothing was inserted."), self._document)
        self._end()

    # Reading --------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read the slate's canvas as it was sent, and at full size where a picture is made of it, and compare."""
        request, slate, request_id = self._request, self._request.slate, self._request_id
        self.step = Step.READING
        if request.needs_backend:
            self._show_progress(0.0, tr("reading the canvas"))
        wants_full = request.at_full_size and not self._app.backend_failed
        in_full = (longest_side(request.place, in_layers=request.in_layers),) if wants_full else ()
        self._task = self._tiles.read(
            CanvasPart(slate.document, request.place, (*in_full, LONGEST_PX)),
            lambda *read: compare_canvas(slate, read[-1], read[0] if in_full else None, request_id),
            self._compared,
            self._unread,
        )

    def _unread(self, problem: str) -> None:
        """Insert the card's picture where nothing could be read and nothing is known to have moved."""
        if self._request.is_scaled:
            self._fail(problem)
        else:
            self._go_without_render(problem)

    def _compared(self, now: Comparison) -> None:
        if now.is_same or (self._request.is_scaled and now.is_alike):
            self._make(now.canvas)
        elif self._request.is_scaled:
            self._refuse()
        else:
            self._look_whether_turned()

    def _look_whether_turned(self) -> None:
        """Read the whole painting, which was changed: turned and mirrored, it may have kept its size."""
        slate, (width, height), frame = self._request.slate, self._request.size, self._request.slate.frame
        part = (frame.x / width, frame.y / height, frame.width / width, frame.height / height)
        self._task = self._tiles.read(
            CanvasPart(slate.document, Rect(0, 0, width, height)),
            lambda whole: was_turned(whole, part, slate.look),
            lambda turned: self._refuse() if turned else self._go_without_same_canvas(),
            self._unread,
        )

    def _refuse(self) -> None:
        name = self._request.slate.document.name
        self._fail(tr("“{name}” was cropped, turned or reshaped since: undo that, or press Suggest again.", name=name))

    def _make(self, canvas: ImageFrame | None) -> None:
        """Have made what the backend has to make; `canvas` is at full size, None where it is blank or not wanted."""
        if not self._request.needs_backend:
            self._cut_card()
        elif self._app.backend_failed:
            self._go_without_render(tr(NO_BACKEND))
        elif self._request.at_full_size:
            self._render(canvas, *full_size(self._request.place, in_layers=self._request.in_layers))
        else:
            self._render_at_cards_size()

    # Rendering ------------------------------------------------------------------------------------------------------

    def _render_at_cards_size(self) -> None:
        """Have the card's picture parted into layers of its size."""
        suggestion, canvas = self._request.suggestion, self._request.canvas
        self.step = Step.RENDERING
        self._show_progress(0.0)
        self._task = self._app.do(
            lambda: to_frame(canvas, self._request_id) if canvas is not None else None,
            lambda frame: self._render(frame, suggestion.width_px, suggestion.height_px),
            self._fail,
        )

    def _render(self, canvas: ImageFrame | None, width_px: int, height_px: int) -> None:
        """Ask for the suggestion in a size; `canvas` is None where it is blank, or not kept any more."""
        if self._app.backend_failed:
            self._go_without_render(tr(NO_BACKEND))
            return
        self.step = Step.RENDERING
        render = messages.Render(
            id=self._request_id,
            suggestion=self._request.suggestion.id,
            width_px=width_px,
            height_px=height_px,
            canvas=canvas.hash if canvas is not None else self._request.slate.canvas,
            layers=self._request.in_layers,
        )
        self._task = self._app.renders.ask(render, canvas, self._rendered, self._show_progress)

    def _rendered(self, outcome: Outcome) -> None:
        request = self._request
        if outcome.image is None:
            self._go_without_render(outcome.problem)
        elif not request.in_layers:
            width_px, height_px = outcome.image.width(), outcome.image.height()
            if (width_px, height_px) != (request.place.width, request.place.height):
                made = later("Made at {width} × {height} and scaled up: more cannot be sent.")
                self._remark = tr(made, width=width_px, height=height_px)
            self._cut_image(outcome.image)
        elif outcome.layers:
            self._cut(outcome.layers, "")
        else:
            self._fail(tr("This picture has no layers of its own: insert it as a picture."))

    def _go_without_same_canvas(self) -> None:
        """Insert the card's picture, or have layers made of it: the painting has changed since."""
        if not self._request.at_full_size:
            self._make(None)
        elif self._request.in_layers:
            self._remark = tr("At the card's size: {problem}.", problem=tr(_CHANGED))
            self._render_at_cards_size()
        else:
            self._go_without_render(tr(_CHANGED))

    def _go_without_render(self, problem: str) -> None:
        """Insert the card's picture, scaled up; where layers were asked for, nothing."""
        problem = problem.rstrip(".")
        if self._request.in_layers:
            self._fail(tr("The layers could not be made: {problem}.", problem=problem))
        else:
            said = later("It is the card's picture scaled up: {problem}.")
            alone = later("It is the card's picture: {problem}.")
            self._remark = tr(said if self._request.at_full_size else alone, problem=problem)
            self._cut_card()

    # Cutting --------------------------------------------------------------------------------------------------------

    def _cut_card(self) -> None:
        image = self._app.gallery.full(self._request.card.image)
        if image is not None:
            self._cut_image(image)
        else:
            self._app.want_image(self._request.card.image)
            self._fail(tr("The picture is being fetched: insert it again in a moment."))

    def _cut_image(self, image: QImage) -> None:
        """Make one layer; its group's blending lays it on the canvas."""
        title, blending = marks.FORMS[self._request.form]
        self._cut(
            ((messages.LayerPart(tr(title, context="layer"), self._request.card.image, "normal", 1.0), image),),
            blending,
        )

    def _cut(self, parts: Layers, blending: str) -> None:
        """Make the bytes of layers on the worker; `blending` is their group's."""
        self.step = Step.CUTTING
        engine, words = self._app.engine_of(self._request.slate), list(self._app.state.words)
        group = marks.group_name(self._request.card, engine, words)
        self._task = self._app.do(
            lambda: _stack(self._request, engine, parts, blending, group), self._place, self._fail
        )

    # Placing --------------------------------------------------------------------------------------------------------

    def _place(self, stack: LayerStack) -> None:
        """Put the layers into the document, tell the backend, and watch whether they are undone."""
        self.step = Step.PLACING
        slate, card = self._request.slate, self._request.card
        try:
            if self._documents.size(slate.document) != self._request.size:
                self._refuse()
                return
            before = self._documents.groups(slate.document)
            self._documents.insert(slate.document, stack)
        except LookupError as exc:
            self._fail(str(exc))
            return
        self._app.tell(self._app.state.feedback.signal(slate, card, signals.INSERTED))
        self._undo_watch.watch(slate, card, before)
        if self._request.in_layers:
            said = tr_n(
                "Inserted as a group of {count} layer: take what you like of it.",
                "Inserted as a group of {count} layers: take what you like of it.",
                len(stack.layers),
            )
        else:
            said = tr(_INSERTED[self._request.form])
        # The line has room for two sentences: what is wrong with the picture goes first.
        then = self._remark or tr("Krita's Undo takes it out.")
        self._app.say(f"{said} {then}", self._document)
        self._end()

    # All steps ------------------------------------------------------------------------------------------------------

    def _show_progress(self, fraction: float, stage: str = "") -> None:
        self.progressed.emit(InsertProgress(self._document, self._request.in_layers, fraction, stage))

    def _fail(self, text: str) -> None:
        self._app.warn(text, self._document)
        self._end()

    def _end(self) -> None:
        self._task = None
        self.ended.emit()


def _stack(request: InsertRequest, engine: messages.EnginePart, parts: Layers, blending: str, group: str) -> LayerStack:
    """Make the bytes of layers, and the names and the entry that go with them; called on the worker."""
    slate = request.slate
    layers = tuple(
        NewLayer(
            marks.layer_name(part.name, engine),
            to_layer_bytes(image, request.place, slate.mask, slate.frame),
            part.blending,
            part.opacity,
        )
        for part, image in parts
    )
    return LayerStack(
        group=group,
        layers=layers,
        blending=blending,
        label=marks.color_label(engine),
        place=request.place,
        entry=marks.record_entry(slate, request.card, engine, request.form),
    )
