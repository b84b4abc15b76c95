"""The engine `studies`: classical image processing of the artist's own canvas, on any CPU, without a model.

A study is made in stages. `recipes` says what each attribute value does and adds a mix up to a plan; `canvas` prepares
and measures the canvas once; `stages` holds the stages in the order in which a study is made; `masks` holds the fields
and the arithmetic that they share. `study` runs the stages of one study, `slate` several studies at once, `note` and
`layers` describe the result, `engine` is the way in.
"""

from __future__ import annotations

from pathlib import Path

from ...packs.pack import load_pack
from ...packs.shipped import shipped_packs
from .engine import StudiesEngine
from .recipes.from_pack import recipes_of


def create_engine(*, model: str, device: str) -> StudiesEngine:
    """Make the engine.

    Args:
        model: files of the artist's own attribute packs, separated by commas; empty for the shipped packs alone.
        device: not used; studies run on the CPU.

    Raises:
        ConfigError: a pack cannot be read.
    """
    del device
    own = tuple(load_pack(Path(name.strip())) for name in model.split(",") if name.strip())
    return StudiesEngine({key: recipe for pack in (*shipped_packs(), *own) for key, recipe in recipes_of(pack).items()})
