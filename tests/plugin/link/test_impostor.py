"""Somebody else at the backend's address: learns nothing from the panel."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from impostor import USERS, sitting
from live_server import TOKEN, serving
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from apprentice.link.backend import Launcher, ServedFolder, find
from apprentice.link.keeper import Keeper, LinkStatus, Phase
from apprentice.link.link import Link, LinkEvent
from apprentice.link.outbox import Outbox
from apprentice.link.pulse import Patience
from apprentice.link.wire import UNPROVEN_BYTES
from apprentice_backend.backend_file import lock_folder, write_address, write_new_token
from apprentice_shared import messages as m
from apprentice_shared.codec import encode
from apprentice_shared.data_folder import Address
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.mailbox import Mailbox
from apprentice_shared.session import PROTOCOL_VERSION, ClientSession, ServerSession, SessionState


def _at(port: int) -> ServedFolder:
    """Return a port that a data folder names, with the token of the backend that should be there."""
    return ServedFolder(Address("127.0.0.1", port, 1, PROTOCOL_VERSION), TOKEN)


class Guide:
    """Stands in for the keeper: leads to one place, until that turns out to be wrong."""

    wants_seen = 0

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.place: ServedFolder | None = None
        self.stays = False
        self.refusals: list[str] = []
        self.was_wrong = threading.Event()

    def look(self, *, pending: bool) -> tuple[ServedFolder | None, LinkStatus, float]:
        """Say where to connect."""
        return self.place, LinkStatus(Phase.LOST), 0.02

    def welcomed(self) -> None:
        """Take note of nothing."""

    def refused(self, text: str) -> None:
        """Keep what was said."""
        self.refusals.append(text)
        self.broken()

    def broken(self, *, hung: bool = False) -> None:
        """Do not go there again, unless the place is known to be right."""
        if not self.stays:
            self.place = None
        self.was_wrong.set()


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
    guide, came, recorded = Guide(tmp_path / "outbox"), list[m.Message](), threading.Event()

    def note(event: LinkEvent) -> None:
        if event.message is not None:
            came.append(event.message)
            if isinstance(event.message, m.Recorded):
                recorded.set()

    link = Link(ClientSession("one"), guide, Outbox(guide.data_dir, "one"), note, Patience(greet_s=3.0))  # type: ignore[arg-type]
    canvas = ImageFrame("ask", PixelFormat.RGBA, 16, 16, bytes(1024))
    link.start()
    link.send(m.Suggest("ask", width_px=16, height_px=16, canvas=canvas.hash, subject="a secret"), canvas)
    link.send(m.SetSignal("w1", "inserted", False))
    yield Panel(link, guide, came, recorded)
    link.stop()


def _send_to(panel: Panel, place: ServedFolder) -> None:
    panel.guide.was_wrong.clear()
    panel.guide.place = place
    assert panel.guide.was_wrong.wait(20)


def keeper_of(folder: Path) -> Keeper:
    """Return a real keeper of a folder, which starts nothing."""
    launcher = Launcher(("false",), folder)
    return Keeper(
        lambda: launcher, find=find, start=lambda _: pytest.fail("started"), last_words=str, clock=time.monotonic
    )


def _arrives(panel: Panel, port: int) -> None:
    """Wait until the backend at a port has what the panel had to send."""
    panel.guide.stays, panel.guide.place = True, _at(port)
    assert panel.recorded.wait(20)
    panel.guide.stays, panel.guide.place = False, None


@contextmanager
def _saying(garbage: str | bytes) -> Iterator[int]:
    """Serve one backend that proves itself, welcomes everybody, and then sends garbage; give its port."""

    def talk(socket: ServerConnection) -> None:
        session = ServerSession(TOKEN, server.socket.getsockname()[1])
        with suppress(ConnectionClosed):
            while session.state is not SessionState.READY:
                if session.receive_data(socket.recv(timeout=20)):
                    session.accept(WELCOME, Mailbox())
                for frame in session.data_to_send():
                    assert isinstance(frame, str)
                    socket.send(frame)
            socket.send(garbage)
            for _ in socket:
                pass

    with serve(talk, "127.0.0.1", 0, compression=None, max_size=None) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.socket.getsockname()[1]
        server.shutdown()
        thread.join()


WELCOME = m.Welcome(
    PROTOCOL_VERSION, "s", "i", "rgba", m.LimitsPart(1, 1, 1), m.EnginePart("fake", "Fake"), (), {"color": ("warm",)}
)
GARBAGE = {
    "noise": "noise",
    "binary noise": b"\x93" * 500,
    "an unknown message": '{"type":"dance","id":"ask"}',
    "half a character": '{"type":"notice","id":"ask","text":"\\ud800"}',
    "a number without end": '{"type":"queued","id":"ask","position":' + "9" * 5000 + "}",
    "brackets without end": "[" * 10**6,
    "a text that is too long": '{"type":"notice","id":"ask","text":"' + "x" * (8 * 2**20) + '"}',
    "a second challenge": encode(m.Challenge("0" * 64, "0" * 64)),
    "a request": encode(m.GetTaste("ask")),
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_noise_from_a_proved_backend_costs_one_connection(panel: Panel, tmp_path: Path, garbage: str | bytes) -> None:
    """A frame that breaks the protocol is told, and what was to be sent arrives with the next connection."""
    with _saying(garbage) as port:
        _send_to(panel, _at(port))
    assert panel.guide.refusals
    with serving(tmp_path / "data") as server:
        _arrives(panel, server.port)


ANSWERS = {
    "nothing": "",
    "a proof of nothing": encode(m.Challenge("0" * 64, "0" * 64)),
    "a request for the token": encode(m.ErrorReply("", "wrong_token", "Send the token as text.")),
    "another version": encode(m.ErrorReply("", "wrong_version", "This backend speaks version 1: send the token.")),
    "noise": "noise",
    "more than is taken": "x" * (UNPROVEN_BYTES + 1),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_whoever_cannot_prove_to_be_the_backend_gets_a_hello_alone(panel: Panel, tmp_path: Path, answer: str) -> None:
    """No token, no rating and no picture goes there, and nothing that it says reaches the artist."""
    with sitting(tmp_path, answer=answer) as impostor:
        _send_to(panel, _at(impostor.port))
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
            _send_to(panel, _at(relay.port))
            (said,) = relay.conversation()
        assert json.loads(said)["type"] == "hello"
        assert "Something else answers" in panel.guide.refusals[-1]
        assert server.clients() == []
        _arrives(panel, server.port)


@pytest.mark.parametrize("user", USERS)
def test_an_address_that_a_killed_backend_left_is_not_dialled(tmp_path: Path, user: str) -> None:
    """Nobody holds the folder's lock: whoever listens at the address that stands in it hears nothing at all."""
    folder = tmp_path / "data"
    with sitting(folder, user) as impostor, lock_folder(folder):
        write_new_token(folder)
        write_address(folder, Address("127.0.0.1", impostor.port, 1, PROTOCOL_VERSION))
        assert find(folder) is not None
    with sitting(folder, user, impostor.port) as impostor:
        link = Link(ClientSession("one"), keeper_of(folder), Outbox(folder, "one"), lambda _: None)
        link.start()
        link.send(m.SetSignal("w1", "inserted", False))
        done = threading.Event()
        link.run(done.set)
        assert done.wait(20)
        link.stop()
        assert impostor.end() == []


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
