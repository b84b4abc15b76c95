"""Insert: a card's suggestion comes in, new layers of it go into the document, at full size where they can."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from ..host import marks
from ..host.documents import Documents, Insertion, NewLayer
from ..model.desk import Desk, InsertProgress
from ..model.slates import Card, CardSlate
from ..pictures.convert import to_frame, to_layer_bytes
from ..pictures.tiles import Rect
from ..qt import QImage, QObject
from ..vendored import messages, signals
from .app import App
from .full_size import CHANGED, FullSizeRender, FullSizeRequest
from .pending_renders import Layers, Outcome
from .undo_watch import UndoWatch


@dataclass
class _InsertRequest:
    """A suggestion to be inserted as `form`, one of `marks.FORMS` or `marks.IN_LAYERS`.

    `place` is the rectangle that it fills, in the document's pixels; `remark` tells how its picture was made.
    """

    slate: CardSlate
    card: Card
    form: str
    place: Rect
    remark: str = ""

    @property
    def suggestion(self) -> messages.SuggestionPart:
        """The card's suggestion."""
        assert self.card.suggestion is not None
        return self.card.suggestion


class InsertActions(QObject):
    """Inserts suggestions one after the other, or says in one line why one cannot be inserted.

    Args:
        canvas: returns the canvas that a slate was asked on; None where it is not kept any more.
    """

    def __init__(
        self, app: App, desk: Desk, documents: Documents, canvas: Callable[[CardSlate], QImage | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._app, self._desk, self._documents, self._canvas = app, desk, documents, canvas
        self._undo_watch = UndoWatch(app, documents, time.time, self)
        self._full_size = FullSizeRender(app, documents, self)
        self._waiting: list[_InsertRequest] = []
        self._under_way: _InsertRequest | None = None

    def insert(self, slate: CardSlate, card: Card, form: str) -> None:
        """Insert a card's suggestion where its slate was asked; `form` is one of `marks.FORMS` or `marks.IN_LAYERS`."""
        try:
            request = _InsertRequest(slate, card, form, self._place(slate))
        except LookupError as exc:
            self._app.warn(str(exc))
            return
        if form not in ("picture", marks.IN_LAYERS) and _framing_moved(card):
            self._app.warn("The framing moved: colours or light alone would not fit. Insert the picture instead.")
        elif form == marks.IN_LAYERS or self._needs_full_size(request):
            self._waiting.append(request)
            self._next()
        else:
            self._insert_card(request)

    def cancel(self) -> None:
        """Stop the insertion that is under way; the next one that waits begins."""
        if self._under_way is not None:
            self._full_size.cancel()
            self._end("Nothing was inserted.")

    def _place(self, slate: CardSlate) -> Rect:
        """Return the rectangle that a slate's pictures fill, in the document's pixels.

        Pictures of a whole canvas fill the whole canvas, also where the document has got another size since.

        Raises:
            LookupError: the document is closed, or a part of it was asked on and its size has changed.
        """
        document = slate.document
        asked, now = (document.width_px, document.height_px), self._documents.size(document)
        if asked == now:
            return slate.frame
        if slate.mask is None:
            return Rect(0, 0, *now)
        raise LookupError(f"“{document.name}” has another size now: select the part and ask again.")

    # At full size, or in layers -------------------------------------------------------------------------------------

    def _needs_full_size(self, request: _InsertRequest) -> bool:
        """Return whether a picture is to be made anew: larger than the card's, by an engine that makes the same again.

        A model that generates pictures makes another picture at another size.
        """
        place, suggestion = request.place, request.suggestion
        larger = place.width > suggestion.width_px or place.height > suggestion.height_px
        return larger and not self._app.engine_of(request.slate).generative

    def _next(self) -> None:
        if self._under_way is not None or not self._waiting:
            return
        request = self._under_way = self._waiting.pop(0)
        if self._needs_full_size(request):
            in_layers = request.form == marks.IN_LAYERS
            wanted = FullSizeRequest(request.slate, request.suggestion.id, request.place, in_layers)
            self._full_size.begin(wanted, lambda outcome: self._full_size_came(request, outcome), self._show_progress)
        else:
            self._ask_for_layers(request)

    def _show_progress(self, fraction: float, stage: str) -> None:
        in_layers = self._under_way is not None and self._under_way.form == marks.IN_LAYERS
        self._desk.inserting = InsertProgress(in_layers, fraction, stage)
        self._app.refresh()

    def _full_size_came(self, request: _InsertRequest, outcome: Outcome) -> None:
        """Insert the picture or layers that came; else layers at the card's size, or the card's picture scaled up."""
        in_layers = request.form == marks.IN_LAYERS
        if outcome.problem == CHANGED and in_layers:
            request.remark = f"At the card's size: {CHANGED}."
            self._ask_for_layers(request)
            return
        self._end("")
        if in_layers:
            self._insert_layers(request, outcome)
        elif outcome.image is not None:
            size = (outcome.image.width(), outcome.image.height())
            if size != (request.place.width, request.place.height):
                request.remark = f"Made at {size[0]} × {size[1]} and scaled up: more cannot be sent."
            self._insert_image(request, outcome.image)
        else:
            request.remark = f"It is the card's picture scaled up: {outcome.problem}."
            self._insert_card(request)

    def _end(self, text: str) -> None:
        self._under_way, self._desk.inserting = None, None
        self._app.state.say(text)
        self._app.refresh()
        self._next()

    def _ask_for_layers(self, request: _InsertRequest) -> None:
        """Have the engine part a card's picture into layers of the picture's size."""
        canvas, suggestion = self._canvas(request.slate), request.suggestion
        render = messages.Render(
            id=self._app.state.new_id(),
            suggestion=suggestion.id,
            width_px=suggestion.width_px,
            height_px=suggestion.height_px,
            canvas=request.slate.canvas,
            layers=True,
        )

        def came(outcome: Outcome) -> None:
            self._end("")
            self._insert_layers(request, outcome)

        self._app.connection.want()
        self._full_size.ask(render, lambda: to_frame(canvas, render.id) if canvas else None, came, self._show_progress)
        self._show_progress(0.0, "")

    def _insert_layers(self, request: _InsertRequest, outcome: Outcome) -> None:
        if outcome.layers:
            self._app.connection.work(lambda: self._prepare(request, outcome.layers, ""))
        elif outcome.problem:
            self._app.warn(f"The layers could not be made: {outcome.problem}.")
        else:
            self._app.warn("This picture has no layers of its own: insert it as a picture.")

    # Into the document ----------------------------------------------------------------------------------------------

    def _insert_card(self, request: _InsertRequest) -> None:
        image = self._app.gallery.full(request.card.image)
        if image is not None:
            self._insert_image(request, image)
        else:
            self._app.want_image(request.card.image)
            self._app.warn("The picture is being fetched: insert it again in a moment.")

    def _insert_image(self, request: _InsertRequest, image: QImage) -> None:
        title, blending = marks.FORMS[request.form]
        # One layer that fills its group lies on the canvas as the group does.
        part = messages.LayerPart(title, request.card.image, "normal", 1.0)
        self._app.connection.work(lambda: self._prepare(request, ((part, image),), blending))

    def _prepare(self, request: _InsertRequest, parts: Layers, blending: str) -> Callable[[], None]:
        """Make the layers' bytes on the worker thread; return the insertion itself, for Krita's thread to do."""
        engine, slate = self._app.engine_of(request.slate), request.slate
        layers = tuple(
            NewLayer(
                marks.layer_name(part.name, engine),
                to_layer_bytes(image, request.place, slate.mask),
                part.blending,
                part.opacity,
            )
            for part, image in parts
        )
        insertion = Insertion(
            group=marks.group_name(request.card, engine, list(self._app.state.words)),
            layers=layers,
            blending=blending,
            label=marks.color_label(engine),
            place=request.place,
            record=lambda before: marks.record(before, slate, request.card, engine, request.form),
        )
        return lambda: self._insert(request, insertion)

    def _insert(self, request: _InsertRequest, insertion: Insertion) -> None:
        try:
            before = self._documents.groups(request.slate.document)
            self._documents.insert(request.slate.document, insertion)
        except LookupError as exc:
            self._app.warn(str(exc))
            return
        self._app.send([self._app.state.feedback.signal(request.slate, request.card, signals.INSERTED)])
        self._undo_watch.watch(request.slate, request.card, before)
        if request.form == marks.IN_LAYERS:
            said = f"Inserted as a group of {len(insertion.layers)} layers: take what you like of it."
        else:
            said = f"Inserted as a new layer: {marks.FORMS[request.form][0].lower()}."
        self._app.state.say(f"{said} {request.remark}".strip())


def _framing_moved(card: Card) -> bool:
    return card.suggestion is not None and sum(card.suggestion.mix.get("composition", {}).values()) > 0
