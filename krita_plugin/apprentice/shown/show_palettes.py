"""Makes what the palette section shows of the shelf of a document."""

from __future__ import annotations

from ..model.desk import Desk
from ..model.shelf import Shelf, ShelvedPalette
from ..vendored import later, tr
from .palette_values import PaletteRowShown, PalettesShown, SelectedPaletteShown

_HINT = later("Colours of the canvas, and palettes that suit it and your taste: press Canvas.")
_HEADINGS = {"canvas": "", "recommended": later("For you"), "made": "", "kept": later("Kept with this painting")}
_EYES = {"protan": later("Red-blind"), "deutan": later("Green-blind"), "tritan": later("Blue-blind")}


def show_palettes(desk: Desk) -> PalettesShown:
    """Return the palettes of the document in front, and the tools of the selected one."""
    shelf = desk.state.palettes.shelf(desk.document_id)
    entries = [entry for entry in shelf.entries if _is_for(entry, shelf, desk.profile)]
    at = next((place for place, entry in enumerate(entries) if entry.id == shelf.selected), None)
    has_document = desk.document is not None
    return PalettesShown(
        has_document=has_document,
        is_busy=bool(shelf.waiting),
        size=shelf.size,
        hint="" if entries or not has_document else tr("Looking at the colours …") if shelf.waiting else tr(_HINT),
        rows=tuple(_row(entries, place, place == at) for place in range(len(entries))),
        selected=None if at is None else _selected(desk, shelf, entries[at], at),
    )


def _is_for(entry: ShelvedPalette, shelf: Shelf, profile: str) -> bool:
    """Return whether a palette is shown: palettes that suit the taste of another profile are not."""
    return entry.kind != "recommended" or shelf.profile in ("", profile)


def _row(entries: list[ShelvedPalette], place: int, is_selected: bool) -> PaletteRowShown:
    entry, before = entries[place], entries[place - 1] if place else None
    begins = entry.kind not in ("made",) and (before is None or _group(before) != entry.kind)
    text = entry.name or entry.reason or entry.title
    parts = [entry.name, entry.reason] if entry.name else [entry.reason]
    return PaletteRowShown(
        id=entry.id,
        text=text[:1].upper() + text[1:],
        tip="\n".join(part[:1].upper() + part[1:] for part in parts if part),
        swatches=entry.swatches,
        heading=tr(_HEADINGS[entry.kind]) if begins else "",
        stars=entry.stars,
        is_selected=is_selected,
    )


def _group(entry: ShelvedPalette) -> str:
    """Return the kind that gives a palette its heading: for a palette that was made, that of its original."""
    return entry.kind if entry.kind != "made" else entry.group


def _selected(desk: Desk, shelf: Shelf, entry: ShelvedPalette, row: int) -> SelectedPaletteShown:
    card = desk.card
    codes = tuple(swatch.hex for swatch in entry.swatches)
    touched = entry.touched
    return SelectedPaletteShown(
        row=row,
        stars=entry.stars,
        is_kept=entry in shelf.kept,
        rules=desk.choices.palette == codes if desk.state.can("palette") else None,
        tools_open=shelf.tools_open,
        locked=tuple(place in entry.locked for place in range(len(entry.swatches))),
        name=entry.title,
        swatch=None if touched is None else (touched, entry.swatches[touched].name or entry.swatches[touched].hex),
        reading=entry.reading,
        eyes=tuple(
            (tr(_EYES.get(part.name, part.name)), tuple(swatch.hex for swatch in part.swatches), part.reason)
            for part in entry.eyes
        ),
        can_repaint_card=card is not None and card.suggestion is not None,
        can_repaint_canvas=desk.document is not None,
    )
