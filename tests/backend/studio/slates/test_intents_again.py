"""A take of an intent is made again with its intent, and its ratings come through a profile's file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from talker import noise_canvas, small_suggest
from workshop import Workshop

from apprentice_backend.profiles import Recorder
from apprentice_backend.studio import Outlet
from apprentice_backend.studio.pictures import decode_pixels
from apprentice_shared.images import PixelFormat
from apprentice_shared.messages import Rate, Render, RenderReady, SuggestionReady


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A studio that holds the canvas of the requests."""
    made = Workshop(tmp_path)
    made.studio.images.add(noise_canvas())
    yield made
    made.log.close()


def takes(workshop: Workshop, count: int) -> list[SuggestionReady]:
    """Return takes of dusk, by the engine of studies."""
    canvas = noise_canvas()
    size = {"width_px": canvas.width_px, "height_px": canvas.height_px}
    return workshop.suggest(
        small_suggest("r1", **size, canvas=canvas.hash, count=count, engine="studies", intent="dusk")
    )


def test_a_take_is_rendered_again_with_its_intent(workshop: Workshop) -> None:
    """As shown it is the same picture; none of it is the canvas, half of it lies between."""
    (ready,) = takes(workshop, 1)
    first = next(decode_pixels(frame) for frame in workshop.images if frame.hash == ready.suggestion.image)

    def again(amount: float | None) -> np.ndarray:
        shown = ready.suggestion
        request = Render("r2", shown.id, shown.width_px, shown.height_px, noise_canvas().hash, amount=amount)
        workshop.studio.render(request, Outlet(PixelFormat.RGBA, workshop.take), workshop.cancelled)
        assert isinstance(workshop.sent[-1], RenderReady)
        return decode_pixels(workshop.images[-1])

    canvas = decode_pixels(noise_canvas())
    assert (again(None) == first).all()
    assert (again(0.0) == canvas).all()
    half, whole = (np.abs(picture.astype(float) - canvas).mean() for picture in (again(0.5), first))
    assert 0.2 * whole < half < 0.8 * whole


def test_an_intent_comes_back_from_a_profile_file(workshop: Workshop) -> None:
    """The copy has learned the same of its takes, and its slates know what was asked for."""
    for stars, ready in zip((5, 1, 4, 2), takes(workshop, 4), strict=True):
        Recorder(workshop.profiles).record(Rate(f"e{stars}", ready.suggestion.id, stars))
    _, text = workshop.profiles.export("")
    copy = workshop.profiles.load(text)
    tastes = []
    for key in ("", copy.name):
        with workshop.profiles.agent(workshop.profiles.find(key)) as agent:
            tastes.append(agent.taste())
    assert tastes[0] == tastes[1]
    (slate,) = workshop.profiles.read_log(copy.id).slates.values()
    assert slate.context["request"]["intent"] == "dusk"
