"""The half that both sides' sessions share: the protocol's version, the states, and the frames that wait to be sent."""

from __future__ import annotations

import enum

from ..images import Frame

PROTOCOL_VERSION = 2


class SessionState(enum.Enum):
    """A connection's state.

    A client is OFFLINE, GREETING (its hello is on the way), PROVING (the server has proved itself, the client's own
    proof is on the way), then READY. A server is GREETING, PROVING (its challenge is on the way), then READY. Either is
    CLOSED for good where the greeting failed.
    """

    OFFLINE = "offline"
    GREETING = "greeting"
    PROVING = "proving"
    READY = "ready"
    CLOSED = "closed"


class Session:
    """One side of a connection."""

    def __init__(self, state: SessionState) -> None:
        self.state = state
        self._outgoing: list[Frame] = []

    def data_to_send(self) -> list[Frame]:
        """Return the frames to send now, in order, and forget them."""
        frames, self._outgoing = self._outgoing, []
        return frames
