"""What the panel's dot says of the connection."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Phase(enum.Enum):
    """Where the connection is."""

    OFF = "off"  # no backend runs, and none is wanted yet
    STARTING = "starting"
    READY = "ready"
    LOST = "lost"
    FAILED = "failed"


@dataclass(frozen=True)
class Status:
    """The connection's phase, and one sentence on what to do where it failed."""

    phase: Phase
    text: str = ""
