"""A client for tests: the shared session over a blocking web socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR

import numpy as np
from websockets.sync.client import ClientConnection, connect

from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.messages import Message, Reply, Request, SlateReady, Suggest, Welcome
from apprentice_shared.session import ClientSession

TIMEOUT_S = 30.0


class Talker:
    """Speaks the protocol, one request after the other or several at once.

    Attributes:
        session: outlives connections.
        images: everything that came in binary frames, in order.
        replies: every message that came, in order.
    """

    def __init__(self, port: int, token: str, client_id: str = "test", **hello: tuple[str, ...]) -> None:
        self.session = ClientSession(client_id, client="test", **hello)
        self.images: list[ImageFrame] = []
        self.replies: list[Message] = []
        self._port = port
        self._token = token
        self.socket: ClientConnection | None = None

    def connect(self, port: int = 0, token: str = "") -> Welcome:
        """Connect and greet, at another port and with another token where they are given."""
        if port:
            self._port = port
        self._token = token or self._token
        self.socket = connect(f"ws://127.0.0.1:{self._port}/", compression=None, proxy=None, max_size=None)
        self.session.connect(self._token, self._port)
        self.flush()
        welcome = self.next_message()
        assert isinstance(welcome, Welcome), welcome
        self.flush()
        return welcome

    def disconnect(self) -> None:
        """Close the connection in good order; the session waits for the next one."""
        assert self.socket is not None
        self.socket.close()
        self.session.disconnect()

    def drop(self) -> None:
        """Lose the connection without a word, as when a cable is pulled."""
        assert self.socket is not None
        with suppress(OSError):  # the server may have been quicker
            self.socket.socket.shutdown(SHUT_RDWR)
        self.session.disconnect()

    def flush(self) -> None:
        """Send what the session has to send."""
        assert self.socket is not None
        for frame in self.session.data_to_send():
            self.socket.send(frame)

    def next_message(self) -> Message:
        """Return the next message; images on the way are kept in `images`."""
        assert self.socket is not None
        while True:
            for item in self.session.receive_data(self.socket.recv(timeout=TIMEOUT_S)):
                if isinstance(item, ImageFrame):
                    self.images.append(item)
                    continue
                self.replies.append(item)
                self.flush()
                return item
            self.flush()

    def submit(self, request: Request, image: ImageFrame | None = None) -> None:
        """Send a request without waiting."""
        self.session.submit(request, image)
        self.flush()

    def until(self, request_id: str, kind: type[Message] | None = None) -> Message:
        """Return a request's final reply, or the first one of a kind."""
        while True:
            reply = self.next_message()
            if not isinstance(reply, Reply) or reply.id != request_id:
                continue
            if kind is None and reply.final:
                return reply
            if kind is not None:
                assert isinstance(reply, kind) or not reply.final, reply
                if isinstance(reply, kind):
                    return reply

    def ask(self, request: Request, image: ImageFrame | None = None) -> Message:
        """Send a request and return its final reply."""
        self.submit(request, image)
        return self.until(request.id)

    def slate(self, request_id: str, **fields: object) -> SlateReady:
        """Ask for a small slate and return its final reply, which must be one."""
        reply = self.ask(small_suggest(request_id, **fields))
        assert isinstance(reply, SlateReady), reply
        return reply


@contextmanager
def talking(
    port: int, token: str, client_id: str = "test", language: str = "", **hello: tuple[str, ...]
) -> Iterator[Talker]:
    """Talk as one client for the length of a block."""
    talker = Talker(port, token, client_id, **hello)
    talker.session.language = language
    talker.connect()
    try:
        yield talker
    finally:
        talker.disconnect()


def small_suggest(request_id: str, **fields: object) -> Suggest:
    """Return a request for a slate of 32 × 24 pixels."""
    return Suggest(request_id, **{"width_px": 32, "height_px": 24, "preview_px": 0, **fields})  # type: ignore[arg-type]


def noise_canvas(request_id: str = "canvas", width_px: int = 40, height_px: int = 30, seed: int = 0) -> ImageFrame:
    """Return an opaque canvas of coloured noise."""
    pixels = np.random.default_rng(seed).integers(0, 256, (height_px, width_px, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return ImageFrame(request_id, PixelFormat.RGBA, width_px, height_px, pixels.tobytes())
