"""What cannot be sent as a message, on its way in and out: one error, and the client can come back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from greeting import greet
from live_server import TOKEN, LiveServer, serving
from talker import Talker, small_suggest, talking
from websockets.sync.client import connect

from apprentice_backend.studio import Outlet
from apprentice_backend.studio.answers import profiles
from apprentice_shared.bounds import MAX_NAME, MAX_PROFILES
from apprentice_shared.codec import MAX_TEXT_BYTES, decode, encode
from apprentice_shared.errors import ApprenticeError, ErrorCode, RequestError
from apprentice_shared.messages import (
    CreateProfile,
    DeleteProfile,
    ErrorReply,
    ExportProfile,
    GetProfiles,
    GetTaste,
    ImportProfile,
    Message,
    Notice,
    PalettePart,
    PalettesReport,
    ProfileExported,
    ProfilePart,
    ProfilesReport,
    Progress,
    RecommendPalettes,
    Suggest,
    SwatchPart,
)

HALF = "\ud800"
SWATCH = {"hex": "#102030", "share": 0.5, "name": HALF}
SENT = {
    "a swatch's name": {"type": "work_palette", "id": "x", "swatches": [SWATCH], "tool": "sort"},
    "a folder": {"type": "set_start", "id": "x", "kind": "portfolio", "folder": f"/{HALF}"},
    "a reason": {"type": "rate", "id": "x", "suggestion": "s", "stars": 3, "reasons": {HALF: 1}},
    "a name": {"type": "create_profile", "id": "x", "name": HALF},
    "a field's name": {"type": "get_profiles", "id": "x", HALF: 1},
    "a value": {"type": "suggest", "id": "x", "locks": {"color": {HALF: 1.0}}},
    "a ban": {"type": "suggest", "id": "x", "bans": [HALF]},
    "a kind": {"type": "signal", "id": "x", "suggestion": "s", "kind": HALF},
    "a type": {"type": HALF, "id": "x"},
    "an id": {"type": "get_profiles", "id": HALF},
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server that must survive all of this."""
    with serving(tmp_path_factory.mktemp("data")) as server:
        yield server


def _comes_back(running: LiveServer, client: Talker) -> None:
    """Lose the connection, come back under the same id, and ask for something."""
    client.drop()
    client.connect(running.port)
    assert client.ask(GetProfiles("after")).type == "profiles"


@pytest.mark.parametrize("data", SENT.values(), ids=SENT)
def test_half_a_character_is_refused_and_the_client_comes_back(running: LiveServer, data: dict[str, object]) -> None:
    """A message with a lone surrogate ends in one error, and its client's id lives on."""
    with talking(running.port, TOKEN, "half") as client:
        assert client.socket is not None
        client.socket.send(json.dumps(data))
        error = client.next_message()
        assert isinstance(error, ErrorReply)
        assert error.code == "bad_message"
        assert error.id == (data["id"] if data["id"] == "x" else "")
        assert client.ask(GetProfiles("next")).type == "profiles"
        _comes_back(running, client)


