"""Krita's own palettes, `.kpl`: a zip of `colorset.xml`, `profiles.xml` and the ICC profiles it needs.

Source: Krita's documentation, "The Krita Palette format KPL".
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from xml.etree import ElementTree

from ..swatch import Palette, Swatch
from .base import MAX_COLUMNS, MAX_SWATCHES, NamedPalette, PaletteFileError, SwatchGroup, to_hex
from .kpl_colors import color_to_rgb, number_of

_MIMETYPE = "application/x-krita-palette"
_MAX_BYTES = 64 * 1024 * 1024
_MAX_PROFILES = 32
# A fixed date: equal palettes give equal files.
_DATE = (1980, 1, 1, 0, 0, 0)


def write(palette: Palette, name: str) -> bytes:
    """Return the bytes of a `.kpl` file with 8-bit sRGB swatches, up to sixteen in a row."""
    return write_named(NamedPalette(name, palette, max(1, min(len(palette), MAX_COLUMNS))))


def write_named(named: NamedPalette) -> bytes:
    """Return the bytes of a `.kpl` file with 8-bit sRGB swatches, in the palette's own columns and groups.

    Swatches outside of every group come first, as Krita keeps them.
    """
    columns = max(1, named.columns or min(len(named.swatches), MAX_COLUMNS))
    grouped = {place for group in named.groups for place in range(group.start, group.start + group.count)}
    loose = [place for place in range(len(named.swatches)) if place not in grouped]
    root = ElementTree.Element("ColorSet", version="2.0", name=named.name, comment="", columns=str(columns))
    _fill(root, named.swatches, loose, columns)
    for group in named.groups:
        element = ElementTree.SubElement(root, "Group", name=group.name)
        _fill(element, named.swatches, range(group.start, group.start + group.count), columns)
    return _zip({"mimetype": _MIMETYPE.encode(), "colorset.xml": _xml(root), "profiles.xml": b"<Profiles/>"})


def read(data: bytes) -> NamedPalette:
    """Read a `.kpl` file.

    Raises:
        PaletteFileError: it is no Krita palette, is damaged, or holds a colour in a space that cannot be read.
    """
    with _opened(data) as archive:
        root = _parse(_member(archive, "colorset.xml"))
        profiles = _profiles(archive)
    version = root.get("version", "1.0")
    swatches = [_swatch(entry, profiles, version) for entry in _placed(root)]
    groups: list[SwatchGroup] = []
    for element in root.findall("Group"):
        entries = [_swatch(entry, profiles, version) for entry in _placed(element)]
        groups.append(SwatchGroup(element.get("name", ""), len(swatches), len(entries)))
        swatches += entries
    if not swatches:
        raise PaletteFileError("This Krita palette holds no colour.")
    if len(swatches) > MAX_SWATCHES:
        raise PaletteFileError(f"This palette holds more than {MAX_SWATCHES} colours and was not read.")
    columns = root.get("columns", "")
    return NamedPalette(root.get("name", ""), tuple(swatches), int(columns) if columns.isdigit() else 0, tuple(groups))


def _fill(parent: ElementTree.Element, swatches: Palette, places: Sequence[int], columns: int) -> None:
    """Add swatches to a palette or a group, row by row."""
    parent.set("rows", str(-(-len(places) // columns)))
    for index, place in enumerate(places):
        swatch = swatches[place]
        entry = ElementTree.SubElement(
            parent, "ColorSetEntry", name=swatch.name or swatch.hex, id=str(place), spot="false", bitdepth="U8"
        )
        red, green, blue = (f"{part / 255:.9g}" for part in swatch.rgb)
        ElementTree.SubElement(entry, "sRGB", r=red, g=green, b=blue)
        ElementTree.SubElement(entry, "Position", row=str(index // columns), column=str(index % columns))


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content)
    return buffer.getvalue()


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise PaletteFileError("This Krita palette is damaged: it cannot be unpacked.") from error


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        if archive.getinfo(name).file_size > _MAX_BYTES:
            raise PaletteFileError(f"The {name} inside this Krita palette is too large to be one.")
        return archive.read(name)
    except KeyError as error:
        raise PaletteFileError(f"This is not a Krita palette: there is no {name} in it.") from error


def _profiles(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the ICC profiles in the file, by the names that its swatches use for them."""
    if "profiles.xml" not in archive.namelist():
        return {}
    listed = _parse(_member(archive, "profiles.xml")).iter("Profile")
    held = set(archive.namelist())
    return {
        entry.get("name", ""): _member(archive, entry.get("filename", ""))
        for entry in list(listed)[:_MAX_PROFILES]
        if entry.get("filename") in held
    }


def _parse(xml: bytes) -> ElementTree.Element:
    if b"<!ENTITY" in xml:
        raise PaletteFileError("This Krita palette declares XML entities, which no palette needs, and was not read.")
    try:
        return ElementTree.fromstring(xml)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise PaletteFileError("This Krita palette is damaged: the XML in it cannot be read.") from error


def _placed(parent: ElementTree.Element) -> list[ElementTree.Element]:
    """Return the entries row by row; those without a place come last, in file order."""
    entries = parent.findall("ColorSetEntry")
    return sorted(entries, key=lambda entry: _place(entry.find("Position")))


def _place(position: ElementTree.Element | None) -> tuple[float, float]:
    if position is None:
        return float("inf"), 0.0
    return number_of(position, "row"), number_of(position, "column")


def _swatch(entry: ElementTree.Element, profiles: Mapping[str, bytes], version: str) -> Swatch:
    for element in entry:
        rgb = color_to_rgb(element, profiles, version=version)
        if rgb is not None:
            return Swatch(to_hex(*rgb), name=entry.get("name", ""))
    name = entry.get("name", "without a name")
    raise PaletteFileError(f"The swatch {name!r} of this Krita palette is in a colour space that cannot be read.")
