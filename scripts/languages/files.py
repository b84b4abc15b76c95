"""The catalogues' files: `.po` files brought up to date with the sources, and the `.mo` files that they give."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from .extraction import MarkedText

# A time that never changes: a file changes only where its texts do.
_HEAD: dict[str, Any] = {
    "project": "Apprentice",
    "version": "0.1",
    "charset": "utf-8",
    "creation_date": datetime(2026, 11, 30, tzinfo=UTC),
    "revision_date": datetime(2026, 11, 30, tzinfo=UTC),
    "fuzzy": False,
}
_WIDTH = 110


def template_of(texts: Iterable[MarkedText]) -> Catalog:
    """Return the catalogue without translations that some marked texts make."""
    template = Catalog(**_HEAD)
    for text in texts:
        template.add(
            (text.text, text.many) if text.many else text.text,
            locations=[(text.place, text.line)],
            auto_comments=[text.note] if text.note else [],
            flags=["python-brace-format"] if "{" in text.text else [],
            context=text.context or None,
        )
    return template


def read_catalogue(path: Path, language: str) -> Catalog:
    """Read a `.po` file; an empty catalogue where there is none yet."""
    if not path.exists():
        return Catalog(language, **_HEAD)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(catalogue: Catalog, template: Catalog) -> Catalog:
    """Return a catalogue with the template's texts; a translation whose English text changed is not used any more."""
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """Return the content of a catalogue's `.po` file: by file, without the numbers of lines."""
    memory = io.BytesIO()
    write_po(memory, catalogue, width=_WIDTH, sort_by_file=True, include_lineno=False)
    return memory.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return the content of a catalogue's `.mo` file: what is translated whole, and not doubtful."""
    whole = read_po(io.BytesIO(po_bytes(catalogue)), locale=catalogue.locale)
    for message in tuple(whole):
        if message.id and not is_translated(message):
            whole.delete(message.id, message.context)
    memory = io.BytesIO()
    write_mo(memory, whole)
    return memory.getvalue()


def is_translated(message: Message) -> bool:
    """Tell whether a text, and each form of a plural, is translated."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(forms) and not message.fuzzy
