"""The slates of one place, in order."""

from __future__ import annotations

from slates_made import VALLEY

from apprentice.model.books import MAX_SLATES, Book
from apprentice.model.slates import CardSlate, Place
from apprentice.pictures.tiles import Rect


def _slate(name: str) -> CardSlate:
    return CardSlate(name, Place(VALLEY.id, "default"), VALLEY, Rect(0, 0, 8, 8), learn=True)


def _book(count: int) -> Book:
    book = Book()
    for number in range(count):
        book.add(_slate(str(number)))
    return book


def _open(book: Book) -> str:
    assert book.current is not None
    return book.current.request_id


def test_opens_the_newest_slate() -> None:
    """The slate that was asked for last is in view."""
    assert _open(_book(3)) == "2"


def test_steps_back_and_forward_and_stops_at_the_ends() -> None:
    """Steps go through the slates in order, and no further."""
    book = _book(3)
    assert book.step(-1)
    assert book.step(-1)
    assert not book.step(-1)
    assert _open(book) == "0"
    assert book.step(1)
    assert _open(book) == "1"


def test_leaves_a_pinned_slate_in_view() -> None:
    """A new slate waits behind one that is pinned."""
    book = _book(1)
    book.slates[0].pinned = True
    book.add(_slate("new"))
    assert _open(book) == "0"
    assert book.can_step(1)


def test_opens_what_was_before_a_slate_that_goes() -> None:
    """The slate before a removed one comes into view."""
    book = _book(3)
    book.remove(book.slates[2])
    assert _open(book) == "1"
    book.step(-1)
    book.remove(book.slates[0])
    assert _open(book) == "1"
    book.remove(book.slates[0])
    assert book.current is None


def test_lets_the_oldest_go_but_keeps_pinned_ones() -> None:
    """Past the bound the oldest slates go, except those that the artist pinned."""
    book = _book(2)
    book.slates[0].pinned = True
    book.position = 1
    for number in range(2, MAX_SLATES + 2):
        book.add(_slate(str(number)))
    names = [slate.request_id for slate in book.slates]
    assert len(names) == MAX_SLATES
    assert names[0] == "0"
    assert names[1] == "3"
    assert _open(book) == str(MAX_SLATES + 1)
