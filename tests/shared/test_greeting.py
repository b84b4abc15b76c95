"""The greeting: both sides prove that they know the token, which nobody sends."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from apprentice_shared import messages as m
from apprentice_shared.codec import decode, encode
from apprentice_shared.errors import ErrorCode, LocalProtocolError, RemoteProtocolError, UnprovenServer
from apprentice_shared.images import ImageFrame, PixelFormat, encode_image
from apprentice_shared.mailbox import Mailbox
from apprentice_shared.session import PROTOCOL_VERSION, ClientSession, ServerSession, SessionState
from apprentice_shared.session.proof import CLIENT, SERVER, make_proof

TOKEN, PORT = "a-token-that-nobody-may-learn", 41234
NONCE_C, NONCE_S = "ab" * 32, "cd" * 32
HELLO = m.Hello(PROTOCOL_VERSION, NONCE_C, "c1")
ENGINE = m.EnginePart("fake", "Fake")
WELCOME = m.Welcome(PROTOCOL_VERSION, "s", "i1", "rgba", m.LimitsPart(1, 1, 1), ENGINE, (), {})
IMAGE = encode_image(ImageFrame("x", PixelFormat.RGBA, 1, 1, bytes(4)))


def _client(token=TOKEN, port=PORT, nonce=NONCE_C):
    client = ClientSession("c1", nonce=lambda: nonce)
    client.connect(token, port)
    return client


def _server(token=TOKEN, port=PORT, nonce=NONCE_S):
    return ServerSession(token, port, nonce=lambda: nonce)


def _challenge(nonces=(NONCE_C, NONCE_S), token=TOKEN, port=PORT, side=SERVER, nonce_s=None):
    return encode(m.Challenge(nonce_s or nonces[1], make_proof(token, side, port, nonces)))


def _prove(nonces=(NONCE_C, NONCE_S), token=TOKEN, port=PORT, side=CLIENT):
    return encode(m.Prove(make_proof(token, side, port, nonces)))


def _challenged():
    server = _server()
    server.receive_data(encode(HELLO))
    return server


def test_both_sides_prove_themselves_and_neither_sends_the_token():
    """Hello, challenge, prove and welcome make both sides ready; the token is in none of them."""
    client, server = _client(), _server()
    said = []
    for sender, receiver in ((client, server), (server, client), (client, server)):
        (frame,) = sender.data_to_send()
        said.append(frame)
        received = receiver.receive_data(frame)
    assert received == [server.hello]
    server.accept(WELCOME, Mailbox())
    said += server.data_to_send()
    assert client.receive_data(said[-1]) == [WELCOME]
    assert client.state is server.state is SessionState.READY
    assert [decode(frame)[0].type for frame in said] == ["hello", "challenge", "prove", "welcome"]
    assert TOKEN not in "".join(said)


def test_each_connection_has_nonces_of_its_own():
    """Neither side says the same twice, so that nothing recorded can be used again."""
    client = ClientSession("c1")
    said = set()
    for _ in range(20):
        client.connect(TOKEN, PORT)
        (hello,) = client.data_to_send()
        server = ServerSession(TOKEN, PORT)
        server.receive_data(hello)
        said |= {json.loads(hello)["nonce_c"], *json.loads(server.data_to_send()[0]).values()}
        client.disconnect()
    assert len(said) == 3 * 20 + 1


UNPROVEN = {
    "another token": _challenge(token="guess"),
    "the port behind a relay": _challenge(port=PORT + 1),
    "a challenge for another hello": _challenge((NONCE_S, NONCE_S)),
    "a challenge under another nonce": _challenge(nonce_s="ef" * 32),
    "the client's proof": _challenge(side=CLIENT),
    "the hello sent back": encode(HELLO),
    "a proof of nothing": encode(m.Challenge(NONCE_S, "0" * 64)),
    "a welcome at once": encode(WELCOME),
    "an error": encode(m.ErrorReply("", "bad_message", "Send the token to continue.")),
    "a refusal of the token": encode(m.ErrorReply("", "wrong_token", "Send it as text.")),
    "no message": "noise",
    "an unknown message": '{"type":"show_token"}',
    "half a challenge": '{"type":"challenge","nonce_s":"' + NONCE_S + '"}',
    "a proof in capitals": _challenge().upper().replace("TYPE", "type"),
    "an empty text": "",
    "an image": IMAGE,
    "no bytes": b"",
}


@pytest.mark.parametrize("frame", UNPROVEN.values(), ids=UNPROVEN)
def test_a_server_that_does_not_prove_itself_gets_nothing(frame):
    """Whatever comes first but the right challenge ends the connection, and the client says no more on it."""
    client = _client()
    client.submit(m.Rate("r1", "s1", 5))
    client.data_to_send()
    with pytest.raises(UnprovenServer, match="Something else answers"):
        client.receive_data(frame)
    assert client.state is SessionState.CLOSED
    client.submit(m.Rate("r2", "s1", 5))
    assert client.data_to_send() == []
    with pytest.raises(UnprovenServer):
        client.receive_data(_challenge())
    assert client.data_to_send() == []


def test_a_client_comes_back_after_something_else_answered():
    """What was to be sent goes to the backend once that answers."""
    client = _client()
    client.submit(m.Rate("r1", "s1", 5))
    client.data_to_send()
    with pytest.raises(UnprovenServer):
        client.receive_data("noise")
    client.disconnect()
    client.connect(TOKEN, PORT)
    client.data_to_send()
    client.receive_data(_challenge())
    client.data_to_send()
    client.receive_data(encode(WELCOME))
    assert client.data_to_send() == [encode(m.Rate("r1", "s1", 5))]


@pytest.mark.parametrize(
    ("code", "words"),
    [(ErrorCode.WRONG_VERSION, "Another version of Apprentice"), (ErrorCode.TOO_MANY, "too many connections")],
)
def test_what_an_unproven_server_may_say_is_told_in_the_clients_own_words(code, words):
    """A refusal before the proof is told, and its text is not: the client never falls back."""
    client = _client()
    client.data_to_send()
    with pytest.raises(RemoteProtocolError, match=words) as caught:
        client.receive_data(encode(m.ErrorReply("", code.value, "Send the token to continue.")))
    assert caught.value.code is code
    assert "Send" not in str(caught.value)
    assert client.data_to_send() == []


@pytest.mark.parametrize("frame", [_challenge(), encode(m.Notice("r1", "x")), IMAGE], ids=["again", "a reply", "image"])
def test_a_proof_is_answered_with_a_welcome(frame):
    """Nothing but a welcome or an error may follow the client's proof."""
    client = _client()
    client.receive_data(_challenge())
    with pytest.raises(RemoteProtocolError, match="welcome or an error"):
        client.receive_data(frame)


