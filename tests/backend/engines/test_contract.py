"""The contract of every engine with its callers. A new engine joins by its name."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from canvases import block_in, cut_out

from apprentice_backend.engines import NAMES, create
from apprentice_backend.engines.base import (
    PROOFS,
    Engine,
    Image,
    Previewed,
    Progressed,
    Rendered,
    RenderEvent,
    RenderRequest,
)
from apprentice_backend.picture_difference import distances_between, to_compared
from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.errors import Cancelled

WIDTH, HEIGHT = 96, 72
MIXES = (
    AttributeMix.pure(color="warm"),
    AttributeMix.pure(style="painterly", mood="mysterious"),
    AttributeMix.from_dict({"color": {"cool": 0.5, "muted": 0.5}, "composition": {"dynamic": 0.6}}),
)
# name -> model, where the default one is too large for a test, or too quick.
MODELS = {"fake": "steps=3", "ssd-1b": "?steps=3&idle_s=0"}


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model for the diffusion engine, made on the spot."""
    reason = "the diffusion engine needs its extra: pip install 'krita-apprentice[diffusion]'"
    pytest.importorskip("diffusers", reason=reason)
    pytest.importorskip("torch", reason=reason).set_num_threads(1)
    made: Path = importlib.import_module("tiny_pipeline").make(tmp_path_factory.mktemp("models") / "tiny")
    return made


