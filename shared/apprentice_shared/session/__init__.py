"""The protocol as two state machines without I/O: frames in, messages out; messages in, frames out.

Whoever owns the socket calls `receive_data` with each frame that arrives and sends each frame that `data_to_send`
returns, after any call. The rules of the protocol live here and nowhere else.
"""

from __future__ import annotations

from .client import ClientSession
from .server import ServerSession
from .state import PROTOCOL_VERSION, SessionState

__all__ = ["PROTOCOL_VERSION", "ClientSession", "ServerSession", "SessionState"]
