"""The slates of every document and profile: those that have arrived, and those that are being rendered."""

from __future__ import annotations

from dataclasses import replace

from ..vendored import messages, tr
from .slates import Before, Card, CardSlate, DocumentRef, Place, SlateStage

MAX_SLATES = 24


class Book:
    """The slates of one place, oldest first, and the one in view."""

    def __init__(self) -> None:
        self.slates: list[CardSlate] = []
        self.position = -1

    @property
    def current(self) -> CardSlate | None:
        """The slate in view; None without slates."""
        return self.slates[self.position] if self.slates else None

    def add(self, slate: CardSlate) -> None:
        """Append a slate and bring it into view, unless the one in view is pinned."""
        follow = self.current is None or not self.current.pinned
        self.slates.append(slate)
        if follow:
            self.open_newest()
        self._trim()

    def remove(self, slate: CardSlate) -> None:
        """Take a slate out; if it was in view, the one before it comes into view."""
        at = self.slates.index(slate)
        del self.slates[at]
        if self.position >= at:
            self.position = max(min(self.position, len(self.slates)) - 1, 0 if self.slates else -1)

    def open_newest(self) -> None:
        """Bring the newest slate into view."""
        self.position = len(self.slates) - 1

    def show(self, slate: CardSlate) -> None:
        """Bring a slate of this book into view."""
        self.position = self.slates.index(slate)

    def can_step(self, by: int) -> bool:
        """Return whether the book has a slate `by` steps after the one in view."""
        return bool(self.slates) and 0 <= self.position + by < len(self.slates)

    def step(self, by: int) -> bool:
        """Show the slate `by` steps after the one in view; where there is none, do nothing and return False."""
        if not self.can_step(by):
            return False
        self.position += by
        return True

    def _trim(self) -> None:
        """Remove the oldest slates beyond `MAX_SLATES`, but none that is pinned or in view."""
        for slate in list(self.slates):
            if len(self.slates) <= MAX_SLATES:
                return
            if not slate.pinned and slate is not self.current:
                self.remove(slate)


class Books:
    """The books of all places, and the slates that are still being rendered.

    `closed` holds the places whose document was closed, the one closed last at the end: their slates can still be
    rated. `early` holds, by the ids of open documents, the paintings as they were read before their first slates; None
    for a blank one.
    """

    def __init__(self) -> None:
        self._books: dict[Place, Book] = {}
        self._rendering: dict[str, CardSlate] = {}
        self.closed: list[Place] = []
        self.early: dict[str, Before | None] = {}

    def at(self, place: Place) -> Book | None:
        """Return the book of a place; None before its first slate."""
        return self._books.get(place)

    def has_slates(self, place: Place) -> bool:
        """Return whether a place has a slate to look at."""
        book = self._books.get(place)
        return book is not None and bool(book.slates)

    def asked(self) -> set[str]:
        """Return the requests of all slates that can be gone to."""
        return {slate.request_id for book in self._books.values() for slate in book.slates}

    def rendering(self) -> list[CardSlate]:
        """Return all slates that are waited for."""
        return list(self._rendering.values())

    def rendering_as(self, request_id: str) -> CardSlate | None:
        """Return the slate that a request waits for."""
        return self._rendering.get(request_id)

    def rendering_in(self, place: Place) -> CardSlate | None:
        """Return the slate that is waited for at a place."""
        return next((slate for slate in self._rendering.values() if slate.place == place), None)

    def begin(self, slate: CardSlate) -> Book:
        """Wait for a slate, from now on the newest of its place; return its book."""
        book = self._books.setdefault(slate.place, Book())
        book.add(slate)
        self._rendering[slate.request_id] = slate
        return book

    def finish(self, request_id: str) -> CardSlate | None:
        """Mark the slate that a request waits for as complete and return it."""
        slate = self._rendering.pop(request_id, None)
        if slate is not None:
            slate.stage, slate.fraction = SlateStage.DONE, 1.0
        return slate

    def stop(self, slate: CardSlate) -> None:
        """Wait for a slate no longer; suggestions of it that have arrived stay."""
        self._rendering.pop(slate.request_id, None)
        if slate.stage is not SlateStage.RENDERING:
            return
        slate.stage = SlateStage.STOPPED
        for card in slate.cards:
            card.image = card.image if card.suggestion else ""
        book = self._books[slate.place]
        if slate.is_empty and slate in book.slates:
            book.remove(slate)

    def note_open(self, documents: set[str]) -> None:
        """Note the ids of the documents that are open."""
        self.early = {document: early for document, early in self.early.items() if document in documents}
        for place, book in self._books.items():
            if place.document not in documents and place not in self.closed and book.slates:
                self.closed.append(place)

    def reopen(self, closed: str, document: DocumentRef) -> None:
        """Let the slates of a closed document be those of the document that its file was opened as again."""
        for place in [place for place in self.closed if place.document == closed]:
            again = Place(document.id, place.profile)
            self.closed.remove(place)
            if again in self._books:
                continue
            book = self._books[again] = self._books.pop(place)
            for slate in book.slates:
                slate.place = again
                slate.document = replace(slate.document, id=document.id, name=document.name, path=document.path)

    def name_default_profile(self, profile: str) -> list[Place]:
        """Move the slates that were asked for before any profile was known to the default profile; return where to."""
        moved = []
        for place in [place for place in self._books if not place.profile]:
            book = self._books.pop(place)
            named = Place(place.document, profile)
            for slate in book.slates:
                slate.place = named
            self._books[named] = book
            moved.append(named)
        return moved

    def empty(self, profile: str, since: float) -> None:
        """Remove the slates of a profile that was made to forget all since a moment, but none that is being rendered.

        Args:
            profile: its id.
            since: seconds since 1970, UTC.
        """
        for place, book in self._books.items():
            if place.profile == profile:
                gone = [slate for slate in book.slates if slate.at >= since]
                for slate in [slate for slate in gone if slate.stage is not SlateStage.RENDERING]:
                    book.remove(slate)

    def pictures_shown(self) -> set[str]:
        """Return the hashes of the pictures on all cards."""
        shown = {card.image for book in self._books.values() for slate in book.slates for card in slate.cards}
        return shown.union(*(early.images for early in self.early.values() if early is not None))

    # What arrives of a slate that is being rendered ----------------------------------------------------------------

    def on_queued(self, message: messages.Queued) -> None:
        """Say that a slate waits for its turn."""
        slate = self._rendering.get(message.id)
        if slate is not None:
            slate.doing = tr("Waiting")

    def on_progress(self, message: messages.Progress) -> None:
        """Note how far a slate is; its fraction never falls."""
        slate = self._rendering.get(message.id)
        if slate is not None:
            slate.fraction = max(slate.fraction, message.fraction)
            slate.doing, slate.seconds_left = message.stage, message.seconds_left

    def on_preview(self, message: messages.Preview) -> None:
        """Show a preview on its card until the suggestion arrives."""
        card = self._card(message.id, message.index)
        if card is not None and card.suggestion is None:
            card.image = message.image

    def on_suggestion(self, message: messages.SuggestionReady) -> None:
        """Put a suggestion on its card."""
        card = self._card(message.id, message.index)
        if card is not None and not card.ratings:  # asked again after a crash: what was rated stays
            card.suggestion, card.image = message.suggestion, message.suggestion.image

    def _card(self, request_id: str, index: int) -> Card | None:
        slate = self._rendering.get(request_id)
        return slate.cards[index] if slate is not None and 0 <= index < len(slate.cards) else None
