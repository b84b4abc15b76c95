"""The engine renders on a real diffusers pipeline, tiny as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event

import numpy as np
import paintings
import pytest

from apprentice_backend.engines import create
from apprentice_backend.engines.base import (
    Image,
    Pixels,
    Previewed,
    Progressed,
    Rendered,
    RenderEvent,
    RenderRequest,
)
from apprentice_backend.engines.diffusion.engine import DiffusionEngine
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import Cancelled, EngineNotReady

WARM, COOL = AttributeMix.pure(color="warm"), AttributeMix.pure(color="cool")
BLEND = AttributeMix({"color": {"warm": 0.7, "cool": 0.3}, "mood": {"joyful": 0.4}})
PLAIN = AttributeMix({})


def request(*mixes: AttributeMix, **more: object) -> RenderRequest:
    defaults = {"width_px": 64, "height_px": 64, "subject": "a harbour at dusk", "preview_px": 32}
    return RenderRequest(mixes, tuple(range(len(mixes))), **(defaults | more))


def render(engine: DiffusionEngine, asked: RenderRequest) -> list[Image]:
    return engine.render(asked, lambda event: None, Event())


def canvas(width_px: int = 70, height_px: int = 50) -> Pixels:
    return paintings.paint("landscape", width_px, height_px)


@pytest.mark.parametrize("size", [(70, 50), (64, 64), (33, 200), (16, 16), (300, 20)], ids=str)
@pytest.mark.parametrize("painted", [False, True], ids=["blank", "canvas"])
def test_returns_the_size_asked_for(engine: DiffusionEngine, size: tuple[int, int], painted: bool) -> None:
    """A size that is no multiple of 8 comes back as asked, with and without a canvas."""
    asked = request(WARM, width_px=size[0], height_px=size[1], canvas=canvas() if painted else None)
    image = render(engine, asked)[0]
    assert image.pixels.shape == (size[1], size[0], 4)
    assert image.pixels.dtype == np.uint8
    assert (image.pixels[..., 3] == 255).all()


def test_same_seed_gives_the_same_pixels(engine: DiffusionEngine) -> None:
    """A request can be repeated to the bit, with other requests in between."""
    first = render(engine, request(WARM, BLEND, canvas=canvas()))
    render(engine, request(COOL))
    again = render(engine, request(WARM, BLEND, canvas=canvas()))
    assert all(np.array_equal(one.pixels, two.pixels) for one, two in zip(first, again, strict=True))


def test_a_batch_equals_single_runs(engine: DiffusionEngine) -> None:
    """Four mixes at once are the same four pictures as one after the other, within rounding."""
    mixes = (WARM, COOL, BLEND, PLAIN)
    together = render(engine, request(*mixes))
    for seed, (mix, image) in enumerate(zip(mixes, together, strict=True)):
        alone = render(engine, RenderRequest((mix,), (seed,), 64, 64, subject="a harbour at dusk"))[0]
        assert np.abs(alone.pixels.astype(int) - image.pixels).max() <= 1


def test_words_and_seeds_change_the_picture(engine: DiffusionEngine) -> None:
    """Mix, subject and seed all reach the model."""
    base = render(engine, request(WARM))[0].pixels
    others = [
        request(COOL),
        request(WARM, subject="a mountain"),
        RenderRequest((WARM,), (9,), 64, 64, subject="a harbour at dusk"),
    ]
    for other in others:
        assert not np.array_equal(render(engine, other)[0].pixels, base)


def test_strength_decides_how_much_of_the_canvas_stays(engine: DiffusionEngine) -> None:
    """At 0 the canvas comes back; the least strength still runs a step, and stays nearer than the greatest."""
    painted = canvas(64, 64)
    kept = render(engine, request(WARM, canvas=painted, strength=0.0))[0]
    assert np.array_equal(kept.pixels, painted)
    steps: list[RenderEvent] = []
    engine.render(request(WARM, canvas=painted, strength=0.01), steps.append, Event())
    assert [event.stage for event in steps if isinstance(event, Progressed)].count("step 1 of 1") == 1


@pytest.mark.parametrize(
    "empty",
    [None, np.zeros((50, 70, 4), np.uint8), np.full((50, 70, 4), 255, np.uint8)],
    ids=["none", "transparent", "white"],
)
def test_an_empty_canvas_is_no_canvas(engine: DiffusionEngine, empty: Pixels | None) -> None:
    """On a fresh document all steps run from noise, whatever the strength."""
    asked = request(WARM, width_px=70, height_px=50, canvas=empty, strength=0.3)
    plain = render(engine, request(WARM, width_px=70, height_px=50))
    assert np.array_equal(render(engine, asked)[0].pixels, plain[0].pixels)


def test_transparency_shows_the_paper(engine: DiffusionEngine) -> None:
    """Colours hidden under transparent pixels do not reach the model, the paper does."""
    drawn = paintings.paint("line_art", 64, 64)
    hidden = drawn.copy()
    hidden[drawn[..., 3] == 0, :3] = (255, 0, 255)
    first = render(engine, request(WARM, canvas=drawn))[0].pixels
    assert np.array_equal(first, render(engine, request(WARM, canvas=hidden))[0].pixels)
    assert not np.array_equal(first, render(engine, request(WARM, canvas=drawn, paper="#203040"))[0].pixels)


def test_reports_as_it_goes(engine: DiffusionEngine) -> None:
    """Progress never falls and ends at 1, previews have the picture's proportions, each image comes once."""
    events: list[RenderEvent] = []
    engine.render(request(WARM, COOL, width_px=80, height_px=40, preview_px=40), events.append, Event())
    progress = [event for event in events if isinstance(event, Progressed)]
    fractions = [event.fraction for event in progress]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert all(event.seconds_left is not None for event in progress if event.stage.startswith("step"))
    assert {event.pixels.shape for event in events if isinstance(event, Previewed)} == {(20, 40, 4)}
    assert [event.index for event in events if isinstance(event, Rendered)] == [0, 1]