def test_a_client_passes_no_messages_of_clients_on():
    """A server that speaks like a client is refused."""
    client = _client()
    client.receive_data(_challenge())
    client.receive_data(encode(WELCOME))
    for message in (HELLO, m.Challenge(NONCE_S, NONCE_S), m.Rate("r1", "s1", 3)):
        with pytest.raises(RemoteProtocolError, match="a server may not send"):
            client.receive_data(encode(message))


def test_a_welcome_of_another_version_is_refused():
    """The client says what to do."""
    client = _client()
    client.receive_data(_challenge())
    with pytest.raises(RemoteProtocolError, match="Another version of Apprentice") as caught:
        client.receive_data(encode(replace(WELCOME, protocol=99)))
    assert caught.value.code is ErrorCode.WRONG_VERSION


def _changed(**given):
    return json.dumps(json.loads(encode(HELLO)) | given)


BAD_HELLOS = {
    "version 1": ('{"type":"hello","protocol":1,"token":"t","client_id":"c1"}', ErrorCode.WRONG_VERSION),
    "version 1, all else wrong": ('{"type":"hello","protocol":1,"token":7,"client_id":[]}', ErrorCode.WRONG_VERSION),
    "version 1.0": (_changed(protocol=1.0), ErrorCode.WRONG_VERSION),
    "version 99": (_changed(protocol=99), ErrorCode.WRONG_VERSION),
    "version 10^400": (_changed(protocol=10**400), ErrorCode.WRONG_VERSION),
    "version true": (_changed(protocol=True), ErrorCode.WRONG_VERSION),
    "version in words": (_changed(protocol="2"), ErrorCode.BAD_MESSAGE),
    "no version": ('{"type":"hello"}', ErrorCode.BAD_MESSAGE),
    "a short nonce": (_changed(nonce_c="ab" * 31), ErrorCode.BAD_VALUE),
    "a long nonce": (_changed(nonce_c="ab" * 33), ErrorCode.BAD_VALUE),
    "a nonce in capitals": (_changed(nonce_c="AB" * 32), ErrorCode.BAD_VALUE),
    "a nonce in mixed case": (_changed(nonce_c="Ab" * 32), ErrorCode.BAD_VALUE),
    "a nonce with a line's end": (_changed(nonce_c="ab" * 32 + "\n"), ErrorCode.BAD_VALUE),
    "a nonce of other digits": (_changed(nonce_c="٣" * 64), ErrorCode.BAD_VALUE),
    "a number as nonce": (_changed(nonce_c=7), ErrorCode.BAD_MESSAGE),
    "no nonce": (_changed(nonce_c=None), ErrorCode.BAD_MESSAGE),
    "a nonce twice": (encode(HELLO)[:-1] + ',"nonce_c":"' + NONCE_S + '"}', ErrorCode.BAD_MESSAGE),
    "half a character": (_changed(client="\ud800"), ErrorCode.BAD_MESSAGE),
    "half a character as token": (_changed(token="\ud800"), ErrorCode.BAD_MESSAGE),
    "an endless name": (_changed(client="x" * 201), ErrorCode.BAD_VALUE),
    "an endless language": (_changed(language="x" * 36), ErrorCode.BAD_VALUE),
    "half a character as language": (_changed(language="\ud800"), ErrorCode.BAD_MESSAGE),
    "endless formats": (_changed(pixel_formats=["rgba"] * 17), ErrorCode.BAD_VALUE),
    "a number out of range": (_changed(last_seq=-1), ErrorCode.BAD_VALUE),
    "a proof first": (_prove(), ErrorCode.NOT_READY),
    "a request": (encode(m.GetTaste("r1")), ErrorCode.NOT_READY),
    "an acknowledgement": (encode(m.Acknowledge(1)), ErrorCode.NOT_READY),
    "noise": ("noise", ErrorCode.BAD_MESSAGE),
    "binary noise": (b"noise", ErrorCode.NOT_READY),
    "an image": (IMAGE, ErrorCode.NOT_READY),
}


