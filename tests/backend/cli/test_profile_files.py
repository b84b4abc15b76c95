"""Profiles go to files and come from files, whatever stands where the file should be."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Apprentice

from apprentice_shared.codec import MAX_TEXT_BYTES

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs FIFOs and symbolic links: run it on Linux or macOS")


def link_in_a_circle(path: Path) -> None:
    """Make a link that leads to itself."""
    path.symlink_to(path.name)


def device(path: Path) -> None:
    """Make a link to a file without end."""
    path.symlink_to("/dev/zero")


NO_FILES: dict[str, Callable[[Path], object]] = {
    "fifo": os.mkfifo,
    "folder": Path.mkdir,
    "circle": link_in_a_circle,
    "device": device,
}
EXPORT = ("export", "default", "--out")


# A device is only read: were it replaced after all, the machine would miss it.
@pytest.mark.parametrize(
    ("kind", "action"),
    [*((kind, ("import",)) for kind in NO_FILES), *((kind, EXPORT) for kind in NO_FILES if kind != "device")],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_what_is_no_file_is_neither_written_nor_read(
    quick: Apprentice, tmp_path: Path, kind: str, action: tuple[str, ...]
) -> None:
    """One sentence names it, and it stays what it was."""
    odd = tmp_path / "odd"
    NO_FILES[kind](odd)
    before = odd.lstat()
    done = quick("profile", *action, "odd")
    assert done.status == 1
    assert done.err.startswith("apprentice: odd cannot be used (")
    assert done.err.count("\n") == 1
    assert (odd.lstat().st_ino, odd.lstat().st_mode) == (before.st_ino, before.st_mode)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("kind", ["fifo", "circle", "device"])
def test_a_palette_is_read_from_a_file_alone(quick: Apprentice, tmp_path: Path, painting: Path, kind: str) -> None:
    """The command neither waits nor fills the memory."""
    NO_FILES[kind](tmp_path / "odd.gpl")
    done = quick("palette", painting, "--from", "odd.gpl")
    assert done.status == 1
    assert done.err.startswith("apprentice: odd.gpl cannot be used (")


def test_a_missing_folder_is_told_by_the_name_that_was_given(quick: Apprentice) -> None:
    """The file that is written first, under another name, is nobody's business."""
    done = quick("profile", "export", "default", "--out", "gone/taste.json")
    assert (done.status, done.err) == (
        1,
        "apprentice: gone/taste.json cannot be used (it is not there): mend that, or name another\n",
    )


def test_a_link_is_followed_and_stays(quick: Apprentice, tmp_path: Path) -> None:
    """The file that it names has the profile."""
    (tmp_path / "link.json").symlink_to("taste.json")
    assert quick("profile", "export", "default", "--out", "link.json").status == 0
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "taste.json").read_text(encoding="utf-8").startswith("{")


def test_a_full_disk_leaves_the_file_that_was_there(quick: Apprentice, tmp_path: Path) -> None:
    """The old profile is whole, and the sentence names the file."""
    resource = pytest.importorskip("resource", reason="limits on files are POSIX: run it on Linux or macOS")
    (tmp_path / "taste.json").write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        done = quick("profile", "export", "default", "--out", "taste.json")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert done.status == 1
    assert done.err.startswith("apprentice: taste.json cannot be used (")
    assert [path.name for path in tmp_path.iterdir()] == ["taste.json"]
    assert (tmp_path / "taste.json").read_text() == "old"


def test_a_name_that_is_no_utf8_is_a_name(quick: Apprentice, tmp_path: Path) -> None:
    """It is written, read, and told in letters that every terminal takes."""
    name = os.fsdecode(b"\xff.json")
    written = quick("profile", "export", "default", "--out", name)
    assert (written.status, written.out) == (0, "Wrote \\xff.json.\n")
    assert (tmp_path / name).is_file()
    assert quick("profile", "import", name).status == 0


def test_a_name_of_many_bytes_fits_a_file(quick: Apprentice, tmp_path: Path) -> None:
    """Eighty letters of another script are more bytes than a file's name may have."""
    assert quick("profile", "create", "日本" * 40).status == 0
    assert quick("profile", "export", "日本" * 40).status == 0
    (path,) = tmp_path.glob("*.json")
    assert len(os.fsencode(path.name)) <= 255


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff", "is not a profile"),
        (b" " * (MAX_TEXT_BYTES + 1), "is too large to be a profile"),
        (b'"' * (MAX_TEXT_BYTES - 5000), "is too large to be a profile"),
        (b"", "it is no exported profile"),
    ],
    ids=["bytes", "large", "large when sent", "empty"],
)
def test_what_is_no_profile_is_told(quick: Apprentice, tmp_path: Path, content: bytes, says: str) -> None:
    """One sentence, and nothing is sent that cannot be taken."""
    (tmp_path / "odd.json").write_bytes(content)
    done = quick("profile", "import", "odd.json")
    assert done.status == 1
    assert says in done.err
    assert done.err.count("\n") == 1


def test_a_byte_order_mark_is_no_mistake(quick: Apprentice, tmp_path: Path) -> None:
    """An editor on Windows may have put one before the profile."""
    assert quick("profile", "export", "default", "--out", "taste.json").status == 0
    path = tmp_path / "taste.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert quick("profile", "import", "taste.json").status == 0
