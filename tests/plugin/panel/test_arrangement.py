"""The places of the panel's parts: sums alone."""

from __future__ import annotations

import itertools

import pytest

from apprentice.panel.arrangement import Box, Cards, PanelPart, Wanted, arrange

WIDTHS, HEIGHTS = (260, 320, 400, 599, 600, 620, 900), (132, 160, 199, 200, 249, 250, 300, 399, 400, 465, 600, 1000)
BELOW = (PanelPart.SLOT, PanelPart.FRAMED, PanelPart.INSERT, PanelPart.PALETTE, PanelPart.TABS)


@pytest.mark.parametrize("wanted", [Wanted(page, subject) for page in (False, True) for subject in (False, True)])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("height", HEIGHTS)
def test_no_part_lies_over_another_or_over_the_edge(width: int, height: int, wanted: Wanted) -> None:
    """Parts have room, lie inside the panel, and apart."""
    places = arrange(width, height, wanted).places
    for box in places.values():
        assert min(box.width, box.height) > 0
        assert box.x >= 0 and box.x + box.width <= width
        assert box.y >= 0 and box.y + box.height <= height
    assert not any(_overlap(a, b) for a, b in itertools.combinations(places.values(), 2))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("height", HEIGHTS)
def test_header_and_suggest_are_always_there(width: int, height: int) -> None:
    """The header, Suggest and the slot are shown in every form, with and without a page."""
    for page in (False, True):
        assert {PanelPart.HEADER, PanelPart.ASK, PanelPart.SLOT} <= arrange(width, height, Wanted(page)).places.keys()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("height", HEIGHTS)
def test_every_form_goes_through_slates_and_tells_what_was_noted(width: int, height: int) -> None:
    """◀ 2/3 ▶ and the framed card's line are there; the lowest panels, which are narrow, have a picture instead."""
    parts = arrange(width, height, Wanted()).places.keys()
    assert PanelPart.INSERT in parts
    assert ({PanelPart.NAV, PanelPart.FRAMED} <= parts) == (height >= 200 or width >= 600)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("height", [250, 300, 465, 1000])
def test_a_page_moves_nothing_but_the_cards(width: int, height: int) -> None:
    """What is pressed above and below the cards stays where it is when a page opens."""
    closed, opened = arrange(width, height, Wanted()).places, arrange(width, height, Wanted(page=True)).places
    assert {part: box for part, box in opened.items() if part not in (PanelPart.CARDS, PanelPart.PAGE)} == {
        part: box for part, box in closed.items() if part is not PanelPart.CARDS
    }


def test_rows_are_as_high_as_a_finger_needs() -> None:
    """No row is lower than 28 px, whatever the form."""
    for width, height in itertools.product(WIDTHS, HEIGHTS):
        places = arrange(width, height, Wanted()).places
        assert min(box.height for part, box in places.items() if part is not PanelPart.CARDS) >= 28


@pytest.mark.parametrize(
    ("width", "height", "page", "cards"),
    [
        (260, 465, False, Cards.WHOLE),
        (260, 300, False, Cards.ONE_LARGE),
        (260, 200, False, Cards.ONE),
        (260, 199, False, Cards.BESIDE),
        (620, 140, False, Cards.BESIDE),
        (620, 300, False, Cards.WHOLE),
        (260, 465, True, Cards.STRIP),
        (260, 300, True, Cards.STRIP),
        (620, 465, True, Cards.WHOLE),
    ],
)
def test_the_cards_take_the_form_that_there_is_room_for(width: int, height: int, page: bool, cards: Cards) -> None:
    """Four whole cards, a large one, one alone, or the strip above a page."""
    assert arrange(width, height, Wanted(page)).cards is cards


def test_a_wide_panel_has_the_page_beside_the_cards() -> None:
    """From 600 px the page stands at the right of the cards, as high as they are."""
    places = arrange(620, 465, Wanted(page=True)).places
    cards, page = places[PanelPart.CARDS], places[PanelPart.PAGE]
    assert page.x > cards.x + cards.width
    assert (page.y, page.height) == (cards.y, cards.height)


def _overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height
