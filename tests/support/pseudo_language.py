"""A language that marks every word it says, and is longer than English, to find words that are said in no language."""

from __future__ import annotations

import re
from gettext import NullTranslations

OPEN, CLOSE = "⟦", "⟧"
_LONGER = 0.4


class PseudoLanguage(NullTranslations):
    """Puts each text between brackets, two fifths longer."""

    def gettext(self, message: str) -> str:
        """Return a text, marked."""
        words = re.sub(r"\{[^{}]*\}", "", message)
        return f"{OPEN}{message}{'·' * round(_LONGER * len(words))}{CLOSE}"

    def pgettext(self, context: str, message: str) -> str:
        """Return a text of one meaning, marked."""
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form of a text that goes with a number, marked."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def outside(text: str) -> str:
    """Return what of a text is not said in the pseudo language."""
    depth, rest = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        rest.append(letter if depth == 0 and letter != CLOSE else "")
    return "".join(rest)
