"""Outboxes that earlier processes have left."""

from __future__ import annotations

from pathlib import Path

from apprentice.link.outbox import FOLDER, Outbox
from apprentice_shared.messages import Rate, Request, Signal

RATING = Rate("r1", "s1", 5, {"color": 1}, at=1_790_000_000.5)
PICK = Signal("p1", "s1", "picked")


def left_by(name: str, data: Path, *requests: Request) -> Outbox:
    """Leave requests in the file of a process that has ended."""
    outbox = Outbox(data, name)
    for request in requests:
        outbox.add(request)
    outbox.save()
    outbox.close()
    return outbox


def names_in(data: Path) -> list[str]:
    """Return the names in an outbox's folder."""
    return sorted(path.name for path in (data / FOLDER).iterdir())
