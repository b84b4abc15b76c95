"""The places of the panel's parts at a size: sums alone, so that they can be tried without a window."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple

from . import style

LOW_PX, VERY_LOW_PX, LOWEST_PX, WIDE_PX = 400, 250, 200, 600
STRIP_PX = 48
_MARGIN_PX, _GAP_PX = style.MARGIN_PX, 2
_HEADER_PX, _ASK_PX, _ROW_PX, _DEED_PX = 28, 32, 28, 30
_NAV_PX, _INSERT_PX, _SMALL_INSERT_PX, _TABS_PX = 112, 104, 92, 112
_LEAST_PAGE_PX = 252


class PanelPart(enum.Enum):
    """The parts of a panel."""

    HEADER = "header"
    ASK = "ask"
    ASKED = "asked"
    NAV = "nav"
    SUBJECT = "subject"
    CARDS = "cards"
    PAGE = "page"
    SLOT = "slot"
    FRAMED = "framed"
    INSERT = "insert"
    PALETTE = "palette"
    TABS = "tabs"


class Box(NamedTuple):
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int


class Cards(enum.Enum):
    """The forms of the cards: all whole, one large and three stamps, one alone, or the strip above a page.

    The one that is alone has its stars below it or, in the lowest panels, beside it.
    """

    WHOLE = "whole"
    ONE_LARGE = "one large"
    ONE = "one"
    BESIDE = "beside"
    STRIP = "strip"


@dataclass(frozen=True)
class Wanted:
    """What is to be shown: a page beside or instead of the cards, the field for the subject, a header so wide."""

    page: bool = False
    subject: bool = False
    short_header_px: int = 48


@dataclass(frozen=True)
class Arrangement:
    """The places of the parts that are shown, and the forms of what has several."""

    places: dict[PanelPart, Box]
    cards: Cards
    short_header: bool


def arrange(width: int, height: int, wanted: Wanted) -> Arrangement:
    """Return where everything is at a size."""
    return _Arranging(width, height, wanted).done()


class _Arranging:
    """Hands out rows from above and from below; what is left in the middle goes to cards and page."""

    def __init__(self, width: int, height: int, wanted: Wanted) -> None:
        self._wanted = wanted
        self._is_wide = width >= WIDE_PX
        extra = _ROW_PX if wanted.subject else 0
        self._is_low, self._is_very_low = height < LOW_PX + extra, height < VERY_LOW_PX
        self._is_lowest = height < LOWEST_PX
        self._left, self._width = _MARGIN_PX, width - 2 * _MARGIN_PX
        self._top, self._bottom = _MARGIN_PX, height - _MARGIN_PX
        self._places: dict[PanelPart, Box] = {}

    def done(self) -> Arrangement:
        """Return the whole arrangement."""
        if self._is_low:
            self._place_low_rows()
        else:
            self._place_rows()
        cards = self._place_middle()
        return Arrangement(self._places, cards, self._is_low)

    def _place_rows(self) -> None:
        self._from_above(_HEADER_PX, (PanelPart.HEADER, 0))
        self._from_above(_ASK_PX, (PanelPart.ASK, 0))
        self._from_above(_ROW_PX, (PanelPart.ASKED, 0), (PanelPart.NAV, _NAV_PX))
        self._place_subject()
        self._from_below(_DEED_PX, (PanelPart.TABS, 0))
        self._from_below(_ROW_PX, (PanelPart.PALETTE, 0))
        self._from_below(_DEED_PX, (PanelPart.FRAMED, 0), (PanelPart.INSERT, _INSERT_PX))
        self._from_below(_ROW_PX, (PanelPart.SLOT, 0))

    def _place_low_rows(self) -> None:
        self._from_above(_ASK_PX, (PanelPart.ASK, 0), (PanelPart.HEADER, self._wanted.short_header_px))
        nav, slot, framed = (PanelPart.NAV, _NAV_PX), (PanelPart.SLOT, 0), (PanelPart.FRAMED, 0)
        said = (nav, framed, slot) if self._is_wide else (slot,)
        if not self._is_very_low:
            self._place_subject()
            self._from_below(_DEED_PX, (PanelPart.TABS, 0), (PanelPart.INSERT, _INSERT_PX))
            self._from_below(_ROW_PX, *said)
        elif self._wanted.page:
            self._from_below(_DEED_PX, *said, (PanelPart.TABS, _TABS_PX))
            return
        else:
            self._from_below(_DEED_PX, *said, (PanelPart.INSERT, _SMALL_INSERT_PX))
        # In the lowest panels the picture needs this row; the name stands beside it.
        if not self._is_wide and not self._is_lowest:
            self._from_below(_ROW_PX, nav, framed)

    def _place_subject(self) -> None:
        if self._wanted.subject:
            self._from_above(_ROW_PX, (PanelPart.SUBJECT, 0))

    def _place_middle(self) -> Cards:
        top, height = self._top + _GAP_PX, max(0, self._bottom - self._top - 2 * _GAP_PX)
        page, is_wide = self._wanted.page, self._is_wide
        if page and is_wide:
            cards_px = min(self._width // 2, self._width - _LEAST_PAGE_PX)
            self._places[PanelPart.CARDS] = Box(self._left, top, cards_px, height)
            left = self._left + cards_px + 2 * style.GAP_PX
            self._places[PanelPart.PAGE] = Box(left, top, self._left + self._width - left, height)
            return self._cards(is_wide=False)
        if page and self._is_very_low:
            self._places[PanelPart.PAGE] = Box(self._left, top, self._width, height)
            return Cards.STRIP
        strip_px = min(STRIP_PX, height) if page else height
        self._places[PanelPart.CARDS] = Box(self._left, top, self._width, strip_px)
        if not page:
            return self._cards(is_wide=is_wide)
        top += strip_px + style.GAP_PX
        self._places[PanelPart.PAGE] = Box(self._left, top, self._width, max(0, height - strip_px - style.GAP_PX))
        return Cards.STRIP

    def _cards(self, *, is_wide: bool) -> Cards:
        if self._is_lowest:
            return Cards.BESIDE
        if is_wide or not self._is_low:
            return Cards.WHOLE
        return Cards.ONE if self._is_very_low else Cards.ONE_LARGE

    def _from_above(self, height: int, *row: tuple[PanelPart, int]) -> None:
        self._place_row(self._top, height, row)
        self._top += height

    def _from_below(self, height: int, *row: tuple[PanelPart, int]) -> None:
        self._bottom -= height
        self._place_row(self._bottom, height, row)

    def _place_row(self, top: int, height: int, row: tuple[tuple[PanelPart, int], ...]) -> None:
        """Place parts side by side, each with its width; those of width 0 share what is left."""
        left, free_px = self._left, self._width - _GAP_PX * (len(row) - 1) - sum(px for _, px in row)
        share_px = max(0, free_px // sum(px == 0 for _, px in row))
        for part, px in row:
            self._places[part] = Box(left, top, px or share_px, height)
            left += (px or share_px) + _GAP_PX
