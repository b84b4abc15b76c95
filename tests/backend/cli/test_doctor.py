"""`apprentice doctor`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Apprentice


def test_tells_what_a_bug_report_needs(apprentice: Apprentice) -> None:
    """Versions, system, folders and Krita are there."""
    status, out, err = apprentice("doctor")
    assert (status, err) == (0, "")
    named = {line.partition(":")[0] for line in out.splitlines()}
    assert {"Apprentice", "Python", "System", "Packages", "Engine", "Data folder", "Krita", "Panel"} <= named


def test_keeps_private_data_out(apprentice: Apprentice, home: Path) -> None:
    """Neither the home folder's name nor the token gets into the report."""
    (home / "data").mkdir()
    (home / "data" / "token").write_text("very-secret")
    out = apprentice("doctor", APPRENTICE_SUBJECT="my secret painting").out
    assert "~/data" in out.replace("\\", "/")
    assert not [word for word in (str(home), "secret") if word in out]


def test_a_folder_elsewhere_is_not_named(apprentice: Apprentice, tmp_path: Path) -> None:
    """What lies outside the home folder may be called as a client is: only a program's own name is shown."""
    out = apprentice("doctor", APPRENTICE_DATA_DIR=str(tmp_path / "Client Ltd" / "data")).out
    assert "outside the home folder (not made yet)" in out
    assert not [word for word in ("Client", str(tmp_path), str(Path(sys.executable).parent)) if word in out]
    # A folder beside the home folder, whose name begins as that does, is not below it.
    out = apprentice("doctor", APPRENTICE_DATA_DIR=f"{tmp_path / 'home'}-of-Client").out
    assert "Client" not in out


def test_a_name_that_is_no_text_is_shown(apprentice: Apprentice, home: Path) -> None:
    """A folder whose name is no UTF-8, or would forge a line, is one line of the report."""
    folder = home / "a\nEngine: forged\udcff"
    done = apprentice("doctor", APPRENTICE_DATA_DIR=str(folder), PYTHONIOENCODING="utf-8:strict")
    assert (done.status, done.err) == (0, "")
    assert "~/a\\nEngine: forged\\xff (not made yet)" in done.out


@pytest.mark.skipif(sys.platform == "win32", reason="rights as on Linux and macOS")
def test_tells_whether_others_can_change_the_folder(apprentice: Apprentice, home: Path) -> None:
    """An open data folder is told, with what to do."""
    (home / "data").mkdir(mode=0o700)
    assert "~/data (writable)" in apprentice("doctor").out
    (home / "data").chmod(0o777)
    assert "~/data (others can change it" in apprentice("doctor").out


@pytest.mark.skipif(sys.platform == "win32", reason="homes, FIFOs and links as on Linux and macOS")
@pytest.mark.parametrize("name", ["", "/", "here"], ids=["empty", "the root", "not whole"])
def test_what_is_no_home_folder_keeps_nothing_in(apprentice: Apprentice, tmp_path: Path, name: str) -> None:
    """With the root for a home folder everything would lie in it, and be named."""
    status, out, err = apprentice("doctor", HOME=name, APPRENTICE_DATA_DIR=str(tmp_path / "Client"))
    assert (status, err) == (0, "")
    assert "~" not in out
    assert "Client" not in out


@pytest.mark.skipif(sys.platform == "win32", reason="homes, FIFOs and links as on Linux and macOS")
def test_a_home_folder_that_is_not_whole_is_told(apprentice: Apprentice) -> None:
    """Krita's folders would be others in each folder that a command is run in."""
    status, out, err = apprentice("plugin", "status", HOME="here")
    assert (status, out) == (1, "")
    assert err == "apprentice: Krita's folder here/.local/share/krita is no whole path: set HOME to one\n"


@pytest.mark.skipif(sys.platform == "win32", reason="homes, FIFOs and links as on Linux and macOS")
@pytest.mark.parametrize(
    ("make", "folder", "told"),
    [
        (os.mkfifo, "odd", "no folder: name another"),
        (Path.touch, "odd", "no folder: name another"),
        (lambda path: path.symlink_to("gone"), "odd", "no folder: name another"),
        (Path.touch, "odd/below", "cannot be made there: name another"),
        (Path.mkdir, "odd/below/it", "not made yet"),
    ],
    ids=["fifo", "file", "dangling", "below a file", "below a folder"],
)
def test_tells_a_data_folder_that_is_none(
    apprentice: Apprentice, home: Path, make: Callable[[Path], object], folder: str, told: str
) -> None:
    """It was said to be open to others, or not made yet."""
    make(home / "odd")
    status, out, err = apprentice("doctor", APPRENTICE_DATA_DIR=str(home / folder))
    assert (status, err) == (0, "")
    assert f"~/{folder} ({told}" in out


@pytest.mark.skipif(sys.platform == "win32", reason="Krita's folders as on Linux and macOS")
def test_tells_the_rest_where_kritas_folders_cannot_be_looked_at(apprentice: Apprentice) -> None:
    """Why is told, and which command says where."""
    done = apprentice("doctor", XDG_CONFIG_HOME="/" + "a" * 300)
    assert (done.status, done.err) == (0, "")
    assert "cannot be looked at (its name is too long): `apprentice plugin status` says where" in done.out
    assert "aaa" not in done.out


def test_a_folder_whose_name_is_too_long_is_one_sentence(apprentice: Apprentice) -> None:
    """The file of options in it is named, with why."""
    done = apprentice("doctor", XDG_DATA_HOME="/" + "a" * 300, APPRENTICE_DATA_DIR="")
    assert (done.status, done.out) == (1, "")
    assert done.err.endswith("config.toml cannot be read (its name is too long): mend that, or use --data-dir\n")


def test_a_wrong_setting_is_one_sentence(apprentice: Apprentice) -> None:
    """The variable and its range are named."""
    status, out, err = apprentice("doctor", APPRENTICE_PORT="http")
    assert (status, out) == (1, "")
    assert err == "apprentice: APPRENTICE_PORT must be a whole number from 0 to 65535, got 'http'\n"
