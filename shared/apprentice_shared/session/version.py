"""What both sides' sessions have in common: the protocol's version, and the states of a connection."""

from __future__ import annotations

import enum

PROTOCOL_VERSION = 1


class State(enum.Enum):
    """Where a connection is."""

    OFFLINE = "offline"
    GREETING = "greeting"
    READY = "ready"
    CLOSED = "closed"
