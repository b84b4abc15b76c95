"""The two servers that the benchmark compares, each run in a process for itself."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

import numpy as np
from websockets.asyncio.server import ServerConnection, serve

from apprentice_backend.engines.base import Pixels
from apprentice_backend.profiles import Profiles
from apprentice_backend.server.server import Server, ServerSettings
from apprentice_backend.store import EventLog
from apprentice_backend.studio import EngineKey, EnginePool, ImageCache, Outlet, Studio
from apprentice_backend.studio.parts import profile_part
from apprentice_backend.studio.pictures import encode_pixels
from apprentice_backend.surroundings import Surroundings
from apprentice_shared.images import HEADER_BYTES, MAX_BINARY_BYTES
from apprentice_shared.messages import ExplanationPart, SlateReady, Suggest, SuggestionPart, SuggestionReady

from ...packs.shipped import built_in_space

IMAGES = 4
TOKEN = "a-token-for-the-benchmark-only"
_WHY = ExplanationPart("", 3.0, 3.0, None, guess=True)


class ReadyStudio(Studio):
    """A studio that answers every slate at once: its pictures are ready, and one pixel makes each of them a new one."""

    def suggest(self, request: Suggest, outlet: Outlet, cancelled: Event) -> None:
        """Send the pictures, hashed and numbered as those of an engine are."""
        assert self.images.get(request.canvas) is not None and not cancelled.is_set()
        names = tuple(f"slate-{index}" for index in range(IMAGES))
        for index, name in enumerate(names):
            pixels = self._pictures(request.width_px)[index]
            pixels[0, 0, :3] += 1
            frame = encode_pixels(pixels, outlet.pixel_format, request.id)
            part = SuggestionPart(name, {}, index, frame.hash, frame.width_px, frame.height_px, (), _WHY)
            outlet.send(SuggestionReady(request.id, index, "slate", part), (frame,))
        outlet.send(SlateReady(request.id, "slate", profile_part(self.profiles.find("")), self.engine(), names), ())

    @cache  # noqa: B019 # one studio, one process, one size
    def _pictures(self, side_px: int) -> Pixels:
        """Return the pictures, shape (IMAGES, side, side, 4)."""
        return np.random.default_rng(1).integers(0, 256, (IMAGES, side_px, side_px, 4)).astype(np.uint8)


def serve_protocol(parent: Connection) -> None:
    """Serve the protocol on a free port, which is sent to `parent`, until this process is ended."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_serve_protocol(parent, Path(folder)))


async def _serve_protocol(parent: Connection, folder: Path) -> None:
    around = Surroundings(time.time, random.Random(0))
    profiles = Profiles(EventLog(folder, around.now_s()), built_in_space(), "random", around)
    studio = ReadyStudio(profiles, EnginePool(EngineKey("fake")), ImageCache(), around)
    server = Server(studio, ServerSettings(TOKEN, around.new_id()))
    await server.start()
    parent.send(server.port)
    await server.run()


def serve_echo(parent: Connection) -> None:
    """Send every frame back four times, on a free port, which is sent to `parent`, until this process is ended."""
    asyncio.run(_serve_echo(parent))


async def _serve_echo(parent: Connection) -> None:
    async def echo(socket: ServerConnection) -> None:
        async for frame in socket:
            for _ in range(IMAGES):
                await socket.send(frame)

    most = MAX_BINARY_BYTES + HEADER_BYTES
    async with serve(echo, "127.0.0.1", 0, compression=None, max_size=most) as server:
        parent.send(next(iter(server.sockets)).getsockname()[1])
        await server.serve_forever()
