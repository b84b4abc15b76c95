"""Reading picture files, good and bad."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from apprentice_backend.picture_files.read import read_picture
from apprentice_shared.errors import ErrorCode, RequestError


def test_scales_down_and_never_up(tmp_path: Path) -> None:
    """The longer side is bounded; a small picture stays as it is."""
    Image.new("RGB", (300, 100), "red").save(tmp_path / "a.png")
    assert read_picture(tmp_path / "a.png", 150).shape == (50, 150, 4)
    assert read_picture(tmp_path / "a.png", 1024).shape == (100, 300, 4)


def test_turns_a_photograph_upright(tmp_path: Path) -> None:
    """The EXIF orientation is applied."""
    image = Image.new("RGB", (64, 32), "black")
    image.paste("white", (0, 0, 32, 32))
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(tmp_path / "a.jpg", exif=exif)
    pixels = read_picture(tmp_path / "a.jpg", 64)
    assert pixels.shape == (64, 32, 4)
    assert pixels[8, 16, 0] > 200 and pixels[56, 16, 0] < 50


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_takes_every_mode(tmp_path: Path, mode: str) -> None:
    """Grey, indexed, print and deep pictures all become RGBA."""
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    image = Image.fromarray(np.full((8, 8), 65535, np.uint16)) if mode == "I;16" else Image.new(mode, (8, 8), 0)
    image.save(path)
    pixels = read_picture(path, 8)
    assert pixels.shape == (8, 8, 4)
    assert pixels.dtype == np.uint8
    if mode == "I;16":
        assert pixels[0, 0].tolist() == [255, 255, 255, 255]


def test_keeps_alpha_straight_while_scaling(tmp_path: Path) -> None:
    """The colour under transparent pixels does not bleed into the opaque ones."""
    pixels = np.zeros((64, 64, 4), np.uint8)
    pixels[:, 32:] = (255, 0, 0, 255)
    pixels[:, :32] = (0, 255, 0, 0)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    small = read_picture(tmp_path / "a.png", 7)
    visible = small[small[..., 3] > 40]
    assert visible[:, 1].max() < 30
    assert visible[:, 0].min() > 220


def test_follows_the_embedded_colour_profile(tmp_path: Path) -> None:
    """A Lab picture with its profile comes out as the sRGB colour it shows."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGBA", (4, 4), (200, 100, 50, 128)).save(tmp_path / "a.png", icc_profile=profile)
    assert np.abs(read_picture(tmp_path / "a.png", 4)[0, 0].astype(int) - (200, 100, 50, 128)).max() <= 1
    Image.new("RGB", (4, 4), (200, 100, 50)).save(tmp_path / "b.png", icc_profile=b"broken")
    assert read_picture(tmp_path / "b.png", 4)[0, 0].tolist() == [200, 100, 50, 255]


def test_reads_a_krita_document(tmp_path: Path) -> None:
    """The flattened picture inside a .kra file is taken."""
    flat = io.BytesIO()
    Image.new("RGBA", (20, 10), "blue").save(flat, "PNG")
    with zipfile.ZipFile(tmp_path / "a.kra", "w") as archive:
        archive.writestr("mergedimage.png", flat.getvalue())
    assert read_picture(tmp_path / "a.kra", 64)[0, 0].tolist() == [0, 0, 255, 255]


def huge_png() -> bytes:
    """A PNG whose header claims 60,000 × 60,000 pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000)))


def cut_png() -> bytes:
    """A PNG that ends in mid-data."""
    whole = io.BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)).save(whole, "PNG")
    return whole.getvalue()[:5000]


def zip_without_picture() -> bytes:
    """A zip file with something else in it."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("a.txt", "a")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        pytest.param(b"hello", ErrorCode.BAD_IMAGE, "is not a picture", id="text"),
        pytest.param(b"", ErrorCode.BAD_IMAGE, "is not a picture", id="empty"),
        pytest.param(cut_png(), ErrorCode.BAD_IMAGE, "damaged or cut short", id="cut"),
        pytest.param(huge_png(), ErrorCode.TOO_LARGE, "too large", id="60,000 × 60,000"),
        pytest.param(zip_without_picture(), ErrorCode.BAD_IMAGE, "holds no picture", id="zip"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(40), ErrorCode.BAD_IMAGE, "picture|damaged", id="noise"),
    ],
)
def test_says_in_one_sentence_what_is_wrong(tmp_path: Path, content: bytes, code: ErrorCode, words: str) -> None:
    """Nothing of a bad file is decoded further than needed to say so."""
    path = tmp_path / "bad.png"
    path.write_bytes(content)
    with pytest.raises(RequestError, match=words) as caught:
        read_picture(path, 64)
    assert caught.value.code is code
    assert str(path) in str(caught.value)


def test_a_large_picture_is_scaled_like_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that is converted in bands, whose sides no factor divides, is where it would be in one piece."""
    rows, columns = np.mgrid[0:1777, 0:2003]
    pixels = np.stack([columns % 256, rows % 256, 128 + 100 * np.sin(columns / 17 + rows / 23)], axis=-1)
    path = tmp_path / "large.png"
    Image.fromarray(pixels.astype(np.uint8)).save(path, compress_level=1)
    whole = read_picture(path, 100).astype(int)
    monkeypatch.setattr("apprentice_backend.picture_files.read._WHOLE_PX", 1000)
    assert np.abs(read_picture(path, 100).astype(int) - whole).mean() < 1.0
