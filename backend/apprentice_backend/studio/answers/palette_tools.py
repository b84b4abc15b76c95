"""The panel's palette tools: palettes in, palettes or a picture out; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

from apprentice_shared.language import number, tr
from apprentice_shared.messages import PalettePart, Repaint, WorkPalette

from ...engines.base import Pixels
from ...palettes.color_names import color_word
from ...palettes.swatch import Palette, to_palette, to_parts
from ...palettes.tools.arrange import limit_palette, sort_palette
from ...palettes.tools.contrast import read_contrast
from ...palettes.tools.ramps import make_ramp
from ...palettes.tools.repaint import remap_pixels
from ...palettes.tools.vary import vary_palette
from ...palettes.tools.vision import KINDS, confused_pairs, preview_vision

# A ramp has at least a shade, the swatch and a tint.
_LEAST_STEPS = 3


def apply_tool(request: WorkPalette) -> tuple[PalettePart, ...]:
    """Apply a tool to a palette.

    Returns:
        "vary": `size` variations. "limit", "sort": the palette changed. "ramp": shades and tints of one swatch.
        "contrast": the palette as it is, its reading as the reason. "vision": the palette as protan, deutan and tritan
        eyes see it, the reason naming the swatches that each takes for one another.
    """
    return _TOOLS[request.tool](request, to_palette(request.swatches))


def repaint(request: Repaint, picture: Pixels) -> Pixels:
    """Return a picture in the colours of a palette."""
    palette = to_palette(request.swatches)
    return remap_pixels(picture, palette, softness=request.softness, keep_light=request.keep_light)


def _vary(request: WorkPalette, palette: Palette) -> tuple[PalettePart, ...]:
    found = vary_palette(palette, request.size, locked=request.locked, seed=request.seed)
    return tuple(_part("vary", tr("Variation {number}", number=number), one) for number, one in enumerate(found, 1))


def _limit(request: WorkPalette, palette: Palette) -> tuple[PalettePart, ...]:
    return (_part("limit", "", limit_palette(palette, request.size)),)


def _sort(request: WorkPalette, palette: Palette) -> tuple[PalettePart, ...]:
    return (_part("sort", "", sort_palette(palette, request.by)),)


def _ramp(request: WorkPalette, palette: Palette) -> tuple[PalettePart, ...]:
    swatch = palette[request.place]
    ramp = make_ramp(swatch, max(request.size, _LEAST_STEPS))
    return (_part("ramp", tr("Shades and tints of {name}", name=color_word(swatch.name) or swatch.hex), ramp),)


def _contrast(_: WorkPalette, palette: Palette) -> tuple[PalettePart, ...]:
    reading = read_contrast(palette)
    text = tr("Contrast {ratio} : 1; {reading}", ratio=number(reading.ratio, 1), reading=reading.text)
    return (_part("contrast", "", palette, text),)


def _vision(_: WorkPalette, palette: Palette) -> tuple[PalettePart, ...]:
    parts = []
    for kind in KINDS:
        pairs = [
            (color_word(palette[a].name) or palette[a].hex, color_word(palette[b].name) or palette[b].hex)
            for a, b in confused_pairs(palette, kind)
        ]
        # Translators: what stands between the parts of a line that are whole statements, spaces included
        between = tr("; ", context="list")
        alike = between.join(tr("{one} looks like {other}", one=one, other=other) for one, other in pairs)
        parts.append(_part("vision", kind, preview_vision(palette, kind), alike))
    return tuple(parts)


def _part(kind: str, name: str, palette: Palette, reason: str = "") -> PalettePart:
    return PalettePart(kind, name, to_parts(palette), reason)


_TOOLS: dict[str, Callable[[WorkPalette, Palette], tuple[PalettePart, ...]]] = {
    "vary": _vary,
    "limit": _limit,
    "sort": _sort,
    "ramp": _ramp,
    "contrast": _contrast,
    "vision": _vision,
}
