"""A client of a running backend that asks one thing at a time and waits for the answer."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from types import TracebackType

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from apprentice_shared.data_folder import find_backend
from apprentice_shared.errors import ErrorCode, RequestError, UnprovenServer
from apprentice_shared.images import HEADER_BYTES, MAX_BINARY_BYTES, ImageFrame, ImageReader, gather
from apprentice_shared.messages import Cancel, ErrorReply, Message, Reply, Request, RequestCancelled, Welcome
from apprentice_shared.session import PROTOCOL_VERSION, ClientSession, SessionState

from . import __version__
from .picture_size import large_buffer

_OPEN_TIMEOUT_S = 10.0
_PROOF_TIMEOUT_S = 10.0
_WELCOME_TIMEOUT_S = 60.0
# More is taken from a proved backend alone.
UNPROVEN_BYTES = 2**16


def new_id() -> str:
    """Return a new id for a request or a client."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class ReplyBundle:
    """The final reply to a request, the replies before it in order, and the images that came with them by hash."""

    final: Reply
    replies: tuple[Reply, ...] = ()
    images: dict[str, ImageFrame] = field(default_factory=dict)


class Client:
    """One connection to a backend, ready for requests. `connect_to` makes one.

    Args:
        connection: a fresh connection; closed where the greeting fails.
        token: of the data folder.
        port: the port that was dialled.

    Raises:
        UnprovenServer: whoever answers there is not the backend of this data folder; it has learned nothing.
        RequestError: the backend refused the greeting.
    """

    def __init__(self, connection: ClientConnection, token: str, port: int) -> None:
        self._connection = connection
        self._session = ClientSession(new_id(), client=f"apprentice {__version__}")
        self._session.connect(token, port)
        try:
            self.welcome = self._greet()
        except BaseException:
            # Without a word: whoever is no backend may read nothing, and a farewell would wait for that.
            connection.close_socket()
            raise

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def ask(
        self,
        request: Request,
        image: ImageFrame | None = None,
        on_reply: Callable[[Reply], None] = lambda _reply: None,
    ) -> ReplyBundle:
        """Send a request, with the image that it names by hash, and wait for its final reply.

        `on_reply` is called with progress and every other reply before the final one.

        Raises:
            RequestError: the backend refused it, cancelled it, or went away.
        """
        self._session.submit(request, image)
        self._flush()
        replies: list[Reply] = []
        images: dict[str, ImageFrame] = {}
        try:
            while True:
                for item in self._receive():
                    if isinstance(item, ImageFrame):
                        images[item.hash] = item
                    elif isinstance(item, Reply) and item.id == request.id:
                        if item.final:
                            return ReplyBundle(_checked(item), tuple(replies), images)
                        replies.append(item)
                        on_reply(item)
        except KeyboardInterrupt:
            self._session.submit(Cancel(new_id(), request.id))
            self._flush()
            raise

    def close(self) -> None:
        """Acknowledge the replies that have arrived, and end the connection."""
        self._flush()
        self._connection.close()

    def _greet(self) -> Welcome:
        """Let the backend prove itself, in time and in few bytes, then prove this side and wait for the welcome."""
        self._flush()
        try:
            self._session.receive_data(self._connection.recv(_PROOF_TIMEOUT_S))
            self._connection.protocol.max_message_size = MAX_BINARY_BYTES + HEADER_BYTES
            self._flush()
            (answer,) = self._session.receive_data(self._connection.recv(_WELCOME_TIMEOUT_S))
        except ConnectionClosed as error:
            raise RequestError("the backend ended before it answered: try again", ErrorCode.NOT_READY) from error
        except TimeoutError as error:
            if self._session.state is SessionState.GREETING:
                raise UnprovenServer from error
            raise RequestError("the backend does not answer: try again, or end it", ErrorCode.NOT_READY) from error
        if isinstance(answer, Reply):
            _checked(answer)
        assert isinstance(answer, Welcome)
        return answer

    def _receive(self) -> list[Message | ImageFrame]:
        try:
            received = self._session.receive_data(self._next_frame())
        except ConnectionClosed as error:
            raise RequestError("the backend ended before it answered: try again", ErrorCode.NOT_READY) from error
        self._flush()
        return received

    def _next_frame(self) -> str | ImageReader:
        return gather(self._connection.recv_streaming(), ImageReader(verify=False, allocate=large_buffer))

    def _flush(self) -> None:
        try:
            for frame in self._session.data_to_send():
                self._connection.send(frame)
        except ConnectionClosed:
            # The other side's last words are still to be read; reading then finds the connection closed.
            return


def connect_to(data_dir: Path) -> Client | None:
    """Connect to the backend that runs on a data folder; None where none does.

    Raises:
        RequestError: one runs, but does not take this client.
        StoreError: one runs, but others can change the folder.
    """
    served = find_backend(data_dir)
    if served is None:
        return None
    found, token = served
    if found.protocol != PROTOCOL_VERSION:
        raise RequestError(
            f"the running backend speaks protocol {found.protocol}, this program {PROTOCOL_VERSION}: end it first",
            ErrorCode.WRONG_VERSION,
        )
    try:
        connection = connect(
            found.url,
            open_timeout=_OPEN_TIMEOUT_S,
            max_size=UNPROVEN_BYTES,
            compression=None,
            proxy=None,
        )
    except (OSError, InvalidHandshake) as error:
        if isinstance(error, InvalidStatus) and error.response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            text = "Apprentice has too many connections: close some, or try again in a moment"
            raise RequestError(text, ErrorCode.TOO_MANY) from error
        # It is just ending, or hangs: a backend that is started next finds that out by its lock.
        return None
    return Client(connection, token, found.port)


def _checked(reply: Reply) -> Reply:
    """Return a final reply, if it is a success.

    Raises:
        RequestError: the request failed or was cancelled.
    """
    if isinstance(reply, RequestCancelled):
        raise RequestError("the request was cancelled", ErrorCode.CANCELLED)
    if isinstance(reply, ErrorReply):
        known = {code.value for code in ErrorCode}
        raise RequestError(reply.message, ErrorCode(reply.code) if reply.code in known else ErrorCode.INTERNAL)
    return reply
