"""Errors that nobody expected, on each thread of the link: a sentence, and on it goes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from links import Told
from live_server import TOKEN, LiveServer, serving
from served_folder import announcing

from apprentice.link import backend, endurance, link, wire
from apprentice.link.backend import Launcher
from apprentice.link.endurance import went_wrong
from apprentice.link.keeper import Keeper
from apprentice.link.link import Link, LinkEvent
from apprentice.link.outbox import Outbox
from apprentice_shared import messages
from apprentice_shared.session import ClientSession


class Line:
    """A link to a real server, with a callback that can be made to fail."""

    def __init__(self, data: Path) -> None:
        self.told = Told()
        self.fails_at: type[messages.Message] | None = None
        self.keeper = Keeper(
            lambda: Launcher(("serve",), data),
            find=backend.find,
            start=lambda _: pytest.fail("it runs"),
            last_words=backend.last_words,
            clock=time.monotonic,
        )
        self.link = Link(ClientSession("one"), self.keeper, Outbox(None, "one"), self.take)

    def take(self, event: LinkEvent) -> None:
        """Take an event, or fail at it."""
        if self.fails_at is not None and isinstance(event.message, self.fails_at):
            self.fails_at = None
            raise RuntimeError("on purpose")
        self.told(event)

    def wait_for_sentence(self, request_id: str = "") -> None:
        """Wait until the artist was told."""
        self.told.wait(
            lambda event: (
                isinstance(event.message, messages.ErrorReply)
                and event.message.message == went_wrong()
                and event.message.id == request_id
            )
        )

    def ask(self, request_id: str) -> None:
        """Ask for the profiles, and wait for them."""
        self.link.send(messages.GetProfiles(request_id))
        self.told.wait(
            lambda event: isinstance(event.message, messages.ProfilesReport) and event.message.id == request_id
        )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    """A real server that holds its folder."""
    with serving(tmp_path / "data") as running, announcing(tmp_path / "data", running.port, TOKEN):
        yield running


@pytest.fixture
def line(server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """A link to it whose threads start again at once."""
    monkeypatch.setattr(endurance, "FIRST_RESTART_S", 0.01)
    line = Line(tmp_path / "data")
    yield line
    line.link.stop()


def _fail(*_: object, **__: object) -> None:
    raise RuntimeError("on purpose")


def test_a_job_that_fails_is_told_and_the_next_is_done(line: Line) -> None:
    """The sending thread goes through its work to the end."""
    line.link.start()
    line.link.run(_fail)
    line.wait_for_sentence()
    line.ask("after")


def test_the_sending_thread_starts_again(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error outside of any job, as in the outbox' clock, ends nothing."""
    before = link.OutboxWatch.next_in_s
    with monkeypatch.context() as broken:
        broken.setattr(link.OutboxWatch, "next_in_s", property(_fail))
        line.link.start()
        line.wait_for_sentence()
    assert link.OutboxWatch.next_in_s is before
    line.ask("after")


@pytest.mark.parametrize(("part", "name"), [("keeper", "look"), ("wire", "attach"), ("wire", "receive")])
def test_the_receiving_thread_starts_again(line: Line, monkeypatch: pytest.MonkeyPatch, part: str, name: str) -> None:
    """An error before, at the beginning of or within a conversation is told, and another is begun."""
    with monkeypatch.context() as broken:
        broken.setattr(line.keeper if part == "keeper" else wire.Wire, name, _fail)
        line.link.start()
        line.wait_for_sentence()
    line.ask("after")


def test_the_watching_thread_starts_again(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error at a look at the connection ends neither the watch nor the connection."""
    looked = threading.Event()
    look = wire.Wire.look
    monkeypatch.setattr(line.link, "_patience", wire.Patience(look_s=0.01))
    with monkeypatch.context() as broken:
        broken.setattr(wire.Wire, "look", _fail)
        line.link.start()
        line.wait_for_sentence()
        broken.setattr(wire.Wire, "look", lambda self: (looked.set(), look(self))[1])
        assert looked.wait(20)
    line.ask("after")


def test_a_message_that_cannot_be_taken_ends_its_request_alone(line: Line) -> None:
    """Whoever waits for it hears so, and the connection stays."""
    line.fails_at = messages.ProfilesReport
    line.link.start()
    line.link.send(messages.GetProfiles("lost"))
    line.wait_for_sentence("lost")
    line.ask("after")
    assert line.told.messages().count("welcome") == 1


def test_a_request_that_cannot_be_sent_is_answered(line: Line) -> None:
    """Half a character, as a broken file name brings, is refused with a sentence; the connection stays."""
    line.link.start()
    line.told.wait_for(messages.Welcome)
    line.link.send(messages.SetStart("half", "portfolio", "/\ud800"))
    error = line.told.wait_for(messages.ErrorReply)
    assert isinstance(error, messages.ErrorReply)
    assert error.id == "half"
    line.ask("after")
    assert line.told.messages().count("welcome") == 1
