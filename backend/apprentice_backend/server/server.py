"""The server: web sockets on one side, clients and their requests on the other."""

from __future__ import annotations

import asyncio
import errno
import logging
from dataclasses import dataclass
from functools import partial

from websockets.asyncio.server import Server as SocketServer
from websockets.asyncio.server import ServerConnection as WebSocket
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from apprentice_shared.bounds import SIDE_PX
from apprentice_shared.catalogues import catalogue_of, choose
from apprentice_shared.codec import MAX_TEXT_BYTES
from apprentice_shared.errors import ApprenticeError, ErrorCode, RemoteProtocolError
from apprentice_shared.images import MAX_BINARY_BYTES, PixelFormat
from apprentice_shared.language import speaking, tr
from apprentice_shared.messages import EngineChanged, EnginePart, Hello, LimitsPart, Welcome
from apprentice_shared.session import PROTOCOL_VERSION, ServerSession

from .. import __version__
from ..jobs import JobQueue
from ..studio import Studio
from ..studio.parts import profile_parts
from .budget import Budget
from .clients import Clients, ConnectedClient
from .connection import ServerConnection
from .dispatcher import Dispatcher
from .gate import UNPROVED_BYTES, Gate, Socket
from .memory import give_back_memory, trim
from .socket_log import socket_logger

logger = logging.getLogger(__name__)

PORTS_TRIED = 50
CLOSE_TIMEOUT_S = 2.0
# For images that are on their way, of all clients: three of the largest.
ROOM_BYTES = 3 * MAX_BINARY_BYTES
TIDY_AFTER_S = 10.0
# What nobody has used for twice as long goes, where it is too much.
REST_S = 10.0


@dataclass(frozen=True)
class ServerSettings:
    """The settings of a server.

    Args:
        token: the token that a client must prove.
        instance: the name of this run of the backend.
        host: the address to listen on.
        port: the first port that is tried; 0 takes any.
        idle_exit_s: how long after the last client is gone the server ends by itself; 0 for never.
        hello_timeout_s: how long a connection may take until its client is proved.
        keep_s: how long results are kept for a client that is away.
        stop_timeout_s: how long a render may take to notice that the server ends.
    """

    token: str
    instance: str
    host: str = "127.0.0.1"
    port: int = 0
    idle_exit_s: float = 0.0
    hello_timeout_s: float = 10.0
    keep_s: float = 900.0
    stop_timeout_s: float = 5.0


