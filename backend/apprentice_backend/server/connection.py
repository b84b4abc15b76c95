"""One connection: a web socket, its session, and the frames that wait to be written."""

from __future__ import annotations

import asyncio
import io
from collections import deque

from websockets.exceptions import ConnectionClosed

from apprentice_shared.codec import MAX_TEXT_BYTES
from apprentice_shared.errors import ErrorCode, RemoteProtocolError
from apprentice_shared.images import Frame, ImageFrame, ImageReader, frame_bytes
from apprentice_shared.mailbox import Mailbox
from apprentice_shared.messages import EngineChanged, Hello, Reply, Request, Welcome
from apprentice_shared.session import ServerSession, SessionState

from ..picture_size import large_buffer
from .budget import Budget
from .gate import Socket

# A client this far behind gets no previews and no progress: they would only come later still.
BEHIND_BYTES = 2 * 2**20
# This far behind, nothing more is taken from it until it has read some.
FULL_BYTES = 64 * 2**20
# And from here it is let go: results are in its mailbox, and sent again when it comes back.
LOST_BYTES = 320 * 2**20
# Longer fragments of images, and longer texts, are read on another thread, so that the loop goes on.
LONG_BYTES = 2**19
LONG_TEXT = 2**15
# A frame that takes longer is given up: others wait for its room.
FRAME_S = 60.0


class ServerConnection:
    """Reads frames and writes messages, in order and in the background; what waits for a slow reader is bounded.

    Event loop only.

    Args:
        socket: the web socket.
        session: its session.
        rooms: the room for images on their way, shared by all connections.

    Attributes:
        backlog: how many bytes wait to be written.
        taken: how many bytes of text or image were taken last.
    """

    def __init__(self, socket: Socket, session: ServerSession, rooms: Budget) -> None:
        self._socket = socket
        self._session = session
        self._rooms = rooms
        self.taken = 0
        self._frames: deque[Frame] = deque()
        self.backlog = 0
        self._written_bytes = 0
        self._were_written = -1, -1
        self._changed = asyncio.Condition()
        self._wake = asyncio.Event()
        self._closing = False
        self._over = False

    @property
    def open(self) -> bool:
        """True while the session takes frames."""
        return self._session.state is not SessionState.CLOSED

    async def receive(self) -> list[Hello | Request | ImageFrame]:
        """Wait for a frame and take it, the greeting's with their answers; one that breaks the protocol is answered.

        Raises:
            RemoteProtocolError: the frame broke the protocol; the client was told.
            ConnectionClosed: there is no next one.
        """
        try:
            frame = await self._next_frame()
            if isinstance(frame, str) and len(frame) < LONG_TEXT:
                received = self._session.receive_data(frame)
            else:
                received = await asyncio.to_thread(self._session.receive_data, frame)
            self._flush()
            return received
        except RemoteProtocolError as error:
            self.refuse(error)
            raise

    def refuse(self, error: RemoteProtocolError) -> None:
        """Answer a frame with an error."""
        self._session.refuse(error)
        self._flush()

    def accept(self, welcome: Welcome, mailbox: Mailbox) -> None:
        """Welcome the client, and send the results that the client has not acknowledged yet."""
        self._session.accept(welcome, mailbox)
        self._socket.allow_pictures()
        self._flush()

    def send(self, message: Reply | EngineChanged, images: tuple[ImageFrame, ...] = (), text: str = "") -> None:
        """Queue a message and the images before it; `text` is its text frame where that is made already.

        A client that reads slowly gets no previews and no progress; one that is far behind is let go.
        """
        if self.backlog > BEHIND_BYTES and isinstance(message, Reply) and message.droppable:
            return
        self._session.send(message, images, text)
        self._flush()
        if self.backlog > LOST_BYTES:
            self.abandon()

    def abandon(self) -> None:
        """Let go of the connection at once; results are in the client's mailbox."""
        self._socket.transport.abort()

    def rest(self) -> None:
        """Let go of the connection where much waits, and nothing was written since the last call but one."""
        if self.backlog > BEHIND_BYTES and self._were_written == (self._written_bytes, self._written_bytes):
            self.abandon()
        self._were_written = self._were_written[1], self._written_bytes

    async def write(self) -> None:
        """Write what is queued, until the connection ends."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                while self._frames:
                    frame = self._frames.popleft()
                    await self._socket.send(frame)
                    await self._written(frame_bytes(frame))
                if self._closing:
                    await self._socket.close(1008, "")
                    return
        except ConnectionClosed:
            return
        finally:
            self._over = True
            async with self._changed:
                self._changed.notify_all()

    async def has_room(self) -> None:
        """Wait until at most `FULL_BYTES` wait to be written, or the client is gone."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._over or self.backlog <= FULL_BYTES)

    def close_when_written(self) -> None:
        """Close the connection once all that is queued has been written."""
        self._closing = True
        self._wake.set()

    async def _next_frame(self) -> str | ImageReader:
        """Gather the fragments of a frame; those of an image are hashed as they come, long ones on another thread.

        Raises:
            RemoteProtocolError: the frame takes too long, or it is a text that is too long.
        """
        reader, text, is_text, room = ImageReader(allocate=large_buffer), io.StringIO(), False, 0
        self.taken = 0
        try:
            async with asyncio.timeout(None) as limit:
                async for fragment in self._socket.recv_streaming():
                    # What has arrived is taken without a wait: others get their turn between two pieces of it.
                    await asyncio.sleep(0)
                    self.taken += len(fragment)
                    if isinstance(fragment, str):
                        is_text = True
                        if self.taken <= MAX_TEXT_BYTES:
                            text.write(fragment)
                    elif self._session.state is SessionState.READY:
                        await _feed(reader, fragment)
                        if reader.room > room:
                            limit.reschedule(None)
                            await self._rooms.take(reader.room)
                            room = reader.room
                    if limit.when() is None:
                        limit.reschedule(asyncio.get_running_loop().time() + FRAME_S)
        except TimeoutError as exc:
            self._session.state = SessionState.CLOSED
            raise RemoteProtocolError("the frame took more than a minute: send it again", ErrorCode.TOO_LARGE) from exc
        finally:
            self._rooms.give_back(room)
        if is_text and self.taken > MAX_TEXT_BYTES:
            raise RemoteProtocolError(f"a message may have {MAX_TEXT_BYTES} bytes at most", ErrorCode.TOO_LARGE)
        return text.getvalue() if is_text else reader

    async def _written(self, size: int) -> None:
        async with self._changed:
            self.backlog -= size
            self._written_bytes += size
            self._changed.notify_all()

    def _flush(self) -> None:
        frames = self._session.data_to_send()
        self._frames.extend(frames)
        self.backlog += sum(map(frame_bytes, frames))
        self._wake.set()


async def _feed(reader: ImageReader, fragment: bytes) -> None:
    if len(fragment) < LONG_BYTES:
        reader.feed(fragment)
    else:
        await asyncio.to_thread(reader.feed, fragment)
