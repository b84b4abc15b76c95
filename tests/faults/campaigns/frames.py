"""Frames on a real socket: text, binary, fragments, control frames, half ones, bad UTF-8, huge claims.

They come before the greeting and after it, from a client that knows the token and from one that does not. Meanwhile
another client rates and is answered, and the same client can come back after every connection.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from collections.abc import Callable
from random import Random

from websockets.exceptions import ConnectionClosed

from apprentice_shared import messages as m
from apprentice_shared.codec import encode
from apprentice_shared.images import encode_image
from campaigns.backends import Backend, ForkServer, open_files, peak_mb, rss_mb
from campaigns.client import Client
from campaigns.pairs import CANVAS
from campaigns.shapes import NASTY, mutated, mutated_bytes
from campaigns.slopes import Series
from campaigns.trial import Trial, must
from campaigns.workers import Witness, Worker, percentile, working

FRAMES_A_CONNECTION = 12
# Memory that was taken must be given back to within this, this soon.
BACK_MB, BACK_S = 50.0, 60.0


def run(trial: Trial) -> None:
    """Send frames until the time is up."""
    forks = ForkServer()
    backend = Backend(trial.place("data"), forks)
    backend.start()
    try:
        witness = Witness(backend.folder)
        for question in QUESTIONS:
            witness.ask(question)  # files and modules that the first of these opens are open before they are counted
        rating = Worker(witness.act, 0.02)
        before_mb, files = rss_mb(backend.pid), open_files(backend.pid)
        memory = Series("RSS in MB")
        with working([rating]):
            while trial.left(0.9):
                one_client(trial, backend, f"hostile-{trial.rng.randrange(40)}")
                if trial.left(0.8):
                    memory.add(trial.figures["frames"], rss_mb(backend.pid))
                rating.look()
        trial.figures["ratings_of_the_other_client"] = len(witness.took_s)
        trial.most("rating_p95_ms", percentile(witness.took_s, 0.95))
        trial.most("rating_slowest_ms", percentile(witness.took_s, 1.0))
        trial.most("memory_peak_MB", peak_mb(backend.pid))
        _must_come_back(backend, before_mb, files)
        trial.most("memory_before_MB", before_mb)
        trial.most("memory_after_MB", rss_mb(backend.pid))
        if len(memory) > 100:
            memory.tell(trial.figures, "memory_slope_MB_a_frame")
    finally:
        backend.kill()
        forks.close()
    backend.check_log()


def one_client(trial: Trial, backend: Backend, name: str) -> None:
    """Send a dozen frames under one name, before or after the greeting; then the name's owner comes, and is served."""
    rng = trial.rng
    greeted = rng.random() < 0.7
    trial.note(f"{name}, {'after' if greeted else 'before'} the greeting, {trial.figures['frames']} frames so far")
    client = Client(backend.folder, name)
    try:
        raw = _greeted(client) if greeted else _upgraded(backend.port)
    except OSError as exc:
        must(False, f"the backend takes no connection: {exc}")
        return
    with contextlib.suppress(OSError, ConnectionClosed):
        for _ in range(FRAMES_A_CONNECTION):
            trial.count("frames")
            trial.count("frames_after_the_greeting", greeted)
            raw.sendall(_frame(rng))
            _drain(raw)
    trial.count("connections")
    with contextlib.suppress(OSError):
        raw.close()
    client.hang_up()
    if rng.random() < 0.25:
        owner = Client(backend.folder, name)
        owner.dial()
        reply = owner.ask(m.GetProfiles("back"))
        must(isinstance(reply, m.ProfilesReport), f"{name} came back and was answered with {reply}")
        owner.hang_up()
        trial.count("came_back")


def _greeted(client: Client) -> socket.socket:
    client.dial()
    assert client.socket is not None
    return client.socket.socket.dup()


