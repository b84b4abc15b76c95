"""Results that are kept until they have arrived."""

from __future__ import annotations

import pytest

from apprentice_shared.codec import MAX_TEXT_BYTES, encode
from apprentice_shared.errors import UnsendableMessage
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.mailbox import Mailbox
from apprentice_shared.messages import ErrorReply, ImageReady, RequestCancelled


def _image():
    return ImageFrame("r1", PixelFormat.RGBA, 10, 10, bytes(400))


def test_keeps_results_in_order_until_acknowledged():
    """An acknowledgement covers everything up to its number."""
    mailbox = Mailbox()
    for name in ("a", "b", "c"):
        mailbox.post(RequestCancelled(name))
    mailbox.acknowledge(2)
    assert [(kept.seq, kept.request_id) for kept in mailbox.pending()] == [(3, "c")]


def test_lets_the_oldest_images_go_when_full_but_keeps_the_messages():
    """A client that never comes back cannot fill the memory."""
    mailbox = Mailbox(max_bytes=1000)
    for name in ("a", "b", "c"):
        mailbox.post(RequestCancelled(name), (_image(),))
    assert [len(kept.images) for kept in mailbox.pending()] == [0, 1, 1]


def test_acknowledged_images_make_room():
    """A result that has arrived no longer counts."""
    mailbox = Mailbox(max_bytes=1000)
    mailbox.post(RequestCancelled("a"), (_image(), _image()))
    mailbox.acknowledge(1)
    mailbox.post(RequestCancelled("b"), (_image(), _image()))
    assert [len(kept.images) for kept in mailbox.pending()] == [2]


def test_bounds_the_number_of_messages():
    """The oldest messages go when there are too many."""
    mailbox = Mailbox(max_messages=2)
    for name in ("a", "b", "c"):
        mailbox.post(RequestCancelled(name))
    assert [kept.request_id for kept in mailbox.pending()] == ["b", "c"]


@pytest.mark.parametrize("bad", ["\ud800", "x" * MAX_TEXT_BYTES], ids=["half a character", "too long"])
def test_keeps_nothing_that_cannot_be_sent(bad):
    """A result that cannot be sent uses no number and is not kept: it would keep its client out for good."""
    mailbox = Mailbox()
    with pytest.raises(UnsendableMessage):
        mailbox.post(ImageReady("a", bad), (_image(),))
    assert mailbox.pending() == ()
    assert mailbox.post(RequestCancelled("a")).seq == 1


def test_keeps_the_text_that_is_sent():
    """A kept message is its text frame, number included, as `encode` writes it."""
    mailbox = Mailbox()
    for kept in (
        mailbox.post(ImageReady("a", "ü")),
        mailbox.post(ImageReady("a", "ü"), (), encode(ImageReady("a", "ü"))),
    ):
        assert kept.text == encode(ImageReady("a", "ü"), kept.seq)
        assert (kept.request_id, kept.final) == ("a", True)


def test_goes_on_counting_where_the_client_was():
    """A client that was forgotten and comes back takes the next result for news, not for a repeat."""
    assert Mailbox(last_seq=17).post(RequestCancelled("a")).seq == 18


def test_text_counts_as_images_do():
    """A client that never comes back cannot fill the memory with words either; letters beyond ASCII take more."""
    mailbox = Mailbox(max_bytes=10_000)
    for name in ("a", "b", "c"):
        mailbox.post(ErrorReply(name, "internal", "x" * 4000))
    assert [kept.request_id for kept in mailbox.pending()] == ["b", "c"]
    mailbox.post(ErrorReply("d", "internal", "ü" * 2000))
    assert [kept.request_id for kept in mailbox.pending()] == ["d"]
    assert 8000 < mailbox.bytes <= 10_000


def test_lets_go_as_much_as_is_asked_for():
    """Images go before messages, the oldest of each first; acknowledged, nothing is left."""
    mailbox = Mailbox()
    for name in ("a", "b"):
        mailbox.post(RequestCancelled(name), (_image(),))
    mailbox.shrink(500)
    assert [len(kept.images) for kept in mailbox.pending()] == [0, 0]
    mailbox.shrink(1)
    assert [kept.request_id for kept in mailbox.pending()] == ["b"]
    mailbox.acknowledge(2)
    assert mailbox.bytes == 0


def test_lets_what_is_older_go():
    """Of results up to a number first the images go, then whole messages, and no more than it takes."""
    mailbox = Mailbox()
    for name in ("a", "b", "c"):
        mailbox.post(RequestCancelled(name), (_image(),))
    mailbox.shrink_older(-1, 2, texts=True)
    assert [len(kept.images) for kept in mailbox.pending()] == [1, 1, 1]
    mailbox.shrink_older(1, 2, texts=False)
    assert [len(kept.images) for kept in mailbox.pending()] == [0, 1, 1]
    mailbox.shrink_older(mailbox.bytes, 2, texts=False)
    assert [len(kept.images) for kept in mailbox.pending()] == [0, 0, 1]
    mailbox.shrink_older(mailbox.bytes, 2, texts=True)
    assert [(kept.request_id, len(kept.images)) for kept in mailbox.pending()] == [("c", 1)]
