"""Clients of this run of the backend, known from one connection to the next."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from operator import itemgetter
from threading import Event
from typing import TypeVarTuple, Unpack

from apprentice_shared.catalogues import catalogue_of, choose
from apprentice_shared.codec import encode
from apprentice_shared.errors import ErrorCode, RemoteProtocolError
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.language import speaking, tr
from apprentice_shared.mailbox import Mailbox
from apprentice_shared.messages import Hello, Reply, Request

from .budget import Budget
from .connection import ServerConnection

# Whatever number a client says that it has seen, those that come after it can be read.
MOST_SEQ = 2**50
MAX_AWAY = 16
# Clients that are connected; one that is known always gets in again.
MOST_CLIENTS = 100
# A client's open requests, of which so many may wait for a picture; feedback is counted by itself, and waits for room.
MOST_OPEN = 64
MOST_WAITING = 8
# Their bytes: of one client, and of all. A short request gets in however long the others are.
MOST_OPEN_BYTES = 16 * 2**20
MOST_OPEN_BYTES_IN_ALL = 64 * 2**20
_SHORT_BYTES = 2**16
# What is kept for all clients until they have acknowledged it, and what waits to be written to all of them.
MOST_KEPT_BYTES_IN_ALL = 256 * 2**20
MOST_BACKLOG_IN_ALL = 384 * 2**20
# What is left for all of them of results that wait for long, whether their client is away or acknowledges nothing.
RESTING_KEPT_BYTES = 4 * 2**20

Ts = TypeVarTuple("Ts")


@dataclass(eq=False)
class OpenRequest:
    """A request without its final reply.

    Args:
        request: what was asked.
        size: the bytes of its message.
        begun: whether it is under way, or waits for its image; else it waits for older requests of its client.
        needs: hash of the image that the request waits for; empty where it waits for none.
        cancelled: set once the request is to stop.
        work: its work on another thread; None where it has none yet, or is a render.
    """

    request: Request
    size: int = 0
    begun: bool = False
    needs: str = ""
    cancelled: Event = field(default_factory=Event)
    work: Future[None] | None = None


class ConnectedClient:
    """A client that has connected: its open requests, the replies it has not acknowledged, and its connection, if any.

    Event loop only, except `post` and `call_soon`.

    Args:
        client_id: its id.
        last_seq: the number of the last result that it has.
        loop: the event loop.
        requests: the bytes of the open requests of all clients.
        delivered: called after each reply.

    Attributes:
        freed: set whenever a request has ended.
        catalogue: the words in which the client is spoken to.
    """

    def __init__(
        self,
        client_id: str,
        last_seq: int,
        loop: asyncio.AbstractEventLoop,
        requests: Budget | None = None,
        delivered: Callable[[], None] = lambda: None,
    ) -> None:
        self.id = client_id
        self.mailbox = Mailbox(last_seq=last_seq)
        self.pixel_format = PixelFormat.RGBA
        self.catalogue = catalogue_of(None)
        self.open: dict[str, OpenRequest] = {}
        self.freed = asyncio.Event()
        self.connection: ServerConnection | None = None
        self.away_since_s = 0.0
        self.warned = ""
        self._last_seqs = last_seq, last_seq
        self._loop = loop
        self._requests = requests or Budget(MOST_OPEN_BYTES_IN_ALL)
        self._delivered = delivered

    def has_room(self, size: int) -> bool:
        """Return whether a request of so many bytes finds room beside the open ones."""
        if size <= _SHORT_BYTES:
            return True
        own = sum(entry.size for entry in self.open.values())
        return own + size <= MOST_OPEN_BYTES and self._requests.has(size)

    def begin(self, request: Request, size: int) -> None:
        """Note a request as open."""
        self.open[request.id] = OpenRequest(request, size)
        self._requests.lend(size)

    def end(self, request_id: str) -> None:
        """Note that a request is open no more."""
        entry = self.open.pop(request_id, None)
        if entry is not None:
            self._requests.give_back(entry.size)
            self.freed.set()

    def refuse(self, request_id: str, text: str) -> None:
        """Say that a request is one too many; the client may ask again. `tr` is given `text`."""
        if self.connection is not None:
            with speaking(self.catalogue):
                error = RemoteProtocolError(tr(text), ErrorCode.TOO_MANY, request_id)
            self.connection.refuse(error)

    def post(self, reply: Reply, images: tuple[ImageFrame, ...] = ()) -> None:
        """Send a reply, or keep it until the client is back. Any thread may call; the order is kept.

        Raises:
            UnsendableMessage: the reply cannot be sent; the request that it answers is still open.
        """
        self.call_soon(self._deliver, reply, images, encode(reply))

    def call_soon(self, work: Callable[[Unpack[Ts]], None], *given: *Ts) -> None:
        """Have the event loop do something. Any thread may call; the order is kept."""
        # The loop is closed only where the backend ends while an engine would not stop: no client listens any more.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(work, *given)

    @property
    def expects(self) -> bool:
        """True while the client waits for an answer, and not the other way round."""
        return any(not entry.needs for entry in self.open.values())

    def is_answered(self, request_id: str) -> bool:
        """Return whether the final reply of a request is made, but not acknowledged."""
        return any(kept.request_id == request_id and kept.final for kept in self.mailbox.pending())

    def rest(self) -> int:
        """Let go of a connection that reads nothing; return the last result made before the last call but one."""
        if self.connection is not None:
            self.connection.rest()
        waiting, self._last_seqs = self._last_seqs[0], (self._last_seqs[1], self.mailbox.last_seq)
        return waiting

    def _deliver(self, reply: Reply, images: tuple[ImageFrame, ...], text: str) -> None:
        if reply.final:
            self.end(reply.id)
        if self.connection is not None:
            self.connection.send(reply, images, text)
        elif reply.kept:
            self.mailbox.post(reply, images, text)
        if reply.kept:
            self._delivered()


class Clients:
    """All clients by id. A client away for more than `keep_s` is forgotten, with its replies. Event loop only.

    Attributes:
        requests: the bytes of the open requests of all clients.
    """

    def __init__(self, keep_s: float, instance: str) -> None:
        self._keep_s = keep_s
        self._instance = instance
        self._clients: dict[str, ConnectedClient] = {}
        self.requests = Budget(MOST_OPEN_BYTES_IN_ALL)

    def __iter__(self) -> Iterator[ConnectedClient]:
        return iter(tuple(self._clients.values()))

    def connected(self) -> list[ConnectedClient]:
        """Return the clients that have a connection."""
        return [client for client in self if client.connection is not None]

    @property
    def too_many_away(self) -> bool:
        """True while more clients are away than are remembered."""
        return sum(client.connection is None for client in self) > MAX_AWAY

    def has_place(self, client_id: str) -> bool:
        """Return whether a client may connect: one that is known, or one for whom there is a place."""
        return client_id in self._clients or len(self.connected()) < MOST_CLIENTS

    def relieve(self) -> None:
        """Keep within bounds what waits for all clients together, at the cost of the one for whom most waits."""
        while (beyond := sum(client.mailbox.bytes for client in self) - MOST_KEPT_BYTES_IN_ALL) > 0:
            max(self, key=lambda client: client.mailbox.bytes).mailbox.shrink(beyond)
        connections = [client.connection for client in self.connected() if client.connection is not None]
        if sum(connection.backlog for connection in connections) > MOST_BACKLOG_IN_ALL:
            max(connections, key=lambda connection: connection.backlog).abandon()

    def rest(self) -> None:
        """Let results go that have waited since the last call but one, where they are too many: first their pictures.

        Clients ask for pictures by their hash; a request whose answer has gone is done again when it is sent again.
        """
        waiting = [(client.mailbox, client.rest()) for client in self]
        for texts in (False, True):
            sizes = [mailbox.older_bytes(up_to) for mailbox, up_to in waiting]
            beyond = sum(sizes) - RESTING_KEPT_BYTES
            for size, (mailbox, up_to) in sorted(zip(sizes, waiting, strict=True), key=itemgetter(0), reverse=True):
                mailbox.shrink_older(beyond, up_to, texts=texts)
                beyond -= size - mailbox.older_bytes(up_to)

    def greet(self, hello: Hello) -> ConnectedClient:
        """Return the client that says hello, known or new; a forgotten client goes on counting where it was."""
        if hello.client_id not in self._clients:
            last_seq = min(hello.last_seq, MOST_SEQ) if hello.instance == self._instance else 0
            loop = asyncio.get_running_loop()
            self._clients[hello.client_id] = ConnectedClient(
                hello.client_id, last_seq, loop, self.requests, self.relieve
            )
        client = self._clients[hello.client_id]
        client.catalogue = catalogue_of(choose([hello.language]))
        return client

    def forget_absent(self, now_s: float) -> list[ConnectedClient]:
        """Forget clients without a connection, and return them.

        Forgotten are those for whom nothing waits, those who are away for too long, and those who are away longest
        where more than `MAX_AWAY` are left.
        """
        away = sorted((client for client in self if client.connection is None), key=lambda client: client.away_since_s)
        waiting = [client for client in away if client.open or client.mailbox.pending()]
        kept = [client for client in waiting if now_s - client.away_since_s <= self._keep_s][-MAX_AWAY:]
        gone = [client for client in away if client not in kept]
        for client in gone:
            del self._clients[client.id]
        return gone
