"""A study's layers add up to the study."""

from threading import Event

import numpy as np
import pytest
from canvases import block_in, cut_out, line_art

from apprentice_backend.engines import create
from apprentice_backend.engines.base import Image, Layer, RenderRequest
from apprentice_shared.attributes import AttributeMix


def flattened(canvas: np.ndarray, layers: tuple[Layer, ...]) -> np.ndarray:
    """Lay layers over a canvas as Krita's modes are defined, in floating point."""
    below = canvas[..., :3].astype(np.float64) / 255.0
    for layer in layers:
        above = layer.pixels[..., :3].astype(np.float64) / 255.0
        if layer.blending == "normal":
            below = above
        elif layer.blending == "multiply":
            below = below * above
        elif layer.blending == "add":
            below = np.minimum(below + above, 1.0)
        else:
            below = with_luma_of(below, above)
        below = np.rint(below * 255.0) / 255.0
    return below * 255.0


def with_luma_of(below: np.ndarray, above: np.ndarray) -> np.ndarray:
    weights = np.array([0.299, 0.587, 0.114])
    result = np.empty_like(above)
    for index in np.ndindex(above.shape[:2]):
        target = float(below[index] @ weights)
        color = above[index] + (target - float(above[index] @ weights))
        luma, least, most = float(color @ weights), color.min(), color.max()
        if least < 0.0:
            color = luma + (color - luma) * luma / (luma - least)
        if most > 1.0 and most - luma > 1e-9:
            color = luma + (color - luma) * (1.0 - luma) / (most - luma)
        result[index] = color
    return result


def study(canvas: np.ndarray, mix: AttributeMix, layers: bool = True) -> Image:
    height, width = canvas.shape[:2]
    request = RenderRequest((mix,), (3,), width, height, canvas, layers=layers)
    return create("studies").render(request, lambda event: None, Event())[0]


MIXES = {
    "colour": AttributeMix.pure(color="warm"),
    "light": AttributeMix.pure(mood="mysterious"),
    "brushwork": AttributeMix.pure(style="painterly"),
    "framing": AttributeMix.pure(composition="dynamic"),
    "everything": AttributeMix.from_dict(
        {
            "color": {"cool": 0.6, "vibrant": 0.4},
            "style": {"minimalist": 0.8},
            "mood": {"joyful": 0.7},
            "composition": {"asymmetric": 1.0},
        }
    ),
}
MIXES["everything at an amount"] = MIXES["everything"].times(0.35)


@pytest.mark.parametrize("mix", MIXES.values(), ids=MIXES)
@pytest.mark.parametrize("canvas", [block_in(60, 80), line_art()[::2, ::2]], ids=["picture", "line art"])
def test_layers_add_up_to_the_picture(canvas: np.ndarray, mix: AttributeMix) -> None:
    """Flattened over the canvas they differ from it by less than one level on the average."""
    image = study(np.ascontiguousarray(canvas), mix)
    assert image.layers
    difference = np.abs(flattened(canvas, image.layers) - image.pixels[..., :3])
    assert difference.mean() < 0.7
    assert difference.max() <= 3.0


def test_layers_are_named_by_what_they_hold() -> None:
    """An artist finds the light without the strokes."""
    names = [layer.name for layer in study(block_in(60, 80), MIXES["everything"]).layers]
    assert names == ["Ground", "Brushwork", "Colour", "Shade", "Light"]


def test_light_comes_without_strokes() -> None:
    """A study in light alone brings no opaque picture: the artist's own strokes stay."""
    blendings = {layer.blending for layer in study(block_in(60, 80), MIXES["light"]).layers}
    assert blendings <= {"multiply", "add"}


@pytest.mark.parametrize("canvas", [block_in(60, 80), cut_out(60, 80)], ids=["not asked", "canvas with holes"])
def test_no_layers_where_there_can_be_none(canvas: np.ndarray) -> None:
    """Layers cost time and memory: they come when asked for, over an opaque canvas."""
    asked = bool((canvas[..., 3] < 255).any())
    assert study(canvas, MIXES["colour"], layers=asked).layers == ()
