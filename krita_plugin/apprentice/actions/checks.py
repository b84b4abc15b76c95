"""A check of the painting as it is now: read in small steps, looked at on a thread of its own, shown while it is held.

No backend is asked and no engine waited for.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..checks import BY_KEY, Check
from ..host.documents import Documents
from ..panel.viewer import Viewer
from ..pictures.convert import Mosaic, flattened
from ..pictures.tiles import Rect, Tile, plan, scaled_size
from ..qt import QImage, QObject, QtCore, QTimer, QWidget, Signal

logger = logging.getLogger(__name__)

# More than the view has pixels shows nothing more; more than this takes longer than an artist should wait.
_LONGEST_PX = 1280
# How long a turn of Krita's event loop may be used for reading.
_TURN_S = 0.008


@dataclass(eq=False)
class _Look:
    """One holding of one check."""

    check: Check
    tiles: Iterator[tuple[Tile, QImage]]
    mosaic: Mosaic
    original: QImage | None = None
    seen: QImage | None = None


class _Job(QtCore.QRunnable):
    """A piece of work for the thread pool."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        """Do it; what goes wrong must not end Krita, and leaves nothing shown."""
        try:
            self._work()
        except Exception:  # a thread's outermost frame
            logger.exception("A check could not be shown")


class CheckActions(QObject):
    """Shows the active painting through a check for as long as it is held.

    Args:
        documents: this window's documents.
        viewer: what shows it.
        view: returns the widget that the viewer covers.
        say: tells the artist one sentence.
    """

    _looked = Signal(object)

    def __init__(
        self,
        documents: Documents,
        viewer: Viewer,
        view: Callable[[], QWidget],
        say: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._documents, self._viewer, self._view, self._say = documents, viewer, view, say
        self._look: _Look | None = None
        self._wants_original = False
        # One thread: the tiles are put together before the whole is looked at.
        self._pool = QtCore.QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._looked.connect(self._show)

    def hold(self, key: str) -> None:
        """Begin to look; the picture comes as soon as it is there."""
        document = self._documents.current()
        if document is None:
            self._say("Open a painting first: a check shows the one that is active.")
            return
        whole = Rect(0, 0, document.width_px, document.height_px)
        longest_px = self._room_px()
        tiles = self._documents.read(document, plan(whole, longest_px), as_seen=True)
        mosaic = Mosaic(*scaled_size(whole.width, whole.height, longest_px), quick=True)
        self._look, self._wants_original = _Look(BY_KEY[key], tiles, mosaic), False
        self._step(self._look)

    def hold_original(self, held: bool) -> None:
        """Show the painting itself while its key is down."""
        self._wants_original = held
        if self._look is not None:
            self._show(self._look)

    def let_go(self) -> None:
        """Look no more; what is still being read or looked at is for nobody."""
        if self._look is not None:
            self._look = None
            self._viewer.let_go()

    def _room_px(self) -> int:
        """Return the longer side of what the view can show, in the screen's own pixels."""
        view = self._view()
        return min(_LONGEST_PX, max(64, round(max(view.width(), view.height()) * view.devicePixelRatioF())))

    def _step(self, look: _Look) -> None:
        """Read for a moment, and go on in the next turn of the event loop."""
        if look is not self._look:
            return
        until = time.perf_counter() + _TURN_S
        try:
            while time.perf_counter() < until:
                tile, image = next(look.tiles)
                self._pool.start(_Job(lambda tile=tile, image=image: look.mosaic.add(image, tile.target)))
        except StopIteration:
            self._pool.start(_Job(lambda: self._work(look)))
        except LookupError as exc:
            self.let_go()
            self._say(str(exc))
        else:
            QTimer.singleShot(0, lambda: self._step(look))

    def _work(self, look: _Look) -> None:
        """Look at the whole; on the pool's thread."""
        if look is self._look:
            look.original = flattened(look.mosaic.image)
            look.seen = look.check.look(look.original)
            self._looked.emit(look)

    def _show(self, look: _Look) -> None:
        if look is not self._look or look.seen is None or look.original is None:
            return
        if self._wants_original:
            self._viewer.hold_up(look.original, "The painting as it is", self._view())
        else:
            self._viewer.hold_up(look.seen, look.check.caption, self._view())