def test_no_preview_where_none_is_wanted(engine: DiffusionEngine) -> None:
    """`preview_px=0` costs nothing."""
    events: list[RenderEvent] = []
    engine.render(request(WARM, preview_px=0), events.append, Event())
    assert not any(isinstance(event, Previewed) for event in events)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_cancel_ends_at_the_next_step(engine: DiffusionEngine, step: int) -> None:
    """Cancelled during step k, nothing more is reported, nothing decoded, and the next request is unharmed."""
    cancelled, seen = Event(), []

    def watch(event: RenderEvent) -> None:
        assert not cancelled.is_set()
        seen.append(event)
        if isinstance(event, Progressed) and event.stage == f"step {step} of 4":
            cancelled.set()

    with pytest.raises(Cancelled):
        engine.render(request(WARM, COOL), watch, cancelled)
    assert not any(isinstance(event, Rendered) for event in seen)
    assert len(render(engine, request(WARM))) == 1


def test_strangers_do_not_load_torch() -> None:
    """The backend starts, and says what this engine is, without importing torch."""
    code = (
        "import sys; from apprentice_backend import engines; "
        "info = engines.create('ssd-1b', model='/nowhere').describe(); "
        "print(info.ready, 'torch' in sys.modules, 'diffusers' in sys.modules)"
    )
    path = [str(Path(__file__).parents[4] / folder) for folder in ("shared", "backend")]
    script = f"import sys; sys.path[:0] = {path!r}; {code}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "False"]
    assert done.stderr == ""


def test_names_its_marks(engine: DiffusionEngine, tiny_folder: Path) -> None:
    """It says that its pictures come from an AI image model, and which."""
    info = engine.describe()
    assert info.generative
    assert info.mark == "AI-generated with tiny"
    assert info.ready
    assert info.model == tiny_folder.name


def test_missing_packages_name_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the error says how to get it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EngineNotReady, match=r"python3 run\.py --engine ssd-1b.*pip install"):
        create("ssd-1b")
