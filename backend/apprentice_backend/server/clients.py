"""Clients of this run of the backend, known from one connection to the next."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import TypeVarTuple, Unpack

from apprentice_shared.codec import encode
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.mailbox import Mailbox
from apprentice_shared.messages import Hello, Reply, Request

from .connection import ServerConnection

MAX_AWAY = 16

Ts = TypeVarTuple("Ts")


@dataclass(eq=False)
class OpenRequest:
    """A request without its final reply.

    Args:
        request: what was asked.
        begun: whether it is under way, or waits for its image; else it waits for older requests of its client.
        needs: hash of the image that the request waits for; empty where it waits for none.
        cancelled: set once the request is to stop.
    """

    request: Request
    begun: bool = False
    needs: str = ""
    cancelled: Event = field(default_factory=Event)


class ConnectedClient:
    """A client that has connected: its open requests, the replies it has not acknowledged, and its connection, if any.

    Event loop only, except `post` and `call_soon`.
    """

    def __init__(self, client_id: str, last_seq: int, loop: asyncio.AbstractEventLoop) -> None:
        self.id = client_id
        self.mailbox = Mailbox(last_seq=last_seq)
        self.pixel_format = PixelFormat.RGBA
        self.open: dict[str, OpenRequest] = {}
        self.connection: ServerConnection | None = None
        self.away_since_s = 0.0
        self.warned = False
        self._loop = loop

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

    def is_answered(self, request_id: str) -> bool:
        """Return whether the final reply of a request is made, but not acknowledged."""
        return any(kept.request_id == request_id and kept.final for kept in self.mailbox.pending())

    def _deliver(self, reply: Reply, images: tuple[ImageFrame, ...], text: str) -> None:
        if reply.final:
            self.open.pop(reply.id, None)
        if self.connection is not None:
            self.connection.send(reply, images, text)
        elif reply.kept:
            self.mailbox.post(reply, images, text)


class Clients:
    """All clients by id. A client away for more than `keep_s` is forgotten, with its replies. Event loop only."""

    def __init__(self, keep_s: float, instance: str) -> None:
        self._keep_s = keep_s
        self._instance = instance
        self._clients: dict[str, ConnectedClient] = {}

    def __iter__(self) -> Iterator[ConnectedClient]:
        return iter(tuple(self._clients.values()))

    def connected(self) -> list[ConnectedClient]:
        """Return the clients that have a connection."""
        return [client for client in self if client.connection is not None]

    def greet(self, hello: Hello) -> ConnectedClient:
        """Return the client that says hello, known or new; a forgotten client goes on counting where it was."""
        if hello.client_id not in self._clients:
            last_seq = max(0, hello.last_seq) if hello.instance == self._instance else 0
            self._clients[hello.client_id] = ConnectedClient(hello.client_id, last_seq, asyncio.get_running_loop())
        return self._clients[hello.client_id]

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
