"""Ratings reach the pictures that a diffusion engine makes: through a real server, with a real, small pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from live_server import TOKEN, serving
from talker import Talker, noise_canvas, talking

pytest.importorskip(
    "diffusers", reason="the diffusion engine needs its extra: pip install 'krita-apprentice[diffusion]'"
)

import torch
from taught_pipeline import FOLDER

from apprentice_backend.engines.base import Pixels, RenderRequest
from apprentice_backend.engines.diffusion.engine import DiffusionEngine
from apprentice_backend.studio.pictures import decode_pixels
from apprentice_backend.studio.slates.recall import STAGE
from apprentice_shared.messages import (
    Progress,
    Rate,
    Render,
    RenderReady,
    SetValue,
    Signal,
    SlateReady,
    Suggest,
    SuggestionReady,
    Undo,
)

MODEL = f"{FOLDER}?steps=3&guidance=3&idle_s=0"
# Every dimension is locked: what changes then is not the mix.
LOCKS = {"color": {"warm": 1.0}, "style": {"painterly": 1.0}, "mood": {"joyful": 1.0}, "composition": {"centered": 1.0}}


class Artist:
    """Asks one server for slates of two small pictures."""

    def __init__(self, talker: Talker) -> None:
        self.talker = talker
        self._count = 0

    def say(self, kind: type[Rate] | type[Signal] | type[SetValue] | type[Undo], *said: object) -> None:
        self.talker.ask(kind(self._new_id(), *said))  # type: ignore[arg-type]

    def slate(self, **chosen: object) -> list[SuggestionReady]:
        canvas = chosen.pop("canvas_frame", None)
        fields = {"width_px": 32, "height_px": 32, "count": 2, "seed": 7, "preview_px": 0, "locks": LOCKS}
        asked = {"engine": "ssd-1b", "model": MODEL, "device": "cpu", "subject": "a painting", **fields, **chosen}
        request = Suggest(self._new_id(), **asked)  # type: ignore[arg-type]
        before = len(self.talker.replies)
        final = self.talker.ask(request, canvas)  # type: ignore[arg-type]
        assert isinstance(final, SlateReady), final
        return [reply for reply in self.talker.replies[before:] if isinstance(reply, SuggestionReady)]

    def pictures(self, slate: list[SuggestionReady]) -> list[Pixels]:
        held = {frame.hash: frame for frame in self.talker.images}
        return [decode_pixels(held[reply.suggestion.image]) for reply in slate]

    def _new_id(self) -> str:
        self._count += 1
        return f"{self.talker.session.client_id}{self._count}"


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[RenderRequest]:
    """The requests that reach the engine, in a list that grows while the engine renders as usual."""
    seen: list[RenderRequest] = []
    render = DiffusionEngine.render

    def watched(self: DiffusionEngine, request: RenderRequest, *more: object) -> object:
        seen.append(request)
        return render(self, request, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(DiffusionEngine, "render", watched)
    return seen


@pytest.fixture
def artist(tmp_path: Path, asked: list[RenderRequest]) -> Iterator[Artist]:
    with serving(tmp_path) as server, talking(server.port, TOKEN) as talker:
        yield Artist(talker)


def alike(some: list[Pixels], others: list[Pixels]) -> bool:
    return all(np.array_equal(one, other) for one, other in zip(some, others, strict=True))


def test_rated_pictures_reach_the_engine_and_change_what_it_paints(artist: Artist, asked: list[RenderRequest]) -> None:
    """With the same mix and seed, only the dial and the switches decide; at 0, and off, it is the base to the bit."""
    first = artist.slate()
    base = artist.pictures(first)
    artist.say(Rate, first[0].suggestion.id, 5)
    artist.say(Rate, first[1].suggestion.id, 1)
    taught = artist.pictures(artist.slate())
    assert alike(list(asked[-1].liked), base[:1])
    assert alike(list(asked[-1].disliked), base[1:])
    assert asked[-1].feedback == 0.5
    assert not alike(taught, base)
    assert not alike(artist.pictures(artist.slate(feedback=1.0)), taught)
    assert alike(artist.pictures(artist.slate(feedback=0.0)), base)
    assert (asked[-1].liked, asked[-1].disliked) == ((), ())
    assert alike(artist.pictures(artist.slate(model=f"{MODEL}&feedback=off&negative=off")), base)


def test_only_what_stands_and_what_this_engine_made_counts(artist: Artist, asked: list[RenderRequest]) -> None:
    """Neither another engine's pictures, nor three stars, nor what was taken back or kept from learning."""
    other = artist.slate(engine="fake", model="")
    artist.say(Rate, other[0].suggestion.id, 5)
    own = artist.slate()
    artist.say(Rate, own[0].suggestion.id, 3)
    quiet = artist.slate(learn=False)
    artist.say(Rate, quiet[0].suggestion.id, 5)
    artist.say(Rate, own[1].suggestion.id, 5)
    artist.say(Undo)
    artist.slate()
    assert (asked[-1].liked, asked[-1].disliked) == ((), ())


