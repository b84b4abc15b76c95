"""The server: web sockets on one side, the studio on the other.

`lifecycle` is one run of the backend, from the lock on its data folder to its end; `session_rank` gives it a rank
behind the artist's other programs. `server` listens and greets, `connection` is one web socket, `clients` are known
across their connections, `dispatcher` takes their requests to the studio.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from ..config import Config


def run_backend(config: Config, on_ready: Callable[[int], None] = lambda _port: None) -> None:
    """Serve one data folder until SIGTERM, SIGINT, or `config.idle_exit_s` without a client.

    `on_ready` is called with the port once clients can connect.

    While it serves, `backend.json` in the folder says where.

    Raises:
        ConfigError: there is no such engine or agent, or the address cannot be listened on.
        StoreError: another backend holds the folder, or it cannot be read or written.
    """
    # Read when numpy is first loaded. OpenBLAS' threads wait by spinning: beside a busy Krita, two of them take ten
    # times as long for the agents' small matrices as one does.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from .lifecycle import serve_folder  # noqa: PLC0415 - loads numpy

    serve_folder(config, on_ready)
