"""Both sessions under frames of any kind and order: a message, a refusal of the protocol's own, and nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apprentice_shared import messages as m
from apprentice_shared.codec import decode, encode
from apprentice_shared.errors import RemoteProtocolError, UnsendableMessage
from apprentice_shared.images import HEADER_BYTES, ImageFrame, ImageReader, PixelFormat, encode_image
from apprentice_shared.mailbox import Mailbox
from apprentice_shared.session import PROTOCOL_VERSION, ClientSession, ServerSession, SessionState
from apprentice_shared.session.proof import CLIENT, SERVER, make_proof

sys.path.append(str(Path(__file__).parents[1] / "golden"))
from goldens import protocol

TOKEN, PORT = "a-token", 41234
NONCES = "ab" * 32, "cd" * 32
CHALLENGE = encode(m.Challenge(NONCES[1], make_proof(TOKEN, SERVER, PORT, NONCES)))
PROVE = encode(m.Prove(make_proof(TOKEN, CLIENT, PORT, NONCES)))
HELLO = encode(m.Hello(PROTOCOL_VERSION, NONCES[0], "c1"))
TEXTS = [encode(*example) for example in protocol.messages().values()]
IMAGES = [encode_image(frame) for frame in protocol.FRAMES]
SUGGESTION = next(message.suggestion for message in protocol.BARE if isinstance(message, m.SuggestionReady))
SMALL = ImageFrame("r1", PixelFormat.RGBA, 1, 1, bytes(4))
DEFAULTS = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "max_examples": 300}


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a message, with a piece of it replaced by another text, or with another number."""
    text = draw(st.sampled_from(TEXTS))
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return json.dumps(json.loads(text) | {"seq": draw(st.integers(-1, 2**54) | st.booleans() | st.floats())})
    if kind == 1:
        start = draw(st.integers(0, len(text)))
        piece = draw(st.text(st.characters(codec=None), max_size=9) | st.sampled_from(TEXTS))  # type: ignore[arg-type]
        return text[:start] + piece + text[start + draw(st.integers(0, 9)) :]
    return text


@st.composite
def binaries(draw: st.DrawFn) -> bytes:
    """Draw an image's frame, with some of its bytes changed or cut off."""
    frame = bytearray(draw(st.sampled_from(IMAGES)))
    for _ in range(draw(st.integers(0, 4))):
        frame[draw(st.integers(0, len(frame) - 1))] = draw(st.integers(0, 255))
    return bytes(frame[: draw(st.integers(0, len(frame)))])


FRAMES = st.lists(st.one_of(texts(), binaries(), st.sampled_from([CHALLENGE, PROVE, HELLO])), max_size=12)


def _feed(receive: Callable[[str | bytes | ImageReader], object], frame: str | bytes) -> RemoteProtocolError | None:
    try:
        receive(frame)
    except RemoteProtocolError as error:
        str(error).encode()
        return error
    return None


@settings(**DEFAULTS)  # type: ignore[arg-type]
@given(FRAMES, st.integers(0, 2))
def test_a_client_is_not_ended_by_what_a_server_sends(frames: list[str | bytes], greeted: int) -> None:
    """Whatever comes, in whatever state, the session raises a refusal or nothing, and can connect again."""
    client = ClientSession("c1", nonce=lambda: NONCES[0])
    client.submit(m.Suggest("r1", canvas=SMALL.hash), SMALL)
    client.connect(TOKEN, PORT)
    for frame in [CHALLENGE, next(text for text in TEXTS if '"type":"welcome","protocol":2' in text)][
        :greeted
    ] + frames:
        _feed(client.receive_data, frame)
        for sent in client.data_to_send():
            assert isinstance(sent, tuple) or decode(sent)
    client.disconnect()
    client.connect(TOKEN, PORT)
    assert [decode(sent)[0].type for sent in client.data_to_send()] == ["hello"]  # type: ignore[arg-type]


@settings(**DEFAULTS)  # type: ignore[arg-type]
@given(FRAMES, st.integers(0, 2))
def test_a_server_is_not_ended_by_what_a_client_sends(frames: list[str | bytes], greeted: int) -> None:
    """Whatever comes, in whatever state, is taken or refused, each refusal can be sent, and only a proof opens it."""
    server, mailbox = ServerSession(TOKEN, PORT, nonce=lambda: NONCES[1]), Mailbox()
    for frame in [HELLO, PROVE][:greeted]:
        server.receive_data(frame)
    if greeted == 2:
        server.accept(_welcome(), mailbox)
    for frame in frames:
        taken: list[object] = []
        error = _feed(lambda frame: taken.extend(server.receive_data(frame)), frame)  # noqa: B023 - called at once
        assert not any(isinstance(item, m.Hello) for item in taken) or frame == PROVE
        assert server.state is SessionState.READY or not any(isinstance(item, m.Request) for item in taken)
        if error is not None:
            server.refuse(error)
        for sent in server.data_to_send():
            assert isinstance(sent, str)
            assert decode(sent)[0].type in ("challenge", "welcome", "error")


def _welcome() -> m.Welcome:
    return next(message for message in protocol.BARE if isinstance(message, m.Welcome))


@settings(**DEFAULTS)  # type: ignore[arg-type]
@given(st.lists(st.binary(max_size=HEADER_BYTES * 2), max_size=6), binaries())
def test_an_image_in_any_pieces_is_one_or_is_refused(pieces: list[bytes], start: bytes) -> None:
    """Bytes after bytes make an image or a refusal, and room for no more than an image may have."""
    rooms = []
    reader = ImageReader(allocate=lambda size: rooms.append(size) or bytearray(size))  # type: ignore[func-returns-value]
    for piece in (start, *pieces):
        reader.feed(piece)
    try:
        reader.frame()
    except RemoteProtocolError as error:
        str(error).encode()
    assert sum(rooms) <= 64 * 2**20


@settings(**DEFAULTS)  # type: ignore[arg-type]
@given(st.text(st.characters(codec=None)), st.floats(), st.integers())  # type: ignore[arg-type]
def test_a_reply_of_any_content_is_kept_whole_or_not_at_all(text: str, number: float, place: int) -> None:
    """A mailbox keeps what can be read on the other side, and refuses the rest."""
    mailbox = Mailbox()
    replies = (
        m.ImageReady("r1", text),
        m.SuggestionReady("r1", place, "s", SUGGESTION),
        m.Notice("r1", text),
        m.ErrorReply("r1", "internal", text, {text: text}),
        m.PalettesReport("r1", (m.PalettePart(text, "", (m.SwatchPart("#102030", number, ""),)),)),
    )
    for reply in replies:
        try:
            kept = mailbox.post(reply)
        except UnsendableMessage:
            continue
        if abs(place) <= 2**53:
            assert decode(kept.text)[1] == kept.seq
    assert [kept.seq for kept in mailbox.pending()] == list(range(1, len(mailbox.pending()) + 1))
