"""The whole way over real sockets: ask, look, rate, ask again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import TOKEN, LiveServer, serving
from talker import Talker, noise_canvas, small_suggest, talking

from apprentice_backend.packs.shipped import built_in_space
from apprentice_backend.store import ProfileRecord
from apprentice_shared.errors import StoreError
from apprentice_shared.messages import (
    GetHistory,
    GetImage,
    GetTaste,
    HistoryReport,
    ImageReady,
    PalettesReport,
    Rate,
    RecommendPalettes,
    Recorded,
    Signal,
    SlateReady,
    SuggestionReady,
    TasteReport,
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[LiveServer]:
    """A server with the fake engine."""
    with serving(tmp_path) as server:
        yield server


@pytest.fixture
def talker(running: LiveServer) -> Iterator[Talker]:
    """One client of it."""
    with talking(running.port, TOKEN) as client:
        yield client


def test_a_slate_streams_in_and_ends(talker: Talker) -> None:
    """Four suggestions come, each with its picture just before it, then the slate."""
    canvas = noise_canvas()
    slate = talker.ask(small_suggest("r1", canvas=canvas.hash), canvas)
    ready = [reply for reply in talker.replies if isinstance(reply, SuggestionReady)]
    assert isinstance(slate, SlateReady)
    assert [reply.suggestion.id for reply in ready] == list(slate.suggestions)
    assert [reply.suggestion.image for reply in ready] == [image.hash for image in talker.images]
    assert len(set(slate.suggestions)) == 4
    assert slate.canvas_palette


def test_a_rating_is_recorded_and_learned(talker: Talker) -> None:
    """After a rating the profile counts it, the taste rests on it, and the history tells of it."""
    slate = talker.slate("r1")
    recorded = talker.ask(Rate("e1", slate.suggestions[0], 5, {"color": 1}))
    assert isinstance(recorded, Recorded)
    assert (recorded.event, recorded.suggestion, recorded.profile.ratings) == ("e1", slate.suggestions[0], 1)
    taste = talker.ask(GetTaste("t1"))
    assert isinstance(taste, TasteReport)
    assert len(taste.values) == len(list(built_in_space().pairs()))
    assert max(entry.mean for entry in taste.values) > 0
    history = talker.ask(GetHistory("h1"))
    assert isinstance(history, HistoryReport)
    assert [event.kind for event in history.events] == ["rating", "slate"]


def test_a_signal_is_recorded(talker: Talker) -> None:
    """A pick is an event like a rating, but no rating."""
    slate = talker.slate("r1")
    recorded = talker.ask(Signal("s1", slate.suggestions[1], "picked"))
    assert isinstance(recorded, Recorded)
    assert recorded.profile.ratings == 0


def test_what_was_shown_is_not_shown_again(talker: Talker) -> None:
    """Three slates hold twelve different mixes."""
    for number in range(3):
        talker.slate(f"r{number}")
    mixes = [str(reply.suggestion.mix) for reply in talker.replies if isinstance(reply, SuggestionReady)]
    assert len(set(mixes)) == 12


def test_an_image_is_sent_again_by_its_hash(talker: Talker) -> None:
    """Pictures can be asked for again while they are held."""
    talker.slate("r1")
    wanted = talker.images[2]
    reply = talker.ask(GetImage("g1", wanted.hash))
    assert isinstance(reply, ImageReady)
    assert bytes(talker.images[-1].payload) == bytes(wanted.payload)
    assert talker.images[-1].request_id == "g1"


def test_palettes_are_recommended_for_a_canvas(talker: Talker) -> None:
    """The canvas' own palette comes first, then as many as were asked for."""
    canvas = noise_canvas()
    reply = talker.ask(RecommendPalettes("p1", canvas=canvas.hash, count=2), canvas)
    assert isinstance(reply, PalettesReport)
    assert [palette.kind for palette in reply.palettes] == ["canvas", "recommended", "recommended"]


def test_a_store_that_cannot_be_read_is_told_in_place_of_the_welcome(
    running: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever connects hears why there is no welcome; once the store answers again, there is one."""

    def fail() -> list[ProfileRecord]:
        raise StoreError("The disk is full: free some space.")

    talker = Talker(running.port, TOKEN)
    with monkeypatch.context() as broken:
        broken.setattr(running.profiles, "all", fail)
        with pytest.raises(AssertionError, match="store_failed"):
            talker.connect()
    talker.disconnect()
    assert talker.connect().profiles
    talker.disconnect()
