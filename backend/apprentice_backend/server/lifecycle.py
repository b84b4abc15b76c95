"""One run of the backend, from the lock on its data folder to its end."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing

from apprentice_shared.data_folder import Address
from apprentice_shared.errors import ApprenticeError, ConfigError
from apprentice_shared.session import PROTOCOL_VERSION
from apprentice_shared.system_errors import why_of

from .. import agents, engines
from ..backend_file import lock_folder, remove_address, write_address, write_new_token
from ..config import Config, listening_address
from ..profiles import Profiles
from ..store import EventLog
from ..studio import EngineChoice, EngineKey, EnginePool, ImageCache, ImageShelf, PackShelf, Studio
from ..surroundings import Surroundings
from .memory import collect_in_short_steps, settle, share_pools
from .server import Server, ServerSettings
from .session_rank import rank_behind_other_sessions

logger = logging.getLogger(__name__)

# A rating passes through four threads. Where others compute, each lets go of Python's lock only after this long.
_SWITCH_S = 0.0005
# How often is looked whether the store is still where it was.
_LOOK_S = 1.0


def serve_folder(config: Config, on_ready: Callable[[int], None]) -> None:
    """Serve one data folder; arguments and errors as `run_backend`."""
    if config.agent not in agents.NAMES:
        raise ConfigError(f"There is no agent {config.agent!r}: choose from {', '.join(agents.NAMES)}.")
    if config.engine not in engines.NAMES:
        raise ConfigError(f"There is no engine {config.engine!r}: choose from {', '.join(engines.NAMES)}.")
    try:
        host = listening_address(config.host)
    except ValueError as exc:
        raise ConfigError(f"The host {exc}, got {config.host!r}.") from exc
    rank_behind_other_sessions()
    sys.setswitchinterval(_SWITCH_S)
    share_pools()
    collect_in_short_steps()
    # Asked for each letter of each id, the system would be most of an import.
    around = Surroundings(time.time, random.Random(random.SystemRandom().getrandbits(256)))
    with ExitStack() as stack:
        # Whatever this process makes is its user's alone: the store, its journal and its backups too.
        stack.callback(os.umask, os.umask(0o077))
        stack.enter_context(lock_folder(config.data_dir))
        token = write_new_token(config.data_dir)
        log = stack.enter_context(closing(EventLog(config.data_dir, around.now_s())))
        if log.warning:
            logger.warning("%s", log.warning)
        packs = PackShelf.open(config.data_dir, config.pack)
        profiles = Profiles(log, packs.space(), config.agent, around, packs.widest())
        pool = stack.enter_context(closing(_engine_pool(config, packs)))
        shelf = stack.enter_context(closing(ImageShelf(config.data_dir)))
        choice = EngineChoice(pool, config.data_dir)
        studio = Studio(profiles, pool, ImageCache(shelf), around, packs, engine_choice=choice)
        settings = ServerSettings(
            token=token,
            instance=around.new_id(),
            host=host,
            port=config.port,
            idle_exit_s=config.idle_exit_s,
        )
        asyncio.run(_serve(studio, settings, config, on_ready, log))


def _engine_pool(config: Config, packs: PackShelf) -> EnginePool:
    """Return the pool of a configuration: every engine that reads packs has the artist's own."""
    own = [str(file) for file in packs.own_files]
    read = own if config.engine in engines.READ_PACKS else []
    key = EngineKey(config.engine, ",".join(filter(None, [config.model, *read])), config.device)
    return EnginePool(key, models=dict.fromkeys(engines.READ_PACKS, ",".join(own)))


async def _serve(
    studio: Studio, settings: ServerSettings, config: Config, on_ready: Callable[[int], None], log: EventLog
) -> None:
    server = Server(studio, settings)
    try:
        await server.start()
    except OSError as exc:
        raise ConfigError(f"The address {settings.host}:{config.port} cannot be used ({why_of(exc)}).") from exc
    _stop_on_signals(server)
    address = Address(settings.host, server.port, os.getpid(), PROTOCOL_VERSION)
    write_address(config.data_dir, address)
    logger.info("Serving %s on %s:%d", config.data_dir, settings.host, server.port)
    watch = asyncio.create_task(_end_without_store(log, server))
    try:
        on_ready(server.port)
        warm_up = asyncio.create_task(asyncio.to_thread(_warm_up, studio))
        await server.run()
        await warm_up
    finally:
        watch.cancel()
        remove_address(config.data_dir, address)


async def _end_without_store(log: EventLog, server: Server) -> None:
    """End the server once the store was deleted or moved: the next backend begins anew, or from the backup."""
    missed = 0
    while missed < 2:  # a damaged file that is replaced is away for a moment
        await asyncio.sleep(_LOOK_S)
        missed = 0 if await asyncio.to_thread(lambda: log.stands) else missed + 1
    logger.warning("The profiles were deleted or moved: the backend ends")
    server.stop()


def _warm_up(studio: Studio) -> None:
    try:
        studio.warm_up()
    except ApprenticeError as exc:  # told again, to whoever asks for a slate
        logger.warning("%s", exc)
    settle()


def _stop_on_signals(server: Server) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, server.stop)
        except NotImplementedError:  # Windows' event loop takes none
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(server.stop))
