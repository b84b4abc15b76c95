"""The session and the socket of the moment, as both threads of the link use them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..vendored import (
    HEADER_BYTES,
    MAX_BINARY_BYTES,
    ClientSession,
    ImageFrame,
    ImageReader,
    SessionState,
    data_folder,
    gather,
    messages,
)
from .pulse import Patience, Pulse, Verdict

if TYPE_CHECKING:
    from .sockets import ClientConnection

# Pure-Python masking holds the interpreter for a whole piece: a small piece keeps Krita's GUI thread moving.
PIECE_BYTES = 128 * 2**10
# Whoever answers may send no more before it has proved to be the backend.
UNPROVEN_BYTES = 2**16


def dial(address: data_folder.Address, patience: Patience) -> ClientConnection:
    """Connect to whoever answers at an address.

    Raises:
        OSError: nobody answers, or nobody who speaks WebSocket.
    """
    from .sockets import WebSocketException, connect  # noqa: PLC0415 - a tenth of a second

    try:
        return connect(
            address.url,
            compression=None,
            proxy=None,
            max_size=UNPROVEN_BYTES,
            open_timeout=patience.connect_s,
            ping_interval=None,
            close_timeout=1.0,
        )
    except WebSocketException as exc:
        raise ConnectionRefusedError(str(exc)) from exc


class Wire:
    """Sends what the session has to send, and takes what the socket brings. Its methods may be called on any thread."""

    def __init__(self, session: ClientSession, patience: Patience) -> None:
        self._session, self._patience = session, patience
        self._lock = threading.Lock()
        # A picture goes out in pieces: nothing else may be sent on the socket meanwhile.
        self._sending = threading.Lock()
        self._socket: Any = None
        self._greeted_by = 0.0
        self._pulse = Pulse(self._patience, time.monotonic)
        self._pong: threading.Event | None = None

    @property
    def is_connected(self) -> bool:
        """True while there is a socket."""
        return self._socket is not None

    @property
    def is_ready(self) -> bool:
        """True from the welcome to the end of the connection."""
        return self._session.state is SessionState.READY

    @property
    def has_pending(self) -> bool:
        """True while a request waits for its answer."""
        with self._lock:
            return bool(self._session.open_requests)

    def attach(self, socket: Any, address: data_folder.Address, token: str) -> None:
        """Begin the greeting on a new connection; `flush` sends it."""
        with self._lock:
            self._session.connect(token, address.port)
            self._greeted_by = time.monotonic() + self._patience.greet_s
            self._pulse, self._pong = Pulse(self._patience, time.monotonic), None
            self._socket = socket

    def detach(self) -> None:
        """Note that the connection is gone; open requests wait for the next one."""
        with self._lock:
            self._socket = None
            self._session.disconnect()

    def hang_up(self) -> None:
        """End the connection, whatever the other threads are about to do with it."""
        with self._lock:
            socket = self._socket
        if socket is not None:
            socket.close_socket()

    def submit(self, request: messages.Request, image: ImageFrame | None) -> bool:
        """Queue a request; return False where it is open already: taken over from the outbox and sent again.

        Raises:
            ProtocolError: it cannot be sent.
        """
        with self._lock:
            if self._session.is_open(request.id):
                return False
            self._session.submit(request, image)
        return True

    def cancel(self, cancel: messages.Cancel) -> None:
        """Queue the end of a request that is open."""
        with self._lock:
            if self._session.is_open(cancel.target):
                self._session.submit(cancel)

    def flush(self) -> None:
        """Send what the session has ready; without effect where the connection breaks, which the receiver notices."""
        with self._sending:
            with self._lock:
                socket, frames = self._socket, self._session.data_to_send()
            if socket is not None and frames:
                self._send(socket, frames)

    def _send(self, socket: Any, frames: list[Any]) -> None:
        from .sockets import ConnectionClosed  # noqa: PLC0415 - loaded by now: a socket is there

        try:
            for frame in frames:
                self._pulse.expect()
                socket.send(frame if isinstance(frame, str) else self._pieces(frame))
                self._pulse.beat()
        except (ConnectionClosed, OSError):
            return
        except Exception:
            self.hang_up()  # what was not sent is asked for again with the next connection
            raise

    def receive(self) -> list[messages.Message | ImageFrame]:
        """Wait for the next frame, and return what it brings.

        Raises:
            OSError: the connection has ended, or the greeting took too long.
            UnprovenServer: whoever answers is not the backend.
            RemoteProtocolError: the other side breaks the protocol.
        """
        from .sockets import ConnectionClosed  # noqa: PLC0415 - loaded by now: a socket is there

        try:
            if self.is_ready:
                frame = gather(self._heard(self._socket.recv_streaming()), ImageReader(verify=False))
            else:
                frame = self._socket.recv(timeout=max(0.0, self._greeted_by - time.monotonic()))
        except ConnectionClosed as exc:
            raise ConnectionResetError(str(exc)) from exc
        with self._lock:
            arrived = self._session.receive_data(frame)
        # Whoever sends anything larger before has not proved to be the backend.
        self._socket.protocol.max_message_size = MAX_BINARY_BYTES + HEADER_BYTES
        return arrived

    def look(self) -> Verdict:
        """Judge the other side by its signs of life."""
        if self._socket is None or not self.is_ready:
            return Verdict.FINE
        if self._pong is not None and self._pong.is_set():
            self._pong = None
            self._pulse.beat()
        return self._pulse.look(waiting=self.has_pending)

    def ping(self) -> None:
        """Ask the other side for a sign of life."""
        from .sockets import ConnectionClosed  # noqa: PLC0415 - loaded by now: a socket is there

        socket = self._socket
        if socket is not None:
            self._pulse.expect()
            try:
                self._pong = socket.ping()
            except (ConnectionClosed, OSError):
                return

    def _heard(self, pieces: Iterator[Any]) -> Iterator[Any]:
        for piece in pieces:
            self._pulse.beat()
            yield piece

    def _pieces(self, fragments: tuple[bytes, bytes | memoryview]) -> Iterator[bytes]:
        for fragment in fragments:
            view = memoryview(fragment)
            for start in range(0, len(view), PIECE_BYTES):
                self._pulse.beat()
                self._pulse.expect()
                yield bytes(view[start : start + PIECE_BYTES])
                time.sleep(0)
