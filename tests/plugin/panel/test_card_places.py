"""The places of the cards: sums alone."""

from __future__ import annotations

import itertools

import pytest

from apprentice.panel.arrangement import Cards
from apprentice.panel.card_places import place_cards

ROOMS = ((252, 247), (252, 178), (312, 400), (612, 170), (252, 800), (892, 782))


@pytest.mark.parametrize("aspect", [0.4, 0.75, 1.0, 4 / 3, 16 / 9, 20.0])
@pytest.mark.parametrize(("width", "height"), ROOMS)
@pytest.mark.parametrize("form", [Cards.WHOLE, Cards.ONE_LARGE, Cards.ONE])
def test_cards_lie_in_their_room_and_apart(form: Cards, width: int, height: int, aspect: float) -> None:
    """No card sticks out or lies over another one, whatever the proportions of the canvas."""
    for framed in range(4):
        boxes = [b for b in place_cards(form, width, height, framed=framed, aspect=aspect).boxes if b]
        for box in boxes:
            assert box.x >= 0 and box.x + box.width <= width
            assert box.y >= 0 and box.y + box.height <= height
        for one, other in itertools.combinations(boxes, 2):
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_whole_cards_are_all_of_one_size() -> None:
    """Four cards, two by two, as large as each other, at the width of a usual docker."""
    places = place_cards(Cards.WHOLE, 252, 247, framed=0, aspect=4 / 3)
    assert places.columns == 2
    assert len({(box.width, box.height) for box in places.boxes if box}) == 1


@pytest.mark.parametrize(
    ("width", "height", "aspect", "columns"),
    [(252, 900, 1.5, 1), (260, 600, 4 / 3, 2), (284, 680, 4 / 3, 1), (252, 650, 1.5, 1), (612, 170, 1.5, 4)],
)
def test_columns_are_as_many_as_make_the_pictures_clearly_larger(
    width: int, height: int, aspect: float, columns: int
) -> None:
    """A high room has the cards below each other, a low and wide one side by side."""
    assert place_cards(Cards.WHOLE, width, height, framed=0, aspect=aspect).columns == columns


def test_rows_stand_near_each_other_in_a_high_room() -> None:
    """Pictures are compared side by side: what is left of the height lies below them."""
    (above, below) = (box for box in place_cards(Cards.WHOLE, 392, 590, framed=0, aspect=1.5).boxes[::2] if box)
    assert above.y == below.y - above.y - above.height - 4 == 14
    assert 590 - below.y - below.height > 100


def test_the_framed_card_is_large_in_a_low_panel() -> None:
    """The other three are stamps at its right, in their own order."""
    places = place_cards(Cards.ONE_LARGE, 252, 170, framed=2, aspect=4 / 3)
    assert places.stamps == {0, 1, 3}
    large = places.boxes[2]
    assert large is not None and large.width > 190
    heights = [box.y for index, box in enumerate(places.boxes) if box and index != 2]
    assert heights == sorted(heights)


@pytest.mark.parametrize("form", [Cards.ONE, Cards.STRIP])
def test_one_card_alone_is_the_framed_one(form: Cards) -> None:
    """Where there is room for one, the others are not shown."""
    boxes = place_cards(form, 252, 48, framed=3, aspect=4 / 3).boxes
    assert [index for index, box in enumerate(boxes) if box] == [3]
