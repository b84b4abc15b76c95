"""The palettes kept with a document, as text that is saved inside the document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from ..vendored import bounds, messages, private_files, tr
from .palette_requests import MOST
from .shelf import ShelvedPalette

ANNOTATION = "apprentice-palettes"
ANNOTATION_TITLE = "Apprentice: palettes kept with this painting"
_VERSION = 1
_MOST_KEPT = 64
_MOST_BYTES = 2**20  # many times what so many palettes take


def to_text(kept: Iterable[ShelvedPalette]) -> bytes:
    """Return palettes as JSON in UTF-8."""
    palettes = [
        {"name": entry.title, "swatches": [[swatch.hex, swatch.share, swatch.name] for swatch in entry.swatches]}
        for entry in kept
    ]
    return json.dumps({"version": _VERSION, "palettes": palettes}, ensure_ascii=False).encode()


def from_text(text: bytes, new_id: Callable[[], str]) -> list[ShelvedPalette]:
    """Return the palettes of a text that `to_text` made; none for an empty text.

    Raises:
        ValueError: the text is damaged, or from a newer version; in a sentence for the artist.
    """
    if not text:
        return []
    try:
        if len(text) > _MOST_BYTES:
            raise ValueError
        content = json.loads(text)
        if content["version"] != _VERSION:
            raise ValueError
        return [_entry(one, new_id()) for one in content["palettes"][:_MOST_KEPT]]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as exc:
        text = tr(
            "The palettes kept with this painting cannot be read by this version of Apprentice: they stay as they are."
        )
        raise ValueError(text) from exc


def _entry(content: dict[str, object], entry_id: str) -> ShelvedPalette:
    rows = content["swatches"]
    if not isinstance(rows, list):
        raise TypeError
    swatches = tuple(messages.SwatchPart(str(color), float(share), _line(name)) for color, share, name in rows)
    # The request's own checks: what could not be sent is not taken in.
    messages.WorkPalette(id="check", swatches=swatches[:MOST], tool="contrast")
    return ShelvedPalette(entry_id, "kept", _line(content["name"]), "", swatches[:MOST])


def _line(name: object) -> str:
    """Return a name as one line that can be sent and saved again."""
    return private_files.printable(str(name)[: bounds.MAX_NAME])[: bounds.MAX_NAME]
