"""A folder of pictures becomes numbers, or one sentence."""

from __future__ import annotations

import itertools
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from apprentice_backend.studio.answers import portfolio
from apprentice_backend.studio.answers.portfolio import measure_folder
from apprentice_shared.errors import RequestError


def paint(path: Path, color: tuple[int, int, int] = (200, 120, 40)) -> None:
    """Write a small picture of one colour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), color).save(path)


def test_every_picture_in_the_folder_and_below_is_measured(tmp_path: Path) -> None:
    """Whatever the case of its ending; hidden files, texts and broken pictures are passed over."""
    for name in ("a.png", "B.JPG", "more/c.webp"):
        paint(tmp_path / name)
    paint(tmp_path / ".hidden.png")
    (tmp_path / "notes.txt").write_text("warm")
    (tmp_path / "broken.png").write_bytes(b"not a picture")
    measured, found = measure_folder(str(tmp_path))
    assert (len(measured), found) == (3, 3)
    assert all(picture["warmth"] > 0.5 for picture in measured)


def test_a_krita_document_is_a_picture(tmp_path: Path) -> None:
    """A document is measured as it looks, all layers together."""
    paint(tmp_path / "flat.png")
    with zipfile.ZipFile(tmp_path / "painting.kra", "w") as archive:
        archive.write(tmp_path / "flat.png", "mergedimage.png")
    (tmp_path / "flat.png").unlink()
    assert len(measure_folder(str(tmp_path))[0]) == 1


def test_of_a_large_folder_some_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From all over it, the same ones each time, and it says how many there are."""
    monkeypatch.setattr(portfolio, "MOST_PICTURES", 8)
    for number in range(20):
        paint(tmp_path / f"{number:02d}.png", (10 * number,) * 3)
    measured, found = measure_folder(str(tmp_path))
    lightness = [picture["lightness"] for picture in measured]
    assert (len(measured), found) == (8, 20)
    assert min(lightness) < 0.4
    assert max(lightness) > 0.5
    assert measure_folder(str(tmp_path)) == (measured, found)


def test_it_ends_in_time_however_large_the_pictures(tmp_path: Path) -> None:
    """The pictures measured by then count; a few are measured in any case."""
    for number in range(12):
        paint(tmp_path / f"{number:02d}.png")
    hours = itertools.count(0, 3600)
    measured, found = measure_folder(str(tmp_path), lambda: next(hours))
    assert (len(measured), found) == (portfolio.FEWEST_PICTURES, 12)


def test_a_large_photograph_is_measured_as_its_small_copy(tmp_path: Path) -> None:
    """A JPEG is decoded smaller than it is, and looks the same."""
    noise = np.random.default_rng(1).integers(60, 200, (30, 40, 3), np.uint8)
    picture = Image.fromarray(noise).resize((2000, 1500), Image.Resampling.BICUBIC)
    picture.save(tmp_path / "large.jpg", quality=92)
    (large,), _ = measure_folder(str(tmp_path))
    (tmp_path / "large.jpg").unlink()
    picture.resize((256, 192), Image.Resampling.LANCZOS).save(tmp_path / "small.png")
    (small,), _ = measure_folder(str(tmp_path))
    assert large == pytest.approx(small, abs=0.03)


@pytest.mark.parametrize("what", ["missing", "a file", "empty", "only broken", "relative"])
def test_a_folder_without_pictures_is_one_sentence(tmp_path: Path, what: str) -> None:
    """The sentence names the folder and says what to do."""
    folder = tmp_path / "folder"
    if what == "a file":
        folder.write_text("text")
    elif what != "missing":
        folder.mkdir()
    if what == "only broken":
        (folder / "a.png").write_bytes(b"x")
    with pytest.raises(RequestError) as caught:
        measure_folder("folder" if what == "relative" else str(folder))
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert "folder" in text
