"""`apprentice doctor`."""

from __future__ import annotations

from pathlib import Path

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


def test_a_wrong_setting_is_one_sentence(apprentice: Apprentice) -> None:
    """The variable and its range are named."""
    status, out, err = apprentice("doctor", APPRENTICE_PORT="http")
    assert (status, out) == (1, "")
    assert err == "apprentice: APPRENTICE_PORT must be a whole number from 0 to 65535, got 'http'\n"
