"""Memory: what hostile clients make a backend take, and what it still holds a minute after, whether they stay or go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Lock

from talker import noise_canvas, small_suggest
from websockets.exceptions import ConnectionClosed

from apprentice_shared import messages as m
from apprentice_shared.images import encode_image
from campaigns.backends import Backend, ForkServer, peak_mb, processor_s, rss_mb
from campaigns.careful_roles import exported
from campaigns.client import Client
from campaigns.files import BACK_MB
from campaigns.trial import Trial, must

BACK_S = 60.0
SIDE_PX = 4096
REPAINTS = 12
IMPORT_BYTES, TEXT_BYTES = 8 * 2**20 - 2**14, 63 * 2**20
# Fragments of a frame, and what one frame may claim and not send: opcode, masked, its length in eight bytes, no mask.
_FIRST, _NEXT, _WHOLE = b"\x02", b"\x00", b"\x82"


class Hostile(Client):
    """A client that acknowledges nothing, so that all its answers are kept."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(folder, name)
        self.name = name

    def flush(self) -> None:
        """Send all but acknowledgements."""
        assert self.socket is not None
        for frame in self.session.data_to_send():
            if not (isinstance(frame, str) and '"acknowledge"' in frame):
                self.socket.send(frame)


def repaint(client: Hostile) -> None:
    """Have twelve pictures of 4096² px made, one after the other, three of them over canvases of that size."""
    suggestion = client.slate(f"{client.name}-slate").suggestions[0]
    for number in range(REPAINTS):
        canvas = None
        if number % 4 == 0:
            canvas = noise_canvas(client.name, SIDE_PX, SIDE_PX, seed=number + int(client.name[-1]))
        size = SIDE_PX, SIDE_PX - number
        client.ask(m.Render(f"{client.name}-{number}", suggestion, *size, canvas.hash if canvas else ""), canvas)
        client.images.clear()


def paint_layers(client: Hostile) -> None:
    """Have the largest honest picture made: one of 4096² px with its layers, from a canvas of that size."""
    canvas = noise_canvas(client.name, SIDE_PX, SIDE_PX)
    wish = small_suggest(f"{client.name}-slate", canvas=canvas.hash, engine="studies")
    slate = client.ask(wish, canvas)
    assert isinstance(slate, m.SlateReady), slate
    client.ask(m.Render(f"{client.name}-0", slate.suggestions[0], SIDE_PX, SIDE_PX, canvas.hash, layers=True), canvas)


def import_long(client: Hostile) -> None:
    """Import a profile's file of 8 MiB, most of it blank."""
    client.ask(m.ImportProfile(client.name, exported(300).ljust(IMPORT_BYTES), client.name))


def say_much(client: Hostile) -> None:
    """Send a text of 63 MiB that asks for a profile of such a name."""
    assert client.socket is not None
    with suppress(ConnectionClosed, TimeoutError):
        client.socket.send(f'{{"type":"get_taste","id":"{client.name}","profile":"{"x" * TEXT_BYTES}"}}')
        client.socket.recv(30)


def send_half(client: Hostile) -> None:
    """Send half a picture of 4096² px and no more: as one frame, or in fragments."""
    assert client.socket is not None
    half = memoryview(HALF)[: len(HALF) // 2]
    client.socket.socket.settimeout(3)
    with suppress(TimeoutError, OSError):
        for piece in _fragments(half) if client.name[-1] in "02468" else [_head(_WHOLE, len(HALF)), half]:
            client.socket.socket.sendall(piece)


def leave_unread(client: Hostile) -> None:
    """Ask for four pictures of 4096² px and read none of them."""
    client.submit(m.Suggest(client.name, width_px=SIDE_PX, height_px=SIDE_PX, preview_px=0))


def _fragments(data: memoryview) -> Iterator[bytes | memoryview]:
    for start in range(0, len(data), 2**18):
        piece = data[start : start + 2**18]
        yield _head(_NEXT if start else _FIRST, len(piece))
        yield piece


def _head(opcode: bytes, size: int) -> bytes:
    return opcode + b"\xff" + size.to_bytes(8, "big") + bytes(4)


HONEST = "layers"
HALF = encode_image(noise_canvas("half", SIDE_PX, SIDE_PX))
# What is done, and by how many clients at once; the first is what an honest artist may ask for.
ATTACKS: dict[str, tuple[Callable[[Hostile], None], int]] = {
    HONEST: (paint_layers, 1),
    "repaints": (repaint, 4),
    "imports": (import_long, 20),
    "texts": (say_much, 8),
    "half-sent": (send_half, 40),
    "unread": (leave_unread, 4),
}


def run(trial: Trial) -> None:
    """Have each attack made on a backend of its own, by clients that stay and by some that go, and measure it.

    One attack is made at a time; whether its memory comes back is watched during the next ones.
    """
    forks, one_at_a_time = ForkServer(), Lock()
    cases = [(name, stay) for name in ATTACKS for stay in (True, False)]
    try:
        with ThreadPoolExecutor(len(cases)) as threads:
            measured = list(threads.map(lambda case: _measure(trial, forks, one_at_a_time, *case), cases))
    finally:
        forks.close()
    faults, most_mb = [], max(peak for (name, _), (peak, *_) in zip(cases, measured, strict=True) if name == HONEST)
    for (name, stay), (peak, left, back_s) in zip(cases, measured, strict=True):
        case = f"{name}_{'stay' if stay else 'gone'}"
        trial.most(f"{case}_peak_MB", peak)
        trial.most(f"{case}_left_MB", left)
        trial.most(f"{case}_back_s", back_s)
        if peak > most_mb or left > BACK_MB:
            faults.append(f"{case}: {peak:.0f} MB at most, {left:.0f} MB after {BACK_S:.0f} s")
    must(not faults, "; ".join(faults))


def _measure(trial: Trial, forks: ForkServer, one_at_a_time: Lock, name: str, stay: bool) -> tuple[float, float, float]:
    """Return the peak above an idle backend, what was left after a minute, and after how long it was back, or -1."""
    with one_at_a_time:
        backend = Backend(trial.place(f"{name}-{'stay' if stay else 'gone'}"), forks)
        backend.start()
        artist = Client(backend.folder, "artist")
        artist.dial()
        artist.slate("first", engine="studies")  # whose modules stay
        before_mb = rss_mb(backend.pid)
        clients = _attack(backend, name)
        _wait_until_done(backend.pid)
        if not stay:
            for client in clients:
                client.hang_up()
    try:
        began, back_s, left_mb = time.monotonic(), -1.0, 0.0
        while time.monotonic() < began + BACK_S:
            left_mb = rss_mb(backend.pid) - before_mb
            if left_mb > BACK_MB:
                back_s = -1.0
            elif back_s < 0:
                back_s = time.monotonic() - began
            time.sleep(0.2)
        return peak_mb(backend.pid) - before_mb, left_mb, back_s
    finally:
        backend.kill()
        backend.check_log()


def _wait_until_done(pid: int) -> None:
    """Wait until a backend computes no more: slates that nobody reads are made all the same."""
    spent = -1.0
    while (now := processor_s(pid)) > spent + 0.1:
        spent = now
        time.sleep(2)


def _attack(backend: Backend, name: str) -> list[Hostile]:
    act, count = ATTACKS[name]
    clients = [Hostile(backend.folder, f"{name}-{number}") for number in range(count)]
    for client in clients:
        client.dial()
    with ThreadPoolExecutor(count) as threads:
        list(threads.map(act, clients))
    return clients
