"""One suggestion on its way into its document: reading, rendering, cutting, placing."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable
from functools import partial

from ...host import marks
from ...host.documents import Documents, LayerStack
from ...model.desk import InsertProgress
from ...pictures.convert import to_frame
from ...qt import QImage, QObject, Signal
from ...vendored import ImageFrame, in_turn, messages, signals, tr
from ..app import NO_BACKEND, App
from ..other_thread import Task
from ..pending_renders import Layers, Outcome
from .asked_part import FoundPart
from .full_size import full_size, longest_side
from .insert_request import InsertRequest
from .inserted_lines import CHANGED, HIDDEN, ISOLATED, card_remark, inserted_line, size_remark
from .part_finder import LongestPx, PartFinder, SearchAnswers
from .undo_watch import UndoWatch


class Step(enum.Enum):
    """The steps of an insertion, in their order."""

    READING = "reading"
    RENDERING = "rendering"
    CUTTING = "cutting"
    PLACING = "placing"


class Insertion(QObject):
    """Inserts one suggestion, step by step; `cancel` ends it at any step before the placing.

    1. Reading: the slate's canvas is found again, and must look like the one that the slate was made of: scaled, or
       painted on, but not cropped, turned or mirrored.
    2. Rendering: the backend makes the suggestion again at full size, or parts it into layers. Where the painting has
       changed meanwhile, its canvas is looked for once more.
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
        self._finder = PartFinder(app, documents)
        self.step: Step | None = None
        # The search, job or render of the step that is under way.
        self._task: Task | None = None
        self._found: FoundPart | None = None
        self._document = request.slate.place.document
        self._request_id = app.state.new_id_on(self._document)
        self._remark = ""

    def cancel(self) -> None:
        """Stop, and insert nothing; what is being placed cannot be stopped."""
        if self.step is Step.PLACING:
            return
        if self._task is not None:
            self._task.cancel()
        self._app.say(tr("Nothing was inserted."), self._document)
        self._end()

    # Reading --------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin: find the slate's canvas again, and read it at full size where a picture is made of it."""
        self.step = Step.READING
        if self._request.needs_backend:
            self._show_progress(0.0, tr("reading the canvas"))
        wants_full = self._request.at_full_size and not self._app.backend_failed
        longest_px = partial(longest_side, in_layers=self._request.in_layers)
        self._find(self._make_of, self._unread, longest_px if wants_full else None)

    def _find(
        self, found: Callable[[FoundPart], None], unread: Callable[[str], None], longest_px: LongestPx | None = None
    ) -> None:
        """Look for the slate's canvas, and take notice of the painting's size."""

        def take(part: FoundPart) -> None:
            self._found, self._request = part, dataclasses.replace(self._request, size=part.size)
            found(part)

        try:
            self._task = self._finder.find(self._request.part, SearchAnswers(take, self._fail, unread), longest_px)
        except LookupError as exc:
            self._fail(str(exc))

    def _unread(self, problem: str) -> None:
        """Insert the card's picture where nothing could be read and nothing is known to have moved."""
        if self._request.is_scaled:
            self._fail(problem)
        else:
            self._go_without_render(problem)

    def _make_of(self, found: FoundPart) -> None:
        if found.is_as_asked:
            self._make(found.canvas)
        else:
            self._go_without_same_canvas(tr(ISOLATED if found.is_isolated else CHANGED))

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
        canvas = canvas.for_request(self._request_id) if canvas is not None else None
        named = canvas.hash if canvas is not None else self._request.slate.canvas
        suggestion, in_layers = self._request.suggestion.id, self._request.in_layers
        render = messages.Render(self._request_id, suggestion, width_px, height_px, named, layers=in_layers)
        self._task = self._app.renders.ask(render, canvas, self._rendered, self._show_progress)

    def _rendered(self, outcome: Outcome) -> None:
        image = outcome.image
        if image is None:
            self._find_again(lambda: self._go_without_render(outcome.problem))
        elif not self._request.in_layers:
            self._find_again(lambda: self._cut_image(image, size_remark(image, self._request.place)))
        elif outcome.layers:
            self._find_again(lambda: self._cut(outcome.layers, ""))
        else:
            self._fail(tr("This picture has no layers of its own: insert it as a picture."))

    def _find_again(self, then: Callable[[], None]) -> None:
        """Look for the canvas once more where the painting has changed while the backend was busy."""
        assert self._found is not None
        try:
            is_unchanged = self._finder.is_unchanged(self._request.part, self._found)
        except LookupError as exc:
            self._fail(str(exc))
            return
        if is_unchanged:
            then()
        else:
            self._find(lambda _: then(), self._fail)

    def _go_without_same_canvas(self, why: str) -> None:
        """Insert the card's picture, or have layers made of it: the painting shows something else by now."""
        if not self._request.at_full_size:
            self._make(None)
        elif self._request.in_layers:
            self._remark = in_turn([tr("They have the card's size."), why])
            self._render_at_cards_size()
        else:
            self._go_without_render(why)

    def _go_without_render(self, problem: str) -> None:
        """Insert the card's picture, scaled up; where layers were asked for, nothing."""
        if self._request.in_layers:
            self._fail(in_turn([tr("The layers could not be made."), problem]))
        else:
            self._remark = card_remark(problem, scaled_up=self._request.at_full_size)
            self._cut_card()

    # Cutting --------------------------------------------------------------------------------------------------------

    def _cut_card(self) -> None:
        image = self._app.gallery.full(self._request.card.image)
        if image is not None:
            self._cut_image(image)
        else:
            self._app.want_image(self._request.card.image)
            self._fail(tr("The picture is being fetched: insert it again in a moment."))

    def _cut_image(self, image: QImage, remark: str = "") -> None:
        """Make one layer; its group's blending lays it on the canvas."""
        self._remark = remark or self._remark
        title, blending = marks.FORMS[self._request.form]
        layer = messages.LayerPart(tr(title, context="layer"), self._request.card.image, "normal", 1.0)
        self._cut(((layer, image),), blending)

    def _cut(self, parts: Layers, blending: str) -> None:
        """Make the bytes of layers on the worker; `blending` is their group's."""
        self.step = Step.CUTTING
        request, engine = self._request, self._app.engine_of(self._request.slate)
        group = marks.group_name(request.card, engine, list(self._app.state.words))
        self._task = self._app.do(lambda: request.stack(engine, parts, blending, group), self._place, self._fail)

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
        remark = self._remark or (tr(HIDDEN) if self._found and self._found.is_isolated else "")
        self._app.say(inserted_line(self._request.form, len(stack.layers), remark), self._document)
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
