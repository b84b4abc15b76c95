"""The gate of a real server: strangers, too many connections, and frames that never end."""

from __future__ import annotations

import re
import socket as plain
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from greeting import hello, prove
from live_server import TOKEN, LiveServer, serving
from served_folder import announcing
from talker import TIMEOUT_S, Talker, noise_canvas, talking
from websockets.client import ClientProtocol
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Frame, Opcode
from websockets.sync.client import ClientConnection, connect
from websockets.uri import parse_uri

from apprentice_backend.client import connect_to
from apprentice_backend.server import connection, gate
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.images import HEADER_BYTES, encode_image
from apprentice_shared.messages import ErrorReply, GetProfiles, ImportProfile, ProfilesReport

LONG = gate.UNPROVED_BYTES + 1
PINGS = (b"\x89\xfd" + bytes(4) + b"x" * 125) * 2000


@pytest.fixture
def running(tmp_path: Path) -> Iterator[LiveServer]:
    """A server."""
    with serving(tmp_path) as server:
        yield server


def stranger(port: int) -> ClientConnection:
    """Connect and say nothing."""
    return connect(f"ws://127.0.0.1:{port}/", compression=None, proxy=None, max_size=None)


def closed_with(socket: ClientConnection) -> int:
    """Read to the end of a connection; return the code that it was closed with."""
    with pytest.raises(ConnectionClosed) as caught:
        while True:
            socket.recv(timeout=TIMEOUT_S)
    return caught.value.rcvd.code if caught.value.rcvd else 1006


@pytest.mark.parametrize(
    "frame",
    ["x" * LONG, b"x" * LONG, ["x" * 20_000] * 4, [b"x" * 20_000] * 4],
    ids=["text", "binary", "text in fragments", "binary in fragments"],
)
def test_nothing_long_is_taken_from_the_unproved(running: LiveServer, frame: str | bytes | list[str]) -> None:
    """64 KiB, however the frame is cut; a client that is proved may send more."""
    with stranger(running.port) as socket:
        with suppress(ConnectionClosed):  # it may be closed before the last fragment is sent
            socket.send(frame)
        assert closed_with(socket) == 1009
    with talking(running.port, TOKEN) as talker:
        refused = talker.ask(ImportProfile("i1", "x" * LONG))
        assert isinstance(refused, ErrorReply)
        assert refused.code == "bad_value"


def test_a_picture_of_the_unproved_makes_no_room(running: LiveServer) -> None:
    """A header that claims 64 MiB, before the greeting, is refused as any other frame."""
    canvas = encode_image(noise_canvas())
    with stranger(running.port) as socket:
        socket.send(canvas[:16] + bytes(HEADER_BYTES - 16))
        assert "hello" in str(socket.recv(timeout=TIMEOUT_S))
        assert closed_with(socket) == 1008


