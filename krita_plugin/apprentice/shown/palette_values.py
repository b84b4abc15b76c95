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
    """The selected palette and its tools.

    Args:
        row: its place among the rows.
        stars: 1 to 5, 0 without a rating.
        is_kept: whether it is kept with the painting.
        rules: whether it rules the next suggestions; None where the engine knows no such rule.
        tools_open: whether the tools are shown.
        locked: for each swatch, whether variations leave it alone.
        name: the name of the palette.
        swatch: place and name of the swatch that was clicked last; None before.
        reading: the contrasts of the palette, in a line.
        eyes: (kind of eyes, colours that they see, colours that they confuse in words; empty for none).
        can_repaint_card: whether a suggestion is selected.
        can_repaint_canvas: whether a document is open.
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
