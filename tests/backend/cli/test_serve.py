"""`apprentice serve`, and what happens when it cannot."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from pathlib import Path

import pytest
from command_line import Apprentice


def test_a_second_backend_is_refused(apprentice: Apprentice, home: Path, backend: subprocess.Popen[str]) -> None:
    """One backend a data folder: the second says so in one sentence, and the first serves on."""
    status, out, err = apprentice("serve")
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert "running" in err
    assert json.loads((home / "data" / "backend.json").read_text())["pid"] == backend.pid
    assert apprentice("taste").status == 0


def test_takes_the_next_port(apprentice: Apprentice, environ: dict[str, str]) -> None:
    """A port held by another program is stepped over, and the command finds the backend all the same."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environ["APPRENTICE_PORT"] = str(taken.getsockname()[1])
        assert apprentice("taste").status == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to send: end it in the task manager instead")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_ends_in_good_order(home: Path, backend: subprocess.Popen[str], number: signal.Signals) -> None:
    """A signal ends it with status 0, and it can no longer be found."""
    backend.send_signal(number)
    assert backend.wait(20) == 0
    assert not (home / "data" / "backend.json").exists()


def test_a_stale_address_is_passed_over(apprentice: Apprentice, home: Path, backend: subprocess.Popen[str]) -> None:
    """After a crash the file still names the dead backend; the next command starts its own."""
    backend.kill()
    backend.wait()
    assert (home / "data" / "backend.json").exists()
    assert apprentice("taste").status == 0


@pytest.mark.parametrize(
    ("environ_more", "words"),
    [
        ({"APPRENTICE_ENGINE": "steam"}, "steam"),
        ({"APPRENTICE_AGENT": "smith"}, "smith"),
        ({"APPRENTICE_DATA_DIR": "/proc/nowhere"}, "/proc/nowhere"),
        ({"APPRENTICE_HOST": "256.0.0.1"}, "256.0.0.1"),
    ],
    ids=["engine", "agent", "data folder", "address"],
)
def test_what_stops_it_is_one_sentence(apprentice: Apprentice, environ_more: dict[str, str], words: str) -> None:
    """Started by a command that needs it, it says what is wrong, and the command passes that on."""
    status, out, err = apprentice("taste", **environ_more)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert words in err
