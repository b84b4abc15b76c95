"""The client's session. It outlives connections: open requests are sent again, results are taken once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..codec import decode, encode
from ..errors import ErrorCode, LocalProtocolError, RemoteProtocolError, UnprovenServer
from ..images import Frame, ImageFrame, ImageReader, decode_image, image_fragments
from ..language import tr
from ..messages import (
    Acknowledge,
    Cancel,
    EngineChanged,
    ErrorReply,
    Hello,
    Message,
    NeedImage,
    Reply,
    Request,
    Welcome,
)
from .base import PROTOCOL_VERSION, Session, SessionState
from .greeting import OTHER_VERSION, ClientGreeting
from .proof import new_nonce


@dataclass(frozen=True)
class _Open:
    """A request without its final reply yet, the image it refers to, and its text frame."""

    request: Request
    image: ImageFrame | None
    text: str


class ClientSession(Session):
    """One client, across all of its connections.

    Args:
        client_id: names this client; the server keeps results under it.
        client: name and version, for the server's log.
        pixel_formats: the pixel formats that this client can read, best first.
        nonce: makes the nonce of each connection.

    Attributes:
        language: the language in which the server is to speak, from the next connection on; empty for English.
    """

    def __init__(
        self,
        client_id: str,
        *,
        client: str = "",
        pixel_formats: tuple[str, ...] = ("rgba",),
        nonce: Callable[[], str] = new_nonce,
    ) -> None:
        super().__init__(SessionState.OFFLINE)
        self.client_id = client_id
        self.welcome: Welcome | None = None
        self.language = ""
        self._client = client
        self._pixel_formats = pixel_formats
        self._nonce = nonce
        self._greeting: ClientGreeting | None = None
        self._open: dict[str, _Open] = {}
        self._held_cancels: list[Request] = []
        self._sent_images: set[str] = set()
        self._last_seq = 0
        self._acknowledged = 0
        self._instance = ""

    @property
    def open_requests(self) -> tuple[Request, ...]:
        """The requests without a final reply, in the order in which they were submitted."""
        return tuple(entry.request for entry in self._open.values())

    def is_open(self, request_id: str) -> bool:
        """Return whether a request has been submitted and has no final reply yet."""
        return request_id in self._open

    def connect(self, token: str, port: int) -> None:
        """Begin the handshake on a new connection.

        Args:
            token: the token of the backend's data folder, which is proved and never sent.
            port: the port that was dialled.

        Raises:
            LocalProtocolError: there is a connection already, or the token is empty.
        """
        if self.state is not SessionState.OFFLINE:
            raise LocalProtocolError(f"connect() needs an offline session, this one is {self.state.value}")
        if not token:
            raise LocalProtocolError("connect() needs a token: an empty one is known to everybody")
        self.state = SessionState.GREETING
        self._greeting = ClientGreeting(token, port, self._nonce())
        hello = Hello(
            protocol=PROTOCOL_VERSION,
            nonce_c=self._greeting.nonce_c,
            client_id=self.client_id,
            client=self._client,
            pixel_formats=self._pixel_formats,
            last_seq=self._last_seq,
            instance=self._instance,
            language=self.language,
        )
        self._outgoing = [encode(hello)]

    def disconnect(self) -> None:
        """Note that the connection is gone; open requests wait for the next one."""
        self.state = SessionState.OFFLINE
        self._outgoing = []

    def submit(self, request: Request, image: ImageFrame | None = None) -> None:
        """Send a request, at once or as soon as a connection is ready.

        Args:
            request: the request.
            image: the image that the request refers to by hash; sent only where the server does not hold it.

        Raises:
            LocalProtocolError: a request of the same id is still open.
            UnsendableMessage: the request cannot be sent; it is not open.
        """
        if isinstance(request, Cancel):
            self._submit_cancel(request)
            return
        if request.id in self._open:
            raise LocalProtocolError(f"request {request.id} is still open: choose another id")
        self._open[request.id] = _Open(request, image, encode(request))
        if self.state is SessionState.READY:
            self._queue(self._open[request.id])

    def withdraw(self, request_id: str) -> bool:
        """Forget an open request, so that it is not sent again; return whether there was one."""
        return self._open.pop(request_id, None) is not None

    def receive_data(self, frame: str | bytes | ImageReader) -> list[Message | ImageFrame]:
        """Take one frame; an image that arrived in pieces, as the reader that was fed with them.

        Returns:
            The message or image for the application: none for a repeat, or where the session answers by itself.

        Raises:
            UnprovenServer: whoever answers has not proved to be the backend. Close the connection; nothing that it
                wants may be sent there, and nothing that it says is passed on.
            RemoteProtocolError: the frame breaks the protocol.
        """
        if self.state not in (SessionState.PROVING, SessionState.READY):
            self._prove(frame)
            return []
        if isinstance(frame, str):
            return self._receive_text(frame)
        self._need_ready()
        return [frame.frame() if isinstance(frame, ImageReader) else decode_image(frame)]

    def data_to_send(self) -> list[Frame]:
        """Return the frames to send now, in order, and forget them."""
        if self.state is SessionState.READY and self._acknowledged < self._last_seq:
            self._outgoing.append(encode(Acknowledge(self._last_seq)))
            self._acknowledged = self._last_seq
        return super().data_to_send()

    def _receive_text(self, frame: str) -> list[Message | ImageFrame]:
        message, seq = decode(frame)
        if isinstance(message, Welcome):
            self._greeted(message)
            return [message]
        if not isinstance(message, ErrorReply):
            self._need_ready()
        if not isinstance(message, (Reply, EngineChanged)):
            raise RemoteProtocolError(f"a server may not send {message.type!r} here")
        is_news = seq is None or not self._is_repeat(seq)
        if not is_news or (isinstance(message, NeedImage) and self._answer_need(message)):
            return []
        if isinstance(message, Reply) and message.final:
            self._open.pop(message.id, None)
        return [message]

    def _prove(self, frame: str | bytes | ImageReader) -> None:
        """Check the server's proof, and answer with this side's own; whoever has none is told nothing more."""
        state, self.state = self.state, SessionState.CLOSED
        self._outgoing = []
        if state is not SessionState.GREETING or self._greeting is None:
            raise UnprovenServer
        proof = self._greeting.answer(frame)
        self.state = SessionState.PROVING
        self._outgoing = [encode(proof)]

    def _need_ready(self) -> None:
        if self.state is SessionState.PROVING:
            raise RemoteProtocolError("a proof must be answered with a welcome or an error")

    def _greeted(self, welcome: Welcome) -> None:
        if self.state is not SessionState.PROVING:
            raise RemoteProtocolError("a welcome must come once, after a proof")
        if welcome.protocol != PROTOCOL_VERSION:
            raise RemoteProtocolError(tr(OTHER_VERSION), ErrorCode.WRONG_VERSION)
        if welcome.instance != self._instance:
            self._instance, self._last_seq, self._acknowledged = welcome.instance, 0, 0
            self._sent_images.clear()
        self.welcome = welcome
        self.state = SessionState.READY
        held, self._held_cancels = self._held_cancels, []
        self._outgoing.extend(encode(request) for request in held)
        for entry in self._open.values():
            self._queue(entry)

    def _submit_cancel(self, request: Cancel) -> None:
        if self.state is SessionState.READY:
            self._outgoing.append(encode(request))
        else:
            self.withdraw(request.target)
            self._held_cancels.append(request)

    def _queue(self, entry: _Open) -> None:
        if entry.image is not None and entry.image.hash not in self._sent_images:
            self._queue_image(entry.image, entry.request.id)
        self._outgoing.append(entry.text)

    def _queue_image(self, image: ImageFrame, request_id: str) -> None:
        self._outgoing.append(image_fragments(image.for_request(request_id)))
        self._sent_images.add(image.hash)

    def _answer_need(self, message: NeedImage) -> bool:
        entry = self._open.get(message.id)
        if entry is None or entry.image is None or entry.image.hash != message.image:
            return False
        self._queue_image(entry.image, message.id)
        return True

    def _is_repeat(self, seq: int) -> bool:
        if seq <= self._last_seq:
            return True
        self._last_seq = seq
        return False
