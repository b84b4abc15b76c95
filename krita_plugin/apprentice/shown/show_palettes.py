"""Turns a document's shelf of palettes into what the palette section shows."""

from __future__ import annotations

from ..model.desk import Desk
from ..model.shelf import Shelf, ShelvedPalette
from .palette_values import BenchShown, PalettesShown, RowShown

_HINT = "Colours of the canvas, and palettes that suit it and your taste: press Canvas."
_HEADINGS = {"canvas": "", "recommended": "For you", "made": "", "kept": "Kept with this painting"}
_EYES = {"protan": "Red-blind", "deutan": "Green-blind", "tritan": "Blue-blind"}


def show_palettes(desk: Desk) -> PalettesShown:
    """Return what the palette section shows now."""
    shelf = desk.state.palettes.shelf(desk.document_id)
    entries = [entry for entry in shelf.entries if _is_for(entry, shelf, desk.profile)]
    selected = next((place for place, entry in enumerate(entries) if entry.id == shelf.selected), None)
    has_document = desk.document is not None
    return PalettesShown(
        has_document=has_document,
        is_busy=bool(shelf.waiting),
        size=shelf.size,
        hint="" if entries or not has_document else "Looking at the colours …" if shelf.waiting else _HINT,
        rows=tuple(_row(entries, place, place == selected) for place in range(len(entries))),
        bench=None if selected is None else _bench(desk, shelf, entries[selected], selected),
    )


def _is_for(entry: ShelvedPalette, shelf: Shelf, profile: str) -> bool:
    """Return whether a palette is to be seen: what suits one taste is not shown beside another."""
    return entry.kind != "recommended" or shelf.profile in ("", profile)


def _row(entries: list[ShelvedPalette], place: int, is_selected: bool) -> RowShown:
    entry, before = entries[place], entries[place - 1] if place else None
    begins = entry.kind not in ("made",) and (before is None or _group(before) != entry.kind)
    text = entry.name or entry.reason or entry.title
    parts = [entry.name, entry.reason] if entry.name else [entry.reason]
    return RowShown(
        id=entry.id,
        text=text[:1].upper() + text[1:],
        tip="\n".join(part[:1].upper() + part[1:] for part in parts if part),
        swatches=tuple((swatch.hex, swatch.share, swatch.name) for swatch in entry.swatches),
        heading=_HEADINGS[entry.kind] if begins else "",
        stars=entry.stars,
        is_selected=is_selected,
    )


def _group(entry: ShelvedPalette) -> str:
    """Return the kind under whose heading a palette stands; variations stand under that of what they vary."""
    return entry.kind if entry.kind != "made" else entry.group


def _bench(desk: Desk, shelf: Shelf, entry: ShelvedPalette, row: int) -> BenchShown:
    card = desk.card
    codes = tuple(swatch.hex for swatch in entry.swatches)
    touched = entry.touched
    return BenchShown(
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
            (_EYES.get(part.name, part.name), tuple(swatch.hex for swatch in part.swatches), part.reason)
            for part in entry.eyes
        ),
        can_repaint_card=card is not None and card.suggestion is not None,
        can_repaint_canvas=desk.document is not None,
    )