@pytest.fixture(params=NAMES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    folder = request.getfixturevalue("tiny_folder") if request.param == "ssd-1b" else ""
    made = create(request.param, model=f"{folder}{MODELS.get(request.param, '')}", device="cpu")
    yield made
    made.close()


def asked(canvas: np.ndarray | None, mixes: tuple[AttributeMix, ...] = MIXES, **more: object) -> RenderRequest:
    return RenderRequest(mixes, tuple(range(len(mixes))), WIDTH, HEIGHT, canvas, **more)


def render(engine: Engine, request: RenderRequest) -> tuple[list[Image], list[RenderEvent]]:
    events: list[RenderEvent] = []
    return engine.render(request, events.append, Event()), events


def test_describes_itself_without_rendering(engine: Engine) -> None:
    """The name is the one that made it, and what it needs for the panel is there."""
    info = engine.describe()
    assert info.name in NAMES
    assert info.title
    assert info.mark
    assert info.ready or info.problem
    assert set(info.dimension_words) <= set(AttributeSpace.default().dimensions)
    assert set(info.first_vary) <= set(AttributeSpace.default().dimensions)


@pytest.mark.parametrize("canvas", [block_in(), None], ids=["canvas", "no canvas"])
def test_returns_one_picture_per_mix_at_the_size_asked(engine: Engine, canvas: np.ndarray | None) -> None:
    """Order, size and kind of the pixels are as asked, and no two pictures are alike."""
    images, _ = render(engine, asked(canvas))
    assert len(images) == len(MIXES)
    for image in images:
        assert image.pixels.shape == (HEIGHT, WIDTH, 4)
        assert image.pixels.dtype == np.uint8
    assert len({image.pixels.tobytes() for image in images}) == len(images)


def test_same_request_same_pixels(engine: Engine) -> None:
    """Nothing but the request decides."""
    first, _ = render(engine, asked(block_in()))
    second, _ = render(engine, asked(block_in()))
    for one, other in zip(first, second, strict=True):
        assert np.array_equal(one.pixels, other.pixels)


def test_every_picture_is_reported_once_before_the_end(engine: Engine) -> None:
    """Each index comes once as rendered, with the picture that is returned."""
    images, events = render(engine, asked(block_in()))
    done = [event for event in events if isinstance(event, Rendered)]
    assert sorted(event.index for event in done) == list(range(len(MIXES)))
    for event in done:
        assert np.array_equal(event.image.pixels, images[event.index].pixels)


def test_progress_never_falls(engine: Engine) -> None:
    """Fractions rise within 0 to 1."""
    _, events = render(engine, asked(block_in()))
    fractions = [event.fraction for event in events if isinstance(event, Progressed)]
    assert fractions
    assert fractions == sorted(fractions)
    assert fractions[0] >= 0.0
    assert fractions[-1] <= 1.0


def test_previews_come_before_their_picture_and_keep_to_their_size(engine: Engine) -> None:
    """A preview is small, in proportion, and never follows the picture that it announces."""
    _, events = render(engine, asked(block_in(), preview_px=48))
    done: set[int] = set()
    for event in events:
        if isinstance(event, Rendered):
            done.add(event.index)
        elif isinstance(event, Previewed):
            assert event.index not in done
            assert event.pixels.shape == (36, 48, 4)


def test_no_previews_where_none_are_asked(engine: Engine) -> None:
    """`preview_px=0` is obeyed."""
    _, events = render(engine, asked(block_in(), preview_px=0))
    assert not any(isinstance(event, Previewed) for event in events)


def test_reports_come_on_the_calling_thread(engine: Engine) -> None:
    """Whoever calls `render` gets the events, whatever threads do the work."""
    threads: set[int] = set()
    engine.render(asked(block_in()), lambda event: threads.add(threading.get_ident()), Event())
    assert threads == {threading.get_ident()}


def test_cancelled_before_it_starts(engine: Engine) -> None:
    """Nothing is reported."""
    cancelled, events = Event(), []
    cancelled.set()
    with pytest.raises(Cancelled):
        engine.render(asked(block_in()), events.append, cancelled)
    assert not events


def test_cancelled_on_the_way(engine: Engine) -> None:
    """Once cancelled, nothing more is reported, and the engine renders again afterwards."""
    cancelled, events = Event(), []

    def cancel_at_first(event: RenderEvent) -> None:
        events.append(event)
        cancelled.set()

    with pytest.raises(Cancelled):
        engine.render(asked(block_in()), cancel_at_first, cancelled)
    assert len(events) == 1
    assert len(render(engine, asked(block_in()))[0]) == len(MIXES)


def test_leaves_the_canvas_it_was_given_alone(engine: Engine) -> None:
    """The artist's pixels are read, never written."""
    canvas = block_in()
    kept = canvas.copy()
    canvas.flags.writeable = False
    render(engine, asked(canvas))
    assert np.array_equal(canvas, kept)


def test_renders_again_after_close(engine: Engine) -> None:
    """Closing frees, and closing twice is harmless."""
    engine.close()
    engine.close()
    assert len(render(engine, asked(block_in()))[0]) == len(MIXES)


def test_empty_mix_returns_the_canvas(engine: Engine) -> None:
    """An engine that works from the canvas by steps gives it back to the bit where nothing is to be done."""
    if engine.describe().generative:
        pytest.skip("a generative engine repaints whatever it is given: `strength` decides there")
    canvas = block_in(HEIGHT, WIDTH)
    images, _ = render(engine, asked(canvas, (AttributeMix({}),)))
    assert np.array_equal(images[0].pixels, canvas)


def test_transparent_canvas_is_taken(engine: Engine) -> None:
    """A cut-out on nothing gives pictures too."""
    images, _ = render(engine, asked(cut_out()))
    assert len(images) == len(MIXES)


@pytest.mark.parametrize("canvas", [block_in(), cut_out(), None], ids=["block-in", "cut-out", "empty"])
def test_proofs_show_what_the_pictures_will(engine: Engine, canvas: np.ndarray | None) -> None:
    """An engine that makes proofs makes them small, of the same mixes and seeds, and near to the pictures."""
    if PROOFS not in engine.describe().abilities:
        pytest.skip("this engine makes no proofs")
    # Strokes have a least size, so that of a picture of 96 px a proof of 48 would be another painting.
    wanted = replace(asked(canvas), width_px=2 * WIDTH, height_px=2 * HEIGHT)
    proofs, _ = render(engine, replace(wanted, proof_px=WIDTH))
    pictures, _ = render(engine, wanted)
    for proof, picture in zip(proofs, pictures, strict=True):
        assert (proof.width_px, proof.height_px) == (WIDTH, HEIGHT)
        assert distances_between([to_compared(proof.pixels), to_compared(picture.pixels)]).max() < 6.0