def _upgraded(port: int) -> socket.socket:
    """Open a web socket by hand, and say nothing in it."""
    raw = socket.create_connection(("127.0.0.1", port), timeout=10)
    head = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    raw.sendall((head + "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
    raw.recv(4096)
    return raw


def _drain(raw: socket.socket) -> None:
    """Read what has come, without waiting; a closed connection is an `OSError`."""
    raw.setblocking(False)
    try:
        if raw.recv(2**16) == b"":
            raise ConnectionResetError
    except BlockingIOError:
        pass
    finally:
        raw.settimeout(10)


def _frame(rng: Random) -> bytes:
    """Return one frame: most are whole and masked, with a payload that is nearly a message."""
    payload, opcode = _payload(rng), rng.choice((1, 1, 1, 1, 2, 2))
    kind = rng.randrange(14)
    return _STRANGE[kind](rng, payload, opcode) if kind < len(_STRANGE) else _framed(payload, opcode)


def _claim(rng: Random, payload: bytes, opcode: int) -> bytes:
    claim = rng.choice((2**63 - 1, 2**64 - 1, 2**40, 65 * 2**20, 64 * 2**20, 2**17))
    return bytes([0x80 | opcode, 0xFF]) + struct.pack(">Q", claim) + rng.randbytes(4) + payload[:100]


def _with_a_ping_inside(rng: Random, payload: bytes, opcode: int) -> bytes:
    cut = rng.randrange(len(payload) + 1)
    return _framed(payload[:cut], opcode, final=False) + _framed(b"x", 9) + _framed(payload[cut:], 0)


_STRANGE: tuple[Callable[[Random, bytes, int], bytes], ...] = (
    _claim,
    _with_a_ping_inside,
    # Control frames of every length, a fragment that is never ended, one of nothing, an unknown opcode.
    lambda rng, payload, _: _framed(payload[: rng.choice((0, 1, 60, 125, 300))], rng.choice((8, 9, 10))),
    lambda _, payload, opcode: _framed(payload, opcode, final=False),
    lambda rng, payload, _: _framed(payload, 0, final=rng.random() < 0.5),
    lambda rng, payload, _: _framed(payload, rng.randrange(16)),
    # Half a frame, a reserved bit, no mask, noise.
    lambda rng, payload, opcode: _framed(payload, opcode)[: rng.randrange(1, 20)],
    lambda rng, payload, opcode: _framed(payload, opcode | rng.choice((0x10, 0x20, 0x40))),
    lambda _, payload, opcode: bytes([0x80 | opcode, min(len(payload), 125)]) + payload[:125],
    lambda rng, _, __: rng.randbytes(rng.randrange(1, 200)),
)


def _framed(payload: bytes, opcode: int, *, final: bool = True) -> bytes:
    mask = b"\1\2\3\4"
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else struct.pack(">BH", 0xFE, size) if size < 2**16 else b""
    length = length or struct.pack(">BQ", 0xFF, size)
    key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    return (
        bytes([(0x80 if final else 0) | opcode])
        + length
        + mask
        + (int.from_bytes(payload, "big") ^ key).to_bytes(size, "big")
    )


def _payload(rng: Random) -> bytes:
    if rng.random() < 0.2:
        return mutated_bytes(encode_image(CANVAS), rng)
    text = encode(rng.choice(REQUESTS))
    match rng.randrange(5):
        case 0:
            return text.encode()
        case 1:
            return mutated_bytes(text.encode(), rng)  # UTF-8 that is none
        case 2:
            return rng.choice(NASTY).encode("utf-8", "surrogatepass")
    return mutated(text, encode(rng.choice(REQUESTS)), rng).encode("utf-8", "surrogatepass")


REQUESTS: tuple[m.Message, ...] = (
    m.Suggest("r1", width_px=32, height_px=24, preview_px=0),
    m.Suggest("r2", canvas=CANVAS.hash, width_px=32, height_px=24),
    m.Render("r3", "s1", 64, 64),
    m.Rate("r4", "s1", 3, {"color": 1}),
    m.RatePalette("r5", ("#112233",), 3),
    m.SetValue("r6", "color", "warm", 1.0),
    m.GetTaste("r7"),
    m.GetHistory("r8"),
    m.RecommendPalettes("r9"),
    m.WorkPalette("ra", (m.SwatchPart("#c04020", 1.0, "rust"),), "ramp"),
    m.GetImage("rb", "0" * 64),
    m.ImportProfile("rc", "{}"),
    m.Undo("rd"),
    m.Cancel("re", "r1"),
    m.Acknowledge(5),
    m.GetProfiles("rf"),
)


QUESTIONS: tuple[m.Message, ...] = (
    m.GetHistory("history"),
    m.GetTaste("taste"),
    m.ExportProfile("file", "witness"),
    m.RecommendPalettes("palettes"),
    m.WorkPalette("ramp", (m.SwatchPart("#c04020", 1.0, "rust"), m.SwatchPart("#204080", 1.0, "ink")), "ramp"),
)


def _must_come_back(backend: Backend, before_mb: float, files: int) -> None:
    """Wait until memory and open files are back to nearly what they were."""
    deadline = time.monotonic() + BACK_S
    while rss_mb(backend.pid) > before_mb + BACK_MB or open_files(backend.pid) > files + 2:
        held = f"{rss_mb(backend.pid):.0f} MB and {open_files(backend.pid)} files, before {before_mb:.0f} and {files}"
        must(time.monotonic() < deadline, f"after {BACK_S:.0f} s the backend still holds {held}")
        time.sleep(0.2)