class Server:
    """Serves one studio. Made and used on the event loop.

    Attributes:
        clients: all known clients, connected or not.
        rooms: the room for images on their way.
    """

    def __init__(self, studio: Studio, settings: ServerSettings) -> None:
        self._studio = studio
        self._settings = settings
        self.clients = Clients(settings.keep_s, settings.instance)
        self._gate = Gate(asyncio.get_running_loop().time)
        self.rooms = Budget(ROOM_BYTES)
        self._dispatcher = Dispatcher(studio, JobQueue(), self._tell_engine)
        self._engine: EnginePart | None = None
        self._telling: set[asyncio.Task[None]] = set()
        self._idle: asyncio.TimerHandle | None = None
        self._tidying: asyncio.TimerHandle | None = None
        self._stopping = asyncio.Event()
        self._sockets: SocketServer | None = None

    @property
    def port(self) -> int:
        """The port that the server listens on."""
        assert self._sockets is not None
        return int(next(iter(self._sockets.sockets)).getsockname()[1])

    async def start(self) -> None:
        """Listen, on the next free port where the one asked for is taken.

        Raises:
            OSError: the address cannot be listened on.
        """
        for port in self._ports():
            try:
                self._sockets = await self._listen(port)
                break
            except OSError as exc:
                if exc.errno != errno.EADDRINUSE:
                    raise
        else:
            self._sockets = await self._listen(0)
        self._watch_idle()

    def stop(self) -> None:
        """Ask the server to end; `run` returns once it has."""
        self._stopping.set()

    async def run(self) -> None:
        """Serve until `stop` is called or nobody has been there for `idle_exit_s`, then end in good order."""
        assert self._sockets is not None
        expiry = asyncio.create_task(self._forget_absent())
        resting = asyncio.create_task(self._rest())
        try:
            await self._stopping.wait()
        finally:
            expiry.cancel()
            resting.cancel()
            if self._tidying is not None:
                self._tidying.cancel()
            # No client cancelled the renders that stop now: left without an answer, clients ask the next backend.
            for client in self.clients:
                client.connection = None
            self._sockets.close()
            await self._dispatcher.close(self._settings.stop_timeout_s)
            await self._sockets.wait_closed()

    def _ports(self) -> range:
        first = self._settings.port
        return range(first, min(first + PORTS_TRIED, 65536)) if first else range(0)

    async def _listen(self, port: int) -> SocketServer:
        return await serve(
            self._connected,
            self._settings.host,
            port,
            origins=[None],
            compression=None,
            create_connection=partial(Socket, self._gate),  # type: ignore[arg-type] # called as the class is
            max_size=UNPROVED_BYTES,
            max_queue=1,
            open_timeout=self._settings.hello_timeout_s,
            ping_timeout=60,
            close_timeout=CLOSE_TIMEOUT_S,
            logger=socket_logger(),
        )

    async def _connected(self, socket: WebSocket) -> None:
        assert isinstance(socket, Socket)
        connection = ServerConnection(socket, ServerSession(self._settings.token, self.port), self.rooms)
        writer = asyncio.create_task(connection.write())
        client: ConnectedClient | None = None
        try:
            client = await self._greet(connection)
            if client is not None:
                await self._read(connection, client)
            connection.close_when_written()
            await writer
        except ConnectionClosed:
            pass
        finally:
            writer.cancel()
            socket.forget()
            self._tidy_soon()
            if client is not None and client.connection is connection:
                client.connection = None
                client.away_since_s = asyncio.get_running_loop().time()
                if self.clients.too_many_away:
                    self._forget()
                self._watch_idle()

    async def _greet(self, connection: ServerConnection) -> ConnectedClient | None:
        """Greet a client; None where it is refused, or has not proved itself in time."""
        try:
            async with asyncio.timeout(self._settings.hello_timeout_s):
                while not (greeting := await connection.receive()):
                    pass
        except (TimeoutError, RemoteProtocolError) as exc:
            logger.info("A connection was refused: %s", exc or "it said nothing")
            return None
        (hello,) = greeting
        assert isinstance(hello, Hello)
        pixel_format = choose_format(hello.pixel_formats)
        try:
            with speaking(catalogue_of(choose([hello.language]))):
                welcome = await asyncio.to_thread(self._welcome, pixel_format)
        except ApprenticeError as exc:  # the store cannot be read
            logger.warning("A client could not be welcomed: %s", exc)
            connection.refuse(RemoteProtocolError(str(exc), exc.code))
            return None
        # Nothing below waits: a client is known and connected, or neither.
        if not self.clients.has_place(hello.client_id):
            with speaking(catalogue_of(choose([hello.language]))):
                text = tr("Apprentice has too many connections: close some, or try again in a moment")
            connection.refuse(RemoteProtocolError(text, ErrorCode.TOO_MANY))
            return None
        client = self.clients.greet(hello)
        client.pixel_format = pixel_format
        if client.connection is not None:
            client.connection.abandon()
        connection.accept(welcome, client.mailbox)
        client.connection = connection
        self._watch_idle()
        return client

    def _welcome(self, pixel_format: PixelFormat) -> Welcome:
        with speaking(catalogue_of(None)):
            self._engine = self._studio.engine()
        return Welcome(
            protocol=PROTOCOL_VERSION,
            server=f"apprentice {__version__}",
            instance=self._settings.instance,
            pixel_format=pixel_format.wire_name,
            limits=LimitsPart(MAX_TEXT_BYTES, MAX_BINARY_BYTES, SIDE_PX.high),
            engine=self._studio.engine(),
            profiles=profile_parts(self._studio.profiles.all()),
            attributes=dict(self._studio.profiles.space.dimensions),
            packs=self._studio.packs.parts(),
        )

    async def _read(self, connection: ServerConnection, client: ConnectedClient) -> None:
        while True:
            try:
                await self._take(connection, client)
            except RemoteProtocolError as error:
                if error.request_id:
                    self._dispatcher.withdraw(client, error.request_id)
                if not connection.open:
                    return
            await connection.has_room()

    async def _take(self, connection: ServerConnection, client: ConnectedClient) -> None:
        """Take the next frame; with the end of this call nothing holds its message any more but who works on it."""
        for message in await connection.receive():
            assert not isinstance(message, Hello)
            await self._dispatcher.take(client, message, connection.taken)

    def _tell_engine(self, engine: EnginePart) -> None:
        """Tell all clients of the engine where its description has changed."""
        if engine != self._engine:
            self._engine = engine
            telling = asyncio.create_task(self._tell_all())
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)

    async def _tell_all(self) -> None:
        """Tell each client of the engine as it is now, in the client's language."""
        for client in self.clients.connected():
            with speaking(client.catalogue):
                engine = await asyncio.to_thread(self._studio.engine)
            if client.connection is not None:
                client.connection.send(EngineChanged(engine))

    def _watch_idle(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if self._settings.idle_exit_s and not self.clients.connected():
            loop = asyncio.get_running_loop()
            self._idle = loop.call_later(self._settings.idle_exit_s, self.stop)

    def _tidy_soon(self) -> None:
        """Give memory back once no connection has ended for a while, and nobody waits for an answer."""
        if self._tidying is not None:
            self._tidying.cancel()
        self._tidying = asyncio.get_running_loop().call_later(TIDY_AFTER_S, self._tidy)

    def _tidy(self) -> None:
        if any(client.expects and client.connection is not None for client in self.clients):
            self._tidy_soon()
        else:
            asyncio.get_running_loop().run_in_executor(None, give_back_memory)

    async def _forget_absent(self) -> None:
        while True:
            await asyncio.sleep(min(60.0, self._settings.keep_s))
            self._forget()
            self._tidy()

    async def _rest(self) -> None:
        while True:
            await asyncio.sleep(REST_S)
            self.clients.rest()
            await asyncio.to_thread(self._studio.rest)
            await asyncio.to_thread(trim)

    def _forget(self) -> None:
        for client in self.clients.forget_absent(asyncio.get_running_loop().time()):
            self._dispatcher.dismiss(client)


def choose_format(offered: tuple[str, ...]) -> PixelFormat:
    """Choose the format of pictures: raw where the client reads that, else the first encoding that it reads."""
    if PixelFormat.RGBA.wire_name in offered:
        return PixelFormat.RGBA
    for name in offered:
        for known in (PixelFormat.PNG, PixelFormat.WEBP):
            if name == known.wire_name:
                return known
    return PixelFormat.RGBA
