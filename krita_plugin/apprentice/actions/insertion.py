"""One suggestion on its way into its document: reading, rendering, cutting, placing."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from ..host import marks
from ..host.documents import Documents, LayerStack, NewLayer
from ..model.desk import InsertProgress
from ..model.slates import Card, CardSlate
from ..pictures.convert import to_frame, to_layer_bytes
from ..pictures.tiles import LONGEST_PX, Rect
from ..qt import QImage, QObject, Signal
from ..vendored import ImageFrame, messages, signals, tr
from .app import NO_BACKEND, App
from .full_size import full_size, longest_side, same_canvas
from .other_thread import Task
from .pending_renders import Layers, Outcome
from .tile_reader import CanvasPart, TileReader
from .undo_watch import UndoWatch

_CHANGED = "the painting has changed since"


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
        place: the rectangle that it fills, in the document's pixels.
        canvas: the canvas that the slate was asked on; None where it was blank, or is not kept any more.
        generative: whether it was made by an AI image model, which makes another picture at another size.
    """

    slate: CardSlate
    card: Card
    form: str
    place: Rect
    canvas: QImage | None
    generative: bool

    @property
    def suggestion(self) -> messages.SuggestionPart:
        """The card's suggestion."""
        assert self.card.suggestion is not None
        return self.card.suggestion

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

    1. Reading: the slate's canvas is read at full size, and must be the one that the slate was made of.
    2. Rendering: the backend makes the suggestion again at full size, or parts it into layers.
    3. Cutting: the bytes of the layers are made, scaled to the place and cut to the selection.
    4. Placing: the layers enter the document, as one undo step.

    A card's picture that is large enough, or was made by an AI image model, begins with the cutting; layers of it begin
    with the rendering. Where the picture cannot be made anew, the card's is cut and scaled up, and the artist is told
    why. Where layers cannot be made, nothing is inserted.

    `progressed` carries an `InsertProgress` where the backend is needed; `ended` comes once, at the end.
    """

    progressed = Signal(object)
    ended = Signal()

    def __init__(self, app: App, documents: Documents, undo_watch: UndoWatch, request: InsertRequest) -> None:
        super().__init__()
        self._app, self._documents, self._undo_watch, self._request = app, documents, undo_watch, request
        self.step: Step | None = None
        # The job, reading or render of the step that is under way.
        self._task: Task | None = None
        self._document = request.slate.place.document
        self._request_id = app.state.new_id_on(self._document)
        self._remark = ""

    def begin(self) -> None:
        """Begin with the first step that is needed."""
        if not self._request.needs_backend:
            self._cut_card()
        elif self._app.backend_failed:
            self._go_without_render(NO_BACKEND)
        elif self._request.at_full_size:
            self._read()
        else:
            self._render_at_cards_size()

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
        """Read the slate's canvas at full size and as it was sent, and look whether it is still the same."""
        request, slate = self._request, self._request.slate
        if request.place != slate.frame:
            self._go_without_same_canvas()
            return
        self.step = Step.READING
        self._show_progress(0.0, "reading the canvas")
        sizes = (longest_side(request.place, in_layers=request.in_layers), LONGEST_PX)
        self._task = TileReader(self._app, self._documents).read(
            CanvasPart(slate.document, slate.frame, sizes),
            lambda full, as_sent: same_canvas(full, as_sent, slate.canvas, self._request_id),
            self._compared,
            self._go_without_render,
        )

    def _compared(self, compared: tuple[bool, ImageFrame | None]) -> None:
        is_same, canvas = compared
        if is_same:
            self._render(canvas, *full_size(self._request.place, in_layers=self._request.in_layers))
        else:
            self._go_without_same_canvas()

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
            self._go_without_render(NO_BACKEND)
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
                self._remark = f"Made at {width_px} × {height_px} and scaled up: more cannot be sent."
            self._cut_image(outcome.image)
        elif outcome.layers:
            self._cut(outcome.layers, "")
        else:
            self._fail("This picture has no layers of its own: insert it as a picture.")

    def _go_without_same_canvas(self) -> None:
        """Insert the card's picture, or have layers made of it: the painting has changed since."""
        if self._request.in_layers:
            self._remark = f"At the card's size: {_CHANGED}."
            self._render_at_cards_size()
        else:
            self._go_without_render(_CHANGED)

    def _go_without_render(self, problem: str) -> None:
        """Insert the card's picture, scaled up; where layers were asked for, nothing."""
        problem = problem.rstrip(".")
        if self._request.in_layers:
            self._fail(f"The layers could not be made: {problem}.")
        else:
            self._remark = f"It is the card's picture scaled up: {problem}."
            self._cut_card()

    # Cutting --------------------------------------------------------------------------------------------------------

    def _cut_card(self) -> None:
        image = self._app.gallery.full(self._request.card.image)
        if image is not None:
            self._cut_image(image)
        else:
            self._app.want_image(self._request.card.image)
            self._fail("The picture is being fetched: insert it again in a moment.")

    def _cut_image(self, image: QImage) -> None:
        """Make one layer; its group's blending lays it on the canvas."""
        title, blending = marks.FORMS[self._request.form]
        self._cut(((messages.LayerPart(title, self._request.card.image, "normal", 1.0), image),), blending)

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
            before = self._documents.groups(slate.document)
            self._documents.insert(slate.document, stack)
        except LookupError as exc:
            self._fail(str(exc))
            return
        self._app.tell(self._app.state.feedback.signal(slate, card, signals.INSERTED))
        self._undo_watch.watch(slate, card, before)
        if self._request.in_layers:
            said = f"Inserted as a group of {len(stack.layers)} layers: take what you like of it."
        else:
            said = f"Inserted as a new layer: {marks.FORMS[self._request.form][0].lower()}."
        self._app.say(f"{said} {self._remark}".strip(), self._document)
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
            to_layer_bytes(image, request.place, slate.mask),
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
