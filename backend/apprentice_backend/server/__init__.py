"""The server: web sockets on one side, the studio on the other.

`lifecycle` is one run from lock to last line, `server` listens and greets, `connection` is one web socket, `clients`
are those who come back, `desk` takes their requests to the studio.
"""

from __future__ import annotations

from .lifecycle import run_backend
from .server import Server, ServerSettings

__all__ = ["Server", "ServerSettings", "run_backend"]
