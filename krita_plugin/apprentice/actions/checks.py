"""Checks: the active painting comes in, its picture through a check is shown until the check ends.

The painting is read in small steps and looked at on a thread beside Krita's. No backend is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ..checks import BY_KEY, Check
from ..host.documents import Documents
from ..panel.viewer import Viewer
from ..pictures.convert import Mosaic, flattened
from ..pictures.tiles import Rect, Tile, plan, scaled_size
from ..qt import QImage, QObject, QTimer, QWidget, Signal
from ..vendored import tr
from .other_thread import OtherThread

# A picture with more pixels than the view shows nothing more; a larger one than this takes too long.
_LONGEST_PX = 1280
# So much of a turn of Krita's event loop may go into reading.
_TURN_S = 0.008


@dataclass(eq=False)
class _HeldCheck:
    """A check from its beginning to its end.

    `original` is the painting once it is read, `seen` what the check makes of it; after a click it `stays`.
    """

    check: Check
    document: str
    tiles: Iterator[tuple[Tile, QImage]]
    mosaic: Mosaic
    original: QImage | None = None
    seen: QImage | None = None
    stays: bool = False


class CheckActions(QObject):
    """Shows the active painting through a check until that ends.

    `changed` tells its key, empty at its end; `shown` that its picture is there.

    Args:
        view: returns the widget that the viewer covers.
        warn: tells the artist one sentence on a problem.
    """

    changed = Signal(str)
    shown = Signal()

    def __init__(
        self,
        documents: Documents,
        viewer: Viewer,
        view: Callable[[], QWidget],
        warn: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._documents, self._viewer, self._view, self._warn = documents, viewer, view, warn
        self._held: _HeldCheck | None = None
        self._wants_original = False
        # Not the worker: a check never waits behind a picture that is hashed or sent. And no thread of Qt's: those are
        # waited for when their pool is destroyed, by a thread that may hold Python's lock.
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="apprentice-check")
        self._turns = QTimer(self)
        self._turns.setSingleShot(True)
        self._turns.timeout.connect(self._read)
        self._thread = OtherThread(self._pool.submit, warn, self)

    def hold(self, key: str) -> None:
        """Begin a check, named by its key; its picture is shown as soon as it is made."""
        document = self._documents.current()
        if document is None:
            self.let_go()
            self.changed.emit("")
            self._warn(tr("Open a painting first: a check shows the one that is active."))
            return
        whole = Rect(0, 0, document.width_px, document.height_px)
        longest_px = self._room_px()
        tiles = self._documents.read(document, plan(whole, longest_px), as_seen=True)
        mosaic = Mosaic(*scaled_size(whole.width, whole.height, longest_px), quick=True)
        self._held, self._wants_original = _HeldCheck(BY_KEY[key], document.id, tiles, mosaic), False
        self.changed.emit(key)
        self._read()

    def keep(self) -> None:
        """Leave the check on once its button is let go."""
        if self._held is not None:
            self._held.stays = True
            self._show(self._held)

    def document_changed(self) -> None:
        """End a check of a painting that is not the active one any more."""
        document = self._documents.current()
        if self._held is not None and (document is None or document.id != self._held.document):
            self.let_go()

    def hold_original(self, held: bool) -> None:
        """Show the painting itself while its key is down."""
        self._wants_original = held
        if self._held is not None:
            self._show(self._held)

    def let_go(self) -> None:
        """End the check; a picture that comes later is not shown."""
        if self._held is not None:
            self._held = None
            self._viewer.let_go()
            self.changed.emit("")

    def _room_px(self) -> int:
        """Return the longer side of a picture that fills the view, in the screen's pixels."""
        view = self._view()
        return min(_LONGEST_PX, max(64, round(max(view.width(), view.height()) * view.devicePixelRatioF())))

    def _read(self) -> None:
        """Read for a moment, and go on in the next turn of the event loop."""
        held = self._held
        if held is None:
            return
        until = time.perf_counter() + _TURN_S
        try:
            while time.perf_counter() < until:
                tile, image = next(held.tiles)
                self._thread.do(lambda tile=tile, image=image: held.mosaic.add(image, tile.target))
        except StopIteration:
            self._thread.do(lambda: self._make(held), lambda _: self._show(held))
        except LookupError as exc:
            self.let_go()
            self._warn(str(exc))
        else:
            self._turns.start(0)

    def _make(self, held: _HeldCheck) -> None:
        """Make the picture of the check, unless it was let go; on the other thread."""
        if held is self._held:
            held.original = flattened(held.mosaic.image)
            held.seen = held.check.look(held.original)

    def _show(self, held: _HeldCheck) -> None:
        if held is not self._held or held.seen is None or held.original is None:
            return
        image = held.original if self._wants_original else held.seen
        caption = tr("The painting as it is") if self._wants_original else tr(held.check.caption)
        if held.stays:
            caption = tr("{caption} (Esc, or a press here, ends it)", caption=caption)
        self._viewer.hold_up(image, caption, self._view(), stays=held.stays)
        self.shown.emit()
