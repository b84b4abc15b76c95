"""The image engines: behind the interface of `base`, made by name."""

from __future__ import annotations

import importlib

from .base import Engine

DEFAULT_ENGINE = "studies"

# name -> (module, factory). Imported on demand, so that only the engine asked for costs memory.
_ENGINES = {
    "studies": ("studies", "create_engine"),
    "fake": ("fake", "create_engine"),
    "ssd-1b": ("diffusion", "create_engine"),
}
NAMES = tuple(_ENGINES)


def create(name: str, *, model: str = "", device: str = "") -> Engine:
    """Make an engine; nothing heavy is loaded before the first render.

    Args:
        name: one of `NAMES`.
        model: which model it should use, as that engine takes it; empty for its default.
        device: "cpu", "cuda", "mps" …; empty for the best there is.

    Raises:
        ValueError: there is no engine of that name.
        EngineNotReady: the engine needs something that is not installed; the text says how to get it.
    """
    if name not in _ENGINES:
        raise ValueError(f"unknown engine {name!r}: choose from {', '.join(NAMES)}")
    module, factory = _ENGINES[name]
    engine: Engine = getattr(importlib.import_module(f"{__name__}.{module}"), factory)(model=model, device=device)
    return engine
