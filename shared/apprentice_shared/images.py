"""Binary frames: a fixed header, then pixels.

    offset  bytes  field
    0       4      magic, b"APX1"
    4       1      pixel format: 0 rgba, 1 png, 2 webp
    5       3      reserved, zero
    8       4      width in pixels, big endian
    12      4      height in pixels, big endian
    16      36     id of the request that it belongs to, ASCII, padded with zeros
    52      32     SHA-256 over bytes 4 to 16 and the payload
    84             payload

"rgba" is sRGB with straight alpha, 8 bits a channel, row after row from the top without padding.
"""

from __future__ import annotations

import enum
import hashlib
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from .bounds import SIDE_PX
from .errors import ErrorCode, RemoteProtocolError
from .messages.base import check_id

HEADER_BYTES = 84
MAX_BINARY_BYTES = 64 * 2**20
# What an encoded image may take beside the bytes that its pixels take: colour profiles and the like.
_BESIDE_PIXELS = 4 * 2**20
FRAGMENT_BYTES = 256 * 2**10

_MAGIC = b"APX1"
_HEADER = struct.Struct(">4sB3xII36s32s")
_HASHED = struct.Struct(">B3xII")


class PixelFormat(enum.IntEnum):
    """The encoding of a payload; the names, in lower case, are those of the handshake."""

    RGBA = 0
    PNG = 1
    WEBP = 2

    @property
    def wire_name(self) -> str:
        """The name in the handshake."""
        return self.name.lower()


@dataclass(frozen=True)
class ImageFrame:
    """One image on its way.

    Args:
        request_id: the request that it belongs to.
        format: how `payload` is encoded.
        width_px: 1 to 8192.
        height_px: 1 to 8192.
        payload: the pixels; any bytes-like object, kept and sent without a copy where that is possible.
        hash: SHA-256 of the image, 64 hexadecimal digits; computed where it is not given.

    Raises:
        ValueError: a size or the id is out of range, or a raw payload has not width × height × 4 bytes.
    """

    request_id: str
    format: PixelFormat
    width_px: int
    height_px: int
    payload: bytes | memoryview = field(repr=False)
    hash: str = ""

    def __post_init__(self) -> None:
        check_id("request_id", self.request_id)
        _check_size(self.format, self.width_px, self.height_px, len(self.payload))
        if not self.hash:
            object.__setattr__(self, "hash", image_hash(self.format, self.width_px, self.height_px, self.payload))

    def for_request(self, request_id: str) -> ImageFrame:
        """Return the same image under another request's id, without hashing it again."""
        return ImageFrame(request_id, self.format, self.width_px, self.height_px, self.payload, self.hash)


def _check_size(pixel_format: PixelFormat, width_px: int, height_px: int, payload_bytes: int) -> None:
    if not (1 <= width_px <= SIDE_PX.high and 1 <= height_px <= SIDE_PX.high):
        raise ValueError(f"an image may have 1 to {SIDE_PX.high} px a side, got {width_px} × {height_px}")
    if pixel_format is PixelFormat.RGBA and payload_bytes != width_px * height_px * 4:
        raise ValueError(
            f"{width_px} × {height_px} raw pixels take {width_px * height_px * 4} bytes, got {payload_bytes}"
        )


def image_hash(pixel_format: PixelFormat, width_px: int, height_px: int, payload: bytes | memoryview) -> str:
    """Return the SHA-256 that names an image, 64 hexadecimal digits."""
    digest = hashlib.sha256(_HASHED.pack(pixel_format, width_px, height_px))
    digest.update(payload)
    return digest.hexdigest()


# A frame to be sent: a text, or an image as the fragments of one binary message.
Frame: TypeAlias = "str | tuple[bytes | memoryview, ...]"


def image_fragments(frame: ImageFrame) -> tuple[bytes | memoryview, ...]:
    """Return the binary frame of an image as the header and pieces of the payload, which is not copied.

    A socket copies a piece several times on its way; pieces that fit a processor's cache travel in half the time that
    one frame of several megabytes takes.
    """
    header = _HEADER.pack(
        _MAGIC,
        frame.format,
        frame.width_px,
        frame.height_px,
        frame.request_id.encode("ascii"),
        bytes.fromhex(frame.hash),
    )
    payload = memoryview(frame.payload)
    return header, *(payload[start : start + FRAGMENT_BYTES] for start in range(0, len(payload), FRAGMENT_BYTES))


def encode_image(frame: ImageFrame) -> bytes:
    """Return the binary frame of an image in one piece."""
    return b"".join(image_fragments(frame))


