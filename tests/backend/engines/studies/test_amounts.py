"""A study at an amount: its mix with smaller weights, from the canvas to the whole study without jumps."""

import itertools
from threading import Event

import cv2
import numpy as np
import pytest
from canvases import block_in, gradient
from paintings import paint

from apprentice_backend.color.oklab import srgb_bytes_to_oklab
from apprentice_backend.engines import create
from apprentice_backend.engines.base import Engine, Image, RenderRequest
from apprentice_shared.attributes import AttributeMix

AMOUNTS = [step / 20 for step in range(21)]
INKS = ("#182038", "#5a78c8", "#dce6ff")
MIXES = {
    "colour and light": AttributeMix.pure(color="cool", mood="mysterious"),
    "a mean of two": AttributeMix({"color": {"warm": 0.5, "vibrant": 0.5}, "mood": {"joyful": 1.0}}),
    "brushwork": AttributeMix.pure(style="painterly", mood="melancholic"),
    "shapes": AttributeMix.pure(color="muted", style="minimalist"),
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return create("studies")


def studies(engine: Engine, canvas: np.ndarray, mix: AttributeMix, palette: tuple[str, ...] = ()) -> list[Image]:
    """Make a study at every amount."""
    height, width = canvas.shape[:2]
    made = []
    for amount in AMOUNTS:
        request = RenderRequest(
            (mix.times(amount),), (3,), width, height, canvas, palette=palette, palette_amount=amount, preview_px=0
        )
        made += engine.render(request, lambda event: None, Event())
    return made


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Return the mean OKLab distance of two pictures times 100, at 96 px."""
    labs = [
        srgb_bytes_to_oklab(cv2.resize(picture[..., :3], (96, 96), interpolation=cv2.INTER_AREA))
        for picture in (one, other)
    ]
    return 100.0 * float(np.linalg.norm(labs[0] - labs[1], axis=-1).mean())


CASES = [pytest.param(mix, (), id=name) for name, mix in MIXES.items()]
CASES.append(pytest.param(AttributeMix({}), INKS, id="a palette alone"))
CANVASES = {"painting": paint("still_life", 256, 192), "block-in": block_in(), "plain": gradient()}


@pytest.mark.parametrize(("mix", "palette"), CASES)
@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_a_study_grows_from_the_canvas_without_jumps(
    engine: Engine, canvas: np.ndarray, mix: AttributeMix, palette: tuple[str, ...]
) -> None:
    """0 is the canvas to the bit; each amount lies further from it; neighbours differ little.

    Where the value guard holds a dark picture, the last third of the way stays within a fiftieth of the whole.
    """
    pictures = [image.pixels for image in studies(engine, canvas, mix, palette)]
    assert (pictures[0] == canvas).all()
    away = [distance(picture, canvas) for picture in pictures]
    steps = [distance(one, other) for one, other in itertools.pairwise(pictures)]
    assert away[-1] > 1.0
    assert away[0] < away[5] < away[10] < away[15]
    assert min(np.diff(away)) > -0.02 * away[-1]
    assert max(steps) < max(1.5, 0.15 * away[-1])


def test_the_whole_amount_is_the_study_as_it_was(engine: Engine) -> None:
    """A mix times 1 is that mix."""
    mix = MIXES["brushwork"]
    assert mix.times(1.0) is mix
    canvas = block_in()
    height, width = canvas.shape[:2]
    whole = RenderRequest((mix,), (3,), width, height, canvas, palette=INKS, preview_px=0)
    (image,) = engine.render(whole, lambda event: None, Event())
    assert (studies(engine, canvas, mix, INKS)[-1].pixels == image.pixels).all()
