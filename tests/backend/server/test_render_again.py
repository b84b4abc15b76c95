"""A suggestion rendered again: larger, and as layers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from live_server import TOKEN, serving
from talker import Talker, noise_canvas, small_suggest, talking

from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.messages import ErrorReply, NeedImage, Render, RenderReady, Suggest


@pytest.fixture
def talker(tmp_path: Path) -> Iterator[Talker]:
    """One client of a server with the fake engine."""
    with serving(tmp_path) as server, talking(server.port, TOKEN) as client:
        yield client


def _held(talker: Talker, image_hash: str) -> ImageFrame:
    return next(image for image in talker.images if image.hash == image_hash)


def test_a_suggestion_comes_again_at_another_size(talker: Talker) -> None:
    """The same mix and seed, as large as the place it goes to."""
    canvas = noise_canvas()
    slate = talker.ask(small_suggest("r1", canvas=canvas.hash), canvas)
    again = talker.ask(Render("r2", slate.suggestions[1], 96, 72, canvas.hash), canvas)
    assert isinstance(again, RenderReady)
    picture = _held(talker, again.image)
    assert (picture.width_px, picture.height_px) == (96, 72)


def test_the_same_size_gives_the_same_pixels(talker: Talker) -> None:
    """The inserted picture is the picture that was shown."""
    canvas = noise_canvas()
    slate = talker.ask(small_suggest("r1", canvas=canvas.hash), canvas)
    shown = next(reply.suggestion for reply in talker.replies if reply.type == "suggestion" and reply.index == 0)
    again = talker.ask(
        Render("r2", slate.suggestions[0], shown.width_px, shown.height_px, canvas.hash, layers=True), canvas
    )
    assert again.image == shown.image


def test_a_study_comes_as_layers_that_add_up(talker: Talker) -> None:
    """The engine of the slate renders it, whatever the backend's own engine is, and its layers come with it."""
    rng = np.random.default_rng(3)
    pixels = np.repeat(np.repeat(rng.integers(40, 216, (6, 8, 4), np.uint8), 16, 0), 16, 1)
    pixels[..., 3] = 255
    canvas = ImageFrame("r1", PixelFormat.RGBA, 128, 96, pixels.tobytes())
    slate = talker.ask(
        Suggest("r1", width_px=128, height_px=96, canvas=canvas.hash, vary=("color", "mood"), engine="studies"), canvas
    )
    again = talker.ask(Render("r2", slate.suggestions[0], 128, 96, canvas.hash, layers=True), canvas)
    assert isinstance(again, RenderReady)
    assert "Colour" in {layer.name for layer in again.layers}
    assert {layer.image for layer in again.layers} <= {image.hash for image in talker.images}


def test_a_canvas_that_is_not_held_is_asked_for(talker: Talker) -> None:
    """The full-size canvas goes up only when it is wanted."""
    slate = talker.slate("r1")
    large = noise_canvas()
    talker.submit(Render("r2", slate.suggestions[0], 64, 48, large.hash))
    assert isinstance(talker.until("r2", NeedImage), NeedImage)


@pytest.mark.parametrize(
    ("suggestion", "side", "code"),
    [("nobody-1", 64, "unknown_suggestion"), ("nobody-1", 8192, "too_large")],
    ids=["forgotten", "too large"],
)
def test_what_cannot_be_rendered_is_told(talker: Talker, suggestion: str, side: int, code: str) -> None:
    """Each refusal has its code."""
    error = talker.ask(Render("r1", suggestion, side, side))
    assert isinstance(error, ErrorReply)
    assert error.code == code
