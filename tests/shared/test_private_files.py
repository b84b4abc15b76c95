"""Files that are their owner's alone: nothing planted in their place is followed, read or waited for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from apprentice_shared.private_files import printable, read_plain, shown, write_private

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights and symbolic links as on Linux and macOS")


def test_a_file_is_written_whole_and_for_its_owner(tmp_path: Path) -> None:
    """A file has the new content, mode 0600 whatever stood there, and nothing is left beside it."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o666)
    write_private(path, b"new")
    assert read_plain(path) == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_the_longest_name_is_written(tmp_path: Path) -> None:
    """A file whose name takes all 255 bytes is replaced like any other, and nothing is left beside it."""
    path = tmp_path / f"{'日' * 83}xx.gpl"
    path.write_bytes(b"old")
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_planted_link_is_replaced(tmp_path: Path) -> None:
    """A symbolic link in the file's place is taken away; the file it names keeps its content."""
    target, path = tmp_path / "target", tmp_path / "file"
    target.write_bytes(b"precious")
    path.symlink_to(target)
    write_private(path, b"new")
    assert target.read_bytes() == b"precious"
    assert not path.is_symlink()


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Where a folder stands in the file's place, the error comes out and no half file stays."""
    (tmp_path / "file").mkdir()
    with pytest.raises(OSError, match="file"):
        write_private(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "long"])
def test_only_a_plain_file_is_read(tmp_path: Path, kind: str) -> None:
    """A symbolic link, a named pipe, a folder and an endless file are errors at once."""
    path = tmp_path / "file"
    if kind == "link":
        (tmp_path / "target").write_bytes(b"x")
        path.symlink_to(tmp_path / "target")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"x" * 11)
    with pytest.raises(OSError):
        read_plain(path, limit=10)


def test_a_path_is_shown_on_one_line() -> None:
    """A path keeps its letters; line ends, directions and bytes that are no UTF-8 are escapes."""
    name = b"/home/\xc3\xb6/\xe6\x97\xa5/a\nb/\xff".decode("utf-8", "surrogateescape")
    assert shown(Path(name)) == "/home/ö/日/a\\nb/\\xff"
    assert printable("a\r\x1b[2K\u202eb\u2028\ud800") == "a\\r\\x1b[2K\\u202eb\\u2028\\ud800"
