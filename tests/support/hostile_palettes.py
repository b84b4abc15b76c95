"""Palette files made to harm: by runs of spaces, by claimed counts, by XML, by numbers."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from hostile_pictures import flat_png, text_bomb, two_headers


def kpl(colorset: bytes, profiles: bytes = b"<Profiles/>", **members: bytes) -> bytes:
    """Return a `.kpl` around these members, packed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"colorset.xml": colorset, "profiles.xml": profiles, **members}.items():
            archive.writestr(name, content)
    return file.getvalue()


def profile_of_tables(entries: int = 200_000) -> bytes:
    """Return an RGB profile whose tone curves are long tables."""
    table = b"curv" + bytes(4) + struct.pack(">I", entries) + bytes(2 * entries)
    column = b"XYZ " + bytes(4) + struct.pack(">3i", 30_000, 30_000, 30_000)
    names = (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
    at = 132 + 12 * len(names)
    tags = [struct.pack(">4sII", name, at if name.endswith(b"XYZ") else at + len(column), len(table)) for name in names]
    return bytes(16) + b"RGB " + bytes(108) + struct.pack(">I", len(names)) + b"".join(tags) + column + table


def many_colors(count: int = 40_000) -> bytes:
    """Return a `.kpl` of many colours under one profile with long tables."""
    entry = b'<ColorSetEntry name="x"><RGB space="p" r="0.1" g="0.2" b="0.3"/></ColorSetEntry>'
    listed = b'<Profiles><Profile name="p" filename="p.icc"/></Profiles>'
    return kpl(b'<C version="2.0">' + entry * count + b"</C>", listed, **{"p.icc": profile_of_tables()})


def laughs(encoding: str) -> bytes:
    """Return XML whose entities make a gigabyte, in an encoding."""
    declared = "".join(f'<!ENTITY a{level + 1} "{f"&a{level};" * 10}">' for level in range(9))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE c [<!ENTITY a0 "ha">{declared}]><C name="&a9;"/>'
    return kpl(text.encode(encoding))


# (extension, file): each takes minutes or gigabytes from a reader that goes over it again and again, or believes it.
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "css: spaces before a colon": ("css", lambda: b"--a" + b" " * 4_000_000),
    "css: spaces in rgb()": ("css", lambda: b"--a: rgb(1" + b" " * 2_000_000 + b"2" + b" " * 1_900_000 + b"x);"),
    "css: no semicolon": ("css", lambda: b"--a:" * 1_000_000),
    "css: a comment of spaces": ("css", lambda: b"/*" + b" " * 4_000_000),
    "css: comments that do not end": ("css", lambda: b"--a:#fff;/*" * 350_000),
    "css: delimiters": ("css", lambda: b";" * 4_000_000),
    "css: a number": ("css", lambda: b"--a: rgb(" + b"1" * 100_000 + b",2,3); --b: rgb(1e400,0,0);"),
    "gpl: spaces": ("gpl", lambda: b"GIMP Palette\n1" + b" " * 8_000_000 + b"2"),
    "gpl: a key": ("gpl", lambda: b"GIMP Palette\n" + b"a" * 8_000_000),
    "gpl: digits": ("gpl", lambda: b"GIMP Palette\nColumns: " + b"9" * 8_000_000 + b"\n1 2 3\n"),
    "gpl: empty lines": ("gpl", lambda: b"GIMP Palette\n" + b"\n" * 8_000_000),
    "json: lists": ("json", lambda: b"[" + b"[]," * 2_700_000 + b"[]]"),
    "json: depth": ("json", lambda: b"[" * 4_000_000),
    "json: a number": ("json", lambda: b'[{"hex":"#ffffff","share":' + b"9" * 8_000_000 + b"}]"),
    "aco: a count": ("aco", lambda: struct.pack(">HH", 2, 65535) + (bytes(10) + b"\0\0\0\0") * 1000),
    "aco: a name": ("aco", lambda: struct.pack(">HH", 2, 65535) + bytes(10) + b"\xff\xff\xff\xff" + bytes(9_000_000)),
    "ase: a count": ("ase", lambda: b"ASEF\0\1\0\0\xff\xff\xff\xff" + b"\xc0\x01\0\0\0\2\0\0" * 1_900_000),
    "kpl: elements": ("kpl", lambda: kpl(b"<C>" + b"<a/>" * 4_000_000 + b"</C>")),
    "kpl: depth": ("kpl", lambda: kpl(b"<a>" * 4_000_000)),
    "kpl: attributes": ("kpl", lambda: kpl(b"<C " + b" ".join(b'a%d=">"' % n for n in range(700_000)) + b"/>")),
    "kpl: short tags": ("kpl", lambda: kpl(b"<C>" + b'<a a="" b="" c=""/>' * 250_000 + b"</C>")),
    "kpl: a text": ("kpl", lambda: kpl(b"<C>" + b"x" * 60_000_000 + b"</C>")),
    "kpl: entities": ("kpl", lambda: laughs("utf-8")),
    "kpl: entities in UTF-16": ("kpl", lambda: laughs("utf-16")),
    "kpl: profiles": (
        "kpl",
        lambda: kpl(
            b"<C/>", b"<P>" + b'<Profile name="p" filename="p.icc"/>' * 9 + b"</P>", **{"p.icc": bytes(60_000_000)}
        ),
    ),
    "kpl: tables": ("kpl", many_colors),
    "png: two headers": ("png", two_headers),
    "png: texts": ("png", lambda: text_bomb(b"iTXt")),
    "png: too large": ("png", lambda: flat_png(5000, 5000)),
}
