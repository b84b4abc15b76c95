"""Bad input: each kind ends in one code and one sentence, and the server goes on."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from greeting import greet, hello, prove
from live_server import TOKEN, LiveServer, serving
from talker import Talker, noise_canvas, small_suggest, talking
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from apprentice_shared.codec import encode
from apprentice_shared.images import HEADER_BYTES, MAX_BINARY_BYTES, ImageFrame, PixelFormat, encode_image
from apprentice_shared.messages import (
    CreateProfile,
    ErrorReply,
    GetImage,
    GetTaste,
    ImportProfile,
    Notice,
    Rate,
    RenameProfile,
    Request,
    SlateReady,
    Suggest,
    Undo,
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server that must survive all of this."""
    with serving(tmp_path_factory.mktemp("data"), hello_timeout_s=0.5) as server:
        yield server


@pytest.fixture
def talker(running: LiveServer, request: pytest.FixtureRequest) -> Iterator[Talker]:
    """One client of it, new for each test; afterwards the server still makes a slate."""
    with talking(running.port, TOKEN, f"c{zlib.crc32(request.node.name.encode())}") as client:
        yield client
        assert isinstance(client.ask(small_suggest("still-there")), SlateReady)


def raw(running: LiveServer, **options: object) -> ClientConnection:
    """Open a connection without the session."""
    return connect(f"ws://127.0.0.1:{running.port}/", compression=None, proxy=None, **options)  # type: ignore[arg-type]


REFUSED = {
    "unknown profile": (small_suggest("x", profile="nobody"), "unknown_profile"),
    "unknown dimension": (small_suggest("x", vary=("taste",)), "bad_value"),
    "unknown ban": (small_suggest("x", bans=("color=plaid",)), "bad_value"),
    "malformed ban": (small_suggest("x", bans=("color",)), "bad_value"),
    "locked and banned": (small_suggest("x", bans=("color=warm",), locks={"color": {"warm": 1.0}}), "bad_value"),
    "unknown engine": (small_suggest("x", engine="dall-e"), "bad_value"),
    "unreadable script": (small_suggest("x", engine="fake", model="fail=maybe"), "bad_value"),
    "too many pixels": (Suggest("x", width_px=8192, height_px=8192), "too_large"),
    "too many pictures": (Suggest("x", width_px=4096, height_px=4096, count=16), "too_large"),
    "rating of nothing": (Rate("x", "nothing", 3), "unknown_suggestion"),
    "undo of nothing": (Undo("x", event="nothing"), "unknown_event"),
    "undo on an empty profile": (Undo("x"), "unknown_event"),
    "unknown image": (GetImage("x", "0" * 64), "unknown_image"),
    "taste of nobody": (GetTaste("x", "nobody"), "unknown_profile"),
    "a name that is taken": (CreateProfile("x", "my TASTE"), "name_taken"),
    "a name that is an id": (CreateProfile("x", "default"), "name_taken"),
    "renaming nobody": (RenameProfile("x", "nobody", "somebody"), "unknown_profile"),
    "import of noise": (ImportProfile("x", "noise"), "bad_value"),
}


@pytest.mark.parametrize(("request_", "code"), REFUSED.values(), ids=REFUSED)
def test_a_request_that_cannot_be_done(talker: Talker, request_: Request, code: str) -> None:
    """Such a request is refused under its id, with a stable code and one sentence."""
    reply = talker.ask(request_)
    assert isinstance(reply, ErrorReply)
    assert (reply.id, reply.code) == ("x", code)
    assert reply.message and "\n" not in reply.message


