"""The image engines, made by name.

`base` is the interface of all engines. `studies` paints over the canvas without a model, `diffusion` runs an AI image
model, and `fake` is an instant engine for tests.
"""

from __future__ import annotations

import importlib
import importlib.util

from .base import Engine
from .diffusion import PACKAGES

DEFAULT_ENGINE = "studies"

# name -> the module with its `create_engine`, imported on demand, so that only the engine asked for costs memory.
_ENGINES = {"studies": "studies", "fake": "fake", "ssd-1b": "diffusion"}
NAMES = tuple(_ENGINES)
_NEEDS = {"ssd-1b": PACKAGES}
# The engines that an artist may choose between, where they are installed.
OFFERED = ("studies", "ssd-1b")
# The engines whose model string names files of attribute packs.
READ_PACKS = frozenset({"studies"})


def create(name: str, *, model: str = "", device: str = "") -> Engine:
    """Make an engine; nothing heavy is loaded before the first render.

    Args:
        name: one of `NAMES`.
        model: the model string of that engine; empty for its default.
        device: "cpu", "cuda", "mps" …; empty for the best device of this machine.

    Raises:
        ValueError: there is no engine of that name.
        EngineNotReady: the engine needs a package that is not installed; the text says how to install it.
    """
    if name not in _ENGINES:
        raise ValueError(f"unknown engine {name!r}: choose from {', '.join(NAMES)}")
    return importlib.import_module(f"{__name__}.{_ENGINES[name]}").create_engine(model=model, device=device)


def is_installed(name: str) -> bool:
    """Return whether an engine's packages are there, importing none; its model may still have to be downloaded."""
    return all(importlib.util.find_spec(package) is not None for package in _NEEDS.get(name, ()))
