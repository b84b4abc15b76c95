"""A folder of pictures becomes numbers, or one sentence."""

from __future__ import annotations

import itertools
import os
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hostile_pictures import document, two_headers
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


@pytest.mark.parametrize("good", ["00", "99"])
def test_of_many_pictures_of_which_few_can_be_read_those_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: str
) -> None:
    """The others are looked at before a start says that none of its sample, here one picture, can be read."""
    monkeypatch.setattr(portfolio, "MOST_PICTURES", 1)
    for number in range(10, 18):
        (tmp_path / f"{number}.png").write_bytes(b"not a picture")
    paint(tmp_path / f"{good}.png")
    unread: list[Path] = []
    measured, _ = measure_folder(str(tmp_path), unread=unread)
    assert len(measured) == 1
    assert good not in {path.stem for path in unread}


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


def damaged_documents() -> dict[str, bytes]:
    """Return Krita documents that cannot be read, each for another reason."""
    whole = bytearray(document())
    encrypted, odd, cut = bytearray(whole), bytearray(whole), whole[:-200]
    entry = whole.rindex(b"PK\x01\x02")
    local = whole.rindex(b"PK\x03\x04")
    encrypted[entry + 8] |= 1
    encrypted[local + 6] |= 1
    odd[entry + 10] = odd[local + 8] = 99
    return {
        "encrypted": bytes(encrypted),
        "packed oddly": bytes(odd),
        "cut": bytes(cut),
        "of two headers": document(two_headers()),
        "without a picture": document(b"not a picture"),
        "of PostScript": document(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    }


def test_bad_documents_are_left_out_and_counted(tmp_path: Path) -> None:
    """One bad file, of whatever kind, costs only itself."""
    paint(tmp_path / "good.png")
    for name, content in damaged_documents().items():
        (tmp_path / f"{name}.kra").write_bytes(content)
    unread: list[Path] = []
    measured, found = measure_folder(str(tmp_path), unread=unread)
    assert (len(measured), found) == (1, 1)
    assert {path.stem for path in unread} == set(damaged_documents())


@pytest.mark.parametrize("name", ["Autumn.png-autosave.kra", ".~lock.a.kra", "a.kra~", ".a.kra", ".a.kra-autosave.kra"])
def test_leftovers_of_krita_are_no_paintings(tmp_path: Path, name: str) -> None:
    """Copies that Krita saves by itself, locks, versions before and hidden files are neither counted nor unread."""
    paint(tmp_path / "Autumn.png")
    (tmp_path / name).write_bytes(b"")
    unread: list[Path] = []
    assert measure_folder(str(tmp_path), unread=unread)[1] == 1
    assert not unread


def test_what_could_block_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pipes, sockets, devices, loops of links, empty links and folders named like pictures hold nobody up."""
    paint(tmp_path / "good.png")
    paint(tmp_path / "folder.png" / "inside.png")
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "device.png").symlink_to("/dev/zero")
    (tmp_path / "loop.png").symlink_to("loop.png")
    (tmp_path / "nothing.png").symlink_to("nowhere")
    (tmp_path / "above").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.png")
        measured, found = measure_folder(str(tmp_path))
    assert (len(measured), found) == (2, 2)


def test_a_picture_that_vanishes_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of files that are listed and gone, or turned into a pipe, the others are measured."""
    for name in ("a.png", "b.png", "c.png"):
        paint(tmp_path / name)
    listed = list(portfolio._pictures(tmp_path))
    (tmp_path / "a.png").unlink()
    (tmp_path / "b.png").unlink()
    os.mkfifo(tmp_path / "b.png")
    monkeypatch.setattr(portfolio, "_pictures", lambda folder: iter(listed))
    unread: list[Path] = []
    assert len(measure_folder(str(tmp_path), unread=unread)[0]) == 1
    assert {path.name for path in unread} == {"a.png", "b.png"}


def test_names_that_are_not_utf8_are_no_trouble(tmp_path: Path) -> None:
    """A file's name may be any bytes."""
    paint(tmp_path / "a.png")
    os.rename(tmp_path / "a.png", os.fsencode(tmp_path) + b"/\xe9\xff.png")  # noqa: PTH104 -- a name in bytes
    assert len(measure_folder(str(tmp_path))[0]) == 1


@pytest.mark.parametrize("folder", ["/\0", "~nobody-of-this-name/x", "/proc/self/fd/0/x"])
def test_a_folder_that_cannot_be_named_is_one_sentence(folder: str) -> None:
    """NUL, an unknown person's home and a path through a file are a folder that is not there."""
    with pytest.raises(RequestError, match="There is no folder"):
        measure_folder(folder)


def test_a_folder_inside_that_cannot_be_read_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of the folder is measured; rights do not hold root up, so the refusal is made here."""
    paint(tmp_path / "good.png")
    paint(tmp_path / "locked" / "inside.png")
    scandir = os.scandir

    def refusing(folder: Path) -> Iterator[os.DirEntry[str]]:
        if folder.name == "locked":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    measured, found = measure_folder(str(tmp_path))
    assert (len(measured), found) == (1, 1)


def test_a_folder_of_very_many_files_is_looked_at_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more names are held than the bound, whatever the folder has."""
    monkeypatch.setattr(portfolio, "MOST_NAMES", 10)
    for number in range(30):
        paint(tmp_path / f"{number}.png")
    assert measure_folder(str(tmp_path))[1] == 10
