"""The version of the protocol, and the states of a session."""

from __future__ import annotations

import enum

PROTOCOL_VERSION = 1


class SessionState(enum.Enum):
    """The state of one connection: a client goes OFFLINE, GREETING, READY; a server GREETING, READY or CLOSED."""

    OFFLINE = "offline"
    GREETING = "greeting"
    READY = "ready"
    CLOSED = "closed"
