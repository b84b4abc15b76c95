"""Palettes as the panel shows them, and the shelf of one document."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..vendored import messages


@dataclass
class ShelvedPalette:
    """One palette as the panel shows it.

    Args:
        id: names it in this session.
        kind: "canvas", "recommended", "made" or "kept".
        name: what the artist calls it; empty until it has been named.
        reason: why it is offered.
        swatches: 1 to 16.
        stars: the stars it has, 0 for none; `event` is the request that gave them.
        locked: places of swatches that variations leave alone.
        touched: the swatch that was clicked last.
        reading: how it stands in light and dark, in one line; `is_read` once that was asked.
        eyes: how other eyes see it: (whose, palette, what they confuse).
        order: how it was sorted last.
        group: of one that was made, the kind of what it was made of.
    """

    id: str
    kind: str
    name: str
    reason: str
    swatches: tuple[messages.SwatchPart, ...]
    stars: int = 0
    event: str = ""
    locked: set[int] = field(default_factory=set)
    touched: int | None = None
    reading: str = ""
    is_read: bool = False
    eyes: tuple[messages.PalettePart, ...] = ()
    order: str = ""
    group: str = ""

    @property
    def title(self) -> str:
        """Its name, or one made of its colours."""
        if self.name:
            return self.name
        first, last = (swatch.name or swatch.hex for swatch in (self.swatches[0], self.swatches[-1]))
        return first if len(self.swatches) == 1 else f"{first} to {last}"

    @property
    def plain(self) -> tuple[tuple[str, float, str], ...]:
        """Its swatches as (hex, share, name)."""
        return tuple((swatch.hex, swatch.share, swatch.name) for swatch in self.swatches)

    def change(self, swatches: tuple[messages.SwatchPart, ...]) -> None:
        """Hold other swatches; what was said of the old ones goes."""
        kept = {self.swatches[place] for place in self.locked if place < len(self.swatches)}
        self.locked = {place for place, swatch in enumerate(swatches) if swatch in kept}
        self.swatches, self.touched = swatches, None
        self.reading, self.is_read, self.eyes, self.stars, self.event = "", False, (), 0, ""


@dataclass
class Shelf:
    """What is shown for one document.

    Args:
        found: the canvas' palette, and those recommended for it.
        made: what a tool made last of the palette `made_of`.
        kept: the artist's tray, saved with the document.
        source: what was looked at, in words.
        profile: whose taste the recommended ones suit.
        size: swatches of a palette.
        asked: how often palettes were asked for: each time brings others.
    """

    found: list[ShelvedPalette] = field(default_factory=list)
    made: list[ShelvedPalette] = field(default_factory=list)
    made_of: str = ""
    kept: list[ShelvedPalette] = field(default_factory=list)
    source: str = ""
    profile: str = ""
    size: int = 5
    asked: int = 0
    selected: str = ""
    tools_open: bool = False
    waiting: str = ""

    @property
    def entries(self) -> list[ShelvedPalette]:
        """All palettes in the order in which they are shown; what was made stands below what it was made of."""
        shown: list[ShelvedPalette] = []
        for entry in (*self.found, *self.kept):
            shown.append(entry)
            if entry.id == self.made_of:
                shown += self.made
        return shown

    def entry(self, entry_id: str) -> ShelvedPalette | None:
        """Return a palette by its id."""
        return next((entry for entry in (*self.found, *self.made, *self.kept) if entry.id == entry_id), None)
