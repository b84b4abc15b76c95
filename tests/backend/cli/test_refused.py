"""What the system refuses: each command says what cannot be used, why and what to do, in the words of the house."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Apprentice

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="FIFOs and devices: run it on Linux")

LONG = "a" * 300


def huge(path: Path) -> None:
    """Make a file of 2 GB that takes no room."""
    with path.open("wb") as file:
        file.truncate(2**31)


ODD: dict[str, Callable[[Path], object]] = {
    "fifo": os.mkfifo,
    "folder": Path.mkdir,
    "dangling": lambda path: path.symlink_to("gone"),
    "circle": lambda path: path.symlink_to(path.name),
    "device": lambda path: path.symlink_to("/dev/full"),
    "empty": Path.touch,
    "2 GB": huge,
}
READ = (
    ("palette", "odd.png"),
    ("suggest", "odd.png", "--engine", "fake", "--size", "64"),
    ("palette", "PICTURE", "--from", "odd.gpl"),
    ("profile", "import", "odd.json"),
    ("profile", "start", "default", "--from-portfolio", "odd.png"),
)
WRITTEN = (
    ("palette", "PICTURE", "--out", "odd.gpl"),
    ("palette", "PICTURE", "--remap", "odd.png"),
    ("palette", "PICTURE", "--out", "odd.png/x.gpl"),
    ("suggest", "PICTURE", "--engine", "fake", "--size", "64", "--out", "odd.png/x"),
    ("profile", "export", "default", "--out", "odd.json"),
    ("plugin", "package", "--out", "odd.zip"),
)


def one_sentence(err: str) -> None:
    """Check that a command said one sentence without the system's own words."""
    assert err.startswith("apprentice")
    assert err.count("\n") == 1
    assert err[:-1].isprintable()
    assert not [number for number in errno.errorcode if os.strerror(number) in err], err


def said_of(quick: Apprentice, painting: Path, odd: Callable[[Path], object], command: tuple[str, ...]) -> str:
    """Run a command with odd files of every extension; return what it said on standard error."""
    for extension in ("png", "gpl", "json", "zip"):
        odd(painting.parent / f"odd.{extension}")
    done = quick(*(str(painting) if word == "PICTURE" else word for word in command))
    assert (done.status, done.out) == (1, ""), command
    return done.err


@pytest.mark.parametrize("command", READ, ids=" ".join)
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_what_cannot_be_read_is_one_sentence(
    quick: Apprentice, painting: Path, odd: Callable[[Path], object], command: tuple[str, ...]
) -> None:
    """A pipe, a folder, a link into nowhere, a device, an empty or a huge file: nobody waits or runs out of memory."""
    one_sentence(said_of(quick, painting, odd, command))


@pytest.mark.parametrize("command", WRITTEN, ids=" ".join)
@pytest.mark.parametrize("name", ["fifo", "circle", "device"])
def test_what_cannot_be_written_is_one_sentence(
    quick: Apprentice, painting: Path, name: str, command: tuple[str, ...]
) -> None:
    """What stands there stays."""
    one_sentence(said_of(quick, painting, ODD[name], command))
    assert (painting.parent / "odd.zip").lstat().st_mode & 0o777


@pytest.mark.parametrize("name", [f"{LONG}.gpl", "gone/" * 900 + "x.gpl"], ids=["long", "deep"])
def test_a_name_that_no_file_can_have_is_one_sentence(quick: Apprentice, painting: Path, name: str) -> None:
    """It is told in a few hundred letters."""
    for command in (("palette", painting, "--from", name), ("palette", painting, "--out", name), ("palette", name)):
        done = quick(*command)
        assert (done.status, done.out) == (1, "")
        one_sentence(done.err)
        assert len(done.err) < 450


@pytest.mark.parametrize("model", ["", "-", "/", "a/" + LONG, "a/b\0", "a/b@../..", f"a/b@{LONG}", "a--b/c", "ü/b"])
def test_a_model_that_the_hub_cannot_have_is_one_sentence(quick: Apprentice, model: str) -> None:
    """The catalogue's names are told."""
    pytest.importorskip("diffusers", reason="`models` needs the extra: pip install 'krita-apprentice[diffusion]'")
    done = quick("models", "where", "--", model)
    assert (done.status, done.out) == (1, "")
    one_sentence(done.err)
    assert "choose from ssd-1b" in done.err


@pytest.mark.parametrize(("command", "unbuffered"), [("--help", ""), ("doctor", ""), ("doctor", "1")])
def test_output_that_cannot_be_written_is_one_sentence(environ: dict[str, str], command: str, unbuffered: str) -> None:
    """A full disk behind `>` is a failure, said once, and not again while Python ends."""
    environ = {**environ, "PYTHONUNBUFFERED": unbuffered}
    words = [sys.executable, "-m", "apprentice_backend", *command.split()]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, env=environ, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert (
        done.stderr
        == "apprentice: reading or writing failed (the disk is full): mend that, or send the output elsewhere\n"
    )


def test_closed_outputs_are_no_failure(environ: dict[str, str]) -> None:
    """`apprentice doctor >&- 2>&-` ends quietly."""
    words = f'exec "{sys.executable}" -m apprentice_backend doctor >&- 2>&-'
    assert subprocess.run(["sh", "-c", words], env=environ, check=False).returncode == 0
