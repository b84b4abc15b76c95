"""The bases of all messages, and the checks that their fields share."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from ..bounds import MAX_ITEMS, MAX_NAME, MOMENT_S
from ..swatch import is_hex_color

_ID = re.compile(r"[A-Za-z0-9_-]{1,36}")
_HASH = re.compile(r"[0-9a-f]{64}")


# Every message by its name on the wire; a class stands here from its definition on.
MESSAGE_TYPES: dict[str, type[Message]] = {}


@dataclass(frozen=True)
class Message:
    """One message.

    Class arguments:
        tag: its name on the wire, kept as `type`; a class without one is no message itself.
        lossy: it quotes what may be no whole text (a file's name …), and must arrive all the same: half characters in
            it become question marks.
    """

    type: ClassVar[str]
    lossy: ClassVar[bool] = False

    def __init_subclass__(cls, tag: str = "", *, lossy: bool = False) -> None:
        super().__init_subclass__()
        cls.lossy = lossy
        if tag:
            cls.type = tag
            MESSAGE_TYPES[tag] = cls


@dataclass(frozen=True)
class Request(Message):
    """A message from client to server. Its `id`, chosen by the client, is carried by every reply to it.

    Class arguments:
        durable: the server writes it to disk before it answers, once per id; a client keeps it until it is answered.

    Args:
        id: 1 to 36 letters, digits, "-" and "_".

    Raises:
        ValueError: the id has another form, or the field `profile` of a request that has one is too long.
    """

    durable: ClassVar[bool]

    id: str

    def __init_subclass__(cls, tag: str = "", *, durable: bool = False) -> None:
        super().__init_subclass__(tag)
        cls.durable = durable

    def __post_init__(self) -> None:
        check_id("id", self.id)
        check_length("profile", getattr(self, "profile", ""), MAX_NAME)

    @property
    def needed_image(self) -> str:
        """The hash of the image that the server must hold to answer: the field `canvas`, or empty without one."""
        return str(getattr(self, "canvas", ""))


@dataclass(frozen=True)
class Reply(Message):
    """A message from server to client.

    Class arguments:
        kept: it is a result: numbered, and kept by the server until the client has acknowledged it.
        final: it ends the request that it answers; it is kept.
        droppable: a client that reads too slowly can do without it.
    """

    kept: ClassVar[bool]
    final: ClassVar[bool]
    droppable: ClassVar[bool]

    id: str

    def __init_subclass__(
        cls, tag: str = "", *, kept: bool = False, final: bool = False, droppable: bool = False, lossy: bool = False
    ) -> None:
        super().__init_subclass__(tag, lossy=lossy)
        cls.kept, cls.final, cls.droppable = kept or final, final, droppable


def check_id(name: str, value: str) -> None:
    """Raise a `ValueError` unless `value` can be an id."""
    if not _ID.fullmatch(value):
        raise ValueError(f"{name} must be 1 to 36 letters, digits, '-' or '_', got {value[:60]!r}")


def check_hash(name: str, value: str) -> None:
    """Raise a `ValueError` unless `value` can be an image's hash."""
    if not _HASH.fullmatch(value):
        raise ValueError(f"{name} must be 64 hexadecimal digits, got {value[:80]!r}")


def check_color(name: str, value: str) -> None:
    """Raise a `ValueError` unless `value` is a colour as "#rrggbb", in lower case."""
    if not is_hex_color(value):
        raise ValueError(f"{name} must look like '#1f2e3d', got {value[:20]!r}")


def check_length(name: str, value: str, most: int, least: int = 0) -> None:
    """Raise a `ValueError` unless `value` has `least` to `most` characters."""
    if not least <= len(value) <= most:
        raise ValueError(f"{name} must have {least} to {most} characters, got {len(value)}")


def check_texts(name: str, values: Collection[str], most: int, most_items: int = MAX_ITEMS) -> None:
    """Raise a `ValueError` unless there are at most `most_items` texts, each of at most `most` characters."""
    if len(values) > most_items:
        raise ValueError(f"{name} must have at most {most_items} entries, got {len(values)}")
    for value in values:
        check_length(f"an entry of {name}", value, most)


def check_moment(name: str, value: float | None) -> None:
    """Raise a `ValueError` unless `value` is None or a moment that a calendar has, in seconds since 1970, UTC."""
    if value is not None:
        MOMENT_S.check(name, value)


def short(text: str) -> str:
    """Return the beginning of a text on one line, to be quoted in a sentence."""
    return repr(text[:40])[1:-1]
