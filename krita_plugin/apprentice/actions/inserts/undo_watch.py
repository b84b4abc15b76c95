"""Undo of an insertion: Krita's undo and redo come in, signals that take it back or give it again go out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...host.documents import Documents
from ...model.slates import Card, CardSlate, DocumentRef
from ...qt import QObject, QTimer
from ...vendored import signals, tr
from ..app import App

# Krita undoes on other threads: the document is looked at so much later.
SETTLE_MS = 250
# An insertion that goes later than this was merged or painted over rather than undone.
WATCHED_S = 600.0


@dataclass
class _WatchedInsertion:
    """An insertion, the groups that it added to the document, and when: seconds since 1970."""

    slate: CardSlate
    card: Card
    groups: frozenset[str]
    at: float
    stands: bool = True


class UndoWatch(QObject):
    """Looks after every undo and redo which insertions still stand in their documents.

    Args:
        now: returns seconds since 1970.
    """

    def __init__(self, app: App, documents: Documents, now: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._documents, self._now = app, documents, now
        self._watched: list[_WatchedInsertion] = []
        # One look for several steps in a row.
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.look)

    def watch(self, slate: CardSlate, card: Card, before: frozenset[str]) -> None:
        """Watch a new insertion: the groups that the document did not have `before`."""
        groups = (self._groups(slate.document) or before) - before
        if groups:
            self._watched.append(_WatchedInsertion(slate, card, groups, self._now()))
            self._documents.follow_undo(self.stepped)

    def stepped(self, *_: object) -> None:
        """Look soon: the artist has undone or redone something."""
        if self._watched:
            self._settle.start(SETTLE_MS)

    @property
    def is_settling(self) -> bool:
        """True from an undo or redo until the next look."""
        return self._settle.isActive()

    def look(self) -> None:
        """Tell the backend and the artist which insertions are gone, and which are back."""
        self._watched = [item for item in self._watched if self._now() - item.at <= WATCHED_S]
        for item in self._watched:
            here = self._groups(item.slate.document)
            if here is not None and (item.groups <= here) != item.stands:
                before = self._stands(item.card)
                item.stands = not item.stands
                self._tell(item, before)

    def _stands(self, card: Card) -> bool:
        """Return whether one of a card's insertions stands: a card may have been inserted more than once."""
        return any(item.stands for item in self._watched if item.card is card)

    def _tell(self, item: _WatchedInsertion, stood: bool) -> None:
        stands = self._stands(item.card)
        if stands != stood:
            kind = signals.INSERTED if stands else signals.INSERT_UNDONE
            self._app.tell(self._app.state.feedback.signal(item.slate, item.card, kind))
            said = tr("Inserted again.") if stands else tr("The insertion is undone.")
            self._app.say(said, item.slate.document.id)

    def _groups(self, document: DocumentRef) -> frozenset[str] | None:
        """Return the groups of a document; None where it is closed, which undoes nothing."""
        try:
            return self._documents.groups(document)
        except LookupError:
            return None
