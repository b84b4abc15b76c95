"""The values that the palette section shows."""

from __future__ import annotations

from dataclasses import dataclass

from ..vendored import messages


@dataclass(frozen=True)
class PaletteRowShown:
    """A palette: a line of text above its swatches, and below a heading unless that is empty."""

    id: str
    text: str
    tip: str
    swatches: tuple[messages.SwatchPart, ...]
    heading: str = ""
    stars: int = 0
    is_selected: bool = False


@dataclass(frozen=True)
class SelectedPaletteShown:
    """The selected palette, at `row` among the rows, and its tools.

    `rules` is None where the engine knows no such rule; `locked` has a value for each swatch; `swatch` is place and
    name of the one clicked last; `eyes` are (kind of eyes, colours that they see, colours that they confuse in words).
    """

    row: int
    stars: int
    is_kept: bool
    rules: bool | None
    tools_open: bool
    locked: tuple[bool, ...]
    name: str
    swatch: tuple[int, str] | None
    reading: str
    eyes: tuple[tuple[str, tuple[str, ...], str], ...]
    can_repaint_card: bool
    can_repaint_canvas: bool


@dataclass(frozen=True)
class PalettesShown:
    """The whole palette section; `size` is the number of swatches of a palette, `hint` is empty for none."""

    has_document: bool = False
    is_busy: bool = False
    size: int = 5
    hint: str = ""
    rows: tuple[PaletteRowShown, ...] = ()
    selected: SelectedPaletteShown | None = None
