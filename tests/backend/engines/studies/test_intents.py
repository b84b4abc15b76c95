"""Every intent moves value, temperature, chroma and edges as it says, on several kinds of canvas, and never too far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from threading import Event

import cv2
import numpy as np
import pytest
from canvases import block_in, gradient, line_art

from apprentice_backend.color.oklab import srgb_bytes_to_oklab
from apprentice_backend.engines import create
from apprentice_backend.engines.base import INTENTS, Engine, Layer, Pixels, RenderRequest
from apprentice_backend.engines.studies.canvas.analysis import analyse
from apprentice_backend.engines.studies.layers import color_blended
from apprentice_backend.evaluation.canvases.six_kinds import pixel_canvases
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import EngineError

NAMES = [
    "late_sun",
    "dusk",
    "moonlight",
    "grey_day",
    "rain",
    "lamplight",
    "against_the_light",
    "push_the_depth",
    "make_it_read",
    "simpler",
]
WIDTH, HEIGHT = 256, 192
KINDS = ("landscape", "portrait", "block-in", "photograph")
WARM = np.array([np.cos(np.radians(62)), np.sin(np.radians(62))])

every_intent = pytest.mark.parametrize("name", NAMES)


@cache
def engine() -> Engine:
    return create("studies")


@cache
def canvases() -> dict[str, Pixels]:
    """Return one canvas of each kind, and a thing on a plain ground, whose outline is known."""
    thing = np.full((HEIGHT, WIDTH, 3), (150, 160, 172), np.uint8)
    thing[HEIGHT // 2 :] = (128, 126, 120)
    cv2.circle(thing, (128, 96), 42, (172, 120, 84), -1)
    cv2.circle(thing, (140, 84), 12, (214, 170, 120), -1)
    drawn = pixel_canvases(WIDTH, HEIGHT, 1)
    return {kind: drawn[kind] for kind in KINDS} | {
        "thing": np.dstack([thing, np.full(thing.shape[:2], 255, np.uint8)])
    }


def render(canvas: Pixels, name: str, amount: float = 1.0, *, mix: AttributeMix | None = None, layers: bool = False):
    height, width = canvas.shape[:2]
    request = RenderRequest(
        (mix or AttributeMix({}),),
        (3,),
        width,
        height,
        canvas,
        preview_px=0,
        layers=layers,
        intent=name,
        intent_amount=amount,
    )
    return engine().render(request, lambda event: None, Event())[0]


@dataclass(frozen=True)
class Shown:
    """The measures of a picture: quantiles of lightness, chroma, warmth of lights and darks, sharpness."""

    lab: np.ndarray

    def value(self, share: float) -> float:
        return float(np.quantile(self.lab[..., 0], share))

    @property
    def span(self) -> float:
        return self.value(0.97) - self.value(0.03)

    @property
    def chroma(self) -> float:
        return float(np.hypot(self.lab[..., 1], self.lab[..., 2]).mean())

    def warmth(self, low: float, high: float) -> float:
        """Return the mean warmth of the pixels whose lightness lies between two shares."""
        level = self.lab[..., 0]
        chosen = (level >= self.value(low)) & (level <= self.value(high))
        return float((self.lab[..., 1:] @ WARM)[chosen].mean())

    @property
    def parted(self) -> float:
        """The warmth of the lights less that of the darks."""
        return self.warmth(0.7, 1.0) - self.warmth(0.0, 0.3)

    @property
    def hue_spread(self) -> float:
        plane = self.lab[..., 1] + 1j * self.lab[..., 2]
        return float(1.0 - abs(plane.sum()) / np.abs(plane).sum())

    def rows(self, first: float, last: float) -> Shown:
        height = self.lab.shape[0]
        return Shown(self.lab[round(first * height) : round(last * height)])

    @property
    def sharp(self) -> float:
        level = np.ascontiguousarray(self.lab[..., 0])
        return float(np.abs(level - cv2.GaussianBlur(level, (0, 0), 1.2)).mean())


def shown(pixels: Pixels) -> Shown:
    return Shown(srgb_bytes_to_oklab(np.ascontiguousarray(pixels[..., :3])))


@cache
def pair(kind: str, name: str) -> tuple[Shown, Shown]:
    canvas = canvases()[kind]
    return shown(canvas), shown(render(canvas, name).pixels)


Check = Callable[[Shown, Shown], bool]
# What holds of a canvas and its study, on every kind of canvas.
DIRECTIONS: dict[tuple[str, str], Check] = {
    ("late_sun", "lights and shadows part in temperature"): lambda a, b: b.parted > a.parted + 0.01,
    ("late_sun", "a little lighter, and not white"): lambda a, b: (
        min(a.value(0.5), 0.84) <= b.value(0.5) <= a.value(0.5) + 0.06 and b.value(0.97) <= 0.935
    ),
    ("late_sun", "lights of .85 where a picture has lights"): lambda a, b: b.value(0.97) >= min(a.value(0.97), 0.85),
    ("late_sun", "no orange wash: hues stay apart"): lambda a, b: b.hue_spread > 0.5 * a.hue_spread,
    ("dusk", "low in value"): lambda a, b: 0.24 <= b.value(0.5) <= 0.46 and b.value(0.5) < a.value(0.5),
    ("dusk", "no black ground"): lambda a, b: b.value(0.03) > 0.09 and b.value(0.3) - b.value(0.03) > 0.03,
    ("dusk", "cool"): lambda a, b: b.warmth(0.0, 0.6) < a.warmth(0.0, 0.6) + 0.002,
    ("moonlight", "lower still, nothing light"): lambda a, b: b.value(0.5) < 0.36 and b.value(0.99) < 0.78,
    ("moonlight", "cool, and no saturated blue"): lambda a, b: (
        b.warmth(0.0, 1.0) < a.warmth(0.0, 1.0) and b.chroma < 0.05
    ),
    ("grey_day", "flatter"): lambda a, b: b.span < 0.9 * a.span,
    ("grey_day", "no fog: most of the span stays, and the hues"): lambda a, b: (
        b.span > 0.6 * a.span and b.hue_spread >= 0.9 * a.hue_spread
    ),
    ("grey_day", "a little less colour"): lambda a, b: 0.7 * a.chroma < b.chroma < 1.02 * a.chroma,
    ("rain", "cooler in the lights"): lambda a, b: b.warmth(0.7, 1.0) < a.warmth(0.7, 1.0) + 0.002,
    ("rain", "the distance is lost"): lambda a, b: b.rows(0.0, 0.3).sharp < 0.85 * a.rows(0.0, 0.3).sharp,
    ("lamplight", "one light in the dark"): lambda a, b: b.value(0.97) > 0.5 and b.value(0.3) < 0.36,
    ("lamplight", "no black hole"): lambda a, b: b.value(0.02) > 0.08,
    ("lamplight", "warm inside, cool outside"): lambda a, b: b.parted > max(a.parted, 0.02),
    ("against_the_light", "two families of value"): lambda a, b: (
        b.span > 0.5 and b.value(0.9) > min(0.8, a.value(0.9) + 0.2)
    ),
    ("push_the_depth", "the distance is softer and nearer to one value"): lambda a, b: (
        b.rows(0.0, 0.25).sharp < 0.9 * a.rows(0.0, 0.25).sharp
    ),
    ("push_the_depth", "no even haze: darks stay dark"): lambda a, b: (
        b.rows(0.6, 1.0).value(0.03) < a.rows(0.6, 1.0).value(0.03) + 0.04
    ),
    ("simpler", "lost within"): lambda a, b: b.sharp < 0.9 * a.sharp,
    ("simpler", "no flat faces: values within shapes stay"): lambda a, b: (
        len(np.unique(np.round(b.lab[..., 0], 2))) > 12
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "says"), DIRECTIONS, ids=[f"{name}: {says}" for name, says in DIRECTIONS])
def test_an_intent_goes_its_way(name: str, says: str, kind: str) -> None:
    """Each holds on a landscape, a portrait, a block-in and a photograph."""
    assert DIRECTIONS[name, says](*pair(kind, name))


def figure_and_ground(pixels: Pixels) -> tuple[np.ndarray, np.ndarray]:
    """Return the OKLab of the thing, and of a band round it."""
    lab = srgb_bytes_to_oklab(np.ascontiguousarray(pixels[..., :3]))
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    distance = np.hypot(x - 128, y - 96)
    return lab[distance < 36], lab[(distance > 50) & (distance < 70)]


def test_against_the_light_the_thing_is_dark_before_a_light_ground() -> None:
    """Its values are low, and keep a span; the ground is light on all sides."""
    inside, outside = figure_and_ground(render(canvases()["thing"], "against_the_light").pixels)
    assert np.median(inside[:, 0]) < 0.5
    assert np.quantile(inside[:, 0], 0.97) - np.quantile(inside[:, 0], 0.03) > 0.12
    assert np.median(outside[:, 0]) > 0.7


def test_against_the_light_the_rim_is_on_one_side() -> None:
    """The edge towards the light is light and warm, the other is not: no halo all round."""
    canvas = canvases()["thing"]
    pixels = render(canvas, "against_the_light").pixels
    lab = srgb_bytes_to_oklab(np.ascontiguousarray(pixels[..., :3]))
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    rim = (np.abs(np.hypot(x - 128, y - 96) - 40) < 2) & (np.abs(y - 90) < 24)
    sides = [float(lab[..., 0][rim & side].mean()) for side in (x < 128, x > 128)]
    toward = 0 if analyse(np.ascontiguousarray(canvas[..., :3])).light_x < 0 else 1
    assert sides[toward] > sides[1 - toward] + 0.06


@pytest.mark.parametrize("name", ["dusk", "moonlight", "rain"])
def test_a_night_is_not_lightened(name: str) -> None:
    """What looks like a sky in a dark picture stays dark: a dusk of it is no day, and rain no milk."""
    night = canvases()["landscape"].copy()
    night[..., :3] = night[..., :3] * 0.3
    before, after = shown(night), shown(render(night, name).pixels)
    assert before.value(0.5) < 0.3
    assert after.value(0.5) < before.value(0.5) + 0.08


def test_make_it_read_parts_the_thing_from_what_touches_it() -> None:
    """At least .25 in lightness lie between them, where the canvas had less."""
    canvas = canvases()["thing"]
    gaps = [
        abs(float(np.median(inside[:, 0]) - np.median(outside[:, 0])))
        for inside, outside in map(figure_and_ground, (canvas, render(canvas, "make_it_read").pixels))
    ]
    assert gaps[0] < 0.12
    assert gaps[1] >= 0.25


def test_make_it_read_is_no_vignette() -> None:
    """The corners are no darker, one against another, than they were."""
    canvas = canvases()["thing"]
    before, after = (shown(pixels).lab[..., 0] for pixels in (canvas, render(canvas, "make_it_read").pixels))
    edge, middle = (slice(0, 16), slice(0, 16)), (slice(20, 40), slice(110, 146))
    assert abs((after[edge].mean() - after[middle].mean()) - (before[edge].mean() - before[middle].mean())) < 0.05


def test_simpler_has_three_families_of_value_away_from_the_focus() -> None:
    """Three narrow ranges of lightness hold most of a slope of values."""
    canvas = gradient(HEIGHT, WIDTH)
    after = shown(render(canvas, "simpler").pixels).lab[..., 0].ravel()
    counts = np.sort(np.histogram(after, 24)[0])[::-1]
    before = np.sort(np.histogram(shown(canvas).lab[..., 0].ravel(), 24)[0])[::-1]
    assert counts[:8].sum() / counts.sum() > before[:8].sum() / before.sum() + 0.05


def test_the_wet_ground_takes_the_lights_above_it() -> None:
    """A window over a plain street is drawn down into it, broad and soft: no streaks."""
    street = np.full((HEIGHT, WIDTH, 3), (70, 74, 84), np.uint8)
    street[: HEIGHT // 2] = (52, 56, 66)
    street[60:96, 150:180] = (246, 214, 150)
    canvas = np.dstack([street, np.full(street.shape[:2], 255, np.uint8)])
    ground = shown(render(canvas, "rain").pixels).lab[150:180, :, 0].mean(axis=0)
    assert ground[150:180].mean() > ground[20:80].mean() + 0.02
    assert np.abs(np.diff(ground)).max() < 0.02


@every_intent
@pytest.mark.parametrize("kind", [*KINDS, "thing"])
def test_no_intent_hides_the_picture(name: str, kind: str) -> None:
    """A picture is in it, with a light and a dark, without a black or white half."""
    pixels = render(canvases()[kind], name).pixels
    level = shown(pixels).lab[..., 0]
    assert np.quantile(level, 0.97) - np.quantile(level, 0.03) > 0.08
    assert float((level < 0.06).mean()) < 0.05
    assert float((level > 0.985).mean()) < 0.05


@every_intent
def test_nothing_of_an_intent_is_the_canvas_to_the_bit(name: str) -> None:
    """An amount of 0 changes no pixel."""
    canvas = block_in(HEIGHT, WIDTH)
    assert np.array_equal(render(canvas, name, 0.0).pixels, canvas)


@every_intent
@pytest.mark.parametrize("kind", ["landscape", "block-in"])
def test_an_intent_grows_smoothly_with_its_amount(name: str, kind: str) -> None:
    """More of it lies further from the canvas, and a tenth more changes the picture by little."""
    canvas = canvases()[kind]
    made = [shown(render(canvas, name, amount).pixels).lab for amount in np.linspace(0.0, 1.0, 6)]
    away = [float(np.linalg.norm(lab - made[0], axis=-1).mean()) for lab in made]
    steps = [float(np.linalg.norm(second - first, axis=-1).mean()) for first, second in pairwise(made)]
    assert away == sorted(away)
    assert max(steps) < 0.45 * away[-1] + 0.004


@every_intent
@pytest.mark.parametrize("canvas", [block_in(), gradient(), line_art()], ids=["block-in", "gradient", "line art"])
def test_an_intent_comes_apart_into_layers(name: str, canvas: Pixels) -> None:
    """The layers over the canvas give the picture shown, to a level, with values from a pack beside it too."""
    image = render(canvas, name, mix=AttributeMix({"color": {"warm": 0.4}}), layers=True)
    assert np.abs(flattened(canvas, image.layers).astype(int) - image.pixels[..., :3]).max() <= 2


def flattened(canvas: Pixels, layers: tuple[Layer, ...]) -> np.ndarray:
    below = canvas[..., :3]
    for layer in layers:
        above = layer.pixels[..., :3]
        if layer.blending == "color":
            below = color_blended(below, above)
        elif layer.blending == "multiply":
            below = np.rint(below.astype(np.float32) * above / 255.0).astype(np.uint8)
        elif layer.blending == "add":
            below = np.minimum(below.astype(int) + above, 255).astype(np.uint8)
        else:
            below = above
    return below


@every_intent
@pytest.mark.parametrize("size", [(16, 16), (16, 300), (300, 16), (64, 64)], ids=["tiny", "wide", "tall", "small"])
def test_an_intent_takes_any_canvas(name: str, size: tuple[int, int]) -> None:
    """Noise, one flat colour, black, white, holes and nothing at all: a picture comes of each."""
    rng = np.random.default_rng(5)
    noise = rng.integers(0, 256, (*size, 4), dtype=np.uint8)
    flat = [np.full((*size, 4), (level, level, level, 255), np.uint8) for level in (0, 128, 255)]
    for canvas in (noise, *flat, np.zeros((*size, 4), np.uint8)):
        pixels = render(canvas, name).pixels
        assert pixels.shape == canvas.shape


def test_the_engine_offers_its_intents_by_title() -> None:
    """Ten of them, in their order."""
    info = engine().describe()
    assert INTENTS in info.abilities
    assert list(info.intents) == NAMES
    assert info.intents["against_the_light"] == "Against the light"


def test_an_unknown_intent_is_refused_in_a_sentence() -> None:
    """The sentence names it."""
    with pytest.raises(EngineError, match="no intent fog"):
        render(block_in(), "fog")
