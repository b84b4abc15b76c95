"""The backend's address and launcher, read from files, and its start."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from served_folder import announcing

from apprentice.link.backend import (
    LAUNCHER_FILE,
    START_LOG,
    Launcher,
    clean_environment,
    find,
    last_words,
    read_launcher,
    start,
)
from apprentice_shared.errors import StoreError


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "[]",
        '{"argv": [], "data_dir": "/d"}',
        '{"argv": ["a"]}',
        '{"argv": "a", "data_dir": "/d"}',
        '{"argv": ["a", 1], "data_dir": "/d"}',
        '{"argv": ["a\\u0000"], "data_dir": "/d"}',
        '{"argv": ["a"], "data_dir": "/\\ud800"}',
        "[" * 50_000,
    ],
    ids=["missing", "empty", "a list", "no words", "no folder", "one word", "a number", "a zero", "no text", "deep"],
)
def test_a_launcher_that_cannot_be_used_counts_as_none(tmp_path: Path, content: str | None) -> None:
    """The panel then says which command to run."""
    if content is not None:
        (tmp_path / LAUNCHER_FILE).write_text(content, encoding="utf-8")
    assert read_launcher(tmp_path) is None


def test_reads_the_launcher(tmp_path: Path) -> None:
    """A launcher has the `argv` and the `data_dir` of its file."""
    (tmp_path / LAUNCHER_FILE).write_text('{"argv": ["a", "b c"], "data_dir": "/d"}', encoding="utf-8")
    assert read_launcher(tmp_path) == Launcher(("a", "b c"), Path("/d"))


def test_starts_the_backend_outside_of_kritas_environment(tmp_path: Path) -> None:
    """The program gets what the user's session has, and nothing that Krita set for itself."""
    script = "import os, sys; sys.exit(any(n.startswith(('PYTHONHOME', 'QT_', 'LD_')) for n in os.environ))"
    launcher = Launcher((sys.executable, "-I", "-c", script), tmp_path / "made")
    child = start(
        launcher, {"PATH": "/bin", "PYTHONHOME": "/krita", "LD_LIBRARY_PATH": "/krita", "QT_PLUGIN_PATH": "x"}
    )
    assert child.wait(20) == 0


def test_hears_why_the_backend_could_not_start(tmp_path: Path) -> None:
    """The last line that a backend prints on standard error can be read."""
    launcher = Launcher((sys.executable, "-c", "import sys; sys.exit('The folder is read-only.')"), tmp_path)
    child = start(launcher, {"PATH": "/bin"})
    assert child.wait(20) == 1
    assert last_words(launcher) == "The folder is read-only."


@pytest.mark.skipif(sys.platform == "win32", reason="rights as on Linux and macOS")
def test_a_start_closes_a_folder_that_the_group_could_change(tmp_path: Path) -> None:
    """A folder of an earlier version, made where groups may write, holds nobody up: a start makes it its owner's."""
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o775)
    assert find(folder) is None
    assert start(Launcher((sys.executable, "-c", ""), folder), {"PATH": "/bin"}).wait(20) == 0
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / START_LOG).stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="rights as on Linux and macOS")
def test_a_served_folder_that_others_can_change_is_refused(tmp_path: Path) -> None:
    """Where a backend lives, its folder is its owner's alone: what others could have put there is not believed."""
    with announcing(tmp_path, 41234, "secret"):
        found = find(tmp_path)
        assert found is not None
        assert found.token == "secret"
        tmp_path.chmod(0o770)
        with pytest.raises(StoreError, match="other users"):
            find(tmp_path)


def test_keeps_the_sessions_own_variables() -> None:
    """Home, display and Apprentice's own settings pass."""
    environ = {"HOME": "/h", "DISPLAY": ":0", "APPRENTICE_ENGINE": "fake", "PYTHONPATH": "x", "QML2_IMPORT_PATH": "y"}
    assert clean_environment(environ) == {"HOME": "/h", "DISPLAY": ":0", "APPRENTICE_ENGINE": "fake"}


_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files: run this elsewhere")


@_POSIX
@pytest.mark.parametrize(
    "plant", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir], ids=["pipe", "link", "folder"]
)
def test_what_is_planted_in_the_start_log_s_place_stops_nothing(tmp_path: Path, plant: Callable[[Path], None]) -> None:
    """A pipe, a link or a folder is neither waited for nor followed; the backend starts without its log."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    plant(data / START_LOG)
    launcher = Launcher((sys.executable, "-I", "-c", "import sys; sys.exit('Said to nobody.')"), data)
    assert start(launcher, {"PATH": "/bin"}).wait(20) == 1
    assert last_words(launcher) == ""


def test_the_last_words_of_a_long_log_are_short(tmp_path: Path) -> None:
    """A log of any size is read from its end, and one line of it is told."""
    with (tmp_path / START_LOG).open("wb") as log:
        log.seek(2**36)
        log.write(b"\nIt broke here.\n")
    assert last_words(Launcher(("serve",), tmp_path)) == "It broke here."


@_POSIX
def test_a_pipe_in_the_launcher_s_place_is_no_launcher(tmp_path: Path) -> None:
    """It is not waited for."""
    os.mkfifo(tmp_path / LAUNCHER_FILE)
    assert read_launcher(tmp_path) is None
