"""The forms that a card can take."""

from __future__ import annotations

import enum


class CardForm(enum.Enum):
    """A whole card with name and stars, or its picture alone as a stamp of `STAMP_PX` a side."""

    CARD = "card"
    STAMP = "stamp"


STAMP_PX = 48
