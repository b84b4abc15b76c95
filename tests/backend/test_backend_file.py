"""The files of a running backend: others find it by them, and are kept out."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from apprentice_backend.backend_file import (
    BACKEND_FILE,
    TOKEN_FILE,
    BackendFile,
    lock_folder,
    read_or_make_token,
)
from apprentice_shared.errors import StoreError

FOUND = BackendFile(port=41234, pid=os.getpid(), protocol=1)


def test_the_file_says_where_the_backend_is(tmp_path: Path) -> None:
    """The file is JSON with port, process and protocol, and read back as it was."""
    FOUND.write(tmp_path)
    assert json.loads((tmp_path / BACKEND_FILE).read_text()).items() >= {"port": 41234, "protocol": 1}.items()
    assert BackendFile.read(tmp_path) == FOUND


@pytest.mark.parametrize("content", [None, "", "noise", "[]", '{"port": 1}', '{"port": "x", "pid": 1, "protocol": 1}'])
def test_what_is_no_such_file_is_none(tmp_path: Path, content: str | None) -> None:
    """A missing, cut or foreign file reads as no backend."""
    if content is not None:
        (tmp_path / BACKEND_FILE).write_text(content)
    assert BackendFile.read(tmp_path) is None


def test_a_backend_removes_only_its_own_file(tmp_path: Path) -> None:
    """One that ends late does not take away the file of the one that came after it."""
    later = BackendFile(port=5, pid=6, protocol=1)
    later.write(tmp_path)
    FOUND.remove(tmp_path)
    assert BackendFile.read(tmp_path) == later
    later.remove(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_token_is_the_users_alone_and_stays(tmp_path: Path) -> None:
    """The token is random, long, readable by its owner only, and the same at the next start."""
    token = read_or_make_token(tmp_path)
    path = tmp_path / TOKEN_FILE
    assert len(token) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    assert read_or_make_token(tmp_path) == token
    assert path.stat().st_mode & 0o777 == 0o600
    (tmp_path / "other").mkdir()
    assert read_or_make_token(tmp_path / "other") != token


@pytest.mark.parametrize("content", ["", "short", "ü" * 40], ids=["empty", "short", "not ASCII"])
def test_a_token_that_protects_nothing_is_replaced(tmp_path: Path, content: str) -> None:
    """An empty or weak token file is made anew."""
    (tmp_path / TOKEN_FILE).write_text(content)
    assert len(read_or_make_token(tmp_path)) >= 32


def test_a_folder_is_held_by_one(tmp_path: Path) -> None:
    """A second holder is told who the first is; afterwards the folder is free."""
    with lock_folder(tmp_path):
        FOUND.write(tmp_path)
        with pytest.raises(StoreError, match=f"process {os.getpid()}, port 41234"), lock_folder(tmp_path, 0.0):
            pass
    with lock_folder(tmp_path, 0.0):
        pass


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A data folder under a file is refused with a sentence."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"), lock_folder(tmp_path / "file" / "data"):
        pass