@pytest.mark.parametrize(("frame", "code"), BAD_HELLOS.values(), ids=BAD_HELLOS)
def test_a_bad_hello_closes_the_session(frame, code):
    """A first frame that is no hello of this version is refused, and gets no proof."""
    server = _server()
    with pytest.raises(RemoteProtocolError) as caught:
        server.receive_data(frame)
    assert caught.value.code is code
    assert server.state is SessionState.CLOSED
    assert server.data_to_send() == []
    server.refuse(caught.value)
    (told,) = server.data_to_send()
    assert decode(told)[0].code == code.value


BAD_PROOFS = {
    "another token": (_prove(token="guess"), ErrorCode.WRONG_TOKEN),
    "another port": (_prove(port=PORT + 1), ErrorCode.WRONG_TOKEN),
    "the server's proof sent back": (_prove(side=SERVER), ErrorCode.WRONG_TOKEN),
    "nonces in the wrong order": (_prove((NONCE_S, NONCE_C)), ErrorCode.WRONG_TOKEN),
    "a proof of another connection": (_prove((NONCE_C, "ef" * 32)), ErrorCode.WRONG_TOKEN),
    "a proof in capitals": (_prove().upper().replace("TYPE", "type").replace("PROVE", "prove"), ErrorCode.BAD_MESSAGE),
    "a short proof": ('{"type":"prove","proof":"ab"}', ErrorCode.BAD_VALUE),
    "no proof": ('{"type":"prove"}', ErrorCode.BAD_MESSAGE),
    "a proof that is no text": ('{"type":"prove","proof":null}', ErrorCode.BAD_MESSAGE),
    "half a character": ('{"type":"prove","proof":"\\ud800"}', ErrorCode.BAD_MESSAGE),
    "a second hello": (encode(HELLO), ErrorCode.NOT_READY),
    "a request": (encode(m.GetTaste("r1")), ErrorCode.NOT_READY),
    "noise": ("noise", ErrorCode.BAD_MESSAGE),
    "an image": (IMAGE, ErrorCode.NOT_READY),
}


