"""The gate: how many connections there may be, how many of them unproved, and how much may lie unread in all of them.

Whoever is on this machine can connect; only who knows the token is proved. So a connection that is not proved takes
64 KiB at most, and of too many that one goes that has waited longest: those who flood the port wait, clients do not.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from websockets.asyncio.server import ServerConnection as WebSocket
from websockets.frames import CloseCode
from websockets.protocol import Event, State

from apprentice_shared.codec import MAX_TEXT_BYTES, encode
from apprentice_shared.errors import ErrorCode
from apprentice_shared.images import HEADER_BYTES, MAX_BINARY_BYTES
from apprentice_shared.messages import ErrorReply

logger = logging.getLogger(__name__)

# What may be sent before the client is proved: a hello and a proof take half a kilobyte.
UNPROVED_BYTES = 2**16
# All clients may come back at once.
MOST_UNPROVED = 128
MOST_CONNECTIONS = 256
# A client says hello within milliseconds, also on a busy machine: nobody younger makes room for another.
PATIENCE_S = 0.5
# Of frames that are half there, or whole and not taken yet, in all connections; two of the largest.
MOST_UNREAD_BYTES = 2 * MAX_BINARY_BYTES
_SMALL_BYTES = 2**20
# All that may arrive before the client is proved, requests and pings included: a hello and a proof at their longest.
_MOST_UNPROVED_IN_ALL = 2 * UNPROVED_BYTES
# Answers to pings wait to be written beside at most one frame; whoever has more of them unread does not read.
MOST_PONGS_BYTES = 16 * 2**20
# What is read at once: little where it brought many frames, as a frame costs time however small it is.
_LEAST_READ_BYTES, _READ_STEP_BYTES, _MOST_READ_BYTES = 2**12, 2**14, 2**18
_MANY_FRAMES = 64
# Whoever is turned away may take so long to send the request that is answered so.
_LINGER_S = 0.5
_MOST_LEAVING = 128
_SENTENCE = "Too many connections are open: close some, or try again in a moment."
_BUSY = (
    "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n"
    f"Content-Type: text/plain\r\nContent-Length: {len(_SENTENCE)}\r\n\r\n{_SENTENCE}"
).encode("ascii")


class Socket(WebSocket):
    """A web socket that tells the gate when it comes and goes, and what arrives."""

    def __init__(self, gate: Gate, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._gate = gate
        self._is_turned_away = False
        self._is_proved = False
        self._arrived_bytes = 0
        self._frames_of_a_read = 0
        self._read_bytes = _LEAST_READ_BYTES

    @property
    def unread_bytes(self) -> int:
        """The bytes that have arrived and were not taken: of a frame that is half there, and of whole ones."""
        return len(self.protocol.reader.buffer) + sum(len(frame.data) for frame in self.recv_messages.frames.queue)

    def connection_made(self, transport: Any) -> None:
        """Come in."""
        super().connection_made(transport)
        transport.max_size = self._read_bytes
        self._gate.arrived(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Go."""
        self._gate.left(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what arrived."""
        if self._is_turned_away:
            # An answer before the request would confuse the client, a close before it would reset the connection.
            self.transport.write(_BUSY)
            self.transport.close()
            return
        self._frames_of_a_read = 0
        super().data_received(data)
        self._choose_read()
        self._arrived_bytes += len(data)
        if not self._is_proved and self._arrived_bytes > _MOST_UNPROVED_IN_ALL:
            logger.info("A connection was ended: it sent %d bytes and no proof", self._arrived_bytes)
            self.transport.abort()
        elif self.transport.get_write_buffer_size() > MAX_TEXT_BYTES + MOST_PONGS_BYTES:
            logger.warning("A connection was ended: it reads no answers to its pings")
            self.transport.abort()
        elif self.unread_bytes > _SMALL_BYTES:
            self._gate.relieve()

    def forget(self) -> None:
        """Let go of what was not taken: the connection has ended, and cycles of references keep it for a while."""
        self.protocol.reader.buffer.clear()
        self.recv_messages.frames.queue.clear()

    def process_event(self, event: Event) -> None:
        """Take one frame."""
        self._frames_of_a_read += 1
        super().process_event(event)

    def allow_pictures(self) -> None:
        """Let frames of any size in that the protocol knows: the client is proved."""
        self.protocol.max_message_size = MAX_BINARY_BYTES + HEADER_BYTES
        self._is_proved = True
        self._gate.proved(self)

    def turn_away(self) -> None:
        """Say that there is no room, and end the connection."""
        if self.protocol.state is State.CONNECTING and not self._is_turned_away:
            self._is_turned_away = True
            self.loop.call_later(_LINGER_S, self.transport.close)
            return
        if self.protocol.state is State.OPEN:
            # Fragments of a picture may be on their way out: only a close frame can go between them.
            self.protocol.fail(CloseCode.TRY_AGAIN_LATER, _SENTENCE)
            self.send_data()
        self.transport.close()

    def _choose_read(self) -> None:
        """Choose how much is read at once, so that no read keeps other connections waiting for long."""
        few = self._frames_of_a_read <= _MANY_FRAMES
        self._read_bytes = min(self._read_bytes + _READ_STEP_BYTES, _MOST_READ_BYTES) if few else _LEAST_READ_BYTES
        # Of asyncio's own transports that read from a selector; the others go on as they are.
        self.transport.max_size = self._read_bytes  # type: ignore[attr-defined]

    def refuse(self) -> None:
        """Say that there is no room in a message too: nothing else was sent on this connection."""
        if self.protocol.state is State.OPEN:
            self.protocol.send_text(encode(ErrorReply("", ErrorCode.TOO_MANY.value, _SENTENCE)).encode())
        self.turn_away()


class Gate:
    """Counts connections and what lies unread in them. Event loop only.

    Args:
        clock: seconds, of the event loop.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sockets: set[Socket] = set()
        # In the order in which they came.
        self._unproved: dict[Socket, float] = {}
        self._leaving: set[Socket] = set()

    def arrived(self, socket: Socket) -> None:
        """Let a connection in; where there are too many, the one that is unproved for longest goes, or this one."""
        self._sockets.add(socket)
        self._unproved[socket] = self._clock()
        if len(self._unproved) <= MOST_UNPROVED and len(self._sockets) <= MOST_CONNECTIONS:
            return
        oldest, since_s = next(iter(self._unproved.items()))
        gone = oldest if self._clock() - since_s >= PATIENCE_S else socket
        logger.info("A connection was turned away: there are %d, %d of them unproved", len(self), len(self._unproved))
        self.left(gone)
        if len(self._leaving) >= _MOST_LEAVING:
            gone.transport.abort()
            return
        self._leaving.add(gone)
        gone.refuse()

    def proved(self, socket: Socket) -> None:
        """Count a connection among those of clients."""
        self._unproved.pop(socket, None)

    def left(self, socket: Socket) -> None:
        """Count a connection no more."""
        self._sockets.discard(socket)
        self._unproved.pop(socket, None)
        self._leaving.discard(socket)

    def relieve(self) -> None:
        """End the connections in which most lies unread, until all together hold no more than there is room for."""
        sizes = {socket: socket.unread_bytes for socket in self._sockets}
        while sum(sizes.values()) > MOST_UNREAD_BYTES:
            largest = max(sizes, key=sizes.__getitem__)
            logger.warning("A connection was ended: %d bytes of it were unread", sizes.pop(largest))
            self.left(largest)
            largest.turn_away()

    def __len__(self) -> int:
        return len(self._sockets)
