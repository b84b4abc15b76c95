"""A suggestion made again at full size: its slate's canvas is read again, an `Outcome` with the picture comes out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..host.documents import Documents
from ..link.connection import BackendConnection
from ..model.slates import CardSlate
from ..pictures.convert import Mosaic, is_blank, raw_bytes, to_frame
from ..pictures.tiles import LONGEST_PX, Rect, Tile, plan, scaled_size
from ..qt import QImage, QObject
from ..vendored import MAX_BINARY_BYTES, ImageFrame, bounds, messages
from .app import App
from .pending_renders import OnOutcome, OnProgress, Outcome
from .tile_reader import TileReader

# One frame of the protocol carries so many pixels; in layers, six frames must fit into what the backend keeps.
MOST_PIXELS = MAX_BINARY_BYTES // 4
MOST_PIXELS_IN_LAYERS = 6_000_000

CHANGED = "the painting has changed since"


@dataclass(frozen=True)
class FullSizeRequest:
    """A suggestion, by its id, to be made again as large as `place`, the rectangle that it fills in the document."""

    slate: CardSlate
    suggestion: str
    place: Rect
    layers: bool

    @property
    def size(self) -> tuple[int, int]:
        """Width and height to render at: the place's, or the largest of its proportions that can be sent."""
        return scaled_size(self.place.width, self.place.height, self.longest_px)

    @property
    def longest_px(self) -> int:
        """The longer side of `size`."""
        most = MOST_PIXELS_IN_LAYERS if self.layers else MOST_PIXELS
        longer = max(self.place.width, self.place.height)
        pixels = self.place.width * self.place.height
        # Rounded sides may come to a row more than the root says.
        longest = min(longer, bounds.SIDE_PX.high, max(1, math.floor(longer * math.sqrt(most / pixels)) - 1))
        return longer if pixels <= most and longer <= bounds.SIDE_PX.high else longest


class _FullSizeReader(TileReader):
    """Reads a slate's canvas again, at two sizes: full size, and the size in which it was sent with the slate.

    Args:
        then: called with both pictures on the worker thread, full size first; otherwise as in `TileReader`.
    """

    def __init__(
        self,
        connection: BackendConnection,
        request: FullSizeRequest,
        tiles: Iterator[tuple[Tile, QImage]],
        then: Callable[[QImage, QImage], object],
        parent: QObject,
    ) -> None:
        frame = request.slate.frame
        super().__init__(
            connection,
            frame,
            tiles,
            lambda full: then(full, self._as_sent.image),
            longest_px=request.longest_px,
            parent=parent,
        )
        self._as_sent = Mosaic(*scaled_size(frame.width, frame.height, LONGEST_PX))
        self._sent_places = {tile.source: tile.target for tile in plan(frame)}

    def discard(self) -> None:
        """Let go of both pictures."""
        super().discard()
        self._as_sent = Mosaic(1, 1)

    def _add(self, tile: Tile, image: QImage) -> None:
        super()._add(tile, image)
        self._as_sent.add(image, self._sent_places[tile.source])


class FullSizeRender(QObject):
    """Has one suggestion at a time rendered at full size."""

    def __init__(self, app: App, documents: Documents, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._documents = app, documents
        self._reader: _FullSizeReader | None = None
        self._request_id = ""

    def begin(self, request: FullSizeRequest, on_outcome: OnOutcome, on_progress: OnProgress) -> None:
        """Read the canvas again and, if it has not changed, ask for the suggestion as `PendingRenders.ask` does.

        The outcome's problem is `CHANGED` where the canvas is another; after `cancel` there is no outcome.
        """
        if request.place != request.slate.frame:
            on_outcome(Outcome(problem=CHANGED))
            return
        request_id = self._request_id = self._app.state.new_id()
        tiles = self._documents.read(request.slate.document, plan(request.slate.frame, request.longest_px))

        def then(full: QImage, as_sent: QImage) -> Callable[[], None]:
            is_same, frame = _compare(full, as_sent, request.slate.canvas, request_id)
            if not is_same:
                return lambda: self._refuse(request_id, on_outcome)
            return lambda: self._ask(_render(request_id, request, frame), frame, on_outcome, on_progress)

        self._reader = _FullSizeReader(self._app.connection, request, tiles, then, self)
        self._reader.failed.connect(lambda text: on_outcome(Outcome(problem=text.rstrip("."))))
        on_progress(0.0, "reading the canvas")
        self._app.connection.want()
        self._reader.step()

    def ask(
        self,
        request: messages.Render,
        make_canvas: Callable[[], ImageFrame | None],
        on_outcome: OnOutcome,
        on_progress: OnProgress,
    ) -> None:
        """Have a picture rendered as `PendingRenders.ask` does, so that `cancel` stops it."""
        self._request_id = request.id
        self._app.renders.ask(request, make_canvas, on_outcome, on_progress)

    def cancel(self) -> None:
        """Stop the render; nobody is told its outcome."""
        if self._reader is not None:
            self._reader.give_up()
        self._app.renders.give_up(self._request_id)
        self._request_id = ""

    def _refuse(self, request_id: str, on_outcome: OnOutcome) -> None:
        if request_id == self._request_id:
            on_outcome(Outcome(problem=CHANGED))

    def _ask(
        self, request: messages.Render, canvas: ImageFrame | None, on_outcome: OnOutcome, on_progress: OnProgress
    ) -> None:
        if request.id == self._request_id:
            self.ask(request, lambda: canvas, on_outcome, on_progress)


def _render(request_id: str, request: FullSizeRequest, canvas: ImageFrame | None) -> messages.Render:
    width_px, height_px = request.size
    return messages.Render(
        id=request_id,
        suggestion=request.suggestion,
        width_px=width_px,
        height_px=height_px,
        canvas=canvas.hash if canvas else "",
        layers=request.layers,
    )


def _compare(full: QImage, as_sent: QImage, sent: str, request_id: str) -> tuple[bool, ImageFrame | None]:
    """Compare the canvas as it is now with the one that a slate was made of.

    Args:
        full: the canvas now, at full size.
        as_sent: the canvas now, at the size in which the slate's was sent.
        sent: the hash of the canvas that was sent; "" for a blank one, which is never sent.
        request_id: of the request that the full-size canvas goes with.

    Returns:
        Whether they are the same, and the full-size canvas to send; None where it is blank or another.
    """
    if is_blank(raw_bytes(as_sent)):
        return not sent, None
    is_same = to_frame(as_sent, request_id).hash == sent
    return is_same, to_frame(full, request_id) if is_same else None
