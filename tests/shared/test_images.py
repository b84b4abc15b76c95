"""Binary frames."""

from __future__ import annotations

import pytest

from apprentice_shared.errors import ErrorCode, RemoteProtocolError
from apprentice_shared.images import (
    HEADER_BYTES,
    ImageFrame,
    ImageReader,
    PixelFormat,
    encode_image,
    gather,
    image_fragments,
)

PIXELS = bytes(range(24))
FRAME = ImageFrame("r1", PixelFormat.RGBA, 3, 2, PIXELS)


def _read(*pieces):
    reader = ImageReader()
    for piece in pieces:
        reader.feed(bytes(piece))
    return reader.frame()


def test_image_survives_the_wire():
    """Header, hash and pixels come back."""
    back = _read(encode_image(FRAME))
    assert (back.request_id, back.format, back.width_px, back.height_px) == ("r1", PixelFormat.RGBA, 3, 2)
    assert bytes(back.payload) == PIXELS
    assert back.hash == FRAME.hash


@pytest.mark.parametrize("size", [1, 7, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + 1])
def test_image_arrives_in_any_pieces(size):
    """Wherever a frame is cut, the same image is read and its hash holds."""
    whole = encode_image(FRAME)
    assert _read(*(whole[start : start + size] for start in range(0, len(whole), size))) == _read(whole)


@pytest.mark.parametrize("size", [11, HEADER_BYTES, 5000])
def test_encoded_image_arrives_in_pieces(size):
    """A payload whose length the header does not tell is read whole too."""
    frame = ImageFrame("r1", PixelFormat.PNG, 300, 200, bytes(range(256)) * 9)
    whole = encode_image(frame)
    back = _read(*(whole[start : start + size] for start in range(0, len(whole), size)))
    assert bytes(back.payload) == frame.payload and back.hash == frame.hash


def test_room_is_made_once_and_of_the_right_size():
    """Raw pixels go straight to where they stay, and what stays cannot be written to."""
    rooms = []
    reader = ImageReader(allocate=lambda size: rooms.append(bytearray(size)) or rooms[-1])
    whole = encode_image(FRAME)
    for start in range(0, len(whole), 10):
        reader.feed(whole[start : start + 10])
    assert [bytes(room) for room in rooms] == [PIXELS]
    assert reader.frame().payload.obj is rooms[0] and reader.frame().payload.readonly


@pytest.mark.parametrize(
    "header",
    [b"APX1\0\0\0\0" + (8192).to_bytes(4, "big") * 2, b"APX1\0\0\0\0" + bytes(8), b"noise" * 4],
    ids=["256 MiB of pixels", "no pixels", "no image"],
)
def test_nothing_is_kept_of_a_frame_that_cannot_be(header):
    """A frame that will be refused takes no memory while it comes."""
    reader = ImageReader(allocate=lambda size: pytest.fail(f"{size} bytes were taken"))
    reader.feed(header.ljust(HEADER_BYTES, b"\0"))
    reader.feed(bytes(1000))
    with pytest.raises(RemoteProtocolError):
        reader.frame()


def test_pixels_are_hashed_only_where_that_is_asked_for():
    """A client trusts the backend it was started with: its reader compares nothing."""
    damaged = _with(WIRE, HEADER_BYTES, b"\xff")
    reader = ImageReader(verify=False)
    reader.feed(damaged)
    assert reader.frame().hash == FRAME.hash


def test_fragments_are_gathered_into_a_text_or_an_image():
    """Whatever comes first says what the frame is."""
    assert gather(iter(["{", "}"]), ImageReader()) == "{}"
    assert gather(iter([""]), ImageReader()) == ""
    reader = ImageReader()
    assert gather(image_fragments(FRAME), reader) is reader and reader.frame() == FRAME


def test_fragments_share_the_pixels_and_add_up():
    """The pieces that are sent fit a cache, and give the frame; the picture is not copied."""
    frame = ImageFrame("r1", PixelFormat.RGBA, 512, 300, bytes(range(256)) * 2400)
    header, *pieces = image_fragments(frame)
    assert len(header) == HEADER_BYTES and len(pieces) == 3
    assert all(piece.obj is frame.payload for piece in pieces)
    assert b"".join((header, *pieces)) == encode_image(frame)


def test_hash_tells_pixels_and_proportions_apart():
    """The same bytes in another shape are another image."""
    assert ImageFrame("r1", PixelFormat.RGBA, 2, 3, PIXELS).hash != FRAME.hash
    assert ImageFrame("r2", PixelFormat.RGBA, 3, 2, PIXELS).hash == FRAME.hash


def test_readdressing_keeps_the_hash():
    """An image that is sent again under another request's id is the same image."""
    assert FRAME.for_request("r2").hash == FRAME.hash


def _with(data, offset, replacement):
    return data[:offset] + replacement + data[offset + len(replacement) :]


WIRE = encode_image(FRAME)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "begin with the image header"),
        (b"noise" * 100, "begin with the image header"),
        (WIRE[: HEADER_BYTES - 1], "begin with the image header"),
        (WIRE[:-1], "take 24 bytes, got 23"),
        (WIRE + b"x", "take 24 bytes, got 25"),
        (_with(WIRE, 4, b"\x09"), "9 is not a valid"),
        (_with(WIRE, 8, (60_000).to_bytes(4, "big") * 2), "60000 × 60000"),
        (_with(WIRE, 8, bytes(8)), "0 × 0"),
        (_with(WIRE, 16, b"\xff"), "header is wrong"),
        (_with(WIRE, 16, bytes(36)), "request_id must be"),
        (_with(WIRE, HEADER_BYTES, b"\xff"), "hash does not match"),
    ],
    ids=["empty", "noise", "cut in header", "short", "long", "format", "huge", "zero", "id", "no id", "pixels"],
)
def test_refuses_damaged_frames(data, words):
    """Nothing is believed of a frame before it has been checked."""
    with pytest.raises(RemoteProtocolError, match=words) as caught:
        _read(data)
    assert caught.value.code is ErrorCode.BAD_IMAGE


def test_raw_pixels_must_fit_their_size():
    """Our own mistakes are caught before they are sent."""
    with pytest.raises(ValueError, match="take 24 bytes"):
        ImageFrame("r1", PixelFormat.RGBA, 3, 2, PIXELS[:-1])
