"""The clients of the crowd: those who rate now and then, and those who keep asking for all that is heavy."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
from websockets.asyncio.client import connect

from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.messages import (
    ExportProfile,
    GetHistory,
    GetTaste,
    ImportProfile,
    Message,
    Rate,
    RecommendPalettes,
    Repaint,
    Reply,
    Request,
    SetStart,
    SwatchPart,
    Welcome,
    WorkPalette,
)
from apprentice_shared.session import ClientSession

from .folder import LONG, suggestion_of

_PAUSE_S = 2.0
_SWATCHES = tuple(SwatchPart(color, 0.2, "") for color in ("#1f2e3d", "#aabbcc", "#c04020", "#f0e0d0", "#406050"))


@dataclass
class Played:
    """The times from a request to its final reply, in seconds; of ratings, and of everything else by type."""

    ratings_s: list[float] = field(default_factory=list)
    others_s: dict[str, list[float]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def note(self, request: Request, reply: Reply, took_s: float) -> None:
        """Keep the time of one request."""
        if reply.type == "error":
            self.refused.append(f"{request.type}: {reply}")
        elif isinstance(request, Rate):
            self.ratings_s.append(took_s)
        else:
            self.others_s.setdefault(request.type, []).append(took_s)


class CrowdClient:
    """One client that asks one thing at a time."""

    def __init__(self, name: str, port: int, token: str, until_s: float, played: Played) -> None:
        self._session = ClientSession(name, client="crowd")
        self._port, self._token = port, token
        self._until_s, self._played = until_s, played

    async def play(self, requests: Iterator[tuple[Request, ImageFrame | None]], pause_s: Callable[[], float]) -> None:
        """Ask one request after the other, a pause before each, until the monotonic clock says the end."""
        address = f"ws://127.0.0.1:{self._port}/"
        async with connect(address, compression=None, proxy=None, max_size=None, ping_timeout=None) as socket:
            self._socket = socket
            self._session.connect(self._token, self._port)
            while not isinstance(await self._next(), Welcome):
                pass
            for request, image in requests:
                await asyncio.sleep(pause_s())
                started_s = time.monotonic()
                if started_s > self._until_s:
                    return
                self._session.submit(request, image)
                self._played.note(request, await self._final(request.id), time.monotonic() - started_s)

    async def _final(self, request_id: str) -> Reply:
        while True:
            reply = await self._next()
            if isinstance(reply, Reply) and reply.id == request_id and reply.final:
                return reply

    async def _next(self) -> Message | ImageFrame | None:
        for frame in self._session.data_to_send():
            await self._socket.send(frame)
        for item in self._session.receive_data(await self._socket.recv()):
            for frame in self._session.data_to_send():
                await self._socket.send(frame)
            return item
        return None


def ratings(number: int) -> Iterator[tuple[Request, None]]:
    """Yield a rater's ratings; every other rater rates on the long log."""
    for place in itertools.count():
        yield Rate(f"r{number}-{place}", suggestion_of(number, on_long=number % 2 == 0), 1 + place % 5), None


def heavy(number: int, materials: Materials) -> Iterator[tuple[Request, ImageFrame | None]]:
    """Yield all that is heavy, over and over: imports, the long log's taste and history, palettes, a portfolio."""
    pixels = np.random.default_rng(number).integers(0, 256, (1024, 1024, 4)).astype(np.uint8)
    canvas = ImageFrame("canvas", PixelFormat.RGBA, 1024, 1024, pixels.tobytes())
    for place in itertools.count():
        name, imported = f"h{number}-{place}", f"Imported {number} {place}"
        yield ImportProfile(f"{name}-import", materials.file, imported), None
        yield GetTaste(f"{name}-taste", LONG), None
        yield GetHistory(f"{name}-history", LONG, 1000), None
        yield WorkPalette(f"{name}-vary", _SWATCHES, "vary", size=16, seed=place), None
        yield Repaint(f"{name}-repaint", canvas.hash, _SWATCHES), canvas
        yield RecommendPalettes(f"{name}-palettes", LONG), None
        yield ExportProfile(f"{name}-export", imported), None
        yield SetStart(f"{name}-start", "portfolio", str(materials.pictures), profile=imported), None


@dataclass(frozen=True)
class Crowd:
    """The number of clients, and the length of the play.

    Args:
        raters: clients who rate every two seconds or so.
        importers: clients who keep asking for all that is heavy.
        seconds: how long.
    """

    raters: int
    importers: int
    seconds: float


@dataclass(frozen=True)
class Materials:
    """The importers' material: the text of a profile's file, and a folder of pictures."""

    file: str
    pictures: Path


async def play(port: int, token: str, crowd: Crowd, materials: Materials) -> Played:
    """Let the crowd play on a backend."""
    played, until_s, chance = Played(), time.monotonic() + crowd.seconds, Random(0)

    def client(name: str) -> CrowdClient:
        return CrowdClient(name, port, token, until_s, played)

    def pause_s() -> float:
        return chance.uniform(0.5, 1.5) * _PAUSE_S

    await asyncio.gather(
        *(client(f"rater-{number}").play(ratings(number), pause_s) for number in range(crowd.raters)),
        *(client(f"heavy-{number}").play(heavy(number, materials), lambda: 0.0) for number in range(crowd.importers)),
    )
    return played
