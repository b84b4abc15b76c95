"""The engine `studies`: classical image processing of the artist's own canvas, on any CPU, without a model.

`engine` is the way in: it has `canvas` prepare and measure the artist's canvas once, and `recipes` add up each mix of
attribute values to a plan. `slate` makes several studies side by side, `study` one of them: ground, brushwork, framing,
colour, light. `stages` has a room for each of these and says what they pass on. `note` and `layers` describe the
result; `threads` sees to the threads of a slate. Imports run one way: `masks` (fields and arithmetic over pictures),
`canvas`, `stages`, `recipes`, `study`, `slate`, `engine`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...files import is_file
from ...packs.pack import load_pack
from ...packs.shipped import shipped_packs
from .engine import StudiesEngine
from .recipes.from_pack import intents_of, recipes_of

_MOST_COMMAS = 8  # in a path


def create_engine(*, model: str, device: str) -> StudiesEngine:
    """Make the engine.

    Args:
        model: files of the artist's own attribute packs, separated by commas; empty for the shipped packs alone.
        device: not used; studies run on the CPU.

    Raises:
        ConfigError: a pack cannot be read.
    """
    del device
    own = tuple(map(load_pack, _files(model)))
    packs = (*shipped_packs(), *own)
    recipes = {key: recipe for pack in packs for key, recipe in recipes_of(pack).items()}
    return StudiesEngine(recipes, {name: intent for pack in packs for name, intent in intents_of(pack).items()})


def _files(model: str) -> Iterator[Path]:
    """Yield the files that a model string names; a comma may belong to a path."""
    words = model.split(",")
    while words:
        joined = [",".join(words[:count]).strip() for count in range(1, min(len(words), _MOST_COMMAS) + 1)]
        end = next((index for index, name in enumerate(joined) if is_file(Path(name))), 0)
        if joined[end]:
            yield Path(joined[end])
        del words[: end + 1]
