"""The line on how to paint it says what was done, in a painter's words, and nothing that was not."""

from __future__ import annotations

from threading import Event

import cv2
import numpy as np
import pytest
from canvases import block_in, line_art

from apprentice_backend.engines import create
from apprentice_backend.engines.base import Engine, RenderRequest
from apprentice_backend.engines.studies.recipes.from_pack import recipes_of
from apprentice_backend.engines.studies.recipes.recipe import Recipes
from apprentice_backend.packs.shipped import shipped_packs
from apprentice_shared.attributes import AttributeMix


@pytest.fixture(scope="module")
def engine() -> Engine:
    return create("studies")


def detailed() -> np.ndarray:
    """A block-in with the fine drawing of a photograph."""
    canvas = block_in(288, 384)
    grain = np.random.default_rng(2).normal(0.0, 12.0, canvas.shape[:2]).astype(np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), 1.0)[..., None]
    canvas[..., :3] = np.clip(canvas[..., :3] + 1.5 * grain, 0, 255)
    return canvas


def note(engine: Engine, canvas: np.ndarray, mix: AttributeMix) -> str:
    height, width = canvas.shape[:2]
    request = RenderRequest((mix,), (3,), width, height, canvas, preview_px=0)
    return str(engine.render(request, lambda event: None, Event())[0].note)


@pytest.mark.parametrize(
    ("mix", "says"),
    [
        (AttributeMix.pure(style="painterly"), "visible touches"),
        (AttributeMix.pure(style="minimalist"), "flat shapes"),
        (AttributeMix.pure(color="warm"), "orange"),
        (AttributeMix.pure(color="cool"), "towards blue"),
        (AttributeMix.pure(color="monochrome"), "values alone"),
        (AttributeMix.pure(color="muted"), "olours quieter"),
        (AttributeMix.pure(mood="joyful"), "lighter"),
        (AttributeMix.pure(mood="mysterious"), "darker"),
        (AttributeMix.pure(composition="dynamic"), "a wider format"),
    ],
    ids=["painterly", "minimalist", "warm", "cool", "monochrome", "muted", "joyful", "mysterious", "dynamic"],
)
def test_note_says_what_was_done(engine: Engine, mix: AttributeMix, says: str) -> None:
    """Each value is named by what it does to the picture."""
    assert says in note(engine, detailed(), mix)


@pytest.mark.parametrize(
    ("mix", "never"),
    [
        (AttributeMix.pure(mood="peaceful"), "flat shapes"),
        (AttributeMix.pure(color="warm"), "touches"),
        (AttributeMix.pure(mood="joyful"), "touches"),
    ],
    ids=["haze is no shape", "colour is no brushwork", "light is no brushwork"],
)
def test_note_claims_nothing_that_was_not_done(engine: Engine, mix: AttributeMix, never: str) -> None:
    """Light and colour leave the surface alone, and the note does too."""
    assert never not in note(engine, detailed(), mix)


BRUSHWORK = ("flat shapes", "visible touches", "edges firmer")


def shipped_recipes() -> Recipes:
    """Return the recipes of all values of all shipped packs."""
    return {key: recipe for pack in shipped_packs() for key, recipe in recipes_of(pack).items()}


@pytest.mark.parametrize("pair", sorted(shipped_recipes()), ids="=".join)
def test_no_value_is_noted_for_brushwork_that_it_does_not_do(engine: Engine, pair: tuple[str, str]) -> None:
    """Touches, shapes and firm edges stand in the note of a value, of any pack, only where its recipe has brushwork."""
    recipe, mix = shipped_recipes()[pair], AttributeMix({pair[0]: {pair[1]: 1.0}})
    said = note(engine, detailed(), mix)
    assert recipe.style or not any(words in said for words in BRUSHWORK), said
    light = recipe.light
    may_soften = bool(recipe.style) or (light is not None and max(light.bloom, light.haze, light.soft) > 0.0)
    assert may_soften or "edges" not in said, said


@pytest.mark.parametrize("pair", sorted(shipped_recipes()), ids="=".join)
def test_notes_have_no_numbers(engine: Engine, pair: tuple[str, str]) -> None:
    """Numbers stand in the taste alone; a painter reads what, not how many per cent."""
    said = note(engine, detailed(), AttributeMix({pair[0]: {pair[1]: 1.0}}))
    assert said
    assert not any(letter.isdigit() or letter == "%" for letter in said), said


def test_note_on_paper_speaks_of_the_ground_and_of_what_came_after(engine: Engine) -> None:
    """The ground is said once; what follows is measured from it, not from white paper."""
    said = note(engine, line_art(), AttributeMix.pure(mood="joyful"))
    assert said.startswith("A ground laid under the drawing")
    assert "darker" not in said


@pytest.mark.parametrize("alpha", [255, 0], ids=["white", "transparent"])
def test_note_on_a_blank_page_says_that_the_scene_is_made_up(engine: Engine, alpha: int) -> None:
    """There is no drawing that a ground was laid under."""
    canvas = np.full((96, 128, 4), 255, np.uint8)
    canvas[..., 3] = alpha
    said = note(engine, canvas, AttributeMix.pure(mood="joyful"))
    assert said.startswith("A scene made up, for the page is blank")
    assert "drawing" not in said


def test_nothing_done_is_nothing_said(engine: Engine) -> None:
    """An untouched canvas has no note."""
    assert note(engine, block_in(), AttributeMix({})) == ""
