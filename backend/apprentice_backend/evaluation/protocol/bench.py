"""The cost of the protocol: a canvas out and four images back, beside a plain WebSocket echo of the same bytes.

Protocol and echo take turns on this machine, each with its server in another process than the client. The protocol's
server is the real one, with its sessions, hashes, mailboxes and bounds, but its studio answers at once: the time of
pictures and palettes is measured elsewhere. Every canvas is new, so that no canvas is left out because of its hash.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

import numpy as np
from websockets.sync.client import ClientConnection, connect

from apprentice_backend.client import Client, new_id
from apprentice_shared.images import HEADER_BYTES, MAX_BINARY_BYTES, ImageFrame, PixelFormat
from apprentice_shared.messages import Suggest

from .servers import IMAGES, TOKEN, serve_echo, serve_protocol

BOUND = 2.0


@dataclass(frozen=True)
class Timing:
    """The times of one contestant, one a round, in milliseconds."""

    name: str
    rounds_ms: tuple[float, ...]

    @property
    def median_ms(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.rounds_ms)


def main(argv: Sequence[str]) -> int:
    """Run the benchmark and write its table; return 0 if the protocol is within its bound, else 1."""
    options = _parser().parse_args(argv)
    protocol, echo = measure(options.side, options.rounds)
    ratio = statistics.median(mine / plain for mine, plain in zip(protocol.rounds_ms, echo.rounds_ms, strict=True))
    if options.json:
        figures = {timing.name: timing.rounds_ms for timing in (protocol, echo)}
        sys.stdout.write(json.dumps({"side_px": options.side, "rounds_ms": figures, "ratio": ratio}) + "\n")
    else:
        sys.stdout.write(_table(options.side, (protocol, echo), ratio))
    return 0 if ratio <= BOUND else 1


def measure(side_px: int, rounds: int) -> tuple[Timing, Timing]:
    """Time both contestants in turns.

    Args:
        side_px: width and height of every image.
        rounds: the number of rounds that count; one more of each goes before them.

    Returns:
        The protocol's timing and the echo's.
    """
    canvas = np.random.default_rng(0).integers(0, 256, (side_px, side_px, 4)).astype(np.uint8)
    with (
        _child(serve_protocol) as protocol_port,
        _child(serve_echo) as echo_port,
        _socket(echo_port) as plain,
        Client(_socket(protocol_port), TOKEN, protocol_port) as client,
    ):

        def by_protocol() -> None:
            request_id = new_id()
            frame = ImageFrame(request_id, PixelFormat.RGBA, side_px, side_px, canvas.data.cast("B"))
            request = Suggest(request_id, width_px=side_px, height_px=side_px, canvas=frame.hash, preview_px=0)
            assert len(client.ask(request, frame).images) == IMAGES

        def by_echo() -> None:
            plain.send(canvas.data.cast("B"))
            assert all(len(plain.recv()) == canvas.nbytes for _ in range(IMAGES))

        timings: tuple[list[float], list[float]] = ([], [])
        for number in range(rounds + 1):
            canvas[0, 0] = list(number.to_bytes(4, "big"))
            for run, timing in zip((by_protocol, by_echo), timings, strict=True):
                timing.append(_milliseconds(run))
    return Timing("protocol", tuple(timings[0][1:])), Timing("plain echo", tuple(timings[1][1:]))


def _milliseconds(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


@contextmanager
def _child(serve: Callable[[Connection], None]) -> Iterator[int]:
    """Run a server in another process; yield its port, and end the process afterwards."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _socket(port: int) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{port}/", max_size=MAX_BINARY_BYTES + HEADER_BYTES, compression=None, proxy=None)


def _table(side_px: int, timings: Sequence[Timing], ratio: float) -> str:
    head = f"Canvas of {side_px}² out, {IMAGES} images of {side_px}² back on loopback"
    rows = [
        f"| {timing.name} | {timing.median_ms:.1f} | {min(timing.rounds_ms):.1f} | {max(timing.rounds_ms):.1f} |\n"
        for timing in timings
    ]
    verdict = "within" if ratio <= BOUND else "OVER"
    return (
        f"{head}, {len(timings[0].rounds_ms)} rounds of each\n\n"
        "| | median ms | least | most |\n| --- | --- | --- | --- |\n"
        f"{''.join(rows)}\nRatio, median of the rounds: {ratio:.2f} ({verdict} the bound of {BOUND:g})\n"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="apprentice bench protocol", description=__doc__.partition("\n")[0])
    parser.add_argument("--side", type=int, default=1024, metavar="PX", help="width and height of the images")
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="rounds of each")
    parser.add_argument("--json", action="store_true", help="print every round as JSON")
    return parser
