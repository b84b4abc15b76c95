"""Krita's own palettes, `.kpl`: a zip of `colorset.xml`, `profiles.xml` and the ICC profiles it needs.

Source: Krita's documentation, "The Krita Palette format KPL".
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from xml.etree import ElementTree

from apprentice_backend.untrusted.zip_member import DamagedZip, MissingMember, member, opened_zip

from ..swatch import Palette, Swatch
from .base import (
    MAX_COLUMNS,
    MAX_SWATCHES,
    NamedPalette,
    PaletteFileError,
    SwatchGroup,
    check_length,
    one_line,
    quoted,
    to_hex,
    whole_number,
)
from .icc import Converter, profile_converter
from .kpl_colors import color_to_rgb, number_of
from .kpl_xml import parse_xml
from .spaces import Rgb

_MIMETYPE = "application/x-krita-palette"
_COLORS, _LISTED = "colorset.xml", "profiles.xml"
_MAX_BYTES, _MAX_XML_BYTES, _MAX_PROFILE_BYTES = 64 * 2**20, 16 * 2**20, 4 * 2**20
_MAX_PROFILES = 16
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
    root = ElementTree.Element("ColorSet", version="2.0", name=one_line(named.name), comment="", columns=str(columns))
    _fill(root, named.swatches, loose, columns)
    for group in named.groups:
        element = ElementTree.SubElement(root, "Group", name=one_line(group.name))
        _fill(element, named.swatches, range(group.start, group.start + group.count), columns)
    return _zip({"mimetype": _MIMETYPE.encode(), "colorset.xml": _xml(root), "profiles.xml": b"<Profiles/>"})


def read(data: bytes) -> NamedPalette:
    """Read a `.kpl` file.

    Raises:
        PaletteFileError: it is no Krita palette, is damaged, or holds a colour in a space that cannot be read.
    """
    check_length(data, _MAX_BYTES, "Krita palette")
    root = parse_xml(_member(data, _COLORS, _MAX_XML_BYTES))
    profiles = _profiles(data)
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
    columns = whole_number(root.get("columns", "")) or 0
    return NamedPalette(root.get("name", ""), tuple(swatches), columns, tuple(groups))


def _fill(parent: ElementTree.Element, swatches: Palette, places: Sequence[int], columns: int) -> None:
    """Add swatches to a palette or a group, row by row."""
    parent.set("rows", str(-(-len(places) // columns)))
    for index, place in enumerate(places):
        swatch = swatches[place]
        entry = ElementTree.SubElement(
            parent,
            "ColorSetEntry",
            name=one_line(swatch.name) or swatch.hex,
            id=str(place),
            spot="false",
            bitdepth="U8",
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


def _profiles(data: bytes) -> dict[str, Converter]:
    """Return the conversions of the ICC profiles in the file, by the names that its swatches use for them."""
    if _LISTED not in _held(data, _LISTED):
        return {}
    listed = parse_xml(_member(data, _LISTED, _MAX_XML_BYTES)).iter("Profile")
    files = {entry.get("name", ""): entry.get("filename", "") for entry in islice(listed, _MAX_PROFILES)}
    held = _held(data, *files.values())
    return {name: _under(data, file) for name, file in files.items() if file in held}


def _under(data: bytes, file: str) -> Converter:
    """Return the conversion of a profile, which is unpacked for the first colour."""

    @cache
    def made() -> Converter:
        return profile_converter(_member(data, file, _MAX_PROFILE_BYTES))

    def convert(parts: Sequence[float]) -> Rgb:
        return made()(parts)

    return convert


def _held(data: bytes, *names: str) -> set[str]:
    with _unpacked(), opened_zip(io.BytesIO(data), *names) as archive:
        return set(archive.namelist())


def _member(data: bytes, name: str, most_bytes: int) -> bytes:
    with _unpacked(), opened_zip(io.BytesIO(data), name) as archive, member(archive, name, most_bytes) as content:
        return content.read()


@contextmanager
def _unpacked() -> Iterator[None]:
    try:
        yield
    except MissingMember as error:
        raise PaletteFileError(f"This is not a Krita palette: there is no {error} in it.") from error
    except DamagedZip as error:
        raise PaletteFileError("This Krita palette is damaged: it cannot be unpacked.") from error


def _placed(parent: ElementTree.Element) -> list[ElementTree.Element]:
    """Return the entries row by row; those without a place come last, in file order."""
    entries = parent.findall("ColorSetEntry")
    return sorted(entries, key=lambda entry: _place(entry.find("Position")))


def _place(position: ElementTree.Element | None) -> tuple[float, float]:
    if position is None:
        return float("inf"), 0.0
    return number_of(position, "row"), number_of(position, "column")


def _swatch(entry: ElementTree.Element, profiles: Mapping[str, Converter], version: str) -> Swatch:
    for element in entry:
        rgb = color_to_rgb(element, profiles, version=version)
        if rgb is not None:
            return Swatch(to_hex(*rgb), name=entry.get("name", ""))
    name = entry.get("name", "without a name")
    raise PaletteFileError(f"The swatch {quoted(name)} of this Krita palette is in a colour space that cannot be read.")
