"""The XML of Krita's palettes, within bounds."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from .base import MAX_SWATCHES, PaletteFileError

# A swatch is an entry, its colour and its place; eleven attributes or so.
_MAX_ELEMENTS, _MAX_ATTRIBUTES = 4 * MAX_SWATCHES, 12 * MAX_SWATCHES
_MAX_DEPTH = 32
# A fixed count does not backtrack.
_LONG_TAG = re.compile(rb"<[^<]{65536}")
_STEP_BYTES = 65536


class _Builder(ElementTree.TreeBuilder):
    """Builds a tree of bounded size, without a document type: entities could make a gigabyte of a kilobyte."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = 0
        self._depth = 0

    def doctype(self, name: str, public_id: str | None, system: str | None) -> None:  # noqa: ARG002 -- as ElementTree calls it
        raise PaletteFileError("This Krita palette has a document type, which no palette needs, and was not read.")

    def start(self, tag: str, attrs: dict[str, str]) -> ElementTree.Element:
        self._elements += 1
        self._depth += 1
        if self._elements > _MAX_ELEMENTS or self._depth > _MAX_DEPTH:
            raise PaletteFileError(f"This palette holds more than {MAX_SWATCHES} colours and was not read.")
        return super().start(tag, attrs)

    def end(self, tag: str) -> ElementTree.Element:
        self._depth -= 1
        return super().end(tag)


def parse_xml(xml: bytes) -> ElementTree.Element:
    """Return the root of an XML document.

    Raises:
        PaletteFileError: it is damaged, has a document type, or is larger than any palette.
    """
    if b"\0" in xml or xml.count(b"=") > _MAX_ATTRIBUTES or _LONG_TAG.search(xml):
        raise PaletteFileError("This Krita palette is damaged: the XML in it cannot be read.")
    parser = ElementTree.XMLParser(target=_Builder())
    try:
        # The parser goes on to the end of what it is given, whatever the builder says to it.
        for at in range(0, len(xml), _STEP_BYTES):
            parser.feed(xml[at : at + _STEP_BYTES])
        return parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise PaletteFileError("This Krita palette is damaged: the XML in it cannot be read.") from error
