"""The threads between the session and the socket: the worker does the plugin's work in order and sends, the receiver
receives, the watcher notices a backend that hangs.

Requests come in, a `LinkEvent` goes to one callback, on these threads, for everything that happens. No Qt, no Krita.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..vendored import (
    ClientSession,
    ErrorCode,
    ImageFrame,
    RemoteProtocolError,
    UnsendableMessage,
    data_folder,
    messages,
)
from .endurance import endure, went_wrong
from .keeper import Keeper, LinkStatus, Phase
from .niceness import step_back
from .outbox import Outbox
from .outbox_watch import OutboxWatch
from .pulse import Patience, Verdict
from .refusals import refuses_for_good
from .wire import Wire, dial

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class LinkEvent:
    """One event of the link: the status, or a message or an image that arrived.

    Args:
        status: the connection's status.
        wants: how many calls of `Link.want` the status answers.
        keeping: the sentence on requests that cannot be kept on disk, empty once they are.
    """

    status: LinkStatus | None = None
    wants: int = 0
    message: messages.Message | None = None
    image: ImageFrame | None = None
    keeping: str | None = None


class Link:
    """Keeps one connection to the backend for as long as the process lives.

    Args:
        on_event: called with every event, on any of the threads.
        patience: how long the backend may take for what.
    """

    def __init__(
        self,
        session: ClientSession,
        keeper: Keeper,
        outbox: Outbox,
        on_event: Callable[[LinkEvent], None],
        patience: Patience = Patience(),  # noqa: B008 - it cannot be changed
    ) -> None:
        self._wire = Wire(session, patience)
        self._keeper = keeper
        self._outbox = OutboxWatch(outbox, self._say, lambda text: self._emit(LinkEvent(keeping=text)))
        self._on_event = on_event
        self._patience = patience
        self._data_dir: Path | None = None
        self._tasks: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._hung = False
        self._threads: tuple[threading.Thread, ...] = ()

    def start(self) -> None:
        """Start the threads, once."""
        if self._threads:
            return
        loops = {"worker": self._run_sender, "receiver": self._run_receiver, "watcher": self._run_watcher}
        self._threads = tuple(
            threading.Thread(target=self._run, args=(loop,), name=f"apprentice-{name}", daemon=True)
            for name, loop in loops.items()
        )
        for thread in self._threads:
            thread.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        """End the threads and close the connection; the backend goes on."""
        self._stopping.set()
        self._wake.set()
        self._tasks.put(self._outbox.close)
        self._tasks.put(None)
        self._wire.hang_up()
        for thread in self._threads:
            thread.join(timeout_s)

    def want(self) -> None:
        """Connect now; a backend that does not run is started."""
        self._keeper.want()
        self._wake.set()

    def send(self, request: messages.Request, image: ImageFrame | None = None) -> None:
        """Send a request, now or with the next connection; the image it names only if the backend does not hold it."""
        self._tasks.put(lambda: self._submit(request, image))

    def run(self, task: Callable[[], None]) -> None:
        """Do a piece of work on the sending thread, in order with the requests."""
        self._tasks.put(task)

    def cancel(self, cancel: messages.Cancel) -> None:
        """Stop a request, whether it waits in the queue or is being answered."""
        self._tasks.put(lambda: self._wire.cancel(cancel))

    # On the sending thread ------------------------------------------------------------------------------------------

    def _run_sender(self) -> None:
        while True:
            try:
                wait_s = self._outbox.next_in_s
                # What is due does not wait until nothing else is to be done.
                task = self._look_at_outbox if wait_s == 0 else self._tasks.get(timeout=wait_s)
            except queue.Empty:
                task = self._look_at_outbox
            if task is None:
                return
            try:
                task()
                self._wire.flush()
            except Exception as exc:  # noqa: BLE001 - a task's outermost frame: the others are still to be done
                self._wonder(exc)

    def _submit(self, request: messages.Request, image: ImageFrame | None) -> None:
        try:
            is_new = self._wire.submit(request, image)
        except UnsendableMessage as exc:
            self._emit(LinkEvent(message=messages.ErrorReply.saying(request.id, exc.code, str(exc))))
            return
        except Exception:  # whoever waits for its answer gets one
            logger.exception("A request could not be sent")
            self._say(went_wrong(), request.id)
            return
        if not is_new:
            return
        self._outbox.add(request)
        self._wire.flush()
        if not self._wire.is_connected:
            self._outbox.save()
            self._wake.set()

    def _look_at_outbox(self) -> None:
        if self._outbox.look():
            self._send_waiting()

    def _send_waiting(self) -> None:
        """Send the requests that earlier processes left, and those that the backend could not write down before."""
        for request in self._outbox.waiting():
            self._submit(request, None)

    # On the receiving thread ----------------------------------------------------------------------------------------

    def _run_receiver(self) -> None:
        while not self._stopping.is_set():
            self._attempt()

    def _attempt(self) -> None:
        """Look for the backend once; talk to it until the connection ends, or wait a little where none runs."""
        served, status, wait_s = self._keeper.look(pending=self._wire.has_pending)
        self._settle(self._keeper.data_dir)
        self._emit(LinkEvent(status=status, wants=self._keeper.wants_seen))
        if served is None or served.address is None:
            self._wake.wait(wait_s)
            self._wake.clear()
            return
        try:
            with dial(served.address, self._patience) as socket:
                try:
                    self._converse(socket, served.address, served.token)
                finally:
                    if not self._wire.is_ready:
                        # Without a word: whoever is no backend may read nothing, and a farewell would wait for that.
                        self._wire.hang_up()
        except OSError:
            if self._wire.is_ready and not self._stopping.is_set():
                self._emit(LinkEvent(status=LinkStatus(Phase.LOST)))
            self._keeper.broken(hung=self._hung)
        except RemoteProtocolError as exc:
            self._keeper.refused(str(exc))
        finally:
            self._hung = False
            self._wire.detach()
            self.run(self._outbox.save)

    def _settle(self, data_dir: Path | None) -> None:
        """Keep the outbox in the data folder that the launcher names now, or named last: a new one is being written."""
        if data_dir is not None and data_dir != self._data_dir:
            self._data_dir = data_dir
            self.run(lambda: self._outbox.settle(data_dir))

    def _converse(self, socket: object, address: data_folder.Address, token: str) -> None:
        self._wire.attach(socket, address, token)
        # The greeting does not wait for the sending thread, which may be busy.
        self._wire.flush()
        while not self._stopping.is_set():
            was_ready = self._wire.is_ready
            for item in self._wire.receive():
                if not was_ready and isinstance(item, messages.ErrorReply):
                    raise RemoteProtocolError(item.message)
                self._deliver(item)
            if was_ready:
                # The sending thread flushes after every task: acknowledgements, and images that the backend needs.
                self.run(lambda: None)
            else:
                self._wire.flush()

    def _deliver(self, item: messages.Message | ImageFrame) -> None:
        if isinstance(item, ImageFrame):
            self._emit(LinkEvent(image=item))
            return
        if isinstance(item, messages.Welcome):
            self._keeper.welcomed()
            self.run(self._send_waiting)
            self._emit(LinkEvent(status=LinkStatus(Phase.READY)))
        elif isinstance(item, messages.ErrorReply):
            answered = self._outbox.confirm if refuses_for_good(item.code) else self._outbox.postpone
            self.run(lambda: answered(item.id))
        elif isinstance(item, messages.Reply) and item.final:
            self.run(lambda: self._outbox.confirm(item.id))
        self._emit(LinkEvent(message=item))

    # On the watching thread -----------------------------------------------------------------------------------------

    def _run_watcher(self) -> None:
        """Notice that nothing comes back from the backend, also while the sending thread waits for it to take more."""
        while not self._stopping.wait(self._patience.look_s):
            verdict = self._wire.look()
            if verdict is Verdict.ASK:
                self.run(self._wire.ping)
            elif verdict is Verdict.HUNG:
                self._hung = True
                self._wire.hang_up()

    # On any of them -------------------------------------------------------------------------------------------------

    def _run(self, loop: Callable[[], None]) -> None:
        step_back()
        endure(loop, self._wonder, self._stopping)

    def _emit(self, event: LinkEvent) -> None:
        try:
            self._on_event(event)
        except Exception:
            logger.exception("An event of the link was not taken")
            if event.message is None or not isinstance(event.message, messages.ErrorReply):
                self._say(went_wrong(), getattr(event.message, "id", ""))

    def _wonder(self, exc: Exception) -> None:
        logger.exception("A thread of the link met an error")
        self._say(went_wrong())

    def _say(self, text: str, request_id: str = "") -> None:
        self._emit(LinkEvent(message=messages.ErrorReply.saying(request_id, ErrorCode.INTERNAL, text)))
