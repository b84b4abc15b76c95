"""The pool of engines: each is made at its first use and held from slate to slate."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
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
        self._lock = Lock()

    def key(self, name: str = "", model: str = "", device: str = "") -> EngineKey:
        """Return the key of the engine that a request names; a model that is not named is the engine's own."""
        chosen = name or self.default.name
        return EngineKey(chosen, model or self._models.get(chosen, ""), device or self.default.device)

    def use(self, name: str) -> None:
        """Let requests that name no engine have this one from now on."""
        self.default = self.key(name)

    def get(self, key: EngineKey) -> Engine:
        """Return an engine, made now where the pool does not hold it.

        Raises:
            ConfigError: no engine has that name, or the engine cannot read its model.
            EngineNotReady: the engine needs something that is not installed.
        """
        with self._lock:
            if key not in self._held:
                self._held[key] = self._make(key)
                while len(self._held) > MAX_ENGINES:
                    self._held.popitem(last=False)[1].close()
            self._held.move_to_end(key)
            return self._held[key]

    def close(self) -> None:
        """Close all engines."""
        with self._lock:
            while self._held:
                self._held.popitem()[1].close()

    def _make(self, key: EngineKey) -> Engine:
        try:
            return self._create(key.name, model=key.model, device="" if key.device == "auto" else key.device)
        except ValueError as exc:
            raise ConfigError(tr("The engine cannot be used: {why}.", why=exc)) from exc
