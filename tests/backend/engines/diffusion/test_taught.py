"""Steering goes where it says, shown on a small model that has learned what a few words do to colour and light.

Each claim is a sign test over eight seeds: the same seed with and without the steering, and seven of the eight must go
where it says (one-sided, p = 0.035); what must go in order is told by the means of four. The model's weights lie in
`tests/support/taught`, with the script that trained it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import numpy as np
import pytest
from raters import by_stars, teach
from taught_pipeline import FOLDER

from apprentice_backend import agents
from apprentice_backend.agents.base import Context
from apprentice_backend.color.oklab import srgb_bytes_to_oklab
from apprentice_backend.engines import create
from apprentice_backend.engines.base import Pixels, RenderRequest
from apprentice_backend.engines.diffusion.engine import DiffusionEngine
from apprentice_backend.observe import measure
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SEEDS = tuple(range(8))
FEW = SEEDS[:4]
ENOUGH = 7  # of eight seeds: by chance so many agree in one case of 28
PLAIN = AttributeMix({})
SETTINGS = "steps=8&guidance=3&batch=8&idle_s=0"

Paint = Callable[..., list[Pixels]]


def painter(settings: str = SETTINGS) -> Paint:
    engine: Any = create("ssd-1b", model=f"{FOLDER}?{settings}", device="cpu")

    known: dict[Any, list[Pixels]] = {}

    def paint(mix: AttributeMix = PLAIN, seeds: tuple[int, ...] = SEEDS, **more: Any) -> list[Pixels]:
        key = (mix, seeds, *((name, _key(value)) for name, value in sorted(more.items())))
        if key not in known:
            asked = RenderRequest((mix,) * len(seeds), seeds, 32, 32, subject="a painting", preview_px=0, **more)
            known[key] = [image.pixels for image in engine.render(asked, lambda event: None, Event())]
        return known[key]

    return paint


def _key(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tobytes()
    return tuple(map(_key, value)) if isinstance(value, tuple) else value


@pytest.fixture(scope="module")
def paint() -> Paint:
    return painter()


@pytest.fixture(scope="module")
def unsteered() -> Paint:
    """With every kind of steering switched off."""
    return painter(f"{SETTINGS}&palette=off&negative=off&feedback=off&near=off")


def feature(name: str, pictures: list[Pixels]) -> float:
    return float(np.mean([measure(picture)[name] for picture in pictures]))


def features(name: str, pictures: list[Pixels]) -> list[float]:
    return [measure(picture)[name] for picture in pictures]


def rises(before: list[float], after: list[float]) -> bool:
    """Say whether a value rises at enough of the seeds; both lists are in the order of the seeds."""
    return sum(one < other for one, other in zip(before, after, strict=True)) >= ENOUGH


def mean_color(pictures: list[Pixels]) -> np.ndarray:
    return np.mean([srgb_bytes_to_oklab(picture[..., :3]).mean(axis=(0, 1)) for picture in pictures], axis=0)


def distance(pictures: list[Pixels], others: list[Pixels]) -> float:
    pairs = [(one, other) for one in pictures for other in others]
    return float(np.mean([np.abs(one.astype(int) - other).mean() for one, other in pairs]))


@pytest.mark.parametrize(
    ("dimension", "value", "name", "sign"),
    [
        ("color", "warm", "warmth", 1),
        ("color", "cool", "warmth", -1),
        ("color", "vibrant", "chroma", 1),
        ("color", "muted", "chroma", -1),
        ("mood", "joyful", "lightness", 1),
        ("mood", "melancholic", "lightness", -1),
    ],
)
def test_words_move_what_they_name(paint: Paint, dimension: str, value: str, name: str, sign: int) -> None:
    """Each word moves the picture against the plain one of the same seed."""
    plain, moved = (features(name, paint(mix)) for mix in (PLAIN, AttributeMix.pure(**{dimension: value})))
    assert rises(plain, moved) if sign > 0 else rises(moved, plain)


@pytest.mark.parametrize(
    "mix",
    [
        lambda share: AttributeMix({"color": {"warm": share, "cool": 1.0 - share}}),
        lambda share: AttributeMix({"color": {"warm": share}}),
    ],
    ids=["cool to warm", "as painted to warm"],
)
def test_blends_go_smoothly(paint: Paint, mix: Callable[[float], AttributeMix]) -> None:
    """Five mixes from one end to the other rise in even steps: none takes more than half of the way."""
    warmth = [feature("warmth", paint(mix(share), FEW)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert warmth == sorted(warmth)
    assert max(np.diff(warmth)) < 0.5 * (warmth[-1] - warmth[0])


def test_two_dimensions_move_together(paint: Paint) -> None:
    """Warm and melancholic is warm and dark: no dimension drowns the other."""
    both = paint(AttributeMix.pure(color="warm", mood="melancholic"))
    assert rises(features("warmth", paint()), features("warmth", both))
    assert rises(features("lightness", both), features("lightness", paint()))


@pytest.mark.parametrize("hex_", ["#c03020", "#2040c0", "#f0e8c8", "#202030"])
def test_a_palette_draws_the_picture_to_its_colour(paint: Paint, unsteered: Paint, hex_: str) -> None:
    """The mean colour comes nearer to the palette's; switched off it stays where it was."""
    color = np.array([[[int(hex_[at : at + 2], 16) for at in (1, 3, 5)]]], np.uint8)
    wanted = srgb_bytes_to_oklab(color)[0, 0]
    before, after = (
        [float(np.linalg.norm(mean_color([picture]) - wanted)) for picture in pictures]
        for pictures in (paint(), paint(palette=(hex_,)))
    )
    assert rises(after, before)
    assert np.array_equal(unsteered(palette=(hex_,))[0], unsteered()[0])


