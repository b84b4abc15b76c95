"""What the palette section shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

Swatches = tuple["tuple[str, float, str]", ...]


@dataclass(frozen=True)
class RowShown:
    """One palette: a line above its swatches."""

    id: str
    text: str
    tip: str
    swatches: Swatches
    heading: str = ""
    stars: int = 0
    is_selected: bool = False


@dataclass(frozen=True)
class BenchShown:
    """What can be done with the selected palette: `row` is its place.

    `eyes` are (whose, colours, what they confuse); `swatch` names the swatch that was clicked last, None for none.
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
    """The whole section."""

    has_document: bool = False
    is_busy: bool = False
    size: int = 5
    hint: str = ""
    rows: tuple[RowShown, ...] = ()
    bench: BenchShown | None = None
