"""The places of four cards in the room that they have: sums alone."""

from __future__ import annotations

from dataclasses import dataclass

from . import style
from .arrangement import Box, Cards
from .card_form import STAMP_PX
from .card_name import NAME_PX

_BELOW_PX = NAME_PX + style.HIT_PX
_FRAME_PX = 2 * style.PICTURE_EDGE_PX
_CLEARLY = 1.1
_MOST_APART_PX = 14
_LEAST_CARD_PX, _NAME_PX = 5 * style.STAR_PX, 7 * style.STAR_PX
STEP_PX = style.HIT_PX


@dataclass(frozen=True)
class CardPlaces:
    """The place of each card, None for one that is not shown; how many stand side by side; which are stamps.

    `name_px` is the height of the names: two lines where the height that is left has room for them.
    """

    boxes: tuple[Box | None, ...]
    columns: int
    stamps: frozenset[int]
    name_px: int = NAME_PX


def place_cards(cards: Cards, width: int, height: int, *, framed: int, aspect: float, count: int = 4) -> CardPlaces:
    """Return where the cards are in a room.

    Args:
        cards: the form of the cards.
        width: of the room.
        height: of the room.
        framed: the number of the card with the frame.
        aspect: width by height of the pictures.
        count: how many cards there are.
    """
    if cards is Cards.WHOLE:
        return _whole(width, height, aspect, count)
    if cards is Cards.ONE_LARGE:
        return _one_large(width, height, framed, count)
    one = Box(0, 0, STAMP_PX, STAMP_PX) if cards is Cards.STRIP else Box(0, 0, width, height)
    if cards is Cards.ONE:
        one = Box(STEP_PX, 0, max(0, width - 2 * STEP_PX), height)
    boxes = tuple(one if index == framed else None for index in range(count))
    return CardPlaces(boxes, 1, frozenset({framed} if cards is Cards.STRIP else ()))


def _whole(width: int, height: int, aspect: float, count: int) -> CardPlaces:
    """Put the cards in two columns, or in as many others as make the pictures clearly larger."""
    least = [n for n in (2, 1, 4) if n == 2 or width >= n * _LEAST_CARD_PX + (n - 1) * style.GAP_PX]
    gains = {n: _picture_px(*_cell(width, height, n, count), aspect) / (1.0 if n == 2 else _CLEARLY) for n in least}
    columns = max(least, key=lambda n: gains[n])
    cell_px, row_px = _cell(width, height, columns, count)
    row_px = min(row_px, round((cell_px - _FRAME_PX) / aspect) + _FRAME_PX + _BELOW_PX)
    # No wider than its picture, for name and stars to stand under it, but with room for a name.
    room_px, cell_px = cell_px, min(cell_px, max(_NAME_PX, round(_picture_px(cell_px, row_px, aspect)) + _FRAME_PX))
    left = columns * (room_px - cell_px) // 2
    rows = -(-count // columns)
    has_two_lines = height - rows * row_px - (rows - 1) * style.GAP_PX >= rows * NAME_PX
    row_px += NAME_PX if has_two_lines else 0
    tops = _spread(row_px, height, rows)
    boxes = tuple(
        Box(left + index % columns * (cell_px + style.GAP_PX), tops[index // columns], cell_px, row_px)
        for index in range(count)
    )
    return CardPlaces(boxes, columns, frozenset(), 2 * NAME_PX if has_two_lines else NAME_PX)


def _spread(row_px: int, height: int, rows: int) -> list[int]:
    """Return where rows begin: near each other, for their pictures to be compared; what is left lies below them."""
    spare_px = max(0, height - rows * row_px - (rows - 1) * style.GAP_PX)
    apart_px = min(_MOST_APART_PX, spare_px // (rows + 1))
    return [apart_px + row * (row_px + style.GAP_PX + apart_px) for row in range(rows)]


def _one_large(width: int, height: int, framed: int, count: int) -> CardPlaces:
    """Put the framed card at the left, the others as stamps below each other at the right."""
    others = [index for index in range(count) if index != framed]
    step = min(STAMP_PX + style.GAP_PX, max(1, (height - STAMP_PX) // max(1, len(others) - 1)))
    left = width - STAMP_PX
    boxes: list[Box | None] = [None] * count
    boxes[framed] = Box(0, 0, max(0, left - style.GAP_PX), height)
    for row, index in enumerate(others):
        boxes[index] = Box(left, row * step, STAMP_PX, STAMP_PX)
    return CardPlaces(tuple(boxes), 1, frozenset(others))


def _cell(width: int, height: int, columns: int, count: int) -> tuple[int, int]:
    rows = -(-count // columns)
    return (width - (columns - 1) * style.GAP_PX) // columns, (height - (rows - 1) * style.GAP_PX) // rows


def _picture_px(cell_px: int, row_px: int, aspect: float) -> float:
    """Return how wide a picture of these proportions is in a cell."""
    room_px, high_px = cell_px - _FRAME_PX, row_px - _BELOW_PX - _FRAME_PX
    return max(0.0, min(room_px, high_px * aspect))