def test_a_low_rated_value_is_avoided_unless_it_is_asked_for(artist: Artist, asked: list[RenderRequest]) -> None:
    """A value surely disliked enters the negative embedding and changes the picture; at 0 it does not."""
    base = artist.pictures(artist.slate())
    artist.say(SetValue, "color", "cool", -4.0)
    artist.say(SetValue, "color", "warm", -4.0)
    changed = artist.pictures(artist.slate())
    assert set(asked[-1].avoid.weights["color"]) == {"cool"}
    assert not alike(changed, base)
    assert alike(artist.pictures(artist.slate(feedback=0.0)), base)


def test_more_like_this_holds_for_the_next_slate(artist: Artist, asked: list[RenderRequest]) -> None:
    """The next slate of that painting starts near the picture's noise, the one after it does not."""
    first = artist.slate(document="valley")
    artist.say(Signal, first[1].suggestion.id, "more_like_this")
    artist.slate(document="harbour")
    assert asked[-1].near_seed is None
    near = artist.pictures(artist.slate(document="valley", seed=100))
    assert asked[-1].near_seed == first[1].suggestion.seed
    far = artist.pictures(artist.slate(document="valley", seed=100))
    assert asked[-1].near_seed is None
    assert not alike(near, far)


@pytest.mark.parametrize("from_canvas", [False, True], ids=["from words", "from a canvas"])
def test_a_picture_is_recalled_after_a_restart(tmp_path: Path, asked: list[RenderRequest], from_canvas: bool) -> None:
    """A picture rated before is rendered again, once, from its own mix and seed, where its canvas is here again."""
    frame = noise_canvas() if from_canvas else None
    chosen = {"canvas": frame.hash, "canvas_frame": frame} if frame is not None else {}
    with serving(tmp_path) as server, talking(server.port, TOKEN, "one") as talker:
        artist = Artist(talker)
        first = artist.slate(**chosen)
        (shown, _) = artist.pictures(first)
        artist.say(Rate, first[0].suggestion.id, 5)
    asked.clear()
    with serving(tmp_path) as server, talking(server.port, TOKEN, "two") as talker:
        artist = Artist(talker)
        artist.slate(**chosen)
        assert next(reply.stage for reply in talker.replies if isinstance(reply, Progress)) == STAGE
        assert [len(request.mixes) for request in asked] == [1, 2]
        assert np.abs(asked[-1].liked[0].astype(int) - shown).max() <= 1
        artist.slate(**chosen)
        assert len(asked) == 3


def test_without_its_canvas_a_picture_is_not_recalled(tmp_path: Path, asked: list[RenderRequest]) -> None:
    """A picture that cannot be made again as it was is left out."""
    frame = noise_canvas()
    with serving(tmp_path) as server, talking(server.port, TOKEN, "one") as talker:
        artist = Artist(talker)
        first = artist.slate(canvas=frame.hash, canvas_frame=frame)
        artist.say(Rate, first[0].suggestion.id, 5)
    with serving(tmp_path) as server, talking(server.port, TOKEN, "two") as talker:
        Artist(talker).slate()
        assert asked[-1].liked == ()


def test_a_picture_comes_again_as_it_was_shown(tmp_path: Path, asked: list[RenderRequest]) -> None:
    """While it is held nothing is rendered; after a restart the same model with the same settings makes it again."""
    with serving(tmp_path) as server, talking(server.port, TOKEN, "one") as talker:
        artist = Artist(talker)
        shown = artist.slate()[0].suggestion
        asked.clear()
        again = artist.talker.ask(Render("again", shown.id, 32, 32))
        assert isinstance(again, RenderReady), again
        assert (again.image, asked) == (shown.image, [])
    with serving(tmp_path) as server, talking(server.port, TOKEN, "two") as talker:
        again = talker.ask(Render("later", shown.id, 32, 32))
        assert isinstance(again, RenderReady), again
        assert again.image == shown.image
        assert len(asked) == 1


@pytest.mark.parametrize(("side", "renders"), [(16, 1), (32, 0)], ids=["painted coarsely", "painted at its finest"])
def test_at_a_larger_size_it_is_the_same_picture(
    artist: Artist, asked: list[RenderRequest], side: int, renders: int
) -> None:
    """The model goes over it again only where it can paint finer; it stays nearer to itself than to its neighbour."""
    slate = artist.slate(width_px=side, height_px=side)
    own, other = artist.pictures(slate)
    asked.clear()
    again = artist.talker.ask(Render("again", slate[0].suggestion.id, 64, 64))
    assert isinstance(again, RenderReady), again
    (large,) = [decode_pixels(frame) for frame in artist.talker.images if frame.hash == again.image]
    small = cv2.resize(large, (side, side), interpolation=cv2.INTER_AREA).astype(int)
    assert large.shape == (64, 64, 4)
    assert len(asked) == renders
    assert np.abs(small - own).mean() < 0.5 * np.abs(small - other).mean()
