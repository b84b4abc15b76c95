"""Binary frames."""

from __future__ import annotations

import pytest

from apprentice_shared.errors import ErrorCode, RemoteProtocolError
from apprentice_shared.images import HEADER_BYTES, ImageFrame, PixelFormat, decode_image, encode_image

PIXELS = bytes(range(24))
FRAME = ImageFrame("r1", PixelFormat.RGBA, 3, 2, PIXELS)


def test_image_survives_the_wire():
    """Header, hash and pixels come back."""
    back = decode_image(encode_image(FRAME), verify=True)
    assert (back.request_id, back.format, back.width_px, back.height_px) == ("r1", PixelFormat.RGBA, 3, 2)
    assert bytes(back.payload) == PIXELS
    assert back.hash == FRAME.hash


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
        decode_image(data, verify=True)
    assert caught.value.code is ErrorCode.BAD_IMAGE


def test_raw_pixels_must_fit_their_size():
    """Our own mistakes are caught before they are sent."""
    with pytest.raises(ValueError, match="take 24 bytes"):
        ImageFrame("r1", PixelFormat.RGBA, 3, 2, PIXELS[:-1])
