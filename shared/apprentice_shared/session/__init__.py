"""The protocol as two state machines without I/O: frames in, messages out; messages in, frames out.

The owner of the socket calls `receive_data` with each frame that arrives, and after any call sends the frames that
`data_to_send` returns. The rules of the protocol live here and nowhere else; `greeting` has the client's half of the
greeting, `proof` its arithmetic.
"""

from __future__ import annotations

from .base import PROTOCOL_VERSION, SessionState
from .client import ClientSession
from .greeting import OTHER_VERSION
from .server import ServerSession

__all__ = ["OTHER_VERSION", "PROTOCOL_VERSION", "ClientSession", "ServerSession", "SessionState"]
