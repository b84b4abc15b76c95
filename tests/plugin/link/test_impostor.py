"""Somebody else at the backend's address: learns nothing from the panel."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from impostor import USERS, sitting
from live_server import TOKEN, serving

from apprentice.link import link as module
from apprentice.link.keeper import LinkStatus, Phase
from apprentice.link.link import Link, LinkEvent
from apprentice.link.outbox import Outbox
from apprentice_shared import messages as m
from apprentice_shared.codec import encode
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.session import ClientSession


@dataclass(frozen=True)
class Place:
    """An address, with the token of the backend that should be there."""

    port: int
    token: str = TOKEN
    host: str = "127.0.0.1"


class Guide:
    """Stands in for the keeper: leads to one place, until that turns out to be wrong."""

    data_dir = None

    def __init__(self) -> None:
        self.place: Place | None = None
        self.refusals: list[str] = []
        self.was_wrong = threading.Event()

    def look(self, *, pending: bool) -> tuple[Place | None, LinkStatus, float]:
        """Say where to connect."""
        return self.place, LinkStatus(Phase.LOST), 0.02

    def welcomed(self) -> None:
        """Take note of nothing."""

    def refused(self, text: str) -> None:
        """Keep what was said."""
        self.refusals.append(text)
        self.broken()

    def broken(self, *_: object) -> None:
        """Do not go there again."""
        self.place = None
        self.was_wrong.set()

    unreachable = broken


@dataclass
class Panel:
    """A link with its guide and the messages that came."""

    link: Link
    guide: Guide
    came: list[m.Message]
    recorded: threading.Event


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    """A link that has a picture and a rating to send, and no place to send them to."""
    guide, came, recorded = Guide(), list[m.Message](), threading.Event()

    def note(event: LinkEvent) -> None:
        if event.message is not None:
            came.append(event.message)
            if isinstance(event.message, m.Recorded):
                recorded.set()

    link = Link(ClientSession("one"), guide, Outbox(tmp_path / "outbox", "one"), note)  # type: ignore[arg-type]
    canvas = ImageFrame("ask", PixelFormat.RGBA, 16, 16, bytes(1024))
    link.start()
    link.send(m.Suggest("ask", width_px=16, height_px=16, canvas=canvas.hash, subject="a secret"), canvas)
    link.send(m.SetSignal("w1", "inserted", False))
    yield Panel(link, guide, came, recorded)
    link.stop()


def _send_to(panel: Panel, place: Place) -> None:
    panel.guide.was_wrong.clear()
    panel.guide.place = place
    assert panel.guide.was_wrong.wait(20)


ANSWERS = {
    "nothing": "",
    "a proof of nothing": encode(m.Challenge("0" * 64, "0" * 64)),
    "a request for the token": encode(m.ErrorReply("", "wrong_token", "Send the token as text.")),
    "another version": encode(m.ErrorReply("", "wrong_version", "This backend speaks version 1: send the token.")),
    "noise": "noise",
    "more than is taken": "x" * (module.UNPROVEN_BYTES + 1),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_whoever_cannot_prove_to_be_the_backend_gets_a_hello_alone(
    panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    """No token, no rating and no picture goes there, and nothing that it says reaches the artist."""
    monkeypatch.setattr(module, "PROOF_TIMEOUT_S", 0.3)
    with sitting(tmp_path, answer=answer) as impostor:
        _send_to(panel, Place(impostor.port))
        (said,) = impostor.conversation()
    assert json.loads(said)["type"] == "hello"
    assert TOKEN not in said
    assert panel.came == []
    assert not any("token" in refusal.lower() for refusal in panel.guide.refusals)


@pytest.mark.parametrize("user", USERS)
def test_a_relay_gets_nothing_and_the_backend_gets_all(panel: Panel, tmp_path: Path, user: str) -> None:
    """Behind a relay the panel says hello and no more; at the backend's own port it sends what waited."""
    with serving(tmp_path / "data") as server:
        with sitting(tmp_path, user, answer=str(server.port)) as relay:
            _send_to(panel, Place(relay.port))
            (said,) = relay.conversation()
        assert json.loads(said)["type"] == "hello"
        assert "Something else answers" in panel.guide.refusals[-1]
        assert server.clients() == []
        panel.guide.place = Place(server.port)
        assert panel.recorded.wait(20)
        panel.guide.place = None


def test_what_cannot_be_sent_is_answered_at_once(panel: Panel) -> None:
    """A request with half a character ends with a sentence, and those after it go on."""
    done = threading.Event()
    panel.link.send(m.CreateProfile("bad", "half \ud800"))
    panel.link.run(done.set)
    assert done.wait(20)
    (reply,) = panel.came
    assert isinstance(reply, m.ErrorReply)
    assert (reply.id, reply.code) == ("bad", "bad_value")
    assert "half a character" in reply.message
