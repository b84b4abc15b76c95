"""A program that sits at a backend's address, as another user's would, and keeps all that it is sent.

Run as ``python impostor.py USER PORT ANSWER FOLDER``: USER is a user's number, or "" for whoever starts it; ANSWER is
a text that is the answer to everything, empty for none, or the port of a backend to which everything is passed on;
FOLDER is the data folder that it tries to read. Each line that it prints is one JSON object.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.sync.server import ServerConnection, serve

NOBODY = "65534"
USERS = [
    pytest.param("", id="another program"),
    pytest.param(
        NOBODY,
        id="another user",
        marks=pytest.mark.skipif(
            not hasattr(os, "geteuid") or os.geteuid() != 0,
            reason="only root can start a program as another user: run this test as root",
        ),
    ),
]


class Impostor:
    """A running one, and what it has told so far.

    Attributes:
        port: where it listens.
        read: the names of the files that it could read in the data folder.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        started = self._next()
        self.port: int = started["port"]
        self.read: list[str] = started["read"]

    def conversation(self) -> list[str]:
        """Wait for the end of the next connection; return what the client sent on it."""
        told: list[str] = []
        while "closed" not in (event := self._next()):
            told.append(event["got"])
        return told

    def end(self) -> list[dict[str, Any]]:
        """End it; return what it told and nobody has asked for."""
        out, _ = self._process.communicate()
        return [json.loads(line) for line in out.splitlines()]

    def _next(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        event: dict[str, Any] = json.loads(self._process.stdout.readline())
        return event


@contextmanager
def sitting(folder: Path, user: str = "", port: int = 0, answer: str = "") -> Iterator[Impostor]:
    """Have an impostor sit at a port for the length of a block."""
    command = [sys.executable, __file__, user, str(port), answer, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield Impostor(process)
        finally:
            process.kill()


def _main(user: str, port: str, answer: str, folder: str) -> None:
    if user:
        "localhost".encode("idna")  # Python's own files may be out of reach from here on
        os.setgroups([])
        os.setgid(int(user))
        os.setuid(int(user))

    def talk(socket: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            if answer.isdigit():
                _pass_on(socket, int(answer))
            for frame in socket:
                _tell(got=frame if isinstance(frame, str) else frame.hex())
                if answer:
                    socket.send(answer)
        _tell(closed=True)

    with serve(talk, "127.0.0.1", int(port), compression=None) as server:
        _tell(port=server.socket.getsockname()[1], read=_readable(Path(folder)))
        Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()


def _pass_on(socket: ServerConnection, port: int) -> None:
    """Pass everything on to a backend, and back."""
    with connect(f"ws://127.0.0.1:{port}/", compression=None, proxy=None) as backend:

        def back() -> None:
            with suppress(ConnectionClosed):
                for frame in backend:
                    socket.send(frame)

        Thread(target=back, daemon=True).start()
        for frame in socket:
            _tell(got=frame if isinstance(frame, str) else frame.hex())
            backend.send(frame)


def _readable(folder: Path) -> list[str]:
    found = []
    for name in ("backend.json", "token", "backend.lock"):
        with suppress(OSError):
            (folder / name).read_bytes()
            found.append(name)
    return found


def _tell(**event: object) -> None:
    print(json.dumps(event), flush=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
