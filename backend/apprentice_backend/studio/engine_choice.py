"""The choice between the engines that are installed, remembered in the data folder."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock

from apprentice_shared.bounds import MAX_NAME
from apprentice_shared.errors import ApprenticeError, EngineNotReady, ErrorCode, RequestError, StoreError
from apprentice_shared.language import in_row, tr
from apprentice_shared.messages import EngineChoicePart
from apprentice_shared.private_files import read_plain
from apprentice_shared.system_errors import why_of

from .. import engines
from ..engines.base import EngineInfo
from ..files import write_atomically
from .engine_pool import EnginePool
from .parts import engine_choice_part

FILE_NAME = "engine.json"


class EngineChoice:
    """Tells which engines there are, and lets a pool use another one. Any thread may call.

    A choice stands as long as the configuration names the engine that it named when the choice was made: who starts
    the backend with another `--engine` means that one.

    Args:
        pool: the engines; its default is the engine in use.
        data_dir: where the choice is remembered; None for nowhere.
    """

    def __init__(self, pool: EnginePool, data_dir: Path | None = None) -> None:
        self._pool = pool
        self._data_dir = data_dir
        self._configured = pool.default.name
        self._writing = Lock()  # so that of two choices at once the same one is used and remembered
        kept = self._kept()
        if kept in engines.OFFERED and engines.is_installed(kept):
            pool.use(kept)

    def parts(self) -> tuple[EngineChoicePart, ...]:
        """Describe the engines that are installed."""
        chosen = self._pool.default.name
        return tuple(engine_choice_part(self._describe(name), in_use=name == chosen) for name in self._names())

    def use(self, name: str) -> None:
        """Use an engine from now on, and remember it.

        Raises:
            RequestError: it is not installed.
            EngineNotReady: it cannot render yet; the text says what to do.
            StoreError: the choice cannot be written down; it is not changed then.
        """
        names = self._names()
        if name not in names:
            text = tr("There is no engine {name}: choose from {names}.", name=name[:MAX_NAME], names=in_row(names))
            raise RequestError(text, ErrorCode.BAD_VALUE)
        info = self._describe(name)
        if not info.ready:
            raise EngineNotReady(info.problem)
        with self._writing:
            self._keep(name)
            self._pool.use(name)

    def _names(self) -> list[str]:
        """Return the engines to choose from, the one in use among them whatever it is."""
        offered = [name for name in engines.OFFERED if engines.is_installed(name)]
        chosen = self._pool.default.name
        return offered if chosen in offered else [chosen, *offered]

    def _describe(self, name: str) -> EngineInfo:
        try:
            return self._pool.get(self._pool.key(name)).describe()
        except ApprenticeError as exc:
            return EngineInfo(name, title=name, ready=False, problem=str(exc))

    def _keep(self, name: str) -> None:
        if self._data_dir is None:
            return
        content = json.dumps({"engine": name, "configured": self._configured})
        try:
            write_atomically(self._data_dir / FILE_NAME, content.encode(), mode=0o600)
        except OSError as exc:
            text = tr("The choice of the engine cannot be kept ({why}): mend that and try again.", why=why_of(exc))
            raise StoreError(text) from exc

    def _kept(self) -> str:
        """Return the engine that was chosen last; empty where none was, or the configuration has changed since."""
        if self._data_dir is None:
            return ""
        try:
            kept = json.loads(read_plain(self._data_dir / FILE_NAME, follow=True))
            return str(kept["engine"]) if kept["configured"] == self._configured else ""
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return ""
