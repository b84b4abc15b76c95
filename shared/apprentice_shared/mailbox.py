"""The results that the server keeps for one client until they have arrived: numbered, with their images."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from .codec import encode, number
from .images import ImageFrame
from .messages import Reply

DEFAULT_MAX_BYTES = 256 * 2**20
DEFAULT_MAX_MESSAGES = 1000


@dataclass
class Kept:
    """One kept message: its number, the request that it answers, its text frame, and the images that go before it."""

    seq: int
    request_id: str
    final: bool
    text: str
    images: tuple[ImageFrame, ...] = ()


class Mailbox:
    """Numbers results and keeps them until they are acknowledged.

    `last_seq` is the last number that the client has seen, where an earlier mailbox of the same run was let go.

    Bounded: past `max_bytes` of texts and images the oldest images are let go (the client asks for them by hash), then,
    as past `max_messages`, the oldest messages.

    Attributes:
        bytes: of the texts and images that are kept.
        last_seq: the number of the last result.
    """

    def __init__(
        self, max_bytes: int = DEFAULT_MAX_BYTES, max_messages: int = DEFAULT_MAX_MESSAGES, last_seq: int = 0
    ) -> None:
        self._max_bytes = max_bytes
        self._max_messages = max_messages
        self._kept: OrderedDict[int, Kept] = OrderedDict()
        self.last_seq = last_seq
        self.bytes = 0

    def post(self, message: Reply, images: tuple[ImageFrame, ...] = (), text: str = "") -> Kept:
        """Number a result and keep it, as the text that is sent.

        Args:
            message: the result.
            images: those that go before it.
            text: its text frame without a number, where that is made already.

        Raises:
            UnsendableMessage: the result cannot be sent; nothing is kept, and no number is used.
        """
        text = text or encode(message)
        self.last_seq += 1
        kept = Kept(self.last_seq, message.id, message.final, number(text, self.last_seq), images)
        self._kept[kept.seq] = kept
        self.bytes += _text_bytes(kept.text) + _size(images)
        self._trim()
        return kept

    def acknowledge(self, seq: int) -> None:
        """Forget everything up to `seq`."""
        while self._kept and next(iter(self._kept)) <= seq:
            self._drop_oldest()

    def pending(self) -> tuple[Kept, ...]:
        """Return the messages that have not been acknowledged, in order."""
        return tuple(self._kept.values())

    def shrink(self, by: int) -> None:
        """Let so many bytes go, or all there are: the oldest images first, then the oldest messages."""
        self._shrink_to(max(0, self.bytes - by))

    def older_bytes(self, up_to: int) -> int:
        """Return the bytes of the texts and images that have a number up to `up_to`."""
        return sum(_text_bytes(kept.text) + _size(kept.images) for kept in self._older(up_to))

    def shrink_older(self, by: int, up_to: int, *, texts: bool) -> None:
        """Let so many bytes go of what has a number up to `up_to`, the oldest first: of images, or whole messages."""
        most = max(0, self.bytes - by)
        for kept in self._older(up_to):
            if self.bytes <= most:
                return
            if texts:
                self._drop_oldest()
            else:
                self._drop_images(kept)

    def _older(self, up_to: int) -> list[Kept]:
        return [kept for kept in self._kept.values() if kept.seq <= up_to]

    def _trim(self) -> None:
        while len(self._kept) > self._max_messages:
            self._drop_oldest()
        self._shrink_to(self._max_bytes)

    def _shrink_to(self, most: int) -> None:
        for kept in self._kept.values():
            if self.bytes <= most:
                return
            self._drop_images(kept)
        while self.bytes > most and self._kept:
            self._drop_oldest()

    def _drop_images(self, kept: Kept) -> None:
        self.bytes -= _size(kept.images)
        kept.images = ()

    def _drop_oldest(self) -> None:
        _, kept = self._kept.popitem(last=False)
        self.bytes -= _text_bytes(kept.text) + _size(kept.images)


def _size(images: tuple[ImageFrame, ...]) -> int:
    return sum(len(image.payload) for image in images)


def _text_bytes(text: str) -> int:
    """Return the bytes that a text takes in memory, at most."""
    return len(text) if text.isascii() else 4 * len(text)
