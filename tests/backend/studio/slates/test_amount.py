"""The amount of a study: shown, rendered again at another, and learned as it was seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from talker import noise_canvas, small_suggest
from workshop import Workshop

from apprentice_backend.engines.fake import FakeEngine
from apprentice_backend.profiles import Recorder
from apprentice_backend.studio import Outlet
from apprentice_backend.studio.pictures import decode_pixels
from apprentice_shared.errors import RequestError
from apprentice_shared.images import PixelFormat
from apprentice_shared.messages import Rate, Render, RenderReady, SuggestionReady

LOCKS = {"color": {"warm": 1.0}}


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A studio with the fake engine, which holds the canvas of the requests."""
    made = Workshop(tmp_path)
    made.studio.images.add(noise_canvas())
    yield made
    made.log.close()


def suggested(workshop: Workshop, amount: float = 1.0) -> SuggestionReady:
    """Return the one suggestion of a slate asked for at an amount: all warm."""
    canvas = noise_canvas()
    request = small_suggest("r1", width_px=canvas.width_px, height_px=canvas.height_px, canvas=canvas.hash, count=1)
    (ready,) = workshop.suggest(replace(request, amount=amount, locks=LOCKS, vary=("color",)))
    return ready


def rendered(workshop: Workshop, ready: SuggestionReady, amount: float | None) -> np.ndarray:
    """Return a suggestion rendered again at an amount."""
    shown = ready.suggestion
    request = Render("r2", shown.id, shown.width_px, shown.height_px, noise_canvas().hash, amount=amount)
    workshop.studio.render(request, Outlet(PixelFormat.RGBA, workshop.take), workshop.cancelled)
    assert isinstance(workshop.sent[-1], RenderReady)
    return decode_pixels(workshop.images[-1])


def test_a_slate_shows_and_records_the_amount_that_was_asked_for(workshop: Workshop) -> None:
    """Its mixes have the weights that are seen; rendered again as shown it is the same picture."""
    ready = suggested(workshop, 0.5)
    slate = workshop.log.slate_of(ready.suggestion.id)
    assert slate is not None
    assert slate.suggestions[0].mix == ready.suggestion.mix == {"color": {"warm": 0.5}}
    assert slate.context["request"]["amount"] == 0.5
    shown = next(decode_pixels(frame) for frame in workshop.images if frame.hash == ready.suggestion.image)
    for amount in (None, 0.5):
        assert (rendered(workshop, ready, amount) == shown).all()


@pytest.mark.parametrize("first", [1.0, 0.5])
def test_a_study_is_rendered_again_at_any_amount(workshop: Workshop, first: float) -> None:
    """0 is the canvas to the bit, 1 the whole study, whatever amount it was shown at."""
    ready = suggested(workshop, first)
    canvas = decode_pixels(noise_canvas())
    assert (rendered(workshop, ready, 0.0) == canvas).all()
    by_amount = [rendered(workshop, ready, amount) for amount in (0.25, 1.0)]
    quarter, whole = (np.abs(picture.astype(float) - canvas).mean() for picture in by_amount)
    assert 0.0 < quarter < whole


def test_a_slate_of_nothing_shows_the_canvas_at_every_amount(workshop: Workshop) -> None:
    """Its mixes are empty: there is nothing to show more of."""
    ready = suggested(workshop, 0.0)
    assert ready.suggestion.mix == {}
    assert (rendered(workshop, ready, 1.0) == decode_pixels(noise_canvas())).all()


@pytest.mark.parametrize(
    ("first", "amount", "share"),
    [(1.0, None, None), (1.0, 1.0, None), (0.5, 0.25, 0.5), (0.5, 1.0, 2.0), (1.0, 0, 0.0)],
)
def test_what_is_said_is_kept_with_the_share_that_was_seen(
    workshop: Workshop, first: float, amount: float | None, share: float | None
) -> None:
    """Without an amount, and at the one shown, nothing is added; a profile's file has it, and teaches the same."""
    shown = suggested(workshop, first).suggestion
    event, profile = Recorder(workshop.profiles).record(Rate("e1", shown.id, 5, amount=amount))
    assert event.content == ({} if share is None else {"share": share})
    _, text = workshop.profiles.export(profile.id)
    assert json.loads(text)["version"] == (1 if share is None else 3)
    with workshop.profiles.agent(profile) as agent:
        taught = agent.taste()
    with workshop.profiles.agent(workshop.profiles.load(text)) as agent:
        assert agent.taste() == taught


def test_an_engine_of_whole_pictures_refuses(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, and nothing is shown."""
    describe = FakeEngine.describe
    monkeypatch.setattr(FakeEngine, "describe", lambda self: replace(describe(self), abilities=frozenset({"canvas"})))
    with pytest.raises(RequestError, match="ask for the whole amount"):
        suggested(workshop, 0.5)
    ready = suggested(workshop)
    with pytest.raises(RequestError, match="ask for the whole amount"):
        rendered(workshop, ready, 0.5)
