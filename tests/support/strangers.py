"""Programs that sit on a backend's address and are none."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve


class Stranger:
    """A listener on a port of its own; `calls` counts those who called."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.calls = 0


def _close(called: socket.socket, _: threading.Event) -> None:
    called.close()


def _say_nothing(_: socket.socket, end: threading.Event) -> None:
    end.wait()


def _say(content: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def answer(called: socket.socket, end: threading.Event) -> None:
        called.recv(4096)
        called.sendall(content)
        end.wait()

    return answer


def _say_without_end(called: socket.socket, end: threading.Event) -> None:
    while not end.wait(0.001):
        called.sendall(b"X-More: more\r\n")


@contextmanager
def listening(answer: Callable[[socket.socket, threading.Event], None]) -> Iterator[Stranger]:
    """Answer every call in one way."""
    end = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        stranger = Stranger(listener.getsockname()[1])

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    called, _ = listener.accept()
                    stranger.calls += 1
                    threading.Thread(target=serve_one, args=(called,), daemon=True).start()

        def serve_one(called: socket.socket) -> None:
            with called, contextlib.suppress(OSError):
                answer(called, end)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield stranger
        end.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@contextmanager
def speaking(*answers: str | bytes) -> Iterator[Stranger]:
    """Greet every WebSocket with these frames after its first one, then say nothing."""
    stranger = Stranger(0)

    def converse(connection: ServerConnection) -> None:
        stranger.calls += 1
        with contextlib.suppress(ConnectionClosed):
            connection.recv()
            for answer in answers:
                connection.send(answer)
            connection.recv()

    with serve(converse, "127.0.0.1", 0) as server:
        stranger.port = server.socket.getsockname()[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield stranger
        server.shutdown()
    thread.join(5)


@contextmanager
def nobody() -> Iterator[Stranger]:
    """Keep a port on which nobody listens."""
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        yield Stranger(kept.getsockname()[1])


_WELCOME = {
    "type": "welcome",
    "protocol": 2,
    "instance": "i",
    "server": "s",
    "engine": {"name": "fake", "title": "Fake"},
    "profiles": [],
    "attributes": {},
}
_WRONG_VERSION = {"type": "error", "id": "", "code": "wrong_version", "message": "This backend speaks protocol 1."}
STRANGERS = {
    "nobody": nobody,
    "closes at once": lambda: listening(_close),
    "says nothing": lambda: listening(_say_nothing),
    "answers 404": lambda: listening(_say(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")),
    "speaks garbage": lambda: listening(_say(bytes(range(256)) * 16)),
    "has no end": lambda: listening(_say_without_end),
    "greets and says nothing": speaking,
    "speaks protocol 1": lambda: speaking(json.dumps(_WRONG_VERSION)),
    "proves something else": lambda: speaking(
        json.dumps({"type": "challenge", "nonce_s": "ab" * 32, "proof": "cd" * 32})
    ),
    "welcomes without a proof": lambda: speaking(json.dumps(_WELCOME)),
    "sends a picture first": lambda: speaking(b"AIMG" + bytes(1000)),
    "sends too much": lambda: speaking(b"x" * 2**17),
    "speaks no JSON": lambda: speaking("[" * 5000),
}
