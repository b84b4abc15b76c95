"""The file in which choices outlive Krita, and the panel that reads it."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any
from unittest.mock import Mock

import pytest
from panel_studio import Studio, backend
from qt_waiting import wait_until
from slates_made import HARBOUR

from apprentice.file_lock import FileLock
from apprentice.memory import memory_file
from apprentice.memory.memory_file import FILE, LOCK_FILE, MemoryFile
from apprentice.memory.painting_memory import PaintingMemory, StickyChoices
from apprentice.vendored import private_files

INK = StickyChoices("ink", frozenset({"mood"}))


class OneKrita:
    """One Krita's memory in a data folder; jobs are done at once."""

    def __init__(self, folder: Path | None) -> None:
        self.memory = PaintingMemory()
        self.changes = 0
        self.file = MemoryFile(self.memory, lambda: folder, self._do, self._changed)
        self.file.load()

    def choose(self, path: str, kept: StickyChoices) -> None:
        """Choose on a painting."""
        self.memory.set_last(kept)
        self.memory.remember(path, kept)
        self.file.save()

    def moved(self, path: str) -> list[StickyChoices]:
        """Look for a file under another name."""
        found: list[StickyChoices] = []
        self.file.look_for_moved(path, found.append)
        return found

    def _changed(self) -> None:
        self.changes += 1

    @staticmethod
    def _do(job: Callable[[], Any], then: Callable[[Any], None] | None) -> None:
        result = job()
        if then is not None:
            then(result)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


def test_the_next_krita_knows_what_was_chosen(folder: Path) -> None:
    """The file is its owner's alone, and holds the choice."""
    OneKrita(folder).choose("/p/valley.kra", INK)
    later = OneKrita(folder)
    assert (later.memory.last, later.memory.of("/p/valley.kra")) == (INK, INK)
    assert later.changes == 1
    assert [path.name for path in folder.iterdir()] == [FILE]
    if sys.platform != "win32":
        assert (folder / FILE).stat().st_mode & 0o777 == 0o600


def test_two_kritas_keep_each_others_paintings(folder: Path) -> None:
    """Each adds its own to the file; the later last choice stands."""
    one, other = OneKrita(folder), OneKrita(folder)
    one.choose("/p/valley.kra", INK)
    other.choose("/p/harbour.kra", StickyChoices("pastel"))
    later = OneKrita(folder)
    assert list(later.memory.paintings) == ["/p/valley.kra", "/p/harbour.kra"]
    assert later.memory.last == StickyChoices("pastel")
    assert one.moved("/p/harbour.kra") == [StickyChoices("pastel")]


def test_two_kritas_that_choose_at_once_lose_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One waits until the other has written, and adds to that."""
    first, second, waits = OneKrita(folder), OneKrita(folder), Event()
    write, take = private_files.write_private, FileLock.take
    other = Thread(target=second.choose, args=("/b.kra", INK))

    def take_or_wait(lock: FileLock) -> bool:
        taken = take(lock)
        if not taken:
            waits.set()
        return taken

    def write_late(path: Path, content: bytes) -> None:
        if not other.ident:
            other.start()
            assert waits.wait(20)
        write(path, content)

    monkeypatch.setattr(FileLock, "take", take_or_wait)
    monkeypatch.setattr(private_files, "write_private", write_late)
    first.choose("/a.kra", INK)
    other.join(20)
    assert set(OneKrita(folder).memory.paintings) == {"/a.kra", "/b.kra"}
    assert not (folder / LOCK_FILE).exists()


def test_a_krita_that_never_lets_go_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was chosen is written all the same."""
    monkeypatch.setattr(memory_file, "_PAUSE_S", 0.0)
    OneKrita(folder).choose("/a.kra", INK)
    hung = FileLock(folder / LOCK_FILE)
    assert hung.take()
    OneKrita(folder).choose("/b.kra", INK)
    assert set(OneKrita(folder).memory.paintings) == {"/a.kra", "/b.kra"}
    hung.release()


