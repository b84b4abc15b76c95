"""Pictures that are harmless, though something beside their pixels is wrong."""

from __future__ import annotations

import io
import struct
import warnings
from pathlib import Path

import numpy as np
import pytest
from hostile_pictures import exif_bomb, flat_png, grey_tags, jpeg, jpeg_segment, jpeg_with_exif, png_chunk, tiff
from PIL import Image

from apprentice_backend.picture_files.read import read_picture

MET = Path(__file__).resolve().parents[2] / "support" / "pictures_met"
GREY = np.full((16, 16, 3), 90, np.uint8)


def gif() -> bytes:
    """Return a GIF of two frames that begins with a comment."""
    file = io.BytesIO()
    frames = [Image.new("P", (16, 16), index) for index in (0, 1)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], comment=b"hello", loop=0)
    return file.getvalue()


HARMLESS = {
    "EXIF cut short": jpeg_with_exif(exif_bomb(40, 2000)[:-300]),
    "EXIF of nonsense": jpeg_with_exif(b"MM\0*\xff\xff\xff\xff"),
    "a bad index of pictures": jpeg()[:2] + jpeg_segment(0xE2, b"MPF\0II*\0\x08\0\0\0\xff\xff") + jpeg()[2:],
    "junk before a segment": jpeg()[:2] + b"\xff\xff\xff" + jpeg()[3:],
    "pictures after the first": jpeg() + jpeg() + bytes(1000),
    "a bad animation": flat_png(16, 16, before=[png_chunk(b"acTL", bytes(3)), png_chunk(b"acTL", bytes(8))]),
    "frames in disorder": flat_png(16, 16, before=[png_chunk(b"acTL", bytes(7) + b"\1"), png_chunk(b"fcTL", b"x")]),
    "chunks that are none": flat_png(16, 16, after=[png_chunk(b"gAMA", b""), png_chunk(b"\xff\xfe\xfd\xfc", b"")]),
    "a long text": flat_png(16, 16, before=[png_chunk(b"tEXt", b"k\0" + bytes(2_000_000))]),
    "tags of too many numbers": tiff([*grey_tags(16, 16), (277, 3, 2, 1 | 1 << 16), (282, 5, 1, 8)], bytes(256)),
    "a tag that lies beyond the end": tiff([*grey_tags(16, 16), (305, 2, 1000, 10**6)], bytes(256)),
    "a profile that lies beyond the end": tiff([*grey_tags(16, 16), (34675, 7, 1000, 10**6)], bytes(256)),
    "two frames and a comment": gif(),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_a_harmless_fault_is_no_damage(tmp_path: Path, content: bytes) -> None:
    """The picture is read, and nothing warns."""
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    assert read_picture(path, 64).shape == (16, 16, 4)


@pytest.mark.parametrize("name", ["a-exif-cut.jpg", "c-mpf-bad.jpg"])
def test_pictures_of_the_field_are_read(name: str) -> None:
    """Photographs with cut EXIF, or with a broken index of further pictures, are photographs."""
    assert read_picture(MET / name, 64).shape == (48, 64, 4)


def test_filters_of_warnings_are_left_alone(tmp_path: Path) -> None:
    """Reading changes nothing for the rest of the process, which may be reading in another thread."""
    (tmp_path / "a.png").write_bytes(flat_png(16, 16))
    before = list(warnings.filters)
    read_picture(tmp_path / "a.png", 64)
    assert warnings.filters == before


@pytest.mark.parametrize("order", ["<", ">"], ids=["Intel", "Motorola"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_undone(tmp_path: Path, order: str, orientation: int) -> None:
    """A white first row is where EXIF says that the first row belongs."""
    pixels = np.zeros((16, 32, 3), np.uint8)
    pixels[:8] = 255
    mark = {"<": b"II*\0", ">": b"MM\0*"}[order]
    exif = mark + struct.pack(f"{order}IHHHIHxxI", 8, 1, 0x0112, 3, 1, orientation, 0)
    whole = jpeg(pixels)
    (tmp_path / "a.jpg").write_bytes(whole[:2] + jpeg_segment(0xE1, b"Exif\0\0" + exif) + whole[2:])
    shown = read_picture(tmp_path / "a.jpg", 64)[..., 0] > 128
    edge = {1: "top", 2: "top", 3: "bottom", 4: "bottom", 5: "left", 6: "right", 7: "right", 8: "left"}[orientation]
    halves = {"top": shown[:8], "bottom": shown[8:]} if edge in ("top", "bottom") else {}
    halves |= {"left": shown[:, :8], "right": shown[:, 8:]} if not halves else {}
    assert halves.pop(edge).all()
    assert not next(iter(halves.values())).any()
