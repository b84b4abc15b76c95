"""Small files that would take gigabytes or minutes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_pictures import BOMBS, flat_png, gif_frame, grey_tags, tiff
from peak_memory import measure_apart
from PIL import Image

from apprentice_backend.picture_files.read import read_picture
from apprentice_shared.errors import ErrorCode, RequestError

# Four bytes for each pixel of the largest honest picture that the wire takes, and its copy while it is scaled.
LARGEST_MB = 2 * 64
BEFORE = """
from pathlib import Path
from apprentice_backend.picture_files.read import read_picture
from apprentice_shared.errors import RequestError
import PIL.Image, numpy, lzma, bz2
"""
READ = """
for path in sorted(Path({folder!r}).iterdir()):
    try:
        print(path.name, read_picture(path, 256).shape)
    except RequestError as error:
        print(error)
"""


@pytest.mark.slow
def test_bombs_take_no_more_than_an_honest_picture(tmp_path: Path) -> None:
    """The memory for all bombs stays below that for the largest picture on the wire, and nothing is printed."""
    for name, make in BOMBS.items():
        (tmp_path / name).write_bytes(make())
    taken = measure_apart(BEFORE, READ.format(folder=str(tmp_path)))
    assert taken.peak_mb < LARGEST_MB
    assert len(taken.said) == len(BOMBS)
    assert taken.warned == ""


def test_the_picture_that_would_be_decoded_is_measured(tmp_path: Path) -> None:
    """A second header, which Pillow obeys, is the one that counts."""
    path = tmp_path / "a.png"
    path.write_bytes(BOMBS["two headers"]())
    with pytest.raises(RequestError, match=r"too large \(30000 × 30000 px") as caught:
        read_picture(path, 64)
    assert caught.value.code is ErrorCode.TOO_LARGE


def many_samples() -> bytes:
    """Return a TIFF of 16 × 16 whose pixels have seven parts."""
    tags = [tag for tag in grey_tags(16, 16) if tag[0] != 258]
    return tiff([*tags, (258, 3, 1, 8), (277, 3, 1, 7)], bytes(7 * 256))


@pytest.mark.parametrize(("make", "said"), [(BOMBS["scans"], "too large"), (many_samples, "damaged")])
def test_what_is_decoded_many_times_over_is_refused(tmp_path: Path, make: Callable[[], bytes], said: str) -> None:
    """Scans and samples count as pixels do."""
    path = tmp_path / "a.jpg"
    path.write_bytes(make())
    with pytest.raises(RequestError, match=said):
        read_picture(path, 256)


def test_a_frame_beyond_its_screen_is_measured(tmp_path: Path) -> None:
    """A GIF is as large as its first picture, whatever its screen says."""
    path = tmp_path / "a.gif"
    path.write_bytes(gif_frame(10_000, 9_000))
    with pytest.raises(RequestError, match=r"too large \(10000 × 9000 px"):
        read_picture(path, 64)


@pytest.mark.parametrize("size", [(100_000, 100), (1, 1_000_000)], ids=["wide", "high"])
def test_a_long_picture_is_no_bomb(tmp_path: Path, size: tuple[int, int]) -> None:
    """A strip of any proportions is read, at least one pixel wide."""
    path = tmp_path / "a.png"
    path.write_bytes(flat_png(*size))
    assert max(read_picture(path, 256).shape) == 256


def test_pillows_own_bound_is_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture within our bounds is read, however low the one is that Pillow warns about."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    path = tmp_path / "a.png"
    path.write_bytes(flat_png(40, 30))
    assert read_picture(path, 64).shape == (30, 40, 4)