def test_what_was_chosen_before_the_file_was_read_is_newer(folder: Path) -> None:
    """Reading takes over what is new, and nothing back."""
    OneKrita(folder).choose("/p/valley.kra", INK)
    early = OneKrita(None)
    early.choose("/p/valley.kra", StickyChoices("pastel"))
    session = OneKrita(folder)
    session.memory.set_last(StickyChoices("pastel"))
    session.memory.remember("/p/valley.kra", StickyChoices("pastel"))
    session.file.load()
    assert session.memory.last == session.memory.of("/p/valley.kra") == StickyChoices("pastel")


def test_a_file_under_another_name_is_found(folder: Path, tmp_path: Path) -> None:
    """A painting that was renamed or moved brings its choices; a copy, and one that stands in its place, do not."""
    painting = tmp_path / "valley.kra"
    painting.write_bytes(b"painting")
    session = OneKrita(folder)
    session.choose(str(painting), INK)
    (tmp_path / "copy.kra").write_bytes(b"painting")
    assert OneKrita(folder).moved(str(tmp_path / "copy.kra")) == []
    renamed = painting.rename(tmp_path / "dusk.kra")
    session.choose(str(painting), INK)  # a document of the old file is open still
    assert OneKrita(folder).moved(str(renamed)) == [INK]
    painting.write_bytes(b"another")
    assert OneKrita(folder).moved(str(renamed)) == []
    assert OneKrita(folder).moved(str(tmp_path / "nothing.kra")) == []


@pytest.mark.parametrize("what", ["rubbish", "folder", "link"])
def test_what_cannot_be_read_is_forgotten(folder: Path, tmp_path: Path, what: str) -> None:
    """A damaged file, a folder or a link in its place raises nothing, and changes no other file."""
    folder.mkdir(mode=0o700)
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    if what == "rubbish":
        (folder / FILE).write_bytes(b"\x00" * 100)
    elif what == "folder":
        (folder / FILE).mkdir()
    else:
        (folder / FILE).symlink_to(other)
    session = OneKrita(folder)
    session.choose("/p/valley.kra", INK)
    assert session.memory.of("/p/valley.kra") == INK
    assert other.read_bytes() == b"mine"
    assert (OneKrita(folder).memory.last == INK) is (what == "rubbish")


@pytest.mark.parametrize("why", ["newer", "fails"])
def test_what_another_version_or_a_disk_holds_is_not_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """A file of a later version, or one that cannot be read just now, stays as it is; this Krita remembers its own."""
    OneKrita(folder).choose("/p/valley.kra", INK)
    before = (folder / FILE).read_bytes()
    if why == "newer":
        before = before.replace(b'"version": 1', b'"version": 2')
        (folder / FILE).write_bytes(before)
    else:
        failing = OSError(errno.EIO, "Input/output error")
        monkeypatch.setattr(private_files, "read_plain", Mock(side_effect=failing))
    session = OneKrita(folder)
    session.choose("/p/harbour.kra", StickyChoices("pastel"))
    assert session.memory.of("/p/harbour.kra") == StickyChoices("pastel")
    assert (folder / FILE).read_bytes() == before


def test_the_panel_of_the_next_krita_uses_it(qapp: object, tmp_path: Path) -> None:
    """A profile that was made stays the one in use, also on paintings without a file."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    studio = Studio(first)
    with backend(studio):
        wait_until(lambda: studio.app.state.profiles)
        studio.panel.header.profile_named.emit("Ink")
        wait_until(lambda: studio.line.startswith("“Ink” is ready."))
        ink = studio.controller.desk.profile
        wait_until((studio.data / FILE).exists)
    studio.close()
    shutil.copytree(studio.data, second / "data", ignore=shutil.ignore_patterns("backend.*"))
    later = Studio(second)
    later.app.open()
    wait_until(lambda: later.controller.desk.profile == ink)
    later.go_to(HARBOUR)
    wait_until(lambda: later.controller.desk.document == HARBOUR)
    assert later.controller.desk.profile == ink
    later.close()
