"""The backend as a process: how it starts, what it leaves, how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from talker import talking

from apprentice_backend.config import Config
from apprentice_backend.engines import NAMES
from apprentice_backend.server import run_backend
from apprentice_shared.data_folder import Address, find_backend, is_served, read_address, read_token
from apprentice_shared.errors import ConfigError, StoreError
from apprentice_shared.session import PROTOCOL_VERSION

CODE = """
import sys
from pathlib import Path
from apprentice_backend.config import load
from apprentice_backend.server import run_backend
from apprentice_shared.errors import ApprenticeError
given = dict(item.split("=", 1) for item in sys.argv[2:])
try:
    config = load({"data_dir": Path(sys.argv[1]), "engine": "fake", **given}, {})
    run_backend(config, lambda port: print(port, flush=True))
except ApprenticeError as exc:
    sys.exit(str(exc))
"""

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """A function that starts a backend on a folder with options; all are ended afterwards."""
    started = []

    def run(folder: Path, *options: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", CODE, str(folder), *options]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.communicate()


def port_of(process: subprocess.Popen[str]) -> int:
    """Wait until a backend is ready and return its port."""
    assert process.stdout is not None
    return int(process.stdout.readline())


def ask_something(folder: Path) -> None:
    """Find the backend as a client does, and have it make a slate."""
    found = find_backend(folder)
    assert found is not None
    with talking(found[0].port, found[1]) as talker:
        talker.slate("r1")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_ends_it_in_good_order(start: Start, tmp_path: Path, number: signal.Signals) -> None:
    """A backend exits with 0 and without a word, and leaves no file that says it is running."""
    process = start(tmp_path, "port=0")
    port = port_of(process)
    assert read_address(tmp_path) == Address("127.0.0.1", port, process.pid, PROTOCOL_VERSION)
    ask_something(tmp_path)
    process.send_signal(number)
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 0
    assert read_address(tmp_path) is None


@pytest.mark.parametrize("engine", ["fake", "studies"])
def test_studies_have_the_artists_own_packs_whatever_the_default_engine(
    start: Start, tmp_path: Path, engine: str
) -> None:
    """A request that names studies gets pictures of the artist's own values."""
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "mine.toml").write_text("[mood.candle]\nlight = { key = 0.34 }\n", encoding="utf-8")
    port = port_of(start(tmp_path, "port=0", f"engine={engine}"))
    with talking(port, read_token(tmp_path)) as talker:
        talker.slate("r1", engine="studies", packs=("mine",), locks={"mood": {"candle": 1.0}})


def test_a_second_backend_is_refused(start: Start, tmp_path: Path) -> None:
    """The second backend exits with a sentence that names the first, which goes on."""
    first = start(tmp_path, "port=0")
    port = port_of(first)
    second = start(tmp_path, "port=0")
    out, err = second.communicate(timeout=60)
    assert (second.returncode, out) == (1, "")
    assert err.count("\n") == 1
    assert f"process {first.pid}, port {port}" in err
    ask_something(tmp_path)


def test_a_killed_backend_leaves_the_folder_free(start: Start, tmp_path: Path) -> None:
    """The files that kill -9 leaves behind do not keep the next backend from starting."""
    first = start(tmp_path, "port=0")
    port_of(first)
    first.kill()
    first.wait(60)
    assert read_address(tmp_path) is not None
    assert not is_served(tmp_path)
    second = start(tmp_path, "port=0")
    port_of(second)
    ask_something(tmp_path)


def test_a_port_that_is_taken_is_passed_over(start: Start, tmp_path: Path) -> None:
    """A port that another program listens on is passed over: the next free one is used and told."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        process = start(tmp_path, f"port={taken}")
        assert port_of(process) > taken
        ask_something(tmp_path)


def test_it_ends_some_time_after_its_last_client(start: Start, tmp_path: Path) -> None:
    """With idle_exit_s it ends by itself, in good order."""
    process = start(tmp_path, "port=0", "idle_exit_s=0.3")
    port_of(process)
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 0
    assert read_address(tmp_path) is None


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ({"engine": "dall-e"}, NAMES),
        ({"agent": "guru"}, ("bayes",)),
        ({"host": "203.0.113.7"}, ("203.0.113.7", "127.0.0.1")),
    ],
    ids=["engine", "agent", "address"],
)
def test_what_cannot_be_served_is_refused(tmp_path: Path, option: dict[str, str], words: tuple[str, ...]) -> None:
    """An unknown engine or agent, or a host beyond this machine, is one sentence that says what there is."""
    with pytest.raises(ConfigError) as caught:
        run_backend(Config(tmp_path, **{"engine": "fake", "port": 0, **option}))  # type: ignore[arg-type]
    assert all(word in str(caught.value) for word in words)
    assert read_address(tmp_path) is None


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """A data folder in a place where none can be made is one sentence."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be used"):
        run_backend(Config(tmp_path / "file" / "data", engine="fake", port=0))


@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files where they are")
def test_a_backend_without_its_folder_ends(start: Start, tmp_path: Path, how: str) -> None:
    """A backend ends by itself once its folder is another one, into which it has written nothing; the next begins."""
    folder, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    process = start(folder, "port=0")
    port_of(process)
    ask_something(folder)
    folder.rename(elsewhere)
    if how == "deleted":
        shutil.rmtree(elsewhere)
    if how == "replaced":
        shutil.copytree(elsewhere, folder)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert folder.exists() == (how == "replaced")
    port_of(start(folder, "port=0"))
    ask_something(folder)
