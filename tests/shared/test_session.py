"""Both sides of the protocol, joined by nothing but lists of frames."""

from __future__ import annotations

import pytest

from apprentice_shared import messages as m
from apprentice_shared.codec import encode
from apprentice_shared.errors import LocalProtocolError, RemoteProtocolError, UnsendableMessage
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.mailbox import Mailbox
from apprentice_shared.session import PROTOCOL_VERSION, ClientSession, ServerSession, SessionState

PORT = 41234
CANVAS = ImageFrame("x", PixelFormat.RGBA, 2, 2, bytes(16))
PROFILE = m.ProfilePart("p1", "My taste", 0)
ENGINE = m.EnginePart("fake", "Fake")


def _welcome(instance="i1", protocol=PROTOCOL_VERSION):
    return m.Welcome(protocol, "s", instance, "rgba", m.LimitsPart(1, 1, 1), ENGINE, (PROFILE,), {"color": ("warm",)})


def _whole(frame):
    """Return a frame as a socket delivers it: the fragments of an image in one piece."""
    return frame if isinstance(frame, str) else b"".join(frame)


def greet(client, server):
    """Carry the greeting up to the client's proof; return what the server gives to the application."""
    (hello,) = client.data_to_send()
    assert server.receive_data(hello) == []
    (challenge,) = server.data_to_send()
    assert client.receive_data(challenge) == []
    (prove,) = client.data_to_send()
    return server.receive_data(prove)


class Pair:
    """A client, and the server's side of its present connection."""

    def __init__(self):
        self.client = ClientSession("c1")
        self.mailbox = Mailbox()
        self.server = None
        self.at_server = []
        self.at_client = []

    def connect(self, instance="i1"):
        self.client.connect("secret", PORT)
        self.server = ServerSession("secret", PORT)
        greet(self.client, self.server)
        self.server.accept(_welcome(instance), self.mailbox)

    def drop(self):
        self.client.disconnect()
        self.server = None

    def exchange(self):
        """Carry frames both ways until neither side has any."""
        moved = True
        while moved:
            up, down = self.client.data_to_send(), self.server.data_to_send()
            for frame in up:
                self.at_server += self.server.receive_data(_whole(frame))
            for frame in down:
                self.at_client += self.client.receive_data(_whole(frame))
            moved = bool(up or down)


@pytest.fixture
def pair():
    joined = Pair()
    joined.connect()
    joined.exchange()
    joined.at_client.clear()
    return joined


def test_handshake_makes_both_sides_ready(pair):
    """After hello and welcome requests are taken."""
    assert pair.client.state is SessionState.READY
    assert pair.server.state is SessionState.READY
    assert pair.client.welcome.instance == "i1"


def test_a_request_and_its_image_arrive_image_first(pair):
    """The canvas is there when the request that names it comes."""
    request = m.Suggest("r1", canvas=CANVAS.hash)
    pair.client.submit(request, CANVAS)
    pair.exchange()
    assert [type(item).__name__ for item in pair.at_server] == ["ImageFrame", "Suggest"]
    assert pair.at_server[0].request_id == "r1"
    assert pair.at_server[1] == request


def test_an_unchanged_canvas_is_not_sent_twice(pair):
    """The second request only names the image."""
    for request_id in ("r1", "r2"):
        pair.client.submit(m.Suggest(request_id, canvas=CANVAS.hash), CANVAS)
    pair.exchange()
    assert [type(item).__name__ for item in pair.at_server] == ["ImageFrame", "Suggest", "Suggest"]


def test_a_server_that_let_the_image_go_gets_it_again(pair):
    """`need_image` is answered by the session itself."""
    pair.client.submit(m.Suggest("r1", canvas=CANVAS.hash), CANVAS)
    pair.exchange()
    pair.at_server.clear()
    pair.server.send(m.NeedImage("r1", CANVAS.hash))
    pair.exchange()
    assert [item.hash for item in pair.at_server] == [CANVAS.hash]
    assert pair.at_client == []


def test_a_need_that_cannot_be_met_reaches_the_application(pair):
    """An image that this client does not have is not invented."""
    pair.server.send(m.NeedImage("r9", CANVAS.hash))
    pair.exchange()
    assert pair.at_client == [m.NeedImage("r9", CANVAS.hash)]


def test_results_are_acknowledged_and_forgotten(pair):
    """Once it has arrived, a result is no longer kept."""
    pair.client.submit(m.GetProfiles("r1"))
    pair.exchange()
    pair.server.send(m.ProfilesReport("r1", (PROFILE,)))
    pair.exchange()
    assert pair.mailbox.pending() == ()
    assert pair.client.open_requests == ()


