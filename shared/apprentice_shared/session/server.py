"""The server's session: one for each connection. Results outlive it in the client's `Mailbox`."""

from __future__ import annotations

import hmac

from ..codec import decode, encode
from ..errors import ErrorCode, LocalProtocolError, RemoteProtocolError
from ..images import ImageFrame, ImageReader, image_fragments
from ..mailbox import Kept, Mailbox
from ..messages import Acknowledge, EngineChanged, ErrorReply, Hello, Reply, Request, Welcome
from .base import PROTOCOL_VERSION, Session, SessionState


class ServerSession(Session):
    """One connection, seen from the server; the hello of the client must carry the token."""

    def __init__(self, token: str) -> None:
        super().__init__(SessionState.GREETING)
        self.hello: Hello | None = None
        self._token = token
        self._mailbox: Mailbox | None = None

    def receive_data(self, frame: str | bytes | ImageReader) -> list[Hello | Request | ImageFrame]:
        """Take one frame; an image that arrived in pieces, as the reader that was fed with them.

        Returns:
            The hello first, to be answered with `accept`; then requests and images.

        Raises:
            RemoteProtocolError: the frame breaks the protocol. Answer with `refuse`; the connection may go on unless
                `state` is CLOSED.
        """
        if isinstance(frame, bytes):
            reader = ImageReader()
            reader.feed(frame)
            frame = reader
        if isinstance(frame, ImageReader):
            self._need_ready()
            return [frame.frame()]
        if self.state is SessionState.GREETING:
            return [self._greet(frame)]
        message, _ = decode(frame)
        if isinstance(message, Acknowledge):
            if self._mailbox is not None:
                self._mailbox.acknowledge(message.up_to)
            return []
        self._need_ready()
        if not isinstance(message, Request):
            raise RemoteProtocolError(f"a client may not send {message.type!r} here")
        return [message]

    def accept(self, welcome: Welcome, mailbox: Mailbox) -> None:
        """Answer the hello: with the welcome, then all that this client has not acknowledged yet."""
        if self.hello is None or self.state is not SessionState.GREETING:
            raise LocalProtocolError("accept() needs a hello that has not been answered")
        self.state = SessionState.READY
        self._mailbox = mailbox
        self._outgoing.append(encode(welcome))
        if self.hello.instance == welcome.instance:
            mailbox.acknowledge(self.hello.last_seq)
        for kept in mailbox.pending():
            self._queue_kept(kept)

    def send(self, message: Reply | EngineChanged, images: tuple[ImageFrame, ...] = ()) -> None:
        """Send a reply, its images before it; a result is numbered and kept in the client's mailbox."""
        if self._mailbox is None or self.state is not SessionState.READY:
            raise LocalProtocolError("send() needs an accepted connection")
        if isinstance(message, Reply) and message.kept:
            self._queue_kept(self._mailbox.post(message, images))
        else:
            self._outgoing.extend(image_fragments(image) for image in images)
            self._outgoing.append(encode(message))

    def refuse(self, error: RemoteProtocolError) -> None:
        """Send an error about a wrong frame. Refusals are not kept: they answer a frame, not a person."""
        reply = ErrorReply(id=error.request_id or "", code=error.code.value, message=str(error))
        self._outgoing.append(encode(reply))

    def _queue_kept(self, kept: Kept) -> None:
        self._outgoing.extend(image_fragments(image) for image in kept.images)
        self._outgoing.append(encode(kept.message, kept.seq))

    def _need_ready(self) -> None:
        if self.state is not SessionState.READY:
            self.state = SessionState.CLOSED
            raise RemoteProtocolError("say hello first", ErrorCode.NOT_READY)

    def _greet(self, frame: str) -> Hello:
        try:
            message, _ = decode(frame)
            if not isinstance(message, Hello):
                raise RemoteProtocolError("say hello first", ErrorCode.NOT_READY)
            if message.protocol != PROTOCOL_VERSION:
                raise RemoteProtocolError(
                    f"this backend speaks protocol {PROTOCOL_VERSION}, the client {message.protocol}: install the same"
                    " version of both",
                    ErrorCode.WRONG_VERSION,
                )
            if not hmac.compare_digest(message.token.encode(), self._token.encode()):
                raise RemoteProtocolError(
                    "the token is wrong: read it from the token file in the data folder", ErrorCode.WRONG_TOKEN
                )
        except RemoteProtocolError:
            self.state = SessionState.CLOSED
            raise
        self.hello = message
        return message
