"""A suggestion on its way into the document: made at full size, cut on the worker thread, inserted on Krita's."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

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
class _Wanted:
    """What is to be inserted, as what, and where; `remark` is what the artist is told of how it was made."""

    slate: CardSlate
    card: Card
    form: str
    place: Rect
    remark: str = field(default="")

    @property
    def suggestion(self) -> messages.SuggestionPart:
        """The suggestion."""
        assert self.card.suggestion is not None
        return self.card.suggestion


class InsertActions(QObject):
    """Inserts suggestions one after the other, or says in one line why it cannot.

    Args:
        app: what all panels share.
        desk: shows what is under way.
        documents: this window's documents.
        canvas: returns the canvas of a slate as it was asked on; None where it is gone.
    """

    def __init__(
        self, app: App, desk: Desk, documents: Documents, canvas: Callable[[CardSlate], QImage | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._app, self._desk, self._documents, self._canvas = app, desk, documents, canvas
        self._undo_watch = UndoWatch(app, documents, time.time, self)
        self._full_size = FullSizeRender(app, documents, self)
        self._waiting: list[_Wanted] = []
        self._under_way: _Wanted | None = None

    def begin(self, slate: CardSlate, card: Card, form: str) -> None:
        """Insert a suggestion as `form`, one of `marks.FORMS` or `marks.IN_LAYERS`, where its slate was asked."""
        try:
            wanted = _Wanted(slate, card, form, self._place(slate))
        except LookupError as exc:
            self._say(str(exc))
            return
        if form not in ("picture", marks.IN_LAYERS) and _framing_moved(card):
            self._say("The framing moved: colours or light alone would not fit. Insert the picture instead.")
        elif form == marks.IN_LAYERS or self._is_larger(wanted):
            self._waiting.append(wanted)
            self._next()
        else:
            self._insert_card(wanted)

    def cancel(self) -> None:
        """Stop what is being made for an insertion; the next that waits is made."""
        if self._under_way is not None:
            self._full_size.cancel()
            self._end("Nothing was inserted.")

    def _place(self, slate: CardSlate) -> Rect:
        """Return where a slate's pictures go now: a whole canvas' cover the whole, even if it has another size by now.

        Raises:
            LookupError: the document is closed, or the part of it that was asked on is not what it was.
        """
        document = slate.document
        asked, now = (document.width_px, document.height_px), self._documents.size(document)
        if asked == now:
            return slate.frame
        if slate.mask is None:
            return Rect(0, 0, *now)
        raise LookupError(f"“{document.name}” has another size now: select the part and ask again.")

    # At full size, or in layers -------------------------------------------------------------------------------------

    def _is_larger(self, wanted: _Wanted) -> bool:
        """Return whether its place has more pixels than the card's picture, from an engine that makes the same again.

        What a model generates at another size is another picture.
        """
        place, suggestion = wanted.place, wanted.suggestion
        larger = place.width > suggestion.width_px or place.height > suggestion.height_px
        return larger and not self._engine(wanted.slate).generative

    def _next(self) -> None:
        if self._under_way is not None or not self._waiting:
            return
        wanted = self._under_way = self._waiting.pop(0)
        if self._is_larger(wanted):
            wish = FullSizeRequest(wanted.slate, wanted.suggestion.id, wanted.place, wanted.form == marks.IN_LAYERS)
            self._full_size.begin(wish, lambda outcome: self._came(wanted, outcome), self._told)
        else:
            self._ask_for_layers(wanted)

    def _told(self, fraction: float, stage: str) -> None:
        in_layers = self._under_way is not None and self._under_way.form == marks.IN_LAYERS
        self._desk.inserting = InsertProgress(in_layers, fraction, stage)
        self._app.refresh()

    def _came(self, wanted: _Wanted, outcome: Outcome) -> None:
        """Insert what came; else the layers at the card's size, or the card's picture scaled up, and say so."""
        in_layers = wanted.form == marks.IN_LAYERS
        if outcome.problem == CHANGED and in_layers:
            wanted.remark = f"At the card's size: {CHANGED}."
            self._ask_for_layers(wanted)
            return
        self._end("")
        if in_layers:
            self._take_layers(wanted, outcome)
        elif outcome.image is not None:
            size = (outcome.image.width(), outcome.image.height())
            if size != (wanted.place.width, wanted.place.height):
                wanted.remark = f"Made at {size[0]} × {size[1]} and scaled up: more cannot be sent."
            self._insert_image(wanted, outcome.image)
        else:
            wanted.remark = f"It is the card's picture scaled up: {outcome.problem}."
            self._insert_card(wanted)

    def _end(self, text: str) -> None:
        self._under_way, self._desk.inserting = None, None
        self._app.state.say(text)
        self._app.refresh()
        self._next()

    def _ask_for_layers(self, wanted: _Wanted) -> None:
        """Have the engine part a picture into layers, of the size in which it was shown."""
        canvas, suggestion = self._canvas(wanted.slate), wanted.suggestion
        request = messages.Render(
            id=self._app.state.new_id(),
            suggestion=suggestion.id,
            width_px=suggestion.width_px,
            height_px=suggestion.height_px,
            canvas=wanted.slate.canvas,
            layers=True,
        )

        def came(outcome: Outcome) -> None:
            self._end("")
            self._take_layers(wanted, outcome)

        self._app.connection.want()
        self._full_size.ask(request, lambda: None if canvas is None else to_frame(canvas, request.id), came, self._told)
        self._told(0.0, "")

    def _take_layers(self, wanted: _Wanted, outcome: Outcome) -> None:
        if outcome.layers:
            self._app.connection.work(lambda: self._prepare(wanted, outcome.layers, ""))
        elif outcome.problem:
            self._say(f"The layers could not be made: {outcome.problem}.")
        else:
            self._say("This picture has no layers of its own: insert it as a picture.")

    # Into the document ----------------------------------------------------------------------------------------------

    def _insert_card(self, wanted: _Wanted) -> None:
        image = self._app.gallery.full(wanted.card.image)
        if image is not None:
            self._insert_image(wanted, image)
        else:
            self._app.want_image(wanted.card.image)
            self._say("The picture is being fetched: insert it again in a moment.")

    def _insert_image(self, wanted: _Wanted, image: QImage) -> None:
        title, blending = marks.FORMS[wanted.form]
        # One layer that fills its group lies on the canvas as the group does.
        part = messages.LayerPart(title, wanted.card.image, "normal", 1.0)
        self._app.connection.work(lambda: self._prepare(wanted, ((part, image),), blending))

    def _prepare(self, wanted: _Wanted, parts: Layers, blending: str) -> Callable[[], None]:
        """Make the layers' bytes on the worker thread; return the insertion for the GUI thread."""
        engine, slate = self._engine(wanted.slate), wanted.slate
        layers = tuple(
            NewLayer(
                marks.layer_name(part.name, engine),
                to_layer_bytes(image, wanted.place, slate.mask),
                part.blending,
                part.opacity,
            )
            for part, image in parts
        )
        insertion = Insertion(
            group=marks.group_name(wanted.card, engine, list(self._app.state.words)),
            layers=layers,
            blending=blending,
            label=marks.color_label(engine),
            place=wanted.place,
            record=lambda before: marks.record(before, slate, wanted.card, engine, wanted.form),
        )
        return lambda: self._insert(wanted, insertion)

    def _insert(self, wanted: _Wanted, insertion: Insertion) -> None:
        try:
            before = self._documents.groups(wanted.slate.document)
            self._documents.insert(wanted.slate.document, insertion)
        except LookupError as exc:
            self._say(str(exc))
            return
        signal: messages.Request = self._app.state.feedback.signal(wanted.slate, wanted.card, signals.INSERTED)
        self._app.send([signal])
        self._undo_watch.watch(wanted.slate, wanted.card, before)
        if wanted.form == marks.IN_LAYERS:
            said = f"Inserted as a group of {len(insertion.layers)} layers: take what you like of it."
        else:
            said = f"Inserted as a new layer: {marks.FORMS[wanted.form][0].lower()}."
        self._app.state.say(f"{said} {wanted.remark}".strip())

    def _engine(self, slate: CardSlate) -> messages.EnginePart:
        engine = slate.engine or self._app.state.engine
        assert engine is not None
        return engine

    def _say(self, text: str) -> None:
        self._app.state.say(text, is_problem=True)
        self._app.refresh()


def _framing_moved(card: Card) -> bool:
    return card.suggestion is not None and sum(card.suggestion.mix.get("composition", {}).values()) > 0
