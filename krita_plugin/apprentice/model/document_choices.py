"""The choices for every document: its own, those of its file, and those that the artist made last of all."""

from __future__ import annotations

import dataclasses

from ..memory.painting_memory import PaintingMemory, StickyChoices
from ..memory.rules import Rules
from .choices import Choices
from .slates import DocumentRef, Place


class DocumentChoices:
    """The choices by document id, and the memory in which some of them outlive their document.

    A document uses the profile, the dimensions and the rules that were chosen on it or asked with on it, else those of
    its file, else those that were chosen last on any document.
    """

    def __init__(self) -> None:
        self.memory = PaintingMemory()
        self._choices: dict[str, Choices] = {}
        self._paths: dict[str, str] = {}

    def of(self, document: str) -> Choices:
        """Return the choices for a document; at first those of `Choices()`."""
        return self._choices.setdefault(document, Choices())

    def profiles(self, document: str) -> list[str]:
        """Return the ids of the profiles that a document is to use, the first that exists; none for the default one."""
        return [name for name in (self.of(document).profile, self.memory.last.profile) if name]

    def vary(self, document: str) -> frozenset[str] | None:
        """Return the dimensions that may move on a document; None where none were ever chosen."""
        own = self.of(document).vary
        return self.memory.last.vary if own is None else own

    def rules(self, document: str) -> Rules:
        """Return what is always and never wanted on a document."""
        own, last = self.of(document).rules, self.memory.last.rules
        return own if own is not None else last if last is not None else Rules()

    # What the artist chooses -----------------------------------------------------------------------------------------

    def set_profile(self, document: str, profile: str) -> None:
        """Use a profile on a document, and on those that come after."""
        self.of(document).profile = profile
        self.memory.set_last(dataclasses.replace(self.memory.last, profile=profile))
        self._remember(document)

    def set_vary(self, document: str, vary: frozenset[str]) -> None:
        """Let dimensions move on a document, and on those that come after."""
        self.of(document).vary = vary
        self.memory.set_last(dataclasses.replace(self.memory.last, vary=vary))
        self._remember(document)

    def set_rules(self, document: str, rules: Rules) -> None:
        """Want values always or never on a document, and on those that come after."""
        self.of(document).rules = rules
        self.memory.set_last(dataclasses.replace(self.memory.last, rules=rules))
        self._remember(document)

    def settle(self, place: Place) -> None:
        """Make what a slate is asked with the document's own: a choice elsewhere does not take its cards away."""
        choices = self.of(place.document)
        asked = place.profile, self.vary(place.document), self.rules(place.document)
        if (choices.profile, choices.vary, choices.rules) != asked:
            choices.profile, choices.vary, choices.rules = asked
            self._remember(place.document)

    # Documents and their files ---------------------------------------------------------------------------------------

    def meet(self, document: DocumentRef) -> bool:
        """Take notice of a document that becomes active, or has another file than before.

        Returns:
            Whether nothing is known of its file, which may have had another name.
        """
        if self._paths.get(document.id) == document.path:
            return False
        self._paths[document.id] = document.path
        if self._has_own(document.id):
            self._remember(document.id)
            return False
        self.recall(document.id, self.memory.of(document.path))
        return bool(document.path) and document.path not in self.memory.paintings

    def of_file(self, path: str) -> list[str]:
        """Return the ids of all documents, open and closed, that have this file, the oldest first; none for no file."""
        return [document for document, known in self._paths.items() if path and known == path]

    def recall(self, document: str, kept: StickyChoices) -> None:
        """Use on a document what was chosen on its file, unless something was chosen on it since."""
        if not self._has_own(document):
            choices = self.of(document)
            choices.profile, choices.vary, choices.rules = kept.profile, kept.vary, kept.rules

    def recall_all(self) -> None:
        """Use on every document what was chosen on its file: the memory has been read."""
        for document, path in self._paths.items():
            self.recall(document, self.memory.of(path))

    def note_files(self) -> None:
        """Have what goes with the files of documents saved again: Krita makes another file of a painting it saves."""
        self.memory.unsaved |= {path for path in self._paths.values() if path in self.memory.paintings}

    def _has_own(self, document: str) -> bool:
        """Return whether something was chosen on a document, or asked with on it."""
        choices = self.of(document)
        return bool(choices.profile) or choices.vary is not None or choices.rules is not None

    def _remember(self, document: str) -> None:
        choices = self.of(document)
        kept = StickyChoices(choices.profile, choices.vary, choices.rules)
        self.memory.remember(self._paths.get(document, ""), kept)
