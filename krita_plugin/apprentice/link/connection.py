"""The one connection of this Krita process: requests go in, Qt signals on Krita's thread come out."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from ..pictures.convert import to_picture
from ..qt import QObject, Signal
from ..vendored import ClientSession, ImageFrame, in_use, messages
from . import backend
from .keeper import Keeper, LinkStatus, Phase
from .link import Link, LinkEvent
from .outbox import Outbox


class BackendConnection(QObject):
    """Sends requests, and emits what arrives. Its methods return at once.

    "The worker" is the sending thread of `Link`: it does pieces of work and sends requests, in their order.

    `status_changed` carries a `LinkStatus`, `message_arrived` a `Message`, `picture_arrived` a decoded `Picture`,
    `keeping_changed` the sentence on requests that cannot be kept on disk, "" once they are.

    Args:
        plugin_dir: the folder that may hold `launcher.json`.
        version: this plugin's version, for the server's log.
    """

    status_changed = Signal(object)
    message_arrived = Signal(object)
    picture_arrived = Signal(object)
    keeping_changed = Signal(str)
    _status_arrived = Signal(object, int)

    def __init__(self, plugin_dir: Path, version: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        client_id = uuid.uuid4().hex
        keeper = Keeper(
            lambda: backend.read_launcher(plugin_dir),
            find=backend.find,
            start=lambda launcher: backend.start(launcher, os.environ),
            last_words=backend.last_words,
            clock=time.monotonic,
        )
        session = ClientSession(client_id, client=f"krita {version}", pixel_formats=("rgba", "png"))
        session.language = in_use()
        self._link = Link(session, keeper, Outbox(None, client_id), self._on_event)
        self.status = LinkStatus(Phase.OFF)
        self._wants = 0
        self._status_arrived.connect(self._take_status)

    def open(self) -> None:
        """Connect to the backend as soon as one runs; none is started."""
        self._link.start()

    def close(self) -> None:
        """End the connection; durable requests without an answer stay in the outbox."""
        self._link.stop()

    def want(self) -> None:
        """Connect to the backend, which is started where none runs, and tried again where it failed."""
        self._wants += 1
        if self.status.phase is Phase.FAILED:
            # A second failure is then news, also where its sentence is the same.
            self._take_status(LinkStatus(Phase.STARTING), self._wants)
        self._link.start()
        self._link.want()

    def send(self, request: messages.Request, image: ImageFrame | None = None) -> None:
        """Send a request, now or with the next connection, and the image that it names unless the backend holds it."""
        self._link.send(request, image)

    def run(self, work: Callable[[], None]) -> None:
        """Do a piece of work on the worker."""
        self._link.run(work)

    def cancel(self, request_id: str) -> None:
        """Stop a request, whether it waits here, in the queue, or is being answered."""
        self._link.cancel(messages.Cancel(id=uuid.uuid4().hex, target=request_id))

    def _on_event(self, event: LinkEvent) -> None:
        """Pass an event on to Krita's thread; called on any thread of the link."""
        if event.status is not None:
            self._status_arrived.emit(event.status, event.wants)
        elif event.keeping is not None:
            self.keeping_changed.emit(event.keeping)
        elif event.image is not None:
            picture = to_picture(event.image)
            if picture is not None:
                self.picture_arrived.emit(picture)
        elif event.message is not None:
            self.message_arrived.emit(event.message)

    def _take_status(self, status: LinkStatus, wants: int) -> None:
        """Take a status, on Krita's thread; the failure of what was wanted before is none of what is wanted now."""
        if status != self.status and (status.phase is not Phase.FAILED or wants == self._wants):
            self.status = status
            self.status_changed.emit(status)
