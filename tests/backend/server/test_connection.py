"""Messages to a slow reader: which ones, and in which order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from greeting import NONCE_S, hello, prove
from talker import noise_canvas

from apprentice_backend.server import connection as module
from apprentice_backend.server.budget import Budget
from apprentice_backend.server.connection import BEHIND_BYTES, ServerConnection
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.mailbox import Mailbox
from apprentice_shared.messages import (
    EnginePart,
    ImageReady,
    LimitsPart,
    Notice,
    Preview,
    Progress,
    Welcome,
)
from apprentice_shared.session import PROTOCOL_VERSION, ServerSession

TOKEN, PORT = "t" * 32, 41234
WELCOME = Welcome(PROTOCOL_VERSION, "test", "run", "rgba", LimitsPart(1, 1, 1), EnginePart("fake", "Fake"), (), {})


class Reader:
    """The other end of a socket: reads nothing until it is told to."""

    def __init__(self) -> None:
        self.reads = asyncio.Event()
        self.got: list[str | bytes] = []
        self.transport = self
        self.aborted = self.said_hello = False

    async def recv_streaming(self) -> AsyncIterator[str]:
        """Say hello, then the proof, each in two fragments."""
        said = prove(TOKEN, PORT) if self.said_hello else hello()
        self.said_hello = True
        yield said[:10]
        yield said[10:]

    async def send(self, frame: str | bytes) -> None:
        """Take a frame, in its own time."""
        await self.reads.wait()
        self.got.append(frame)

    def allow_pictures(self) -> None:
        """Take longer frames from now on."""

    def abort(self) -> None:
        """Note that the connection was let go."""
        self.aborted = True

    def texts(self) -> list[str]:
        """Return the types of the messages read."""
        return [json.loads(frame)["type"] for frame in self.got if isinstance(frame, str)]


async def greeted(reader: Reader) -> tuple[ServerConnection, Mailbox]:
    """Return a connection that has said its welcome, and its mailbox."""
    session, mailbox = ServerSession(TOKEN, PORT, nonce=lambda: NONCE_S), Mailbox()
    connection = ServerConnection(reader, session, Budget(1))  # type: ignore[arg-type]
    assert await connection.receive() == []
    assert len(await connection.receive()) == 1
    connection.accept(WELCOME, mailbox)
    return connection, mailbox


def large_image() -> ImageFrame:
    """Return an image that alone puts a reader behind."""
    side = 1024
    assert side * side * 4 > BEHIND_BYTES
    return ImageFrame("r1", PixelFormat.RGBA, side, side, bytes(side * side * 4))


def test_a_reader_that_is_behind_is_spared_previews_and_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results wait and arrive in order; previews and progress, which would only come late, are left out."""
    # A connection has room again once everything has been written.
    monkeypatch.setattr(module, "FULL_BYTES", 0)

    async def scenario() -> list[str]:
        reader = Reader()
        connection, _ = await greeted(reader)
        writer = asyncio.create_task(connection.write())
        connection.send(Progress("r1", 0.1))
        connection.send(ImageReady("g1", large_image().hash), (large_image(),))
        connection.send(Preview("r1", 0, noise_canvas().hash), (noise_canvas(),))
        connection.send(Progress("r1", 0.2))
        connection.send(Notice("r1", "half-way"))
        reader.reads.set()
        async with asyncio.timeout(10):
            await connection.has_room()
        connection.send(Progress("r1", 0.3))
        async with asyncio.timeout(10):
            await connection.has_room()
        writer.cancel()
        return reader.texts()

    assert asyncio.run(scenario()) == ["challenge", "welcome", "progress", "image", "notice", "progress"]


def test_a_reader_that_never_reads_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past a bound the connection is dropped; the results are still in the mailbox."""
    monkeypatch.setattr(module, "LOST_BYTES", 3 * 2**20)

    async def scenario() -> tuple[bool, int]:
        reader = Reader()
        connection, mailbox = await greeted(reader)
        connection.send(ImageReady("g1", large_image().hash), (large_image(),))
        return reader.aborted, len(mailbox.pending())

    assert asyncio.run(scenario()) == (True, 1)


@pytest.mark.parametrize(
    ("waits", "reads", "let_go"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_a_reader_that_stands_still_is_let_go(*, waits: bool, reads: bool, let_go: bool) -> None:
    """Where much waits and nothing was read from one rest to the next but one, the connection is dropped."""

    async def scenario() -> bool:
        reader = Reader()
        connection, _ = await greeted(reader)
        writer = asyncio.create_task(connection.write())
        if waits:
            connection.send(ImageReady("g1", large_image().hash), (large_image(),))
        for _ in range(2):
            connection.rest()
            assert not reader.aborted
        if reads:
            reader.reads.set()
            async with asyncio.timeout(10):
                while connection.backlog:
                    await asyncio.sleep(0)
            connection.send(ImageReady("g2", large_image().hash), (large_image(),))
        connection.rest()
        writer.cancel()
        return reader.aborted

    assert asyncio.run(scenario()) == let_go


def test_others_get_their_turn_between_fragments() -> None:
    """A frame in many pieces that are all there is not taken in one go."""

    class InPieces(Reader):
        async def recv_streaming(self) -> AsyncIterator[str]:
            for letter in hello():
                yield letter

    async def scenario() -> int:
        turns = 0

        async def others() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        beside = asyncio.create_task(others())
        connection = ServerConnection(InPieces(), ServerSession(TOKEN, PORT), Budget(1))  # type: ignore[arg-type]
        await connection.receive()
        beside.cancel()
        return turns

    assert asyncio.run(scenario()) >= len(hello())