def frame_bytes(frame: Frame) -> int:
    """Return the number of bytes (of a text, characters) in a frame."""
    return len(frame) if isinstance(frame, str) else sum(map(len, frame))


class ImageReader:
    """One binary frame that arrives in pieces, cut anywhere.

    Room for raw pixels is made once, as soon as the header is there. Each piece is copied to its place and let go, so
    that the next one finds its memory in the processor's cache; bytes beyond the room are counted and not kept.

    Args:
        verify: whether to hash the pixels, each piece while the next travels, and compare.
        allocate: makes room for so many bytes of raw pixels.

    Attributes:
        room: how many bytes of payload it may come to keep; 0 before the header is there, and where it keeps none.
    """

    def __init__(self, *, verify: bool = True, allocate: Callable[[int], bytearray | memoryview] = bytearray) -> None:
        self._allocate = allocate
        self._head = b""
        self._payload: bytearray | memoryview = bytearray()
        self.room = 0
        self._received = 0
        self._digest = hashlib.sha256() if verify else None

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        lacking = HEADER_BYTES - len(self._head)
        if lacking:
            self._head += piece[:lacking]
            if len(self._head) < HEADER_BYTES:
                return
            self._make_room()
        view = memoryview(piece)[lacking:]
        start, self._received = self._received, self._received + len(view)
        if self._received <= self.room:
            # An encoded payload, whose length is not known before, grows by this.
            self._payload[start : self._received] = view
            if self._digest is not None:
                self._digest.update(view)

    def frame(self) -> ImageFrame:
        """Return the image, once all pieces are there.

        Raises:
            RemoteProtocolError: the frame is too long or too short, its header is wrong, or the hash does not match.
        """
        if self._received > MAX_BINARY_BYTES:
            raise RemoteProtocolError(f"an image may have {MAX_BINARY_BYTES} bytes at most", ErrorCode.TOO_LARGE)
        if len(self._head) < HEADER_BYTES or not self._head.startswith(_MAGIC):
            raise RemoteProtocolError("a binary frame must begin with the image header", ErrorCode.BAD_IMAGE)
        _, number, width_px, height_px, raw_id, digest = _HEADER.unpack(self._head)
        try:
            if number != PixelFormat.RGBA and self._received > self.room:
                raise ValueError(f"a picture of {width_px} × {height_px} takes {self.room} bytes at most")
            pixel_format, request_id = PixelFormat(number), raw_id.rstrip(b"\0").decode("ascii")
            _check_size(pixel_format, width_px, height_px, self._received)
            payload = memoryview(self._payload).toreadonly()
            frame = ImageFrame(request_id, pixel_format, width_px, height_px, payload, digest.hex())
        except ValueError as exc:
            raise RemoteProtocolError(f"the image's header is wrong: {exc}", ErrorCode.BAD_IMAGE) from exc
        if self._digest is not None and self._digest.hexdigest() != frame.hash:
            raise RemoteProtocolError(
                "the image's hash does not match its pixels: send it again", ErrorCode.BAD_IMAGE, frame.request_id
            )
        return frame

    def _make_room(self) -> None:
        """Make room for the payload; nothing is kept of a frame that is no image, or is too large."""
        magic, number, width_px, height_px, _, _ = _HEADER.unpack(self._head)
        raw_bytes = width_px * height_px * 4
        if magic == _MAGIC and number != PixelFormat.RGBA:
            self.room = min(MAX_BINARY_BYTES, raw_bytes + _BESIDE_PIXELS)
        elif magic == _MAGIC and 0 < raw_bytes <= MAX_BINARY_BYTES:
            self.room = raw_bytes
            self._payload = self._allocate(raw_bytes)
        if self._digest is not None:
            self._digest.update(_HASHED.pack(number, width_px, height_px))


def decode_image(data: bytes) -> ImageFrame:
    """Read a whole binary frame and trust its hash.

    Raises:
        RemoteProtocolError: as `ImageReader.frame`.
    """
    reader = ImageReader(verify=False)
    reader.feed(data)
    return reader.frame()


def gather(fragments: Iterable[str | bytes], reader: ImageReader) -> str | ImageReader:
    """Take the fragments of one frame as they come: those of a text are joined, those of an image go to `reader`."""
    texts = []
    for fragment in fragments:
        if isinstance(fragment, str):
            texts.append(fragment)
        else:
            reader.feed(fragment)
    return "".join(texts) if texts else reader
