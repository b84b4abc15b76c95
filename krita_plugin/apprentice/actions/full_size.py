"""A suggestion rendered again at the size of its place in the painting, from the painting's own pixels."""

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
from .pending_renders import Done, Outcome, Told
from .tile_reader import TileReader

# What one frame of the protocol can carry; and, in layers, what six of them can within what the backend keeps.
MOST_PIXELS = MAX_BINARY_BYTES // 4
MOST_PIXELS_IN_LAYERS = 6_000_000

CHANGED = "the painting has changed since"


@dataclass(frozen=True)
class FullSizeRequest:
    """What is to be rendered again.

    Args:
        slate: what it was suggested in.
        suggestion: its id.
        place: where it goes in the document now.
        layers: whether its layers are wanted, too.
    """

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
        """The longer side of that."""
        most = MOST_PIXELS_IN_LAYERS if self.layers else MOST_PIXELS
        longer = max(self.place.width, self.place.height)
        pixels = self.place.width * self.place.height
        # Rounded sides may come to a row more than the root says.
        longest = min(longer, bounds.SIDE_PX.high, max(1, math.floor(longer * math.sqrt(most / pixels)) - 1))
        return longer if pixels <= most and longer <= bounds.SIDE_PX.high else longest


class _FullSizeReader(TileReader):
    """Reads what a slate was asked on once more: at full size, and as it was sent then."""

    def __init__(
        self,
        connection: BackendConnection,
        request: FullSizeRequest,
        tiles: Iterator[tuple[Tile, QImage]],
        then: Callable[[QImage, QImage], object],
        parent: QObject,
    ) -> None:
        frame = request.slate.frame
        super().__init__(connection, frame, tiles, lambda _: None, longest_px=request.longest_px, parent=parent)
        self._then_both = then
        self._sent = Mosaic(*scaled_size(frame.width, frame.height, LONGEST_PX))
        self._sent_places = {tile.source: tile.target for tile in plan(frame)}

    def discard(self) -> None:
        """Let go of what was read."""
        super().discard()
        self._sent = Mosaic(1, 1)

    def _end(self) -> None:
        self._connection.work(lambda: self._concluding(self._then_both(self._whole(), self._sent.image)))

    def _adding(self, tile: Tile, image: QImage) -> Callable[[], None]:
        add = super()._adding(tile, image)

        def add_to_both() -> None:
            add()
            self._sent.add(image, self._sent_places[tile.source])

        return add_to_both


class FullSizeRender(QObject):
    """Has one suggestion at a time rendered at full size.

    Args:
        app: what all panels share.
        documents: this window's documents.
    """

    def __init__(self, app: App, documents: Documents, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._documents = app, documents
        self._reader: _FullSizeReader | None = None
        self._request_id = ""

    def begin(self, request: FullSizeRequest, done: Done, told: Told) -> None:
        """Read the canvas again and have the suggestion made of it, if it is what it was.

        Args:
            request: what to render.
            done: called once with what came of it, unless it is cancelled.
            told: called with how far it is, 0 to 1, and what is being done.
        """
        if request.place != request.slate.frame:
            done(Outcome(problem=CHANGED))
            return
        request_id = self._request_id = self._app.state.new_id()
        tiles = self._documents.read(request.slate.document, plan(request.slate.frame, request.longest_px))

        def then(full: QImage, as_sent: QImage) -> Callable[[], None]:
            is_same, frame = _compare(full, as_sent, request.slate.canvas, request_id)
            if not is_same:
                return lambda: self._differs(request_id, done)
            return lambda: self._ask(request_id, request, frame, done, told)

        self._reader = _FullSizeReader(self._app.connection, request, tiles, then, self)
        self._reader.failed.connect(lambda text: done(Outcome(problem=text.rstrip("."))))
        told(0.0, "reading the canvas")
        self._app.connection.want()
        self._reader.step()

    def ask(
        self, request: messages.Render, make_canvas: Callable[[], ImageFrame | None], done: Done, told: Told
    ) -> None:
        """Have a picture rendered as `PendingRenders.ask` does, so that `cancel` stops it."""
        self._request_id = request.id
        self._app.renders.ask(request, make_canvas, done, told)

    def cancel(self) -> None:
        """Stop; nothing more is told."""
        if self._reader is not None:
            self._reader.give_up()
        self._app.renders.give_up(self._request_id)
        self._request_id = ""

    def _differs(self, request_id: str, done: Done) -> None:
        if request_id == self._request_id:
            done(Outcome(problem=CHANGED))

    def _ask(
        self, request_id: str, request: FullSizeRequest, canvas: ImageFrame | None, done: Done, told: Told
    ) -> None:
        if request_id != self._request_id:
            return
        width_px, height_px = request.size
        render = messages.Render(
            id=request_id,
            suggestion=request.suggestion,
            width_px=width_px,
            height_px=height_px,
            canvas=canvas.hash if canvas else "",
            layers=request.layers,
        )
        self.ask(render, lambda: canvas, done, told)


def _compare(full: QImage, as_sent: QImage, sent: str, request_id: str) -> tuple[bool, ImageFrame | None]:
    """Return whether the canvas is what was sent, by its hash, and the whole of it; a blank one is never sent."""
    if is_blank(raw_bytes(as_sent)):
        return not sent, None
    is_same = to_frame(as_sent, request_id).hash == sent
    return is_same, to_frame(full, request_id) if is_same else None
