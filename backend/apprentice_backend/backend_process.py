"""A client for one command: of the backend that runs, or of a backend that is started for the time of the command."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from apprentice_shared.errors import StoreError

from .client import Client, connect_to
from .krita_setup.launcher import backend_command

# The first word of `apprentice serve` on its standard output, once clients can connect.
READY = "Serving "
# A backend whose starter has died ends by itself.
_IDLE_EXIT_S = 20
_END_TIMEOUT_S = 10.0


@contextmanager
def open_client(data_dir: Path) -> Iterator[Client]:
    """Connect to the backend of a data folder, and start one for the time of the context where none runs.

    Raises:
        RequestError: the backend does not take this client.
        StoreError: no backend could be started; the text is the backend's own last sentence.
    """
    client = connect_to(data_dir)
    if client is not None:
        with client:
            yield client
        return
    with _started(data_dir):
        client = connect_to(data_dir)
        if client is None:
            raise StoreError(f"the backend of {data_dir} went away again: try again")
        with client:
            yield client


def start_detached(data_dir: Path, options: Sequence[str]) -> None:
    """Start the panel's backend so that it outlives this process; do nothing where one runs already.

    Raises:
        StoreError: the backend could not be started; the text is its own last sentence.
    """
    running = connect_to(data_dir)
    if running is not None:
        running.close()
        return
    with tempfile.TemporaryFile() as log:
        process = _start(backend_command(data_dir, options), log)
        _wait_until_ready(process, log)


@contextmanager
def _started(data_dir: Path) -> Iterator[None]:
    """Start a backend in another process, wait until it can be reached, end it afterwards."""
    with tempfile.TemporaryFile() as log:
        process = _start(backend_command(data_dir, idle_exit_s=_IDLE_EXIT_S), log)
        try:
            _wait_until_ready(process, log)
            yield
        finally:
            _end(process)


def _start(command: Sequence[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    # Ctrl+C is for the command at the terminal, which ends its backend in good order or leaves it to the panel.
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, start_new_session=True
    )


def _wait_until_ready(process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    assert process.stdout is not None
    if not process.stdout.readline().decode(errors="replace").startswith(READY):
        process.wait(_END_TIMEOUT_S)
        raise StoreError(_last_words(log))


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=_END_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def _last_words(log: IO[bytes]) -> str:
    """Return the sentence with which a backend gave up."""
    log.seek(0)
    last = log.read().decode(errors="replace").strip().rpartition("\n")[2]
    return last.strip().removeprefix("apprentice: ") or "the backend could not be started: try `apprentice serve`"
