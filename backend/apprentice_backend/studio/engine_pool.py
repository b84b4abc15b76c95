"""The pool of engines: each is made at its first use and held from slate to slate."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Lock

from apprentice_shared.errors import ConfigError
from apprentice_shared.language import tr

from .. import engines
from ..engines.base import Engine

MAX_ENGINES = 3

Create = Callable[..., Engine]


@dataclass(frozen=True)
class EngineKey:
    """The name, model and device that tell engines apart; "" or "auto" leaves the choice of a device to the engine."""

    name: str
    model: str = ""
    device: str = ""


class EnginePool:
    """Holds the engines used last, and closes those that make room. Any thread may call.

    The engines that the configuration names are made once: closed, they wait for their next use with the packs that
    they have read, so that a pack deleted meanwhile is not missed.

    Args:
        default: the engine of requests that name none, until another one is chosen.
        create: makes an engine from its name, `model` and `device`.
        models: engine's name -> its model where a request names none; the default has its own.
    """

    def __init__(
        self, default: EngineKey, create: Create = engines.create, models: Mapping[str, str] | None = None
    ) -> None:
        self.default = default
        self._create = create
        self._models = {**(models or {}), default.name: default.model}
        self._held: OrderedDict[EngineKey, Engine] = OrderedDict()
        self._own: dict[EngineKey, Engine] = {}  # of the configuration, held or closed
        self._lock = Lock()
        self._making = {name: Lock() for name in engines.NAMES}

    def key(self, name: str = "", model: str = "", device: str = "") -> EngineKey:
        """Return the key of the engine that a request names; a model that is not named is the engine's own."""
        chosen = name or self.default.name
        return EngineKey(chosen, model or self._models.get(chosen, ""), device or self.default.device)

    def use(self, name: str) -> None:
        """Let requests that name no engine have this one from now on."""
        self.default = self.key(name)

    def get(self, key: EngineKey) -> Engine:
        """Return an engine, made now where the pool does not hold it; whoever asks for another kind need not wait.

        Raises:
            ConfigError: no engine has that name, or the engine cannot read its model.
            EngineNotReady: the engine needs something that is not installed.
        """
        with self._making.get(key.name) or nullcontext():
            engine, spare = self._hold(key, self._known(key) or self._make(key))
        for unused in spare:  # one that renders is closed when it is done
            unused.close()
        return engine

    def _known(self, key: EngineKey) -> Engine | None:
        with self._lock:
            return self._held.get(key) or self._own.get(key)

    def _hold(self, key: EngineKey, engine: Engine) -> tuple[Engine, list[Engine]]:
        """Hold an engine as the one used last; return it, and those that make room."""
        with self._lock:
            self._held[key] = engine
            self._held.move_to_end(key)
            if key == self.key(key.name):
                self._own[key] = engine
            return engine, [self._held.popitem(last=False)[1] for _ in range(len(self._held) - MAX_ENGINES)]

    def read_packs(self) -> None:
        """Make the engines of the configuration that read attribute packs, where there are packs to read.

        Raises:
            ConfigError: a pack cannot be read.
        """
        for name in sorted(engines.READ_PACKS & self._models.keys()):
            if self._models[name]:
                self.get(self.key(name))

    def close(self) -> None:
        """Close all engines."""
        with self._lock:
            held = list(self._held.values())
            self._held.clear()
        for engine in held:
            engine.close()

    def _make(self, key: EngineKey) -> Engine:
        try:
            return self._create(key.name, model=key.model, device="" if key.device == "auto" else key.device)
        except ValueError as exc:
            raise ConfigError(tr("The engine cannot be used: {why}.", why=exc)) from exc
