"""Links to backends, and what they tell."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from apprentice.link import backend
from apprentice.link.backend import Launcher
from apprentice.link.keeper import Keeper
from apprentice.link.link import Link, LinkEvent
from apprentice.link.outbox import Outbox
from apprentice.link.pulse import Patience
from apprentice_shared import messages
from apprentice_shared.session import ClientSession

ROOT = Path(__file__).parents[2]


class Told:
    """Notes the link's events, and waits for one."""

    def __init__(self) -> None:
        self.events: list[LinkEvent] = []
        self._changed = threading.Condition()

    def __call__(self, event: LinkEvent) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait(self, wanted: Callable[[LinkEvent], object], after: int = 0, within_s: float = 20.0) -> LinkEvent:
        """Return the first event from the number `after` on that is wanted, waiting for it if it has not come."""

        def find() -> LinkEvent | None:
            return next((event for event in self.events[after:] if wanted(event)), None)

        with self._changed:
            assert self._changed.wait_for(find, within_s), f"not among {self.messages()}"
            found = find()
        assert found is not None
        return found

    def wait_for(self, kind: type[messages.Message]) -> messages.Message:
        """Return the first message of a type."""
        message = self.wait(lambda event: isinstance(event.message, kind)).message
        assert message is not None
        return message

    def messages(self) -> list[str]:
        """Return the types of the messages that came."""
        return [event.message.type for event in self.events if event.message is not None]


@contextmanager
def launched_link(
    data: Path,
    patience: Patience = Patience(),  # noqa: B008 - it cannot be changed
) -> Iterator[tuple[Link, Told, list[subprocess.Popen[bytes]]]]:
    """Make a link that starts the real backend on a data folder; yield it, its events, and the processes it started."""
    children: list[subprocess.Popen[bytes]] = []
    told = Told()
    paths = os.pathsep.join(str(ROOT / folder) for folder in ("shared", "backend"))
    serve = ("-m", "apprentice_backend", "serve", "--data-dir", str(data), "--port", "0", "--engine", "fake")
    words = ("env", f"PYTHONPATH={paths}", sys.executable, *serve, "--model", "steps=8,step_s=0.05")

    def start(launcher: Launcher) -> subprocess.Popen[bytes]:
        children.append(backend.start(launcher, os.environ))
        return children[-1]

    keeper = Keeper(
        lambda: Launcher(words, data),
        find=backend.find,
        start=start,
        last_words=backend.last_words,
        clock=time.monotonic,
    )
    link = Link(ClientSession("one"), keeper, Outbox(None, "one"), told, patience)
    yield link, told, children
    link.stop()
    for child in children:
        child.kill()
        child.wait(20)
