"""Insert: a card's suggestion comes in, an `Insertion` of it begins at once or waits for its turn."""

from __future__ import annotations

import time
from collections.abc import Callable

from ...host import marks
from ...host.documents import Documents
from ...model.desk import Desk, InsertProgress
from ...model.slates import Card, CardSlate
from ...qt import QImage, QObject, QTimer
from ...vendored import tr
from ..app import App
from .insert_request import InsertRequest
from .insertion import Insertion
from .undo_watch import UndoWatch


class InsertActions(QObject):
    """Inserts suggestions, or says in one line why one cannot be inserted.

    Insertions that need the backend are done one at a time: `under_way` is the one being done, None without one.

    Args:
        canvas: returns the canvas that a slate was asked on; None where it is not kept any more.
    """

    def __init__(
        self, app: App, desk: Desk, documents: Documents, canvas: Callable[[CardSlate], QImage | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._app, self._desk, self._documents, self._canvas = app, desk, documents, canvas
        self._undo_watch = UndoWatch(app, documents, time.time, self)
        self._waiting: list[Insertion] = []
        # The next insertion begins in another turn of the event loop: a long queue of failures would nest too deeply.
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._next)
        self.under_way: Insertion | None = None

    def insert(self, slate: CardSlate, card: Card, form: str) -> None:
        """Insert a card's suggestion where its slate was asked; `form` is one of `marks.FORMS` or `marks.IN_LAYERS`."""
        self._app.state.lines.go_on(slate.place.document)
        self._app.refresh()
        try:
            size = self._documents.size(slate.document)
        except LookupError as exc:
            self._app.warn(str(exc), slate.place.document)
            return
        if form not in ("picture", marks.IN_LAYERS) and card.framing_moved:
            said = tr("The framing moved: colours or light alone would not fit. Insert the picture instead.")
            self._app.warn(said, slate.place.document)
            return
        canvas = self._canvas(slate) if slate.canvas else None
        request = InsertRequest(slate, card, form, size, canvas, self._app.engine_of(slate).generative)
        insertion = Insertion(self._app, self._documents, self._undo_watch, request)
        if request.needs_backend:
            self._app.want()
            self._waiting.append(insertion)
            self._next()
        else:
            insertion.begin()

    def cancel(self) -> None:
        """Stop the insertion that is under way; the next one that waits begins."""
        if self.under_way is not None:
            self.under_way.cancel()

    def _next(self) -> None:
        if self.under_way is None and self._waiting:
            self.under_way = self._waiting.pop(0)
            self.under_way.progressed.connect(self._show_progress)
            self.under_way.ended.connect(self._ended)
            self.under_way.begin()

    def _show_progress(self, progress: InsertProgress) -> None:
        self._desk.inserting = progress
        self._app.refresh()

    def _ended(self) -> None:
        self.under_way, self._desk.inserting = None, None
        self._app.refresh()
        self._turn.start(0)
