"""The palettes of one document."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..vendored import messages


@dataclass
class ShelvedPalette:
    """One palette of a document, and what is known of it.

    Args:
        kind: "canvas", "recommended", "made" or "kept".
        name: given by the artist; empty until then.
        stars: 1 to 5, 0 without a rating; `event` is the id of the request that gave them.
        locked: places of swatches that variations leave alone.
        touched: the place of the swatch that was clicked last.
        reading: its contrasts, in a line; `is_read` says that they were asked for.
        eyes: the palette as colour-blind eyes see it, one for each kind of eyes.
        order: the order in which it was sorted last; empty if it never was.
        group: for a palette that was made, the kind of the palette that it was made of.
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
        """Its name, or one made of the names of its first and last colour."""
        if self.name:
            return self.name
        first, last = (swatch.name or swatch.hex for swatch in (self.swatches[0], self.swatches[-1]))
        return first if len(self.swatches) == 1 else f"{first} to {last}"

    def change(self, swatches: tuple[messages.SwatchPart, ...]) -> None:
        """Replace the swatches. Locks of swatches that stay are kept; stars, reading and eyes are dropped."""
        kept = {self.swatches[place] for place in self.locked if place < len(self.swatches)}
        self.locked = {place for place, swatch in enumerate(swatches) if swatch in kept}
        self.swatches, self.touched = swatches, None
        self.reading, self.is_read, self.eyes, self.stars, self.event = "", False, (), 0, ""


@dataclass
class Shelf:
    """All palettes of one document.

    Args:
        found: the canvas' palette, and those recommended for it.
        made: the palettes that a tool made last; `made_of` is the id of the palette that they were made of.
        kept: the artist's tray, saved with the document.
        source: the picture that `found` belongs to, in words.
        profile: the profile that the recommended palettes suit.
        size: the number of swatches of a palette.
        asked: the number of requests so far, which seeds the next one.
        waiting: the id of the request for `found` that is waited for; empty without one.
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
        """All palettes in the order of the panel: those that were made stand below the one that they were made of."""
        shown: list[ShelvedPalette] = []
        for entry in (*self.found, *self.kept):
            shown.append(entry)
            if entry.id == self.made_of:
                shown += self.made
        return shown

    def entry(self, entry_id: str) -> ShelvedPalette | None:
        """Return the palette with an id."""
        return next((entry for entry in (*self.found, *self.made, *self.kept) if entry.id == entry_id), None)
