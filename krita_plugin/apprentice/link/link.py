"""The two threads between the session and the socket: the worker does the plugin's work in order and sends, the
receiver receives.

Requests come in, a `LinkEvent` goes to one callback, on these threads, for everything that happens. No Qt, no Krita.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..vendored import (
    HEADER_BYTES,
    MAX_BINARY_BYTES,
    ClientSession,
    ErrorCode,
    ImageFrame,
    ImageReader,
    LocalProtocolError,
    RemoteProtocolError,
    SessionState,
    UnprovenServer,
    UnsendableMessage,
    gather,
    messages,
)
from .backend import Address
from .keeper import Keeper, LinkStatus, Phase
from .outbox import Outbox

# Pure-Python masking holds the interpreter for a whole piece: a small piece keeps Krita's GUI thread moving.
PIECE_BYTES = 128 * 2**10
CONNECT_TIMEOUT_S = 5.0
PROOF_TIMEOUT_S = 10.0
# More is taken from a proved backend alone.
UNPROVEN_BYTES = 2**16
# The outbox is saved once the sending thread has been idle for this long. A request that is confirmed before needs no
# file: writing one would only slow the backend's own down.
SAVE_AFTER_S = 0.5
# How many steps of niceness the threads stand behind Krita's own.
NICENESS = 5
# With these errors the backend may write a request down another time; any other refuses it for good.
_TRY_AGAIN = (ErrorCode.STORE_FAILED.value, ErrorCode.INTERNAL.value, ErrorCode.NOT_READY.value)
_FATAL = (ErrorCode.WRONG_VERSION.value, ErrorCode.WRONG_TOKEN.value)


@dataclass(frozen=True)
class LinkEvent:
    """One event of the link: a new status, or a message or an image that arrived; exactly one field is set."""

    status: LinkStatus | None = None
    message: messages.Message | None = None
    image: ImageFrame | None = None


class Link:
    """Keeps one connection to the backend for as long as the process lives.

    Args:
        on_event: called with every event, on either thread.
    """

    def __init__(
        self, session: ClientSession, keeper: Keeper, outbox: Outbox, on_event: Callable[[LinkEvent], None]
    ) -> None:
        self._session = session
        self._keeper = keeper
        self._outbox = outbox
        self._on_event = on_event
        self._lock = threading.Lock()
        self._tasks: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._wake = threading.Event()
        self._stopping = False
        self._socket: Any = None
        self._threads: tuple[threading.Thread, ...] = ()

    def start(self) -> None:
        """Start both threads, once."""
        if self._threads:
            return
        self._threads = (
            threading.Thread(target=self._run_sender, name="apprentice-worker", daemon=True),
            threading.Thread(target=self._run_receiver, name="apprentice-receiver", daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        """End both threads and close the connection; the backend goes on."""
        self._stopping = True
        self._wake.set()
        self._tasks.put(self._outbox.save)
        self._tasks.put(None)
        with self._lock:
            socket = self._socket
        if socket is not None:
            socket.close_socket()
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
        self._tasks.put(lambda: self._cancel(cancel))

    # On the sending thread ------------------------------------------------------------------------------------------

    def _run_sender(self) -> None:
        step_back()
        self._tasks.put(self._outbox.take_over)
        while True:
            try:
                task = self._tasks.get(timeout=SAVE_AFTER_S if self._outbox.is_unsaved else None)
            except queue.Empty:
                task = self._outbox.save
            if task is None:
                return
            try:
                task()
                self._flush()
            except OSError as exc:
                self._say(f"Ratings cannot be kept in {self._keeper.data_dir}: {exc.strerror or exc}.")
            except Exception as exc:  # noqa: BLE001 - a thread's outermost loop: it must go on, and it says so
                self._say(went_wrong(exc))

    def _send_waiting(self) -> None:
        """Send the requests that earlier processes left, and those that the backend could not write down before."""
        for request in self._outbox.waiting:
            self._submit(request, None)

    def _submit(self, request: messages.Request, image: ImageFrame | None) -> None:
        with self._lock:
            try:
                self._session.submit(request, image)
            except LocalProtocolError:
                return  # it is open already: taken over from the outbox and sent again
            except UnsendableMessage as exc:
                self._on_event(LinkEvent(message=messages.ErrorReply.saying(request.id, exc.code, str(exc))))
                return
        self._flush()
        self._outbox.add(request)
        if self._socket is None:
            self._outbox.save()

    def _cancel(self, cancel: messages.Cancel) -> None:
        with self._lock:
            if any(request.id == cancel.target for request in self._session.open_requests):
                self._session.submit(cancel)

    def _flush(self) -> None:
        with self._lock:
            socket, frames = self._socket, self._session.data_to_send()
        if socket is None:
            return
        from .sockets import ConnectionClosed  # noqa: PLC0415 - loaded by now: a socket is there

        try:
            for frame in frames:
                socket.send(frame if isinstance(frame, str) else _pieces(frame))
        except (ConnectionClosed, OSError):
            return  # the receiving thread notices, and open requests are sent again

    # On the receiving thread ----------------------------------------------------------------------------------------

    def _run_receiver(self) -> None:
        step_back()
        try:
            while not self._stopping:
                self._attempt()
        except Exception as exc:  # noqa: BLE001 - a thread's outermost loop: it says why it ends
            text = f"Apprentice lost its connection for good ({type(exc).__name__}: {exc}): restart Krita."
            self._tell(LinkStatus(Phase.FAILED, text))

    def _attempt(self) -> None:
        """Look for the backend once; talk to it until the connection ends, or wait a little where none runs."""
        address, status, wait_s = self._keeper.look(pending=self.has_pending)
        self._tell(status)
        if address is None:
            self._wake.wait(wait_s)
            self._wake.clear()
            return
        from .sockets import ConnectionClosed, WebSocketException, connect  # noqa: PLC0415 - a tenth of a second

        try:
            socket = connect(
                f"ws://{address.host}:{address.port}/",
                compression=None,
                proxy=None,
                max_size=UNPROVEN_BYTES,
                open_timeout=CONNECT_TIMEOUT_S,
                ping_interval=None,
                close_timeout=1.0,
            )
        except ConnectionRefusedError:
            self._keeper.unreachable(address)
            return
        except (OSError, TimeoutError, WebSocketException):
            self._keeper.broken()
            return
        try:
            with socket:
                self._converse(socket, address)
        except (ConnectionClosed, OSError):
            self._keeper.broken()
        except RemoteProtocolError as exc:
            self._keeper.refused(str(exc))
        finally:
            with self._lock:
                self._socket = None
                self._session.disconnect()
            self.run(self._outbox.save)

    @property
    def has_pending(self) -> bool:
        """True while a request waits for its answer."""
        with self._lock:
            return bool(self._session.open_requests)

    def _converse(self, socket: Any, address: Address) -> None:
        with self._lock:
            self._session.connect(address.token, address.port)
            self._socket = socket
        self._prove(socket)
        while not self._stopping:
            frame = gather(socket.recv_streaming(), ImageReader(verify=False))
            with self._lock:
                arrived = self._session.receive_data(frame)
            for item in arrived:
                self._deliver(item)
            if isinstance(frame, str):
                self._flush_soon()  # acknowledgements, and images that the backend needs

    def _prove(self, socket: Any) -> None:
        """Let the backend prove itself, in time and in few bytes, and prove this side.

        The greeting does not wait for the sending thread, which may be busy; until the welcome there is nothing else to
        be sent.
        """
        self._flush()
        try:
            frame = socket.recv(timeout=PROOF_TIMEOUT_S)
        except TimeoutError as exc:
            raise UnprovenServer from exc
        with self._lock:
            self._session.receive_data(frame)
        socket.protocol.max_message_size = MAX_BINARY_BYTES + HEADER_BYTES
        self._flush()

    def _flush_soon(self) -> None:
        """Have the sending thread send what the session has ready, as it does after every job."""
        self.run(lambda: None)

    def _deliver(self, item: messages.Message | ImageFrame) -> None:
        if isinstance(item, ImageFrame):
            self._on_event(LinkEvent(image=item))
            return
        if isinstance(item, messages.Welcome):
            self._keeper.welcomed()
            self.run(self._send_waiting)
            self._tell(LinkStatus(Phase.READY))
        if isinstance(item, messages.ErrorReply):
            if item.code in _FATAL and self._session.state is not SessionState.READY:
                raise RemoteProtocolError(item.message)
            if item.code not in _TRY_AGAIN:
                self.run(lambda: self._outbox.confirm(item.id))
        elif isinstance(item, messages.Reply) and item.final:
            self.run(lambda: self._outbox.confirm(item.id))
        self._on_event(LinkEvent(message=item))

    # On either ------------------------------------------------------------------------------------------------------

    def _tell(self, status: LinkStatus) -> None:
        self._on_event(LinkEvent(status=status))

    def _say(self, text: str) -> None:
        self._on_event(LinkEvent(message=messages.ErrorReply(id="", code=ErrorCode.INTERNAL.value, message=text)))


def went_wrong(exc: Exception) -> str:
    """Return the sentence on an error that nobody expected."""
    return f"Something went wrong inside Apprentice ({type(exc).__name__}: {exc}): ask again."


def step_back() -> None:
    """Give this thread a lower priority than Krita's own: a stroke waits for no core that hashes or scales a picture.

    Only Linux counts niceness per thread; elsewhere nothing is changed. The step is small, because a thread that holds
    Python's lock must come to its end even where Krita's own threads keep every core busy.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        if os.getpriority(os.PRIO_PROCESS, thread) < NICENESS:
            os.setpriority(os.PRIO_PROCESS, thread, NICENESS)


def _pieces(fragments: tuple[bytes, bytes | memoryview]) -> Iterator[bytes]:
    for fragment in fragments:
        view = memoryview(fragment)
        for start in range(0, len(view), PIECE_BYTES):
            yield bytes(view[start : start + PIECE_BYTES])
            time.sleep(0)