def test_the_colours_of_a_mix_steer_too(paint: Paint, unsteered: Paint) -> None:
    """Warm is warmer with the pack's colours than by its words alone."""
    warm = AttributeMix.pure(color="warm")
    assert rises(features("warmth", unsteered(warm)), features("warmth", paint(warm)))


@pytest.mark.parametrize(("value", "sign"), [("warm", -1), ("cool", 1)])
def test_a_ban_leads_away(paint: Paint, unsteered: Paint, value: str, sign: int) -> None:
    """Without warm pictures are cooler, and the other way round; a low rating does the same."""
    plain = features("warmth", paint())
    banned = features("warmth", paint(bans=frozenset({("color", value)})))
    avoided = features("warmth", paint(avoid=AttributeMix.pure(color=value)))
    assert rises(plain, banned) if sign > 0 else rises(banned, plain)
    assert rises(plain, avoided) if sign > 0 else rises(avoided, plain)
    assert np.array_equal(unsteered(bans=frozenset({("color", value)}))[0], unsteered()[0])


def test_liked_pictures_draw_and_disliked_ones_repel(paint: Paint, unsteered: Paint) -> None:
    """After warm pictures were liked, plain ones are warmer than after cool ones; disliked ones turn it round."""
    warm, cool = (tuple(paint(AttributeMix.pure(color=value), (100, 101))) for value in ("warm", "cool"))
    liked = [features("warmth", paint(liked=pictures, feedback=1.0)) for pictures in (warm, cool)]
    disliked = [features("warmth", paint(disliked=pictures, feedback=1.0)) for pictures in (warm, cool)]
    assert rises(liked[1], liked[0])
    assert rises(disliked[0], disliked[1])
    assert np.array_equal(paint(liked=warm, feedback=0.0)[0], paint()[0])
    assert np.array_equal(unsteered(liked=warm, feedback=1.0)[0], unsteered()[0])


def test_more_like_this_comes_nearer(paint: Paint, unsteered: Paint) -> None:
    """The nearer, the more alike: at 0 the pictures are their own, at 1 they are the one that was meant."""
    center = paint(seeds=(77,))
    away = [distance(paint(seeds=FEW, near_seed=77, nearness=nearness), center) for nearness in (0.0, 0.3, 0.7, 1.0)]
    assert away == sorted(away, reverse=True)
    assert away[-1] <= 1.0
    assert np.array_equal(unsteered(near_seed=77)[0], unsteered()[0])


def test_strength_decides_between_canvas_and_words(paint: Paint) -> None:
    """From the same canvas, more strength is further from it and warmer."""
    canvas = paint(AttributeMix.pure(color="cool"), (50,))[0]
    made = [
        paint(AttributeMix.pure(color="warm"), FEW, canvas=canvas, strength=strength) for strength in (0.1, 0.5, 1.0)
    ]
    away = [distance(pictures, [canvas]) for pictures in made]
    warmth = [feature("warmth", pictures) for pictures in made]
    assert away == sorted(away)
    assert warmth == sorted(warmth)


def test_a_learned_taste_changes_what_is_rendered(paint: Paint) -> None:
    """An artist who rates by warmth is shown warmer pictures: from ratings through the agent to pixels."""
    agent = agents.create(
        "bayes", AttributeSpace({"color": ("warm", "cool", "vibrant", "muted", "monochrome")}), seed=1
    )
    context = Context.empty()
    first = agent.recommend(context)

    def stars(mix: AttributeMix) -> float:
        return float(np.clip(round(3.0 + 2.0 * feature("warmth", paint(mix, SEEDS[:1]))), 1, 5))

    teach(agent, by_stars(stars), 3)
    assert rises(features("warmth", paint(first)), features("warmth", paint(agent.recommend(context))))


def test_engine_is_the_one_that_is_shipped(paint: Paint) -> None:
    """The model is loaded through the same door as any other, and its weights are small."""
    engine: DiffusionEngine = create("ssd-1b", model=str(FOLDER), device="cpu")  # type: ignore[assignment]
    assert engine.describe().ready
    assert sum(file.stat().st_size for file in FOLDER.rglob("*.safetensors")) < 10_000_000
