"""The requests for palettes, and the shelf of palettes that they fill for each document."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..vendored import bounds, messages
from .shelf import Shelf, ShelvedPalette

LEAST, MOST = bounds.SWATCHES.low, bounds.SWATCHES.high
_VARIATIONS, _STEPS = 3, 7
_RECOMMENDED = 4


@dataclass(frozen=True)
class _Asked:
    """The purpose of a request that is waited for: "look", or the tool that works on the palette `entry`."""

    document: str
    tool: str
    entry: str = ""
    source: str = ""
    profile: str = ""


class PaletteRequests:
    """Makes the requests for palettes, and puts what comes of them on the shelves of their documents.

    `unsaved` are the ids of the documents whose tray has changed since it was saved in them.

    Args:
        new_id: makes the id of a request on a document; a rating's id is its request's.
        now: returns seconds since 1970, UTC.
    """

    def __init__(self, new_id: Callable[[str], str], now: Callable[[], float]) -> None:
        self._new_id, self._now = new_id, now
        self._shelves: dict[str, Shelf] = {}
        self._asked: dict[str, _Asked] = {}
        self.unsaved: set[str] = set()

    def shelf(self, document: str) -> Shelf:
        """Return the shelf of a document, at first an empty one."""
        return self._shelves.setdefault(document, Shelf())

    # The artist's actions ------------------------------------------------------------------------------------------

    def look(self, document: str, profile: str, source: str) -> messages.RecommendPalettes:
        """Ask for the palette of a picture and for palettes that suit it; the picture is still to be filled in.

        Args:
            document: the id of the document.
            profile: the profile that the palettes are to suit.
            source: the picture, in words.
        """
        shelf = self.shelf(document)
        request = messages.RecommendPalettes(
            id=self._new_id(document), profile=profile, count=_RECOMMENDED, size=shelf.size, seed=shelf.asked
        )
        shelf.asked += 1
        shelf.waiting = request.id
        self._asked[request.id] = _Asked(document, "look", source=source, profile=profile)
        return request

    def waits_for(self, request_id: str) -> bool:
        """Return whether a request is still waited for."""
        return request_id in self._asked

    def give_up_all(self) -> None:
        """Wait for no request any longer."""
        for request_id in tuple(self._asked):
            self.give_up(request_id)

    def give_up(self, request_id: str) -> None:
        """Wait for a request no longer."""
        asked = self._asked.pop(request_id, None)
        if asked is not None and self.shelf(asked.document).waiting == request_id:
            self.shelf(asked.document).waiting = ""

    def rate(self, document: str, entry_id: str, stars: int, profile: str, *, learn: bool) -> list[messages.Request]:
        """Give a palette stars, 1 to 5; the same stars again take them back."""
        entry = self.shelf(document).entry(entry_id)
        if entry is None:
            return []
        requests: list[messages.Request] = []
        if entry.event:
            requests.append(messages.Undo(id=self._new_id(document), profile=profile, event=entry.event))
        if entry.stars == stars:
            entry.stars, entry.event = 0, ""
            return requests
        rating = messages.RatePalette(
            id=self._new_id(document),
            swatches=tuple(swatch.hex for swatch in entry.swatches),
            stars=stars,
            profile=profile,
            at=self._now(),
            learn=learn,
        )
        entry.stars, entry.event = stars, rating.id
        return [*requests, rating]

    def work(self, document: str, entry_id: str, tool: str) -> list[messages.Request]:
        """Have a tool, one of `messages.PALETTE_TOOLS`, work on a palette."""
        shelf = self.shelf(document)
        entry = shelf.entry(entry_id)
        if entry is None or (tool == "limit" and len(entry.swatches) == LEAST):
            return []
        by = _next_order(entry.order)
        request = messages.WorkPalette(
            id=self._new_id(document),
            swatches=entry.swatches,
            tool=tool,
            locked=tuple(sorted(entry.locked)) if tool == "vary" else (),
            size={"vary": _VARIATIONS, "ramp": _STEPS, "limit": len(entry.swatches) - 1}.get(tool, MOST),
            place=_leading(entry) if tool == "ramp" else 0,
            by=by,
            seed=shelf.asked,
        )
        shelf.asked += 1
        entry.order = by if tool == "sort" else entry.order
        self._asked[request.id] = _Asked(document, tool, entry_id)
        return [request]

    def read(self, document: str) -> list[messages.Request]:
        """Ask once for the contrasts of the selected palette, while its tools are shown."""
        shelf = self.shelf(document)
        entry = shelf.entry(shelf.selected)
        if entry is None or entry.is_read or not shelf.tools_open:
            return []
        entry.is_read = True
        return self.work(document, entry.id, "contrast")

    def keep(self, document: str, entry_id: str) -> None:
        """Put a copy of a palette into the tray of its document, or take it out."""
        shelf = self.shelf(document)
        entry = shelf.entry(entry_id)
        if entry is None:
            return
        self.unsaved.add(document)
        if entry in shelf.kept:
            shelf.kept.remove(entry)
            shelf.selected = ""
        else:
            kept = dataclasses.replace(
                entry, id=self._new_id(document), kind="kept", name=entry.title, locked=set(entry.locked)
            )
            shelf.kept.append(kept)
            shelf.selected = kept.id

    def rename(self, document: str, entry_id: str, name: str, place: int | None = None) -> None:
        """Name a palette, or its swatch at `place`; an empty name changes nothing."""
        shelf = self.shelf(document)
        entry = shelf.entry(entry_id)
        name = name.strip()[: bounds.MAX_NAME]
        if entry is None or not name:
            return
        if place is None:
            entry.name = name
        elif place < len(entry.swatches):
            named = dataclasses.replace(entry.swatches[place], name=name)
            entry.swatches = (*entry.swatches[:place], named, *entry.swatches[place + 1 :])
        if entry in shelf.kept:
            self.unsaved.add(document)

    # What arrives --------------------------------------------------------------------------------------------------

    def receive(self, report: messages.PalettesReport) -> None:
        """Put palettes on the shelf that they were asked for; palettes that were not asked for are dropped."""
        asked = self._asked.pop(report.id, None)
        if asked is None:
            return
        shelf = self.shelf(asked.document)
        if asked.tool == "look":
            self._found(shelf, report.palettes, asked)
            return
        entry = shelf.entry(asked.entry)
        if entry is None or not report.palettes:
            return
        if asked.tool in ("vary", "ramp"):
            shelf.made, shelf.made_of = self._entries(asked.document, "made", report.palettes), _anchor(shelf, entry)
            for made in shelf.made:
                made.group = entry.group or entry.kind
        elif asked.tool == "contrast":
            entry.reading = report.palettes[0].reason
        elif asked.tool == "vision":
            entry.eyes = report.palettes
        else:
            entry.change(report.palettes[0].swatches)
            if entry in shelf.kept:
                self.unsaved.add(asked.document)

    def refused(self, request_id: str) -> None:
        """Take back the rating that a request has given, where the backend will never write it down."""
        for shelf in self._shelves.values():
            for entry in shelf.entries:
                if entry.event == request_id:
                    entry.stars, entry.event = 0, ""

    def _found(self, shelf: Shelf, palettes: Iterable[messages.PalettePart], asked: _Asked) -> None:
        entries = self._entries(asked.document, "recommended", palettes)
        shelf.found = [
            dataclasses.replace(entry, kind="canvas", reason=asked.source) if part.kind == "canvas" else entry
            for part, entry in zip(palettes, entries, strict=True)
        ]
        shelf.made, shelf.made_of = [], ""
        shelf.source, shelf.profile, shelf.waiting = asked.source, asked.profile, ""
        if shelf.entry(shelf.selected) is None:
            shelf.selected = shelf.found[0].id if shelf.found else ""

    def _entries(self, document: str, kind: str, palettes: Iterable[messages.PalettePart]) -> list[ShelvedPalette]:
        return [
            ShelvedPalette(
                self._new_id(document), kind, part.name if kind == "made" else "", part.reason, part.swatches
            )
            for part in palettes
        ]


def _anchor(shelf: Shelf, entry: ShelvedPalette) -> str:
    """Return the id of the palette below which palettes made of `entry` stand: itself, or what it was made of."""
    return shelf.made_of if entry in shelf.made else entry.id


def _next_order(order: str) -> str:
    """Return the order in which to sort a palette that is sorted by `order`, empty for none."""
    orders = messages.PALETTE_ORDERS
    return orders[(orders.index(order) + 1) % len(orders)] if order else orders[0]


def _leading(entry: ShelvedPalette) -> int:
    """Return the place of the swatch for a ramp: the one clicked last, else the most vivid one."""
    if entry.touched is not None:
        return entry.touched
    spans = [max(rgb) - min(rgb) for rgb in (swatch.rgb for swatch in entry.swatches)]
    return spans.index(max(spans))