PROFILE = ProfilePart("p", "My taste", 1)
REPLIES = {
    "half a character": (ProfilesReport("x", (), HALF), "bad_value"),
    "half a character deep inside": (
        PalettesReport("x", (PalettePart("k", "", (SwatchPart(**SWATCH),)),)),
        "bad_value",
    ),  # type: ignore[arg-type]
    "no number": (
        PalettesReport("x", (PalettePart("k", "", (SwatchPart("#102030", float("nan"), ""),)),)),
        "bad_value",
    ),
    "no end": (PalettesReport("x", (PalettePart("k", "", (SwatchPart("#102030", float("inf"), ""),)),)), "bad_value"),
    "too long": (ProfileExported("x", PROFILE, "x" * MAX_TEXT_BYTES), "too_large"),
    "too long in bytes": (ProfileExported("x", PROFILE, "ü" * (MAX_TEXT_BYTES // 2)), "too_large"),
}


class _Answer:
    """An answer of the studio's."""

    images = ()

    def __init__(self, reply: Message) -> None:
        self.reply = reply


@pytest.mark.parametrize(("reply", "code"), REPLIES.values(), ids=REPLIES)
def test_an_answer_that_cannot_be_sent_becomes_an_error(tmp_path: Path, reply: Message, code: str) -> None:
    """The request ends once, with an error, and the client that it was for comes back under the same id."""
    with serving(tmp_path) as server, talking(server.port, TOKEN) as client:
        answer = server.studio.answer
        server.studio.answer = lambda *_: _Answer(reply)  # type: ignore[assignment,return-value,method-assign]
        error = client.ask(RecommendPalettes("x") if code == "bad_value" else ExportProfile("x", "p"))
        assert isinstance(error, ErrorReply)
        assert (error.id, error.code) == ("x", code)
        server.studio.answer = answer  # type: ignore[method-assign]
        _comes_back(server, client)
        assert not [item for item in client.replies if item != error and getattr(item, "id", "") == "x"]


ERRORS: dict[str, Exception] = {
    "our own": RequestError(f"there is no file {HALF}\nanywhere", ErrorCode.UNKNOWN_IMAGE),
    "a wrong value": ValueError(f"no {HALF}" + "x" * MAX_TEXT_BYTES),
    "any other": ApprenticeError(HALF * 2000),
}


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_an_error_that_quotes_half_a_character_arrives(tmp_path: Path, error: Exception) -> None:
    """The sentence is sent short, on one line, with a question mark in the place of what cannot be."""

    def fail(*_: object) -> None:
        raise error

    with serving(tmp_path) as server, talking(server.port, TOKEN) as client:
        server.studio.answer = fail  # type: ignore[assignment,method-assign]
        reply = client.ask(GetTaste("x"))
        assert isinstance(reply, ErrorReply)
        assert "?" in reply.message
        assert "\n" not in reply.message
        assert len(reply.message) <= 1000


def test_progress_that_is_no_number_ends_a_render_once(tmp_path: Path) -> None:
    """A render that says what cannot be sent ends with one error, and the next one is done."""
    with serving(tmp_path) as server, talking(server.port, TOKEN) as client:
        run = server.studio.run

        def fail(request: Suggest, outlet: Outlet, cancelled: Event) -> None:
            outlet.send(Notice(request.id, f"a file named {HALF}"), ())
            outlet.send(Progress(request.id, float("nan")), ())
            raise AssertionError("this is not reached")

        server.studio.run = fail  # type: ignore[method-assign]
        reply = client.ask(small_suggest("x"))
        assert isinstance(reply, ErrorReply)
        assert "not finite" in reply.message
        assert [item.text for item in client.replies if isinstance(item, Notice)] == ["a file named ?"]
        server.studio.run = run  # type: ignore[method-assign]
        assert client.ask(small_suggest("y")).type == "slate"


def test_frames_that_are_no_text_close_one_connection_alone(running: LiveServer) -> None:
    """A text frame that is no UTF-8 ends its connection, as web sockets have it; the client comes back."""
    with talking(running.port, TOKEN, "bytes") as client:
        assert client.socket is not None
        client.socket.send(encode(GetProfiles("x")).encode() + b"\xed\xa0\x80", text=True)
        client.session.submit(GetProfiles("y"))
        _comes_back(running, client)


def test_profiles_are_bounded_so_that_a_welcome_can_list_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past so many profiles no other is made or imported, until one is deleted."""
    monkeypatch.setattr(profiles, "MAX_PROFILES", 2)
    with serving(tmp_path) as server, talking(server.port, TOKEN) as client:
        assert client.ask(CreateProfile("c1", "Ink")).type == "profiles"
        exported = client.ask(ExportProfile("e1", "Ink"))
        assert isinstance(exported, ProfileExported)
        for request in (CreateProfile("c2", "Oil"), ImportProfile("i1", exported.data)):
            refused = client.ask(request)
            assert isinstance(refused, ErrorReply)
            assert "delete one first" in refused.message
        client.ask(DeleteProfile("d1", "Ink"))
        assert client.ask(ImportProfile("i2", exported.data)).type == "profiles"


def test_a_welcome_has_room_for_all_profiles() -> None:
    """As many profiles as there may be, with the longest names and ratings, fit in one message many times."""
    part = ProfilePart("\0" * 36, "\0" * MAX_NAME, 2**53)
    assert len(encode(ProfilesReport("x", (part,) * MAX_PROFILES))) < MAX_TEXT_BYTES / 10


def test_a_client_that_claims_to_have_seen_everything_can_read_on(running: LiveServer) -> None:
    """The numbers after the largest that a hello may name are read like others, also when the client comes back."""
    with talking(running.port, TOKEN, "first") as client:
        assert client.session.welcome is not None
        instance = client.session.welcome.instance
    for last_seq in (2**53, 0):
        with connect(f"ws://127.0.0.1:{running.port}/", compression=None, proxy=None) as socket:
            assert greet(socket, TOKEN, running.port, client_id="all", last_seq=last_seq, instance=instance)["server"]
            socket.send(encode(GetProfiles(f"p{last_seq}")))
            text = socket.recv(timeout=10)
            assert isinstance(text, str)
            reply, seq = decode(text)
            assert isinstance(reply, ProfilesReport)
            assert seq is not None
