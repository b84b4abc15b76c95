"""Attribute packs: what the attributes mean to an engine, as data. One TOML file each; `load` reads them."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def load(name: str) -> dict[str, Any]:
    """Read one pack.

    Args:
        name: the file's name without its ending, e.g. "phrases".

    Raises:
        ValueError: there is no pack of that name.
    """
    entry = resources.files(__name__) / f"{name}.toml"
    if not entry.is_file():
        raise ValueError(f"unknown pack {name!r}: choose from {', '.join(names())}")
    return tomllib.loads(entry.read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """Return the names of all packs, sorted."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in files if entry.name.endswith(".toml")))
