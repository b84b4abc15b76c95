"""`apprentice doctor`."""

from __future__ import annotations

import sys
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


def test_a_wrong_setting_is_one_sentence(apprentice: Apprentice) -> None:
    """The variable and its range are named."""
    status, out, err = apprentice("doctor", APPRENTICE_PORT="http")
    assert (status, out) == (1, "")
    assert err == "apprentice: APPRENTICE_PORT must be a whole number from 0 to 65535, got 'http'\n"
