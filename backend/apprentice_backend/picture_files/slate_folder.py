"""A slate as a folder of files: pictures, palettes, a contact sheet, and `slate.json` that ties them together."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from apprentice_backend.engines.base import Pixels
from apprentice_backend.files import write_atomically
from apprentice_backend.palettes.formats import by_extension
from apprentice_backend.palettes.swatch import to_palette, to_parts
from apprentice_shared.messages import EnginePart, SuggestionPart, SwatchPart

from .contact_sheet import SheetCell, contact_sheet
from .write import Origin, write_picture

JSON_NAME = "slate.json"
SHEET_NAME = "contact-sheet.png"


@dataclass(frozen=True)
class FinishedSlate:
    """A slate whose pictures are done.

    Args:
        id: its id.
        profile: the name of the profile that the slate belongs to.
        engine: the engine that rendered it.
        suggestions: in order.
        pixels: each suggestion's picture, by its id.
        from_canvas: whether there was something painted to begin with.
    """

    id: str
    profile: str
    engine: EnginePart
    suggestions: Sequence[SuggestionPart]
    pixels: Mapping[str, Pixels]
    from_canvas: bool = True


def write_slate(folder: Path, slate: FinishedSlate) -> dict[str, Any]:
    """Write a slate's files into a folder that exists; `slate.json` comes last.

    Returns:
        The content of `slate.json`.

    Raises:
        OSError: something cannot be written.
    """
    for item in slate.suggestions:
        write_picture(folder / _picture_name(item), slate.pixels[item.id], _origin(slate, item.seed))
        write_atomically(folder / f"{item.id}.gpl", by_extension("gpl").write(to_palette(item.palette), item.id))
    cells = [
        SheetCell(slate.pixels[item.id], to_palette(item.palette), f"{number}  {item.id}  {main_values(item)}")
        for number, item in enumerate(slate.suggestions, 1)
    ]
    write_picture(folder / SHEET_NAME, contact_sheet(cells), _origin(slate))
    content = slate_dict(slate)
    write_atomically(folder / JSON_NAME, f"{json.dumps(content, indent=2)}\n".encode())
    return content


def slate_dict(slate: FinishedSlate) -> dict[str, Any]:
    """Return a slate as plain JSON data; pictures are named relative to the slate's folder."""
    return {
        "slate_id": slate.id,
        "profile": slate.profile,
        "engine": slate.engine.name,
        "suggestions": [
            {
                "id": item.id,
                "mix": {name: dict(weights) for name, weights in item.mix.items()},
                "seed": item.seed,
                "image": _picture_name(item),
                "palette": swatch_dicts(item.palette),
                "explanation": item.explanation.text,
                **({"intent": item.intent} if item.intent else {}),
            }
            for item in slate.suggestions
        ],
    }


def swatch_dicts(palette: Sequence[SwatchPart]) -> list[dict[str, object]]:
    """Return a palette as plain JSON data."""
    return [asdict(part) for part in to_parts(palette)]


def main_values(suggestion: SuggestionPart) -> str:
    """Return the intent and the largest value of each dimension in a suggestion's mix: "Dusk, warm, peaceful"."""
    values = [max(weights, key=lambda value: weights[value]) for weights in suggestion.mix.values() if weights]
    values = [suggestion.intent, *values] if suggestion.intent else values
    return ", ".join(values) or "as painted"


def _picture_name(suggestion: SuggestionPart) -> str:
    return f"{suggestion.id}.png"


def _origin(slate: FinishedSlate, seed: int | None = None) -> Origin:
    engine = slate.engine
    return Origin(engine.mark, engine.generative, slate.from_canvas, model=engine.model, seed=seed)
