"""The files of a running backend: others find it by them, and are kept out."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from apprentice_backend import backend_file
from apprentice_backend.backend_file import lock_folder, remove_address, write_address, write_new_token
from apprentice_shared.data_folder import (
    BACKEND_FILE,
    LOCK_FILE,
    TOKEN_FILE,
    Address,
    check_private,
    find_backend,
    is_served,
    read_address,
    read_token,
)
from apprentice_shared.errors import StoreError

FOUND = Address(host="127.0.0.1", port=41234, pid=os.getpid(), protocol=2)


def test_clients_read_what_the_backend_writes(tmp_path: Path) -> None:
    """While the folder is held, the address and the token are found as they were written, in files of their owner's."""
    with lock_folder(tmp_path):
        token = write_new_token(tmp_path)
        write_address(tmp_path, FOUND)
        assert find_backend(tmp_path) == (FOUND, token)
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys((BACKEND_FILE, TOKEN_FILE, LOCK_FILE), 0o600)
    assert find_backend(tmp_path) is None


def test_an_address_of_version_6_is_a_web_sockets() -> None:
    """The address of a web socket has brackets where it needs them."""
    assert FOUND.url == "ws://127.0.0.1:41234/"
    assert Address("::1", 5, 6, 2).url == "ws://[::1]:5/"


def test_a_backend_removes_only_its_own_address(tmp_path: Path) -> None:
    """One that ends late does not take away the file of the one that came after it."""
    later = Address("127.0.0.1", 5, 6, 2)
    write_address(tmp_path, later)
    remove_address(tmp_path, FOUND)
    assert read_address(tmp_path) == later
    remove_address(tmp_path, later)
    assert list(tmp_path.iterdir()) == []


def test_each_start_has_a_token_of_its_own(tmp_path: Path) -> None:
    """The token is random, long, and another one at each start."""
    first, second = write_new_token(tmp_path), write_new_token(tmp_path)
    assert first != second
    assert len(second) >= 32
    assert read_token(tmp_path) == second


def test_a_folder_is_held_by_one(tmp_path: Path) -> None:
    """A second holder is told who the first is; afterwards the folder is free."""
    with lock_folder(tmp_path):
        write_address(tmp_path, FOUND)
        with pytest.raises(StoreError, match=f"process {os.getpid()}, port 41234"), lock_folder(tmp_path, 0.0):
            pass
        assert read_address(tmp_path) == FOUND
    with lock_folder(tmp_path, 0.0):
        pass


def test_a_stale_address_is_removed_with_the_lock(tmp_path: Path) -> None:
    """Who takes the folder takes away where the last one listened: another program may listen there by now."""
    write_address(tmp_path, FOUND)
    with lock_folder(tmp_path):
        assert read_address(tmp_path) is None


def _remove(lock: Path) -> None:
    lock.unlink()


def _remake(lock: Path) -> None:
    lock.unlink()
    lock.touch()


def _put_another(lock: Path) -> None:
    aside = lock.with_name("aside")
    aside.touch()
    aside.replace(lock)


@pytest.mark.parametrize("harm", [_remove, _remake, _put_another])
def test_a_lock_file_that_goes_lets_nobody_in(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    """The folder stays held where the lock file is removed, made again or replaced while the backend runs."""
    with lock_folder(tmp_path):
        harm(tmp_path / LOCK_FILE)
        assert is_served(tmp_path)
        with pytest.raises(StoreError, match="running"), lock_folder(tmp_path, 0.1):
            pass
    with lock_folder(tmp_path, 0.0):
        pass


def test_a_lock_file_replaced_while_it_is_taken_is_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock on a file that no longer stands there holds nobody off: the one that does is locked instead."""
    real, tries = backend_file._try_lock, []

    def replaced_once(handle: int, *, may_lack: bool = False) -> bool:
        tries.append(handle)
        if len(tries) == 2:  # the folder is locked, the file is open
            _put_another(tmp_path / LOCK_FILE)
        return real(handle, may_lack=may_lack)

    monkeypatch.setattr(backend_file, "_try_lock", replaced_once)
    with lock_folder(tmp_path):
        assert len(tries) == 4
        with (tmp_path / LOCK_FILE).open("rb") as file:
            assert not real(file.fileno())


def test_a_folder_that_cannot_be_locked_is_held_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a network drive that locks no folders, the lock file alone keeps others out."""
    real = backend_file._try_lock

    def files_alone(handle: int, *, may_lack: bool = False) -> bool:
        return True if may_lack else real(handle)

    monkeypatch.setattr(backend_file, "_try_lock", files_alone)
    with lock_folder(tmp_path):
        assert is_served(tmp_path)
        with pytest.raises(StoreError, match="running"), lock_folder(tmp_path, 0.0):
            pass


def test_a_group_that_could_write_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A folder that its group could change is closed with one line in the log; the next start has nothing to say."""
    tmp_path.chmod(0o770)
    for _ in range(2):
        with caplog.at_level(logging.WARNING), lock_folder(tmp_path):
            check_private(tmp_path)
    assert [record.getMessage().count("its group") for record in caplog.records] == [1]


@pytest.mark.parametrize("name", [BACKEND_FILE, TOKEN_FILE, LOCK_FILE])
def test_a_planted_link_is_refused(tmp_path: Path, name: str) -> None:
    """A symbolic link in the place of a file of trust stops the backend; what it names keeps its content."""
    folder, target = tmp_path / "data", tmp_path / "target"
    folder.mkdir()
    target.write_text("precious")
    (folder / name).symlink_to(target)
    with pytest.raises(StoreError, match=f"{name} is a symbolic link"), lock_folder(folder, 0.0):
        pass
    assert target.read_text() == "precious"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A data folder under a file is refused with a sentence."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be used"), lock_folder(tmp_path / "file" / "data"):
        pass
