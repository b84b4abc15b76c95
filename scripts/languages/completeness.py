"""The completeness of a catalogue: how many of each part's texts are translated."""

from __future__ import annotations

from collections import Counter

from babel.messages.catalog import Catalog, Message

from .extraction import PARTS, ROOT
from .files import is_translated

COLUMNS = (*PARTS, "all")


def completeness(catalogue: Catalog) -> dict[str, tuple[int, int]]:
    """Return for each part, and for all together, how many texts are translated, and how many there are."""
    done, there = Counter[str](), Counter[str]()
    for message in catalogue:
        if message.id:
            for part in (*parts_of(message), "all"):
                there[part] += 1
                done[part] += is_translated(message)
    return {part: (done[part], there[part]) for part in COLUMNS}


def parts_of(message: Message) -> list[str]:
    """Return the parts in whose sources a text stands."""
    folders = {part: folder.relative_to(ROOT).as_posix() for part, folder in PARTS.items()}
    return [part for part, folder in folders.items() if any(place.startswith(folder) for place, _ in message.locations)]


def table(rows: dict[str, dict[str, tuple[int, int]]]) -> str:
    """Return the completeness of all languages as lines of text."""
    lines = ["".join(f"{word:>16}" for word in ("", *COLUMNS))]
    for language, row in rows.items():
        cells = (f"{done}/{there} {done / max(there, 1):4.0%}" for done, there in (row[part] for part in COLUMNS))
        lines.append("".join(f"{cell:>16}" for cell in (language, *cells)))
    return "\n".join(lines)
