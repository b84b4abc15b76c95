"""Custom properties of a style sheet, `.css`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apprentice_shared.swatch import rgb_to_hex

from ..swatch import Palette, Swatch
from .base import MAX_SWATCHES, NamedPalette, PaletteFileError, check_length, one_line, whole_number

_MAX_BYTES = 4 * 1024 * 1024
_DELIMITER = re.compile("[;{}]")
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE | re.ASCII)


def write(palette: Palette, name: str) -> bytes:
    """Return the bytes of a style sheet with one custom property per swatch, in order."""
    lines = [f"/* {_comment(name)} */", ":root {"]
    for place, swatch in enumerate(palette, start=1):
        slug = re.sub(r"[^a-z0-9]+", "-", swatch.name.lower()).strip("-")
        lines.append(f"  --color-{place}{f'-{slug}' if slug else ''}: {swatch.hex}; /* {_comment(swatch.name)} */")
    return ("\n".join([*lines, "}"]) + "\n").encode()


def read(data: bytes) -> NamedPalette:
    """Read every custom property that is a colour, in order.

    Raises:
        PaletteFileError: it is no text, too long, or without a custom property that is a colour.
    """
    check_length(data, _MAX_BYTES, "style sheet")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PaletteFileError("This is not a style sheet: it is not text in UTF-8.") from error
    pieces = _pieces(text)
    swatches = list(_swatches(pieces))
    if not swatches:
        raise PaletteFileError("This style sheet holds no custom property that is a colour.")
    if len(swatches) > MAX_SWATCHES:
        raise PaletteFileError(f"This palette holds more than {MAX_SWATCHES} colours and was not read.")
    title = pieces[0][1].strip() if not pieces[0][0].strip() else ""
    return NamedPalette("" if "\n" in title else title, tuple(swatches))


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return a style sheet as pieces of code, each with the comment that follows it."""
    found, at = [], 0
    while (begins := text.find("/*", at)) >= 0:
        ends = text.find("*/", begins + 2)
        ends = len(text) if ends < 0 else ends
        found.append((text[at:begins], text[begins + 2 : ends]))
        at = ends + 2
    return [*found, (text[at:], "")]


def _swatches(pieces: list[tuple[str, str]]) -> Iterator[Swatch]:
    """Yield the custom properties that are colours; a comment on the line of one is its name."""
    begun: list[str] = []
    for code, comment in pieces:
        at, color = 0, None
        for match in _DELIMITER.finditer(code):
            if color:
                yield Swatch(color)
            color = _color("".join([*begun, code[at : match.start()]])) if match[0] == ";" else None
            begun, at = [], match.end()
        if color:
            named = "\n" not in comment and not code[at:].strip(" \t")
            yield Swatch(color, name=comment.strip(" \t") if named else "")
        begun.append(code[at:])


def _color(declaration: str) -> str | None:
    """Return "#rrggbb" of a custom property that is a hex colour or `rgb(…)`, alpha left out; None of any other."""
    name, _, value = (part.strip() for part in declaration.partition(":"))
    if not name.startswith("--"):
        return None
    if match := _HEX.fullmatch(value):
        digits = match[1].lower()
        full = "".join(2 * digit for digit in digits) if len(digits) < 6 else digits
        return f"#{full[:6]}"
    function, _, inside = value.partition("(")
    if function in ("rgb", "rgba") and inside.endswith(")"):
        parts = [whole_number(part) for part in inside[:-1].replace(",", " ").replace("/", " ").split()[:3]]
        known = [part for part in parts if part is not None and part <= 255]
        return rgb_to_hex(*known) if len(known) == 3 else None
    return None


def _comment(text: str) -> str:
    return one_line(text).replace("*/", "* /")
