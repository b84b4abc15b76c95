"""The backend's address and launcher, read from files, and its start."""

from __future__ import annotations

import sys
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
    [None, "", "[]", '{"argv": [], "data_dir": "/d"}', '{"argv": ["a"]}', '{"argv": "a", "data_dir": "/d"}'],
    ids=["missing", "empty", "a list", "no words", "no folder", "one word"],
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
