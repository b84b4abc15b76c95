"""The forms that a card can take."""

from __future__ import annotations

import enum


class CardForm(enum.Enum):
    """A whole card with name and stars, one whose name stands elsewhere, or its picture alone as a stamp.

    One whose name stands elsewhere has its stars below the picture or, `BESIDE` it, in a column of `BESIDE_PX`. A stamp
    has `STAMP_PX` a side.
    """

    CARD = "card"
    NAMELESS = "nameless"
    BESIDE = "beside"
    STAMP = "stamp"


STAMP_PX, BESIDE_PX = 48, 136
