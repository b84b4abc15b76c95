"""The server's session: one for each connection. Results outlive it in the client's `Mailbox`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..codec import build, decode, encode, load
from ..errors import ErrorCode, LocalProtocolError, RemoteProtocolError
from ..images import ImageFrame, ImageReader, image_fragments
from ..mailbox import Kept, Mailbox
from ..messages import Acknowledge, Challenge, EngineChanged, ErrorReply, Hello, Message, Prove, Reply, Request, Welcome
from .base import PROTOCOL_VERSION, Session, SessionState
from .proof import CLIENT, SERVER, is_proof, make_proof, new_nonce

M = TypeVar("M", bound=Message)


class ServerSession(Session):
    """One connection, seen from the server; both sides prove that they know the token, which is never sent.

    Args:
        token: the token of the data folder; not empty.
        port: the port that the server listens on.
        nonce: makes this connection's nonce.
    """

    def __init__(self, token: str, port: int, *, nonce: Callable[[], str] = new_nonce) -> None:
        super().__init__(SessionState.GREETING)
        self.hello: Hello | None = None
        self._token, self._port, self._nonce = token, port, nonce
        self._expected_proof = ""
        self._is_proved = False
        self._mailbox: Mailbox | None = None

    def receive_data(self, frame: str | bytes | ImageReader) -> list[Hello | Request | ImageFrame]:
        """Take one frame; an image that arrived in pieces, as the reader that was fed with them.

        Returns:
            The hello first, once the client is proved, to be answered with `accept`; then requests and images.

        Raises:
            RemoteProtocolError: the frame breaks the protocol. Answer with `refuse`; the connection may go on unless
                `state` is CLOSED.
        """
        if self.state is not SessionState.READY:
            return self._greet(frame)
        if isinstance(frame, bytes):
            reader = ImageReader()
            reader.feed(frame)
            frame = reader
        if isinstance(frame, ImageReader):
            return [frame.frame()]
        message, _ = decode(frame)
        if isinstance(message, Acknowledge):
            if self._mailbox is not None:
                self._mailbox.acknowledge(message.up_to)
            return []
        if not isinstance(message, Request):
            raise RemoteProtocolError(f"a client may not send {message.type!r} here")
        return [message]

    def accept(self, welcome: Welcome, mailbox: Mailbox) -> None:
        """Answer the proof: with the welcome, then all that this client has not acknowledged yet."""
        if self.hello is None or not self._is_proved or self.state is not SessionState.PROVING:
            raise LocalProtocolError("accept() needs a client that is proved and has no welcome yet")
        self.state = SessionState.READY
        self._mailbox = mailbox
        self._outgoing.append(encode(welcome))
        if self.hello.instance == welcome.instance:
            mailbox.acknowledge(self.hello.last_seq)
        for kept in mailbox.pending():
            self._queue_kept(kept)

    def send(self, message: Reply | EngineChanged, images: tuple[ImageFrame, ...] = (), text: str = "") -> None:
        """Send a reply, its images before it; a result is numbered and kept in the client's mailbox.

        On a connection that is closed nothing is sent; a result is kept for the next one.

        `text` is the reply's text frame without a number, where that is made already.

        Raises:
            UnsendableMessage: the reply cannot be sent.
        """
        if self._mailbox is None:
            raise LocalProtocolError("send() needs an accepted connection")
        is_open = self.state is SessionState.READY
        if isinstance(message, Reply) and message.kept:
            kept = self._mailbox.post(message, images, text)
            if is_open:
                self._queue_kept(kept)
        elif is_open:
            text = text or encode(message)
            self._outgoing.extend(image_fragments(image) for image in images)
            self._outgoing.append(text)

    def refuse(self, error: RemoteProtocolError) -> None:
        """Send an error about a wrong frame. Refusals are not kept: they answer a frame, not a person."""
        self._outgoing.append(encode(ErrorReply.saying(error.request_id or "", error.code, str(error))))

    def _queue_kept(self, kept: Kept) -> None:
        self._outgoing.extend(image_fragments(image) for image in kept.images)
        self._outgoing.append(kept.text)

    def _greet(self, frame: str | bytes | ImageReader) -> list[Hello | Request | ImageFrame]:
        """Take one step of the greeting; whoever breaks it is done with."""
        state, self.state = self.state, SessionState.CLOSED
        if not isinstance(frame, str) or self._is_proved or state is SessionState.CLOSED:
            raise RemoteProtocolError("say hello first", ErrorCode.NOT_READY)
        if state is SessionState.GREETING:
            self._challenge(frame)
            self.state = SessionState.PROVING
            return []
        hello = self._proved(frame)
        self.state = SessionState.PROVING
        return [hello]

    def _challenge(self, frame: str) -> None:
        data = load(frame)
        if data.get("type") == Hello.type:
            _check_version(data.get("protocol", PROTOCOL_VERSION))
        hello = _expect(Hello, build(data)[0], "say hello first")
        nonces = hello.nonce_c, self._nonce()
        self.hello, self._expected_proof = hello, make_proof(self._token, CLIENT, self._port, nonces)
        self._outgoing.append(encode(Challenge(nonces[1], make_proof(self._token, SERVER, self._port, nonces))))

    def _proved(self, frame: str) -> Hello:
        proof = _expect(Prove, decode(frame)[0], "answer the challenge first").proof
        if not is_proof(proof, expected=self._expected_proof):
            raise RemoteProtocolError(
                "the proof is wrong: make it with the token file in the data folder and the port that was dialled",
                ErrorCode.WRONG_TOKEN,
            )
        assert self.hello is not None
        self._is_proved = True
        return self.hello


def _expect(kind: type[M], message: Message, otherwise: str) -> M:
    if not isinstance(message, kind):
        raise RemoteProtocolError(otherwise, ErrorCode.NOT_READY)
    return message


def _check_version(version: object) -> None:
    """Refuse a client of another version, whose other fields may have any form."""
    if isinstance(version, (int, float)) and version != PROTOCOL_VERSION:
        raise RemoteProtocolError(
            f"this backend speaks protocol {PROTOCOL_VERSION}, the client {version}: install the same version of both",
            ErrorCode.WRONG_VERSION,
        )
