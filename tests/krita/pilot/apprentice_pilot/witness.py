"""What Qt delivers and Python collects in a turn of the event loop."""

import gc
import threading
import time

from .qt import QApplication, QEvent, QObject, QTimer

SHOWN = 6
NO_EVENT = -1
# PyQt5's types of events know no names; PyQt6's do.
NAMES = {int(kind): name for name, kind in vars(QEvent).items() if isinstance(kind, QEvent.Type)}


class Witness(QObject):
    """Note every event with the processor time at its delivery, and the time that collections of garbage take.

    What passes until the next delivery is an event's share, so one that delivers others has only what is its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self._delivered: list[tuple[float, int, str]] = []
        self._watched = threading.get_ident()
        self._collection_began = 0.0
        self.collections: list[str] = []

    def start(self) -> None:
        """Begin to look on."""
        QApplication.instance().installEventFilter(self)
        gc.callbacks.append(self._collection)

    def stop(self) -> None:
        """Look on no more: it costs a call of Python for every event."""
        QApplication.instance().removeEventFilter(self)
        gc.callbacks.remove(self._collection)

    def begin_turn(self) -> None:
        """Forget the last turn."""
        self._delivered = [(time.thread_time(), NO_EVENT, "none")]
        self.collections.clear()

    def eventFilter(self, receiver, event) -> bool:  # noqa: N802  # Qt's name
        """Note an event; nothing is held back."""
        kind = event.type()
        self._delivered.append((time.thread_time(), getattr(kind, "value", kind), _name_of(receiver)))
        return False

    @property
    def delivered(self) -> int:
        """The number of deliveries in the turn."""
        return len(self._delivered) - 1

    def heaviest(self) -> list[tuple[str, str, float]]:
        """The dearest deliveries of the turn: type, receiver's class, processor time in milliseconds."""
        ends = [began for began, _, _ in self._delivered[1:]] + [time.thread_time()]
        shares = [
            (_name(kind), receiver, 1000.0 * (end - began))
            for (began, kind, receiver), end in zip(self._delivered, ends, strict=True)
        ]
        return sorted(shares, key=lambda share: -share[2])[:SHOWN]

    def _collection(self, phase: str, facts: dict) -> None:
        if phase == "start":
            self._collection_began = time.perf_counter()
            return
        took_ms = 1000.0 * (time.perf_counter() - self._collection_began)
        where = "here" if threading.get_ident() == self._watched else "on another thread"
        self.collections.append(f"generation {facts['generation']} {where} {took_ms:.1f} ms")


def _name_of(receiver) -> str:
    """The class and name of a receiver; that of whom it belongs to where it has none, as timers do."""
    # A widget's truth is not asked for: of one that is being made, that ends Krita.
    parent = receiver.parent()
    owner = receiver if receiver.objectName() or parent is None else parent
    name = owner.objectName() or owner.metaObject().className()
    if isinstance(receiver, QTimer):
        name += f" every {receiver.interval()} ms"
    return f"{receiver.metaObject().className()} ({name})"


def _name(kind: int) -> str:
    if kind == NO_EVENT:
        return "before the first event"
    if NAMES:
        return NAMES.get(int(kind), f"event {int(kind)}")
    try:
        return QEvent.Type(kind).name
    except ValueError:
        return f"event {kind}"
