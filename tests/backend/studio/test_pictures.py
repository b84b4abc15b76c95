"""Pixels to frames and back."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hostile_pictures import BOMBS, two_headers
from PIL import Image

from apprentice_backend.engines.base import Pixels
from apprentice_backend.studio.pictures import decode_pixels, encode_pixels
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.images import ImageFrame, PixelFormat, decode_image, encode_image


def painting() -> Pixels:
    """Return a small picture with every kind of alpha."""
    return np.random.default_rng(1).integers(0, 256, (21, 34, 4), dtype=np.uint8)


@pytest.mark.parametrize("pixel_format", PixelFormat, ids=lambda item: item.wire_name)
def test_pixels_come_back_as_they_were(pixel_format: PixelFormat) -> None:
    """Every format carries every pixel over the wire; where nothing shows through, its colour may be lost."""
    before = painting()
    frame = decode_image(encode_image(encode_pixels(before, pixel_format, "r1")))
    after = decode_pixels(frame)
    visible = before[..., 3] > 0
    assert after.shape == before.shape
    assert np.array_equal(after[visible], before[visible])
    assert np.array_equal(after[..., 3], before[..., 3])


def test_raw_pixels_are_not_copied() -> None:
    """A raw frame shares its bytes with the picture, going and coming."""
    before = painting()
    frame = encode_pixels(before, PixelFormat.RGBA, "r1")
    assert np.shares_memory(decode_pixels(frame), before)


def test_pixels_that_are_not_in_one_piece_are_sent_right() -> None:
    """A picture that is a view of another one is laid out before it is sent."""
    before = painting()[::2, ::-1]
    assert np.array_equal(decode_pixels(encode_pixels(before, PixelFormat.RGBA, "r1")), before)


@pytest.mark.parametrize("lossless", [True, False], ids=["lossless", "lossy"])
@pytest.mark.parametrize("mode", ["RGBA", "RGB"])
def test_other_peoples_webp_is_read(mode: str, lossless: bool) -> None:
    """Every kind of WebP is told by its size before it is unpacked."""
    data = io.BytesIO()
    Image.fromarray(painting()).convert(mode).save(data, "WEBP", lossless=lossless)
    frame = ImageFrame("r1", PixelFormat.WEBP, 34, 21, data.getvalue())
    assert decode_pixels(frame).shape == (21, 34, 4)
    for width_px, height_px in ((33, 21), (35, 21), (21, 34)):
        with pytest.raises(RequestError):
            decode_pixels(replace(frame, width_px=width_px, height_px=height_px, hash=""))


@pytest.mark.parametrize("mode", ["L", "P", "RGB", "I;16", "1"])
def test_other_peoples_png_is_read(mode: str) -> None:
    """Grey, indexed and deep PNGs become the same four channels."""
    data = io.BytesIO()
    Image.fromarray(painting()[..., :3]).convert("L" if mode == "I;16" else mode).convert(mode).save(data, "PNG")
    assert decode_pixels(ImageFrame("r1", PixelFormat.PNG, 34, 21, data.getvalue())).shape == (21, 34, 4)


@pytest.mark.parametrize("kept", [0, 10, 30, 200, -60])
@pytest.mark.parametrize("pixel_format", [PixelFormat.PNG, PixelFormat.WEBP], ids=["png", "webp"])
def test_a_cut_picture_is_refused(pixel_format: PixelFormat, kept: int) -> None:
    """Wherever it is cut, it is one error and no half of a picture."""
    frame = encode_pixels(painting(), pixel_format, "r1")
    with pytest.raises(RequestError) as caught:
        decode_pixels(replace(frame, payload=frame.payload[:kept], hash=""))
    assert caught.value.code is ErrorCode.BAD_IMAGE


def test_a_picture_is_decoded_within_the_size_that_its_frame_says() -> None:
    """A second header, which Pillow obeys, does not make the picture larger than what the frame claims."""
    with pytest.raises(RequestError) as caught:
        decode_pixels(ImageFrame("r1", PixelFormat.PNG, 16, 16, two_headers()))
    assert caught.value.code is ErrorCode.BAD_IMAGE


@pytest.mark.parametrize("make", BOMBS.values(), ids=BOMBS)
def test_a_bomb_on_the_wire_is_one_sentence(make: Callable[[], bytes]) -> None:
    """Whatever small file stands where a PNG belongs is a picture of its frame's size, or one error."""
    frame = ImageFrame("r1", PixelFormat.PNG, 16, 16, make())
    try:
        assert decode_pixels(frame).shape == (16, 16, 4)
    except RequestError as error:
        assert error.code is ErrorCode.BAD_IMAGE