FRAMES = {
    "noise": (b"\x93" * 5000, "bad_image"),
    "an empty frame": (b"", "bad_image"),
    "half a header": (encode_image(noise_canvas())[: HEADER_BYTES // 2], "bad_image"),
    "a truncated image": (encode_image(noise_canvas())[:-100], "bad_image"),
    "a wrong hash": (encode_image(noise_canvas())[:-1] + b"\x00", "bad_image"),
    "60,000 pixels a side": (
        struct.pack(">4sB3xII36s32s", b"APX1", 1, 60_000, 60_000, b"canvas", b"\0" * 32) + b"png",
        "bad_image",
    ),
    "no JSON": ("{", "bad_message"),
    "a list": ("[]", "bad_message"),
    "an unknown type": ('{"type":"dance","id":"x"}', "bad_message"),
    "a reply": ('{"type":"queued","id":"x","position":1}', "bad_message"),
    "a second hello": (hello(), "bad_message"),
    "a missing field": ('{"type":"rate","id":"x"}', "bad_message"),
    "a rating of 7": ('{"type":"rate","id":"x","suggestion":"s","stars":7}', "bad_value"),
    "half a star": ('{"type":"rate","id":"x","suggestion":"s","stars":2.5}', "bad_message"),
    "an id with spaces": ('{"type":"get_profiles","id":"a b"}', "bad_value"),
    "a number too large": ('{"type":"rate","id":"x","suggestion":"s","stars":1,"at":1e999}', "bad_message"),
    "a long text": (json.dumps({"type": "import_profile", "id": "x", "data": "y" * (9 * 2**20)}), "too_large"),
}


@pytest.mark.parametrize(("frame", "code"), FRAMES.values(), ids=FRAMES)
def test_a_frame_that_breaks_the_protocol(talker: Talker, frame: str | bytes, code: str) -> None:
    """Such a frame is answered with a code, and the same connection goes on."""
    assert talker.socket is not None
    talker.socket.send(frame)
    reply = talker.next_message()
    assert isinstance(reply, ErrorReply)
    assert reply.code == code
    assert reply.message and "\n" not in reply.message


def png_header(width_px: int, height_px: int) -> bytes:
    """Return a PNG that claims a size and holds no pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width_px, height_px, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk


PICTURES = {
    "not a picture": (PixelFormat.PNG, 40, 30, b"hello" * 100),
    "a PNG that is larger than it says": (PixelFormat.PNG, 40, 30, png_header(60_000, 60_000)),
    "a PNG without pixels": (PixelFormat.PNG, 40, 30, png_header(40, 30)),
    "a WebP that is none": (PixelFormat.WEBP, 40, 30, b"RIFF....WEBPVP8X" + b"\0" * 40),
}


@pytest.mark.parametrize(("pixel_format", "width_px", "height_px", "payload"), PICTURES.values(), ids=PICTURES)
def test_a_canvas_that_is_no_picture(
    talker: Talker, pixel_format: PixelFormat, width_px: int, height_px: int, payload: bytes
) -> None:
    """The slate that it was sent for ends with an error."""
    frame = ImageFrame("x", pixel_format, width_px, height_px, payload)
    reply = talker.ask(small_suggest("x", canvas=frame.hash), frame)
    assert isinstance(reply, ErrorReply)
    assert reply.code == "bad_image"


def test_a_canvas_of_too_many_pixels(talker: Talker) -> None:
    """A canvas that would unpack to more than the backend holds is refused before it is unpacked."""
    frame = ImageFrame("x", PixelFormat.PNG, 8192, 8192, png_header(8192, 8192))
    reply = talker.ask(small_suggest("x", canvas=frame.hash), frame)
    assert isinstance(reply, ErrorReply)
    assert reply.code == "too_large"


def test_a_broken_canvas_can_be_mended(talker: Talker) -> None:
    """A canvas that arrives broken ends its request, and the same request sent again works."""
    assert talker.socket is not None
    canvas = noise_canvas("x", seed=9)
    talker.socket.send(encode(small_suggest("x", canvas=canvas.hash)))
    assert talker.next_message().type == "need_image"
    talker.socket.send(encode_image(canvas)[:-1] + b"\0")
    reply = talker.next_message()
    assert isinstance(reply, ErrorReply)
    assert (reply.id, reply.code) == ("x", "bad_image")
    assert isinstance(talker.ask(small_suggest("x", canvas=canvas.hash), canvas), SlateReady)


GREETINGS = {
    "another version": (hello(protocol=99), "wrong_version"),
    "version 1, with its token": ('{"type":"hello","protocol":1,"token":"t","client_id":"c"}', "wrong_version"),
    "a proof first": (prove(TOKEN, 1), "not_ready"),
    "no greeting": (encode(GetTaste("x")), "not_ready"),
    "an image first": (encode_image(noise_canvas()), "not_ready"),
    "noise": ("noise", "bad_message"),
}


@pytest.mark.parametrize(("frame", "code"), GREETINGS.values(), ids=GREETINGS)
def test_a_greeting_that_is_refused(running: LiveServer, frame: str | bytes, code: str) -> None:
    """The client is told why, then the connection closes."""
    with raw(running) as socket:
        socket.send(frame)
        assert json.loads(socket.recv(timeout=10))["code"] == code
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)


def test_a_browser_is_refused(running: LiveServer) -> None:
    """A connection with an Origin does not get as far as a web socket."""
    with pytest.raises(InvalidStatus) as caught:
        raw(running, origin="https://example.org")
    assert caught.value.response.status_code == 403


@pytest.mark.parametrize(
    ("token", "off_by"), [("guess", 0), ("schlüssel", 0), (TOKEN, 1)], ids=["token", "token not ASCII", "port"]
)
def test_a_proof_that_is_wrong(running: LiveServer, token: str, off_by: int) -> None:
    """A client with another token, or who dialled another port, is told so and is not counted as one."""
    before = len(running.clients())
    with raw(running) as socket:
        assert greet(socket, token, running.port + off_by)["code"] == "wrong_token"
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)
    assert len(running.clients()) == before


def test_who_holds_the_greeting_up_is_sent_away(running: LiveServer) -> None:
    """The greeting has one time limit for all of its steps."""
    with raw(running) as socket:
        socket.send(hello())
        socket.recv(timeout=10)
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)


def test_who_says_nothing_is_sent_away(running: LiveServer) -> None:
    """Without a hello the connection closes after a while."""
    with raw(running) as socket, pytest.raises(ConnectionClosed):
        socket.recv(timeout=10)


def test_a_message_of_100_megabytes_closes_the_connection(running: LiveServer, talker: Talker) -> None:
    """A frame is refused by its announced length, with the web socket's own code; others are not disturbed."""
    with raw(running) as socket:
        greet(socket, TOKEN, running.port, client_id="large")
        with pytest.raises(ConnectionClosed):
            socket.send(b"\0" * 100_000_000)
            socket.recv(timeout=10)
        assert socket.close_code == 1009
    assert MAX_BINARY_BYTES < 100_000_000


def test_a_crash_in_the_engine_is_told_without_its_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An exception that nobody expects ends its request alone; the log has it, the client a sentence."""
    with serving(tmp_path, "fail_at=2,fail=crash,times=1") as server, talking(server.port, TOKEN) as client:
        reply = client.ask(small_suggest("x"))
        assert isinstance(reply, ErrorReply)
        assert reply.code == "internal"
        assert "told to crash" not in reply.message
        assert "told to crash" in caplog.text
        assert isinstance(client.ask(small_suggest("y")), SlateReady)


def test_a_full_disk_is_told_and_the_server_goes_on(tmp_path: Path) -> None:
    """Nothing is acknowledged that is not on disk; once there is room the same ratings go through."""
    with serving(tmp_path) as server, talking(server.port, TOKEN) as client:
        slate = client.slate("r1")
        server.limit_store_pages(1)
        ratings = [Rate(f"e{number}", slate.suggestions[number % 4], 4) for number in range(60)]
        replies = [client.ask(rating) for rating in ratings]
        refused = [reply for reply in replies if isinstance(reply, ErrorReply)]
        assert refused
        assert {reply.code for reply in refused} == {"store_failed"}
        assert "full" in refused[0].message
        assert client.ask(GetTaste("t1")).type == "taste"
        server.limit_store_pages(10**6)
        assert {client.ask(rating).type for rating in ratings} == {"recorded"}
        events = server.log.log(server.profiles.find("").id).events
        assert len(events) == 1 + len(ratings)


def test_a_damaged_store_is_told_with_the_first_slate(tmp_path: Path) -> None:
    """The artist learns once that profiles were set aside, and where they are."""
    (tmp_path / "apprentice.sqlite3").write_bytes(b"noise" * 1000)
    with serving(tmp_path) as server, talking(server.port, TOKEN) as client:
        for request_id in ("r1", "r2"):
            client.slate(request_id)
        notices = [reply for reply in client.replies if isinstance(reply, Notice)]
        assert [notice.id for notice in notices] == ["r1"]
        assert "set aside as apprentice.sqlite3.damaged-" in notices[0].text


FAILURES = {
    "error": "engine_failed",
    "out_of_memory": "engine_out_of_memory",
    "not_ready": "engine_not_ready",
}


@pytest.mark.parametrize(("fail", "code"), FAILURES.items(), ids=FAILURES)
def test_what_an_engine_says_went_wrong(running: LiveServer, fail: str, code: str) -> None:
    """Each of an engine's errors has its code; what was shown before stays and can be rated."""
    with talking(running.port, TOKEN, f"fail-{fail}") as client:
        reply = client.ask(small_suggest("x", model=f"fail_at=3,fail={fail}"))
        assert isinstance(reply, ErrorReply)
        assert reply.code == code
        shown = [item.suggestion for item in client.replies if item.type == "suggestion"]
        assert len(shown) == 2
        assert client.ask(Rate(f"e-{fail}", shown[1].id, 4)).type == "recorded"
