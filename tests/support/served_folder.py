"""A data folder as a backend leaves it while it serves: held, with a token and an address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apprentice_backend.backend_file import lock_folder, write_address
from apprentice_shared.data_folder import TOKEN_FILE, Address
from apprentice_shared.private_files import write_private
from apprentice_shared.session import PROTOCOL_VERSION


@contextmanager
def announcing(folder: Path, port: int, token: str) -> Iterator[None]:
    """Say in a data folder that this process serves it on a port, for the length of a block."""
    with lock_folder(folder):
        write_private(folder / TOKEN_FILE, token.encode())
        write_address(folder, Address("127.0.0.1", port, os.getpid(), PROTOCOL_VERSION))
        yield
