"""The sentences for the artist: each painting has its own, and one is for all of them."""

from __future__ import annotations

from dataclasses import dataclass

CONNECTION, KEEPING, KEYS = "connection", "keeping", "keys"
_GOES_ON = frozenset({CONNECTION, KEEPING})
EVERYWHERE = ""
_MOST_ASKED = 512


@dataclass(frozen=True)
class Line:
    """A sentence for the artist.

    Args:
        text: the sentence; empty for none.
        is_problem: whether something did not work.
        about: what takes the sentence back: `CONNECTION` or `KEEPING` when it works again, `KEYS` when the cards have
            the keys no longer; empty for nothing.
    """

    text: str
    is_problem: bool = False
    about: str = ""


class MessageLines:
    """The newest sentence of each painting, and the newest one for all of them; and where requests were made.

    A painting is named by its document's id; `EVERYWHERE` stands for all of them.
    """

    def __init__(self) -> None:
        self._count = 0
        self._lines: dict[str, tuple[int, Line]] = {}
        self._asked: dict[str, str] = {}
        self._open: frozenset[str] = frozenset()

    def say(self, line: Line, document: str = EVERYWHERE) -> None:
        """Show a sentence in a painting's panels."""
        self._count += 1
        self._lines[document] = self._count, line

    def works_again(self, about: str) -> None:
        """Take back the sentences about what is over; any other one stays."""
        for document, (number, line) in self._lines.items():
            if line.about == about:
                self._lines[document] = number, Line("")

    def go_on(self, *documents: str) -> None:
        """Take back what paintings were told before the artist did the next thing; a problem that goes on stays."""
        line = self.at(*documents)
        if line.text and line.about not in _GOES_ON:
            for document in documents:
                self.say(Line(""), document)

    def leave(self, *documents: str) -> bool:
        """End an answer: the artist goes on to something else. Problems stay, and what is over by itself.

        Returns:
            Whether there was one.
        """
        line = self.at(*documents)
        is_answer = bool(line.text) and not line.is_problem and not line.about
        if is_answer:
            self.go_on(*documents)
        return is_answer

    def note_open(self, documents: set[str]) -> None:
        """Note the ids of the documents that are open: what one was told goes when it is closed."""
        for document in self._open - documents:
            self._lines.pop(document, None)
        self._open = frozenset(documents)

    def at(self, *documents: str) -> Line:
        """Return the newest sentence of these paintings or for all of them."""
        said = [self._lines[document] for document in {EVERYWHERE, *documents} if document in self._lines]
        return max(said, key=lambda one: one[0])[1] if said else Line("")

    def note_asked(self, request_id: str, document: str) -> None:
        """Note on which painting a request was made: what is said of it later is said there."""
        self._asked[request_id] = document
        if len(self._asked) > _MOST_ASKED:
            self._asked.pop(next(iter(self._asked)))

    def asked_on(self, request_id: str) -> str:
        """Return the document on which a request was made; `EVERYWHERE` where none is known."""
        return self._asked.get(request_id, EVERYWHERE)