@pytest.mark.parametrize(("frame", "code"), BAD_PROOFS.values(), ids=BAD_PROOFS)
def test_a_client_that_does_not_prove_itself_is_done_with(frame, code):
    """One wrong step ends the greeting: the right proof comes too late then."""
    server = _challenged()
    with pytest.raises(RemoteProtocolError) as caught:
        server.receive_data(frame)
    assert caught.value.code is code
    assert server.state is SessionState.CLOSED
    with pytest.raises(RemoteProtocolError):
        server.receive_data(_prove())
    with pytest.raises(LocalProtocolError):
        server.accept(WELCOME, Mailbox())


@pytest.mark.parametrize(
    "again", [_prove(), encode(HELLO), encode(m.GetTaste("r1"))], ids=["proof", "hello", "request"]
)
def test_nothing_is_taken_between_proof_and_welcome(again):
    """A client waits for its welcome; one that does not is done with."""
    server = _challenged()
    server.receive_data(_prove())
    with pytest.raises(RemoteProtocolError):
        server.receive_data(again)
    assert server.state is SessionState.CLOSED


@pytest.mark.parametrize("again", [_prove(), encode(HELLO)], ids=["proof", "hello"])
def test_a_greeting_after_the_welcome_is_refused_and_the_session_goes_on(again):
    """A second greeting changes nothing about a client that is known."""
    server = _challenged()
    server.receive_data(_prove())
    server.accept(WELCOME, Mailbox())
    with pytest.raises(RemoteProtocolError, match="may not send"):
        server.receive_data(again)
    assert server.state is SessionState.READY


def test_a_client_is_accepted_only_when_it_is_proved():
    """A hello alone opens nothing."""
    for server in (_server(), _challenged()):
        with pytest.raises(LocalProtocolError):
            server.accept(WELCOME, Mailbox())


def test_proofs_of_two_connections_cannot_be_exchanged():
    """A proof fits the connection that it was made for and no other, though both greet at once."""
    one, other = _server(nonce="11" * 32), _server(nonce="22" * 32)
    for server in (one, other):
        server.receive_data(encode(HELLO))
    with pytest.raises(RemoteProtocolError):
        other.receive_data(_prove((NONCE_C, "11" * 32)))
    assert len(one.receive_data(_prove((NONCE_C, "11" * 32)))) == 1


def test_a_client_that_repeats_its_nonce_still_needs_a_new_proof():
    """A recorded greeting does not open a second connection: the server's nonce is another."""
    client, server = _client(), ServerSession(TOKEN, PORT)
    server.receive_data(client.data_to_send()[0])
    client.receive_data(server.data_to_send()[0])
    (recorded,) = client.data_to_send()
    server.receive_data(recorded)
    again = ServerSession(TOKEN, PORT)
    again.receive_data(encode(HELLO))
    with pytest.raises(RemoteProtocolError, match="proof is wrong"):
        again.receive_data(recorded)


def test_an_empty_token_proves_nothing():
    """Neither side greets with a key that everybody knows."""
    with pytest.raises(LocalProtocolError, match="token"):
        ClientSession("c1").connect("", PORT)
    server = _server(token="")
    with pytest.raises(ValueError, match="token"):
        server.receive_data(encode(HELLO))
    assert server.data_to_send() == []


def test_a_hello_has_no_field_for_the_token():
    """Nothing can be sent that has no place in the message."""
    assert not {"token", "proof"} & {field.name for field in fields(m.Hello)}
