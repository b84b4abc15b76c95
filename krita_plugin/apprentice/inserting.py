"""A suggestion on its way into the document: scaled and cut on the worker thread, inserted on Krita's."""

from __future__ import annotations

from collections.abc import Callable

from . import marks
from .app import App
from .easel import Easel, Insertion
from .pictures import to_layer_bytes
from .qt import QImage
from .slates import Card, Slate
from .tiles import Rect
from .vendored import messages


class Inserting:
    """Inserts suggestions, or says in one line why it cannot.

    Args:
        app: what all panels share.
        easel: this window's documents.
    """

    def __init__(self, app: App, easel: Easel) -> None:
        self._app, self._easel = app, easel

    def begin(self, slate: Slate, card: Card, form: str) -> None:
        """Insert a suggestion as `form`, one of `marks.FORMS`, where its slate was asked."""
        image = self._app.gallery.full(card.image)
        try:
            place = self._place(slate)
        except LookupError as exc:
            self._say(str(exc))
            return
        if image is None:
            self._app.want_image(card.image)
            self._say("The picture is being fetched: insert it again in a moment.")
        elif form != "picture" and _framing_moved(card):
            self._say("The framing moved: colours or light alone would not fit. Insert the picture instead.")
        else:
            self._app.connection.work(lambda: self._prepare(slate, card, form, (place, image)))

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

    def _prepare(self, slate: Slate, card: Card, form: str, what: tuple[Rect, QImage]) -> Callable[[], None]:
        """Make the layer's bytes on the worker thread; return the insertion for the GUI thread."""
        place, image = what
        pixels = to_layer_bytes(image, place, slate.mask)
        return lambda: self._insert(slate, card, form, (place, pixels))

    def _insert(self, slate: Slate, card: Card, form: str, what: tuple[Rect, bytes]) -> None:
        engine = slate.engine or self._app.state.engine
        assert engine is not None
        place, pixels = what
        insertion = Insertion(
            group=marks.group_name(card, engine, list(self._app.state.words)),
            layer=marks.layer_name(form, engine),
            blending=marks.FORMS[form][1],
            label=marks.color_label(engine),
            place=place,
            pixels=pixels,
            record=lambda before: marks.record(before, slate, card, engine, form),
        )
        try:
            self._easel.insert(slate.document, insertion)
        except LookupError as exc:
            self._say(str(exc))
            return
        signal: messages.Request = self._app.state.feedback.signal(slate, card, "inserted")
        self._app.send([signal])
        self._app.state.say(f"Inserted as a new layer: {marks.FORMS[form][0].lower()}.")

    def _say(self, text: str) -> None:
        self._app.state.say(text, is_problem=True)
        self._app.refresh()


def _framing_moved(card: Card) -> bool:
    return card.suggestion is not None and sum(card.suggestion.mix.get("composition", {}).values()) > 0
