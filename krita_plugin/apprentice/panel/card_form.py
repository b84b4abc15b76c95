"""The forms that a card can take."""

from __future__ import annotations

import enum


class CardForm(enum.Enum):
    """A whole card with name and stars, one whose name stands elsewhere, or its picture alone as a stamp.

    A stamp has `STAMP_PX` a side.
    """

    CARD = "card"
    NAMELESS = "nameless"
    STAMP = "stamp"


STAMP_PX = 48
