"""A real server, in a thread of the test's process."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch

from apprentice_backend.profiles import Profiles
from apprentice_backend.server.clients import ConnectedClient
from apprentice_backend.server.server import Server, ServerSettings
from apprentice_backend.store import EventLog, store_file
from apprentice_backend.store.opening import Opened, open_database
from apprentice_backend.studio import EngineKey, EnginePool, ImageCache, ImageShelf, PackShelf, Studio
from apprentice_backend.surroundings import Surroundings

TOKEN = "a-token-for-tests-that-is-long-enough"
NOW_S = 1_790_000_000.0


class LiveServer:
    """A server and what it is made of.

    Args:
        folder: the data folder.
        script: the fake engine's script.
        settings: of the server; the token is `TOKEN`.
    """

    def __init__(self, folder: Path, script: str = "", **settings: float) -> None:
        around = Surroundings(lambda: NOW_S, Random())
        self._database: sqlite3.Connection | None = None
        with patch.object(store_file, "open_database", self._open_database):
            self.log = EventLog(folder, NOW_S)
        packs = PackShelf.open(folder)
        self.profiles = Profiles(self.log, packs.space(), "bayes", around, packs.widest())
        self.engines = EnginePool(EngineKey("fake", script))
        self.shelf = ImageShelf(folder)
        self.images = ImageCache(self.shelf)
        self.studio = Studio(self.profiles, self.engines, self.images, around, packs)
        self.settings = ServerSettings(token=TOKEN, instance=around.new_id(), **settings)  # type: ignore[arg-type]
        self.port = 0
        self.server: Server | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._main()), name="server")

    def start(self) -> None:
        """Start the thread and wait until it listens."""
        self.thread.start()
        assert self._ready.wait(20)

    def stop(self) -> None:
        """Stop the server, wait for its end, and close the rest."""
        if self.thread.is_alive():
            assert self.loop is not None and self.server is not None
            self.loop.call_soon_threadsafe(self.server.stop)
            self.thread.join(20)
        self.engines.close()
        self.shelf.close()
        self.log.close()

    def clients(self) -> list[ConnectedClient]:
        """Return the clients that the server knows."""
        assert self.server is not None
        return list(self.server.clients)

    def limit_store_pages(self, pages: int) -> None:
        """Let the store's file have so many pages more or less: past that SQLite says that the disk is full."""
        # Whatever it has already it keeps: the limit cannot fall below that.
        assert self._database is not None
        self._database.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    def _open_database(self, path: Path, now_s: float) -> Opened:
        opened = open_database(path, now_s)
        self._database = opened.connection
        return opened

    async def _main(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.server = Server(self.studio, self.settings)
        await self.server.start()
        self.port = self.server.port
        self._ready.set()
        await self.server.run()


@contextmanager
def serving(folder: Path, script: str = "", **settings: float) -> Iterator[LiveServer]:
    """Serve a data folder for the length of a block."""
    running = LiveServer(folder, script, **settings)
    running.start()
    try:
        yield running
    finally:
        running.stop()
