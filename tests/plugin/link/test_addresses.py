"""A backend's address that something else sits on, and a backend that hangs: real sockets, the real link and keeper."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from links import Told, launched_link
from live_server import TOKEN, LiveServer, serving
from served_folder import announcing
from strangers import STRANGERS, Stranger

from apprentice.link import backend, keeper
from apprentice.link.backend import Launcher
from apprentice.link.keeper import HANGS, OTHER_VERSION, Keeper, LinkStatus, Phase
from apprentice.link.link import Link
from apprentice.link.outbox import Outbox
from apprentice.link.pulse import Patience
from apprentice_backend.backend_file import write_address
from apprentice_shared import messages
from apprentice_shared.data_folder import TOKEN_FILE, Address
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.private_files import write_private
from apprentice_shared.session import PROTOCOL_VERSION, ClientSession

IMPATIENT = Patience(connect_s=0.3, greet_s=0.3, quiet_s=0.3, hang_s=0.5, look_s=0.1)
KINDS = pytest.mark.parametrize("kind", STRANGERS.values(), ids=STRANGERS)
Kind = Callable[[], AbstractContextManager[Stranger]]


class Home:
    """A data folder, a link to whoever serves it, and a start that serves it from this process."""

    def __init__(self, folder: Path) -> None:
        self.data, self.told, self.open = folder / "data", Told(), ExitStack()
        self.data.mkdir(mode=0o700)
        self.starts = 0
        self.server: LiveServer | None = None
        launcher = Launcher(("serve",), self.data)
        self.keeper = Keeper(
            lambda: launcher,
            find=backend.find,
            start=self._start,
            last_words=backend.last_words,
            clock=time.monotonic,
        )
        self.link = Link(ClientSession("one"), self.keeper, Outbox(None, "one"), self.told, IMPATIENT)

    pid = 1

    def poll(self) -> None:
        """Run on, as a child."""

    def say(self, port: int, pid: int = 4_194_303) -> None:
        """Leave an address and a token, as a backend that was killed has."""
        write_private(self.data / TOKEN_FILE, TOKEN.encode())
        write_address(self.data, Address("127.0.0.1", port, pid, PROTOCOL_VERSION))

    def _start(self, _: Launcher) -> Home:
        self.starts += 1
        self.server = self.open.enter_context(serving(self.data))
        self.open.enter_context(announcing(self.data, self.server.port, TOKEN))
        return self

    def failure(self, after: int = 0) -> LinkStatus:
        """Return the first failure among the events from the number `after` on, waiting for it."""
        event = self.told.wait(lambda event: event.status is not None and event.status.phase is Phase.FAILED, after)
        assert event.status is not None
        return event.status


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home whose keeper loses patience at once."""
    monkeypatch.setattr(keeper, "HANGS_AFTER_S", 0.6)
    home = Home(tmp_path)
    with home.open:
        yield home
        home.link.stop()


def _ask(home: Home, request_id: str) -> None:
    home.link.want()
    home.link.send(messages.Suggest(request_id, width_px=64, height_px=64))


@KINDS
def test_an_address_that_was_left_behind_is_not_called(home: Home, kind: Kind) -> None:
    """Nobody holds the folder: a backend is started, whatever answers at the address before."""
    with kind() as stranger:
        home.say(stranger.port)
        home.link.start()
        _ask(home, "ask")
        home.told.wait_for(messages.SlateReady)
        assert (home.starts, stranger.calls) == (1, 0)


@KINDS
def test_a_stranger_at_the_address_of_a_living_backend_is_told(home: Home, kind: Kind) -> None:
    """None is started beside it; each press is answered by one sentence; the right address is found by itself."""
    with kind() as stranger:
        home.open.enter_context(announcing(home.data, stranger.port, TOKEN))
        home.link.start()
        _ask(home, "first")
        text = home.failure().text
        assert text in (HANGS, OTHER_VERSION) or "Something else" in text
        asked = len(home.told.events)
        _ask(home, "second")
        assert home.failure(asked).text == text
        assert home.starts == 0
        # Attempts are seconds apart by then, not as many as fit.
        calls = stranger.calls
        assert calls < 20
        server = home.open.enter_context(serving(home.data))
        home.say(server.port)
        home.link.want()
        home.told.wait_for(messages.SlateReady)


_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows stops no processes: run this elsewhere")


@_POSIX
@pytest.mark.parametrize("mib", [0, 64], ids=["nothing to send", "64 MiB to send"])
def test_a_backend_that_hangs_in_the_middle_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mib: int) -> None:
    """SIGSTOP ends in a sentence, also where a picture is stuck in the socket; SIGCONT mends it."""
    monkeypatch.setattr(keeper, "HANGS_AFTER_S", 0.6)
    with launched_link(tmp_path / "data", IMPATIENT) as (link, told, children):
        link.start()
        link.want()
        link.send(messages.Suggest("ask", width_px=64, height_px=64))
        told.wait_for(messages.Progress)
        (child,) = children
        os.kill(child.pid, signal.SIGSTOP)
        try:
            if mib:
                side = 4096
                canvas = ImageFrame("large", PixelFormat.RGBA, side, mib * 2**20 // side // 4, bytes(mib * 2**20))
                link.send(messages.Suggest("large", width_px=64, height_px=64, canvas=canvas.hash), canvas)
            failed = told.wait(lambda event: event.status is not None and event.status.phase is Phase.FAILED).status
        finally:
            os.kill(child.pid, signal.SIGCONT)
        assert failed is not None
        assert failed.text == HANGS
        slate = told.wait_for(messages.SlateReady)
        assert isinstance(slate, messages.SlateReady)
        assert slate.id == ("large" if mib else "ask")
        assert len(children) == 1
