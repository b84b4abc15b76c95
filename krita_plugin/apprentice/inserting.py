"""A suggestion on its way into the document: scaled and cut on the worker thread, inserted on Krita's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import marks
from .again import Layers
from .app import App
from .easel import Easel, Insertion, NewLayer
from .pictures import to_layer_bytes
from .qt import QImage
from .slates import Card, Slate
from .tiles import Rect
from .vendored import messages


@dataclass(frozen=True)
class _Wanted:
    """What is to be inserted, as what, and where."""

    slate: Slate
    card: Card
    form: str
    place: Rect


class Inserting:
    """Inserts suggestions, or says in one line why it cannot.

    Args:
        app: what all panels share.
        easel: this window's documents.
        canvas: returns the canvas of a slate as it was asked on; None where it is gone.
    """

    def __init__(self, app: App, easel: Easel, canvas: Callable[[Slate], QImage | None]) -> None:
        self._app, self._easel, self._canvas = app, easel, canvas

    def begin(self, slate: Slate, card: Card, form: str) -> None:
        """Insert a suggestion as `form`, one of `marks.FORMS` or `marks.IN_LAYERS`, where its slate was asked."""
        image = self._app.gallery.full(card.image)
        try:
            wanted = _Wanted(slate, card, form, self._place(slate))
        except LookupError as exc:
            self._say(str(exc))
            return
        if form == marks.IN_LAYERS:
            self._ask_for_layers(wanted)
        elif image is None:
            self._app.want_image(card.image)
            self._say("The picture is being fetched: insert it again in a moment.")
        elif form != "picture" and _framing_moved(card):
            self._say("The framing moved: colours or light alone would not fit. Insert the picture instead.")
        else:
            title, blending = marks.FORMS[form]
            # One layer that fills its group lies on the canvas as the group does.
            part = messages.LayerPart(title, card.image, "normal", 1.0)
            self._app.connection.work(lambda: self._prepare(wanted, ((part, image),), blending))

    def _place(self, slate: Slate) -> Rect:
        """Return where a slate's pictures go now: a whole canvas' cover the whole, even if it has another size by now.

        Raises:
            LookupError: the document is closed, or the part of it that was asked on is not what it was.
        """
        document = slate.document
        asked, now = (document.width_px, document.height_px), self._easel.size(document)
        if asked == now:
            return slate.frame
        if slate.mask is None:
            return Rect(0, 0, *now)
        raise LookupError(f"“{document.name}” has another size now: select the part and ask again.")

    def _ask_for_layers(self, wanted: _Wanted) -> None:
        """Have the engine part a picture into layers, of the size in which it was shown."""
        suggestion = wanted.card.suggestion
        assert suggestion is not None
        request = messages.Render(
            id=self._app.state.new_id(),
            suggestion=suggestion.id,
            width_px=suggestion.width_px,
            height_px=suggestion.height_px,
            canvas=wanted.slate.canvas,
            layers=True,
        )
        self._app.connection.want()
        self._app.again.ask(request, self._canvas(wanted.slate), lambda layers: self._layers_came(wanted, layers))
        self._app.state.say("The picture is being parted into its layers.")
        self._app.refresh()

    def _layers_came(self, wanted: _Wanted, layers: Layers) -> None:
        if layers:
            self._app.connection.work(lambda: self._prepare(wanted, layers, ""))
        else:
            self._say("This picture has no layers of its own: insert it as a picture.")

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
            self._easel.insert(wanted.slate.document, insertion)
        except LookupError as exc:
            self._say(str(exc))
            return
        signal: messages.Request = self._app.state.feedback.signal(wanted.slate, wanted.card, "inserted")
        self._app.send([signal])
        if wanted.form == marks.IN_LAYERS:
            self._app.state.say(f"Inserted as a group of {len(insertion.layers)} layers: take what you like of it.")
        else:
            self._app.state.say(f"Inserted as a new layer: {marks.FORMS[wanted.form][0].lower()}.")

    def _engine(self, slate: Slate) -> messages.EnginePart:
        engine = slate.engine or self._app.state.engine
        assert engine is not None
        return engine

    def _say(self, text: str) -> None:
        self._app.state.say(text, is_problem=True)
        self._app.refresh()


def _framing_moved(card: Card) -> bool:
    return card.suggestion is not None and sum(card.suggestion.mix.get("composition", {}).values()) > 0
