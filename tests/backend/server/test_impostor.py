"""Somebody else at a backend's address: learns nothing from the command line, and gets in nowhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from impostor import NOBODY, USERS, sitting
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from apprentice_backend import client as module
from apprentice_backend.backend_file import write_address
from apprentice_backend.client import UNPROVEN_BYTES, Client, connect_to
from apprentice_shared.codec import encode
from apprentice_shared.data_folder import Address, read_address, read_token
from apprentice_shared.errors import UnprovenServer
from apprentice_shared.messages import Challenge, ErrorReply, GetProfiles, Prove
from apprentice_shared.session import PROTOCOL_VERSION

Backend = tuple[subprocess.Popen[str], int]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that another user could get to, were its own rights not in the way."""
    above = Path(tempfile.mkdtemp())
    above.chmod(0o755)
    yield above / "data"
    shutil.rmtree(above)


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[], Backend]]:
    """Start a real backend on the folder; give its process and its port. It is killed at the end."""
    started = []

    def run() -> Backend:
        command = [sys.executable, "-m", "apprentice_backend", "serve", "--data-dir", str(folder), "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.Popen([*command, "--engine", "fake"], stdout=subprocess.PIPE, text=True, env=environment)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Serving")
        return process, _port(folder)

    yield run
    for process in started:
        process.kill()
        process.communicate()


def _port(folder: Path) -> int:
    found = read_address(folder)
    assert found is not None
    return found.port


def _dial(port: int) -> Client:
    """Connect to a port without a look at the lock, as a client would that has just looked."""
    socket = connect(f"ws://127.0.0.1:{port}/", compression=None, proxy=None, max_size=UNPROVEN_BYTES)
    return Client(socket, TOKEN, port)


TOKEN = "the-token-of-the-backend-that-was-here-before"
ANSWERS = {
    "nothing": "",
    "a proof of nothing": encode(Challenge("0" * 64, "0" * 64)),
    "a request for the token": encode(ErrorReply("", "wrong_token", "Send the token as text.")),
    "another version": encode(ErrorReply("", "wrong_version", "This backend speaks version 1: send the token.")),
    "noise": "noise",
    "more than is taken": "x" * (UNPROVEN_BYTES + 1),
}


@pytest.mark.parametrize("user", USERS)
def test_a_port_left_by_a_killed_backend(folder: Path, start: Callable[[], Backend], user: str) -> None:
    """The address of a dead backend is not even dialled, and the next backend has another token."""
    process, port = start()
    token = read_token(folder)
    process.kill()
    process.wait()
    with sitting(folder, user, port) as impostor:
        assert _port(folder) == impostor.port
        assert connect_to(folder) is None
        assert impostor.read == ([] if user else ["backend.json", "token", "backend.lock"])
        start()
        assert read_token(folder) != token
        with connect_to(folder) as client:  # type: ignore[union-attr]
            assert client.ask(GetProfiles("r1")).final.type == "profiles"
        assert impostor.end() == []


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_client_that_dials_all_the_same_says_hello_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    """Whatever the other side answers, it gets one hello, in which there is no secret."""
    monkeypatch.setattr(module, "_PROOF_TIMEOUT_S", 0.3)
    with sitting(tmp_path, answer=answer) as impostor:
        with pytest.raises(Exception, match=r"Something else answers|Another version of Apprentice|ended before"):
            _dial(impostor.port)
        (said,) = impostor.conversation()
    hello = json.loads(said)
    assert hello.keys() == {
        *("type", "protocol", "nonce_c", "client_id", "client", "pixel_formats", "last_seq", "instance", "language")
    }
    assert TOKEN not in said


@pytest.mark.parametrize("user", USERS)
def test_a_relay_to_the_backend_is_found_out(folder: Path, start: Callable[[], Backend], user: str) -> None:
    """Another port that passes everything on to the backend: the client notices, and the relay is not let in."""
    _, port = start()
    with sitting(folder, user, answer=str(port)) as relay:
        write_address(folder, Address("127.0.0.1", relay.port, os.getpid(), PROTOCOL_VERSION))
        with pytest.raises(UnprovenServer):
            connect_to(folder)
        (said,) = relay.conversation()
        assert json.loads(said)["type"] == "hello"
        assert read_token(folder) not in said
    write_address(folder, Address("127.0.0.1", port, os.getpid(), PROTOCOL_VERSION))
    with connect_to(folder) as client:  # type: ignore[union-attr]
        assert client.ask(GetProfiles("r1")).final.type == "profiles"


def test_what_was_overheard_opens_nothing(folder: Path, start: Callable[[], Backend]) -> None:
    """A hello and a proof that were recorded, and the server's own proof, do not open a second connection."""
    _, port = start()
    with sitting(folder, answer=str(port)) as relay:
        with pytest.raises(UnprovenServer):
            Client(
                connect(f"ws://127.0.0.1:{relay.port}/", compression=None, proxy=None), read_token(folder), relay.port
            )
        (hello,) = relay.conversation()
    for reflect in (True, False):
        with connect(f"ws://127.0.0.1:{port}/", compression=None, proxy=None) as socket:
            socket.send(hello)
            challenge = json.loads(socket.recv(timeout=10))
            socket.send(encode(Prove(challenge["proof"])) if reflect else hello)
            assert json.loads(socket.recv(timeout=10))["type"] == "error"
            with pytest.raises(ConnectionClosed):
                socket.recv(timeout=10)


def test_the_other_user_of_these_tests_is_nobody() -> None:
    """The number of the other user is that of a user without rights."""
    assert int(NOBODY) > 60_000