def test_results_finished_while_away_arrive_once(pair):
    """A dropped connection loses nothing and repeats nothing."""
    pair.client.submit(m.GetProfiles("r1"))
    pair.exchange()
    pair.server.send(m.Notice("r1", "first"))
    frames = pair.server.data_to_send()
    for frame in frames:
        pair.at_client += pair.client.receive_data(frame)
    pair.drop()  # before the acknowledgement left
    pair.mailbox.post(m.ProfilesReport("r1", (PROFILE,)))
    pair.connect()
    pair.exchange()
    assert [item.type for item in pair.at_client] == ["notice", "welcome", "profiles"]
    assert pair.mailbox.pending() == ()


def test_open_requests_are_sent_again_after_a_break(pair):
    """A request without its final reply is asked again under its own id."""
    pair.client.submit(m.Rate("r1", "s1", 5))
    pair.exchange()
    pair.at_server.clear()
    pair.drop()
    pair.connect(instance="i2")
    pair.exchange()
    assert [item.id for item in pair.at_server] == ["r1"]


def test_another_instance_gets_the_canvas_again(pair):
    """A restarted backend holds no image of the old one."""
    pair.client.submit(m.Suggest("r1", canvas=CANVAS.hash), CANVAS)
    pair.exchange()
    pair.at_server.clear()
    pair.drop()
    pair.mailbox = Mailbox()
    pair.connect(instance="i2")
    pair.exchange()
    assert [type(item).__name__ for item in pair.at_server] == ["ImageFrame", "Suggest"]


def test_another_instance_numbers_anew(pair):
    """Old numbers do not hide a new backend's results."""
    for name in ("a", "b", "c"):
        pair.server.send(m.Notice(name, "old"))
    pair.exchange()
    pair.drop()
    pair.mailbox = Mailbox()
    pair.connect(instance="i2")
    pair.exchange()
    pair.at_client.clear()
    pair.server.send(m.Notice("d", "new"))
    pair.exchange()
    assert [item.text for item in pair.at_client] == ["new"]


def test_requests_made_offline_wait_for_the_connection():
    """The artist need not know whether the backend is up."""
    pair = Pair()
    pair.client.submit(m.Rate("r1", "s1", 5))
    assert pair.client.data_to_send() == []
    pair.connect()
    pair.exchange()
    assert [item.id for item in pair.at_server] == ["r1"]


def test_a_request_cancelled_offline_is_not_sent():
    """Only the cancellation goes, in case the server still works on it."""
    pair = Pair()
    pair.client.submit(m.Suggest("r1"))
    pair.client.submit(m.Cancel("r2", "r1"))
    pair.connect()
    pair.exchange()
    assert [item.type for item in pair.at_server] == ["cancel"]


def test_an_id_in_use_cannot_be_used_again(pair):
    """Two open requests of one id could not be told apart."""
    pair.client.submit(m.GetTaste("r1"))
    with pytest.raises(LocalProtocolError, match="r1"):
        pair.client.submit(m.GetTaste("r1"))


@pytest.mark.parametrize("frame", ["noise", b"noise", encode(_welcome())], ids=["text", "binary", "a reply"])
def test_noise_after_the_greeting_is_refused_and_the_session_goes_on(pair, frame):
    """One broken frame does not cost the artist the connection."""
    with pytest.raises(RemoteProtocolError) as caught:
        pair.server.receive_data(frame)
    pair.server.refuse(caught.value)
    pair.client.submit(m.GetTaste("r1"))
    pair.exchange()
    assert pair.at_client[0].type == "error"
    assert [item.id for item in pair.at_server] == ["r1"]


def test_server_refuses_to_send_before_it_has_accepted():
    """Our own misuse is told apart from the peer's."""
    with pytest.raises(LocalProtocolError):
        ServerSession("secret", PORT).send(m.Notice("r1", "too early"))


def test_a_request_that_cannot_be_sent_is_not_open(pair):
    """A request with half a character is refused where it is made, and its id is free."""
    with pytest.raises(UnsendableMessage):
        pair.client.submit(m.CreateProfile("r1", "half \ud800"))
    assert pair.client.open_requests == ()
    pair.client.submit(m.CreateProfile("r1", "whole"))
    pair.exchange()
    assert [item.id for item in pair.at_server] == ["r1"]


def test_a_refusal_may_quote_anything(pair):
    """A refusal whose sentence cannot be sent as it is arrives all the same, short and on one line."""
    pair.server.refuse(RemoteProtocolError("no \ud800 and\nno end" + "x" * 10**6, request_id="r\ud8001"))
    pair.exchange()
    (error,) = pair.at_client
    assert (error.id, error.message[:17], len(error.message)) == ("r?1", "no ? and no endxx", 1000)


def test_a_result_for_a_closed_connection_is_kept(pair):
    """A result that is made after a frame has ended the connection arrives with the next one."""
    pair.server.state = SessionState.CLOSED
    pair.server.send(m.Progress("r1", 0.5))
    pair.server.send(m.ProfilesReport("r1", (PROFILE,)))
    assert pair.server.data_to_send() == []
    pair.drop()
    pair.connect()
    pair.exchange()
    assert [item.type for item in pair.at_client] == ["welcome", "profiles"]