def test_strangers_make_room_for_a_client(running: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for longest at the gate goes, whether it has sent a byte or not; the client is greeted."""
    monkeypatch.setattr(gate, "PATIENCE_S", 0.0)
    monkeypatch.setattr(gate, "MOST_UNPROVED", 8)
    with ExitStack() as stack, talking(running.port, TOKEN) as talker:
        for _ in range(gate.MOST_UNPROVED):
            stack.enter_context(plain.create_connection(("127.0.0.1", running.port)))
        talker.drop()
        talker.connect()
        assert isinstance(talker.ask(GetProfiles("p1")), ProfilesReport)
        silent = [stack.enter_context(stranger(running.port)) for _ in range(gate.MOST_UNPROVED + 1)]
        said = str(silent[0].recv(timeout=TIMEOUT_S))
        assert '"too_many"' in said
        assert closed_with(silent[0]) == 1013


def test_beyond_the_gate_the_newest_is_told(
    running: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While nobody has waited long, the newest is turned away, with a status that ours puts into words."""
    monkeypatch.setattr(gate, "PATIENCE_S", 1e6)
    monkeypatch.setattr(gate, "MOST_UNPROVED", 8)
    with ExitStack() as stack, talking(running.port, TOKEN) as talker:
        for _ in range(gate.MOST_UNPROVED):
            stack.enter_context(stranger(running.port))
        with pytest.raises(InvalidStatus) as caught:
            stranger(running.port)
        assert caught.value.response.status_code == 503
        assert b"Too many connections" in caught.value.response.body
        with announcing(tmp_path / "found", running.port, TOKEN), pytest.raises(RequestError, match="too many") as told:
            connect_to(tmp_path / "found")
        assert told.value.code is ErrorCode.TOO_MANY
        assert isinstance(talker.ask(GetProfiles("p1")), ProfilesReport)


def test_whoever_is_turned_away_is_told_after_its_request(running: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that came before would break some clients in the middle of their own words."""
    monkeypatch.setattr(gate, "PATIENCE_S", 1e6)
    monkeypatch.setattr(gate, "_LINGER_S", 1e6)
    with talking(running.port, TOKEN) as talker:
        monkeypatch.setattr(gate, "MOST_UNPROVED", 0)
        with plain.create_connection(("127.0.0.1", running.port)) as late:
            assert isinstance(talker.ask(GetProfiles("p1")), ProfilesReport)
            late.setblocking(False)
            with pytest.raises(BlockingIOError):
                late.recv(1)
            late.setblocking(True)
            late.settimeout(TIMEOUT_S)
            late.sendall(b"GET / HTTP/1.1\r\n\r\n")
            assert late.recv(100).startswith(b"HTTP/1.1 503 ")


def test_frames_that_are_half_there_are_bounded_in_all(running: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection in which most lies unread is ended; the others go on, and it may come back."""
    monkeypatch.setattr(gate, "MOST_UNREAD_BYTES", 3 * 2**20)
    # The last byte is the one too many: with more on its way, the connection would be reset and its code lost.
    half = b"\x82\xff" + (8 * 2**20).to_bytes(8, "big") + bytes(4) + bytes(3 * 2**20 + 1)
    with talking(running.port, TOKEN, "other") as other, talking(running.port, TOKEN) as talker:
        assert talker.socket is not None
        talker.socket.socket.sendall(half)
        assert closed_with(talker.socket) == 1013
        assert isinstance(other.ask(GetProfiles("p1")), ProfilesReport)
        talker.session.disconnect()
        talker.connect()
        assert isinstance(talker.ask(GetProfiles("p2")), ProfilesReport)


def test_a_frame_that_never_ends_is_given_up(running: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its sender is told, and its room is free again."""
    monkeypatch.setattr(connection, "FRAME_S", 0.1)
    talker = Talker(running.port, TOKEN)
    talker.connect()
    assert talker.socket is not None
    head = encode_image(noise_canvas())[:HEADER_BYTES]
    talker.socket.socket.sendall(b"\x02\xd4" + bytes(4) + head)
    assert '"too_large"' in str(talker.socket.recv(timeout=TIMEOUT_S))
    assert closed_with(talker.socket) == 1008
    assert running.server is not None
    assert running.server.rooms.lent == 0


def test_pings_before_the_proof_are_counted_too(running: LiveServer) -> None:
    """Whoever sends more than a greeting could need is let go, before its pongs take the memory."""
    with stranger(running.port) as socket:
        with suppress(ConnectionError):
            socket.socket.sendall(PINGS)
        assert closed_with(socket) == 1006
    with talking(running.port, TOKEN) as talker:
        assert isinstance(talker.ask(GetProfiles("p1")), ProfilesReport)


def test_pongs_that_nobody_reads_are_bounded(running: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that asks for signs of life and reads none is let go; others go on."""
    monkeypatch.setattr(gate, "MOST_PONGS_BYTES", 0)
    monkeypatch.setattr(gate, "MAX_TEXT_BYTES", 2**16)
    with plain.create_connection(("127.0.0.1", running.port)) as line:
        upgrade = ClientProtocol(parse_uri(f"ws://127.0.0.1:{running.port}/"))
        upgrade.send_request(upgrade.connect())
        line.sendall(b"".join(upgrade.data_to_send()))
        line.sendall(Frame(Opcode.TEXT, hello().encode()).serialize(mask=True))
        said = b""
        while not (nonce_s := re.search(b'"nonce_s":"([0-9a-f]{64})"', said)):
            said += line.recv(4096)
        proof = prove(TOKEN, running.port, nonce_s[1].decode())
        line.sendall(Frame(Opcode.TEXT, proof.encode()).serialize(mask=True))
        with pytest.raises(ConnectionError):
            for _ in range(1000):
                line.sendall(PINGS)
    with talking(running.port, TOKEN) as talker:
        assert isinstance(talker.ask(GetProfiles("p1")), ProfilesReport)


def test_little_is_read_at_once_of_many_small_frames(running: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a read of many frames the next ones are short, however much lies there: others get their turn between."""
    reads: list[int] = []
    take = gate.Socket.data_received

    def noted(self: gate.Socket, data: bytes) -> None:
        reads.append(len(data))
        take(self, data)

    with talking(running.port, TOKEN) as talker:
        assert talker.socket is not None and running.loop is not None
        monkeypatch.setattr(gate.Socket, "data_received", noted)
        may_go_on = threading.Event()
        running.loop.call_soon_threadsafe(may_go_on.wait, TIMEOUT_S)
        talker.socket.socket.sendall((b"\x8a\x80" + bytes(4)) * 40_000)
        may_go_on.set()
        assert isinstance(talker.ask(GetProfiles("p1")), ProfilesReport)
    assert max(reads) <= 2**16
    assert len(reads) > 40
