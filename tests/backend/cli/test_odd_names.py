"""Names in every language and in none: each command does its work, or says what is wrong in one sentence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Apprentice, environment_of, serving

from apprentice_backend.cli import main

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux alone")

NO_TEXT = "\udcff\udcfe"
LANGUAGES = {
    "C": {"LANG": "C"},
    "C.UTF-8": {"LANG": "C.UTF-8"},
    "German": {"LANG": "de_DE.UTF-8"},
    "none": {},
    "ASCII alone": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_every_language_has_every_name(tmp_path: Path, painting: Path, language: dict[str, str]) -> None:
    """With letters of other languages in the home and data folder, a backend serves and every kind of command works."""
    home = tmp_path / "Jürgen 日本"
    home.mkdir()
    picture = shutil.copy(painting, home / "Küste.png")
    said = ("LC_", "LANG", "PYTHONUTF8")
    environ = {name: value for name, value in environment_of(home).items() if not name.startswith(said)}
    environ |= {"APPRENTICE_DATA_DIR": str(home / "dátén"), **language}

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "apprentice_backend", *words]
        done = subprocess.run(command, env=environ, cwd=home, capture_output=True, check=False, timeout=120)
        assert (done.returncode, done.stderr) == (0, b""), words
        return done.stdout.decode("utf-8", "replace")

    run("palette", picture, "--format", "gpl")  # starts no backend
    run("history", "list")  # starts one for its own time
    with serving(environ):
        run("suggest", picture, "--engine", "fake", "--size", "64", "--count", "1", "--out", "Vorschläge")
        run("profile", "export", "My taste", "--out", "Geschmack.json")
        assert "running on port" in run("doctor")
    run("plugin", "install")
    launcher = next(home.rglob("launcher.json")).read_bytes()
    assert launcher.isascii()
    assert json.loads(launcher)["data_dir"] == str(home / "dátén")
    assert {"Küste.gpl", "Geschmack.json", "Vorschläge", "dátén"} <= {path.name for path in home.iterdir()}


COMMANDS = (
    ("suggest", "PICTURE", "--subject", NO_TEXT),
    ("suggest", "PICTURE", "--engine", NO_TEXT),
    ("suggest", "PICTURE", "--model", NO_TEXT),
    ("suggest", "PICTURE", "--device", NO_TEXT),
    ("suggest", "PICTURE", "--vary", NO_TEXT),
    ("suggest", "PICTURE", "--pack", NO_TEXT),
    ("suggest", "PICTURE", "--lock", f"{NO_TEXT}={NO_TEXT}"),
    ("suggest", "PICTURE", "--palette", f"{NO_TEXT}.gpl"),
    ("suggest", "PICTURE", "--like", NO_TEXT),
    ("suggest", f"{NO_TEXT}.png"),
    ("rate", NO_TEXT, "5"),
    ("rate", "a", NO_TEXT),
    ("rate", "a", "5", "--reason", f"{NO_TEXT}=up"),
    ("taste", "--profile", NO_TEXT),
    ("taste", "--set", f"{NO_TEXT}.{NO_TEXT}=1"),
    ("taste", "--why", f"{NO_TEXT}.{NO_TEXT}"),
    ("palette", f"{NO_TEXT}.png"),
    ("palette", "PICTURE", "--recommend", "--profile", NO_TEXT),
    ("history", "list", "--profile", NO_TEXT),
    ("history", "undo", NO_TEXT),
    ("history", "forget", "--since", NO_TEXT),
    ("profile", "create", NO_TEXT),
    ("profile", "rename", NO_TEXT, NO_TEXT),
    ("profile", "duplicate", NO_TEXT, NO_TEXT),
    ("profile", "blend", NO_TEXT, NO_TEXT, NO_TEXT),
    ("profile", "start", "My taste", "--from-portfolio", NO_TEXT),
    ("profile", "start", "My taste", "--from-profiles", NO_TEXT),
    ("profile", "export", NO_TEXT),
    ("profile", "import", NO_TEXT),
    ("profile", "reset", NO_TEXT),
    ("profile", "delete", NO_TEXT),
    ("serve", "--host", NO_TEXT),
    ("serve", "--port", NO_TEXT),
    ("serve", "--engine", NO_TEXT),
    ("serve", "--agent", NO_TEXT),
    ("serve", "--pack", NO_TEXT),
    ("up", "--port", NO_TEXT),
    ("plugin", "install", "--port", NO_TEXT),
    ("models", "where", NO_TEXT),
    ("bench", NO_TEXT),
    ("doctor", NO_TEXT),
    (NO_TEXT,),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: ascii(" ".join(words))[1:-1])
def test_what_is_no_text_is_one_sentence(quick: Apprentice, painting: Path, command: tuple[str, ...]) -> None:
    """Bytes that are no UTF-8 in any argument end a command with one printable sentence."""
    status, out, err = quick(*(str(painting) if word == "PICTURE" else word for word in command))
    assert (status in (1, 2), out) == (True, "")
    assert err.startswith("apprentice")
    assert err.endswith("\n")
    assert err[:-1].isprintable(), err


def test_files_may_have_any_name(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """A picture whose name is no UTF-8 is read, and files of such a name are written."""
    picture = shutil.copy(painting, tmp_path / f"{NO_TEXT}.png")
    assert quick("palette", picture, "--format", "gpl").status == 0
    assert quick("palette", picture, "--format", "ase").status == 0
    assert quick("suggest", picture, "--engine", "fake", "--size", "64", "--count", "1").status == 0
    assert quick("plugin", "package", "--out", tmp_path / f"{NO_TEXT}.zip").status == 0
    names = {os.fsencode(path.name) for path in tmp_path.iterdir()}
    assert {b"\xff\xfe.gpl", b"\xff\xfe.ase", b"\xff\xfe-suggestions", b"\xff\xfe.zip"} <= names


@pytest.mark.parametrize("terminal", ["utf-8:strict", "ascii:strict"])
def test_a_terminal_that_lacks_a_letter_gets_an_escape(
    apprentice: Apprentice, painting: Path, tmp_path: Path, terminal: str
) -> None:
    """A name is printed whatever the terminal can show."""
    status, out, err = apprentice(
        "palette", painting, "--format", "gpl", "--out", tmp_path / f"ö{NO_TEXT}.gpl", PYTHONIOENCODING=terminal
    )
    assert (status, err) == (0, "")
    assert "\\xff\\xfe.gpl" in out


def test_what_nobody_expected_is_written_as_the_log_is(
    quick: Apprentice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault of this program is status 1, with a line to report and the traceback in the log."""

    def fail(_arguments: object) -> int:
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr("apprentice_backend.cli.doctor.run", fail)
    assert quick("doctor") == (1, "", "")
    assert "report it" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_strangers_words_cannot_rule_the_terminal(painting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names in a palette file, which may come from anybody, are printed as letters and escapes."""
    file = painting.with_name("theirs.gpl")
    file.write_text("GIMP Palette\nName: x\n1 2 3 \x1b]0;title\x07red\u202e\n", encoding="utf-8")
    assert main(["palette", str(painting), "--from", str(file)]) == 0
    out = capsys.readouterr().out
    assert out.rstrip("\n").isprintable()
    assert "red" in out


def test_a_sentence_cannot_forge_another(quick: Apprentice) -> None:
    """A line end or a colour in a name is an escape in what is said about it."""
    status, _, err = quick("palette", "no\napprentice: all is well\x1b[2K.png")
    assert status == 1
    told = "no\\napprentice: all is well\\x1b[2K.png cannot be used (it is not there): mend that, or name another"
    assert err == f"apprentice: {told}\n"
