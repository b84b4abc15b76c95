"""Krita's own palettes, `.kpl`: a zip of `colorset.xml`, `profiles.xml` and the ICC profiles it needs.

Source: Krita's documentation, "The Krita Palette format KPL".
"""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from xml.etree import ElementTree

from ..swatch import Palette, Swatch
from .base import MAX_COLUMNS, MAX_SWATCHES, Group, NamedPalette, PaletteFileError, to_hex

_MIMETYPE = "application/x-krita-palette"
_MAX_XML_BYTES = 64 * 1024 * 1024
# A fixed date: equal palettes give equal files.
_DATE = (1980, 1, 1, 0, 0, 0)


def write(palette: Palette, name: str) -> bytes:
    """Return the bytes of a `.kpl` file with 8-bit sRGB swatches in one row of up to sixteen columns after another."""
    columns = max(1, min(len(palette), MAX_COLUMNS))
    root = ElementTree.Element(
        "ColorSet",
        version="2.0",
        name=name,
        comment="",
        columns=str(columns),
        rows=str(-(-len(palette) // columns)),
    )
    for index, swatch in enumerate(palette):
        entry = ElementTree.SubElement(
            root, "ColorSetEntry", name=swatch.name or swatch.hex, id=str(index), spot="false", bitdepth="U8"
        )
        red, green, blue = (f"{part / 255:.9g}" for part in swatch.rgb)
        ElementTree.SubElement(entry, "sRGB", r=red, g=green, b=blue)
        ElementTree.SubElement(entry, "Position", row=str(index // columns), column=str(index % columns))
    return _zip({"mimetype": _MIMETYPE.encode(), "colorset.xml": _xml(root), "profiles.xml": b"<Profiles/>"})


def read(data: bytes) -> NamedPalette:
    """Read a `.kpl` file.

    Raises:
        PaletteFileError: it is no Krita palette, is damaged, or holds a colour in a space that cannot be read.
    """
    root = _parse(_member(data, "colorset.xml"))
    swatches = [_swatch(entry) for entry in _placed(root)]
    groups: list[Group] = []
    for element in root.findall("Group"):
        entries = [_swatch(entry) for entry in _placed(element)]
        groups.append(Group(element.get("name", ""), len(swatches), len(entries)))
        swatches += entries
    if not swatches:
        raise PaletteFileError("This Krita palette holds no colour.")
    if len(swatches) > MAX_SWATCHES:
        raise PaletteFileError(f"This palette holds more than {MAX_SWATCHES} colours and was not read.")
    columns = root.get("columns", "")
    return NamedPalette(root.get("name", ""), tuple(swatches), int(columns) if columns.isdigit() else 0, tuple(groups))


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content)
    return buffer.getvalue()


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text


def _member(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo(name).file_size > _MAX_XML_BYTES:
                raise PaletteFileError(f"The {name} inside this Krita palette is too large to be one.")
            return archive.read(name)
    except KeyError as error:
        raise PaletteFileError(f"This is not a Krita palette: there is no {name} in it.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise PaletteFileError("This Krita palette is damaged: it cannot be unpacked.") from error


def _parse(xml: bytes) -> ElementTree.Element:
    if b"<!ENTITY" in xml:
        raise PaletteFileError("This Krita palette declares XML entities, which no palette needs, and was not read.")
    try:
        return ElementTree.fromstring(xml)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise PaletteFileError("This Krita palette is damaged: its colorset.xml cannot be read.") from error


def _placed(parent: ElementTree.Element) -> list[ElementTree.Element]:
    """Return the entries as they are shown: row by row, those without a place in file order at the end."""
    entries = parent.findall("ColorSetEntry")
    return sorted(entries, key=lambda entry: _place(entry.find("Position")))


def _place(position: ElementTree.Element | None) -> tuple[float, float]:
    if position is None:
        return float("inf"), 0.0
    return _number(position, "row"), _number(position, "column")


def _swatch(entry: ElementTree.Element) -> Swatch:
    for element in entry:
        if element.tag in ("sRGB", "RGB"):
            return Swatch(to_hex(*(_number(element, part) for part in "rgb")), name=entry.get("name", ""))
    name = entry.get("name", "without a name")
    raise PaletteFileError(f"The swatch {name!r} of this Krita palette is in a colour space that cannot be read.")


def _number(element: ElementTree.Element, attribute: str) -> float:
    text = element.get(attribute, "")
    try:
        number = float(text)
    except ValueError as error:
        raise PaletteFileError(f"This Krita palette is damaged: {attribute}={text!r} is not a number.") from error
    if not math.isfinite(number):
        raise PaletteFileError(f"This Krita palette is damaged: {attribute}={text!r} is not a finite number.")
    return number
