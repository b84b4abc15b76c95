"""A backend for the time of one command, where none is running already."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from apprentice_shared.errors import StoreError

from .client import Client, connect_to

# `apprentice serve` says this on its standard output once it can be connected to.
READY = "Serving "
# Should this process die without a word, its backend ends by itself.
_IDLE_EXIT_S = 20
_END_TIMEOUT_S = 10.0


@contextmanager
def open_client(data_dir: Path) -> Iterator[Client]:
    """Connect to the backend of a data folder, and start one for the time of the context where none runs.

    Raises:
        RequestError: the backend does not take this client.
        StoreError: no backend could be started; the text is what it said itself.
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


@contextmanager
def _started(data_dir: Path) -> Iterator[None]:
    """Start a backend in a process of its own, wait until it can be reached, end it afterwards."""
    command = [sys.executable, "-m", "apprentice_backend", "serve", "--data-dir", str(data_dir)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, "--idle-exit-s", str(_IDLE_EXIT_S)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            # Ctrl+C is for the command, which ends its backend in good order.
            start_new_session=True,
        )
        try:
            assert process.stdout is not None
            if not process.stdout.readline().decode(errors="replace").startswith(READY):
                process.wait(_END_TIMEOUT_S)
                raise StoreError(_last_words(log))
            yield
        finally:
            _end(process)


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
    lines = log.read().decode(errors="replace").strip().splitlines()
    return (
        lines[-1].removeprefix("apprentice: ") if lines else "the backend could not be started: try `apprentice serve`"
    )
