"""A connection that sends nothing: for tests of what the panel shows, beside those with a real server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from apprentice.link.keeper import LinkStatus, Phase
from apprentice.qt import QObject, QTimer, Signal
from apprentice_shared import messages


class SilentConnection(QObject):
    """What `App` needs of a `BackendConnection`: jobs are done in the next turn, `sent` has all requests."""

    status_changed = Signal(object)
    message_arrived = Signal(object)
    picture_arrived = Signal(object)
    keeping_changed = Signal(str)

    def __init__(self, _plugin_dir: Path, _version: str, parent: QObject) -> None:
        super().__init__(parent)
        self.sent: list[messages.Request] = []

    def open(self) -> None:
        """Say that the backend is there."""
        self.status_changed.emit(LinkStatus(Phase.READY))

    def want(self) -> None:
        """Do nothing: the backend is there."""

    def run(self, job: Callable[[], None]) -> None:
        """Do a job in the next turn of the event loop."""
        QTimer.singleShot(0, job)

    def send(self, request: messages.Request, _image: Any = None) -> None:
        """Note a request."""
        self.sent.append(request)

    def cancel(self, request_id: str) -> None:
        """Do nothing: the request was only noted."""

    def close(self) -> None:
        """Do nothing."""
