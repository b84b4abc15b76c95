"""Strangers at the port: what they do is a line at most, and never a traceback."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from live_server import TOKEN, LiveServer, serving
from talker import small_suggest, talking

from apprentice_backend.server.socket_log import socket_logger
from apprentice_shared.messages import SlateReady

CLIENT_HELLO = bytes.fromhex("16030100c8010000c40303") + bytes(180)
STRANGERS = {
    "nothing": b"",
    "half a request": b"GET / HTTP/1.1\r\nHost: x\r\nUpg",
    "no upgrade": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "a post": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
    "noise": bytes(range(256)) * 9 + b"\r\n\r\n",
    "a scan by TLS": CLIENT_HELLO,
    "a forged line": b"GET /\nERROR\x1b[2K HTTP/1.1\r\nHost: \x1b[2K\r\nOrigin: a\x1b\r\n\r\n",
    "an endless line": b"GET /" + b"a" * 70000,
    "many headers": b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 400,
    "a web page": (
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: http://evil\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ),
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server that must survive all of this."""
    with serving(tmp_path_factory.mktemp("data"), hello_timeout_s=0.5) as server:
        yield server


def visit(port: int, said: bytes, *, stay: bool) -> None:
    """Say something at the port and end, or stay until the server has closed the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as stranger, suppress(ConnectionError):
        stranger.sendall(said)
        if not stay:
            stranger.shutdown(socket.SHUT_WR)
        while stranger.recv(65536):
            pass


@pytest.mark.parametrize("stay", [False, True], ids=["goes", "stays"])
@pytest.mark.parametrize("said", STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_leaves_no_traceback(
    running: LiveServer, caplog: pytest.LogCaptureFixture, said: bytes, stay: bool
) -> None:
    """A connection that never becomes one is silent, a line at `--verbose`, and the server goes on."""
    with caplog.at_level(logging.INFO):
        visit(running.port, said, stay=stay)
        with talking(running.port, TOKEN) as talker:
            assert isinstance(talker.ask(small_suggest("still-there")), SlateReady)
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.INFO] == []
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


def test_an_own_mistake_keeps_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    """An error of this program is logged as one, a lost connection as a line, and neither holds the other up."""
    logger = socket_logger()
    with caplog.at_level(logging.INFO):
        for error in (ZeroDivisionError("ours"), ConnectionResetError("theirs")):
            try:
                raise error
            except (ZeroDivisionError, OSError):
                logger.error("connection handler failed", exc_info=True)
    assert [(record.levelno, bool(record.exc_info)) for record in caplog.records] == [
        (logging.ERROR, True),
        (logging.INFO, False),
    ]
    with caplog.at_level(logging.WARNING):
        caplog.clear()
        logger.error("opening handshake failed", exc_info=(EOFError, EOFError("gone"), None))
    assert caplog.records == []


def test_no_token_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """With everything logged that this program says, a whole conversation has no token in it."""
    with (
        caplog.at_level(logging.INFO),
        serving(tmp_path / "data") as server,
        talking(server.port, TOKEN) as talker,
    ):
        talker.slate("s")
    assert TOKEN not in caplog.text
