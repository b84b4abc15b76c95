"""The ids by which the plugin tells open documents apart."""

from __future__ import annotations

import uuid
from typing import Any


class DocumentIds:
    """The id of each open document, for as long as it is open; all windows share one object.

    Krita's own objects for a document are equal as long as it is open, and equal to no other one's. Nothing inside a
    document serves: *Create Copy From Current Image* copies it all, and *Flatten* changes its root's unique id.
    """

    def __init__(self) -> None:
        self._known: list[tuple[Any, str]] = []

    def of(self, document: Any) -> str:
        """Return the id of an open document, a new one at its first call."""
        found = next((name for known, name in self._known if known == document), "")
        if found:
            return found
        # The objects of closed documents are all equal: none of them is kept for long.
        self._known = [(known, name) for known, name in self._known if known.rootNode() is not None]
        self._known.append((document, uuid.uuid4().hex))
        return self._known[-1][1]
