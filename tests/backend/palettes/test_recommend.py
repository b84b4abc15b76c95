"""Recommended palettes: learned from stars, made for the canvas, each with its reason."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.palettes.convert import palette_to_oklab
from apprentice_backend.palettes.measures import palette_distances
from apprentice_backend.palettes.palette_taste import RatedPalette
from apprentice_backend.palettes.recommend import Recommendation, recommend
from apprentice_backend.palettes.swatch import Palette, Swatch

CANVAS = tuple(
    Swatch(color, share)
    for color, share in (("#bf6d3a", 0.4), ("#a83616", 0.3), ("#dfa979", 0.15), ("#270803", 0.1), ("#6e1808", 0.05))
)


def warmth(palette: Palette) -> float:
    """Return the mean of OKLab's yellow-blue axis."""
    return float(palette_to_oklab(palette)[:, 2].mean())


def rate_for(likes_cool: bool, slates: int = 3) -> list[RatedPalette]:
    """Return the ratings of an artist who goes by warmth alone."""
    rated: list[RatedPalette] = []
    for slate in range(slates):
        for shown in recommend(CANVAS, rated, 4, seed=slate):
            cool = warmth(shown.palette) < 0.02
            rated.append((shown.palette, 5.0 if cool == likes_cool else 1.0))
    return rated


@pytest.mark.parametrize("count", [1, 2, 4, 8, 12])
def test_gives_as_many_as_asked_all_different(count: int) -> None:
    """No two recommended palettes look the same, and none is the canvas itself."""
    labs = [palette_to_oklab(one.palette) for one in recommend(CANVAS, (), count)]
    assert len(labs) == count
    for index, lab in enumerate(labs):
        others = [palette_to_oklab(CANVAS), *labs[:index]]
        assert all(palette_distances(lab[None], other)[0] > 0.01 for other in others)


def test_every_recommendation_has_its_reason_in_one_line() -> None:
    """Each says why, in a line that fits a panel, and has named swatches."""
    for one in recommend(CANVAS, rate_for(likes_cool=True), 8):
        assert one.reason
        assert "\n" not in one.reason
        assert len(one.reason) < 140
        assert all(swatch.name for swatch in one.palette)


@pytest.mark.parametrize("likes_cool", [True, False], ids=["cool", "warm"])
def test_follows_the_stars(likes_cool: bool) -> None:
    """After twelve rated palettes the first recommendation goes the way of the stars."""
    best = recommend(CANVAS, rate_for(likes_cool), 4, seed=9)[0]
    assert (warmth(best.palette) < 0.02) == likes_cool
    assert best.stars > 3.5


def test_what_was_rated_is_not_recommended_again() -> None:
    """A rated palette is not recommended again."""
    rated = rate_for(likes_cool=True)
    for one in recommend(CANVAS, rated, 8):
        lab = palette_to_oklab(one.palette)[None]
        assert min(palette_distances(lab, palette_to_oklab(palette))[0] for palette, _ in rated) > 0.02


def test_the_last_of_a_slate_explores() -> None:
    """One palette of three or more is a step outside what is known, and says so."""
    last = recommend(CANVAS, rate_for(likes_cool=True), 4)[-1]
    assert last.kind == "explore"
    assert last.guess
    assert "outside what is known" in last.reason


def test_without_ratings_the_first_stays_close_to_the_canvas() -> None:
    """With nothing known of the artist, the first palette builds on their canvas."""
    first, *_ = recommend(CANVAS, (), 4)
    assert first.kind != "explore"
    assert first.guess
    assert palette_distances(palette_to_oklab(first.palette)[None], palette_to_oklab(CANVAS))[0] < 0.12


@pytest.mark.parametrize(("values", "cooler"), [({"cool": 1.5}, True), ({"warm": 1.5}, False)], ids=["cool", "warm"])
def test_starts_from_the_taste_of_the_agent(values: dict[str, float], cooler: bool) -> None:
    """Before any palette is rated, the agent's effects of colour values decide."""
    green = tuple(Swatch(color) for color in ("#2e8b57", "#1d4d33", "#9bc7a5", "#6b6b5a", "#d8e0d0"))
    found = warmth(recommend(green, (), 1, color_values=values)[0].palette)
    assert (found < warmth(green)) == cooler


def test_same_seed_same_palettes() -> None:
    """The seed fixes the slate; another rating moves it on."""
    rated = rate_for(likes_cool=True, slates=1)
    assert recommend(CANVAS, rated, 3, seed=5) == recommend(CANVAS, rated, 3, seed=5)
    assert recommend(CANVAS, rated, 3, seed=5) != recommend(CANVAS, rated[:-1], 3, seed=5)


def test_another_canvas_is_offered_other_novelties() -> None:
    """With the same seed, two paintings do not get the same palette to explore with."""
    assert recommend(CANVAS, (), 4)[-1].palette != recommend(CANVAS[::-1], (), 4)[-1].palette


def test_only_the_last_explores_while_nothing_is_known() -> None:
    """The first slate builds on the canvas in several ways, and takes one step away from it."""
    kinds = [one.kind for one in recommend(CANVAS, (), 4)]
    assert kinds[-1] == "explore"
    assert "explore" not in kinds[:-1]
    assert len(set(kinds)) >= 3


@pytest.mark.parametrize("canvas", [(), (Swatch("#ffffff", 1.0),), CANVAS[:3]], ids=["none", "blank", "three"])
def test_a_canvas_with_few_colours_gets_whole_palettes(canvas: Palette) -> None:
    """A blank canvas is recommended palettes of five swatches too."""
    found = recommend(canvas, (), 3)
    assert [len(one.palette) for one in found] == [5, 5, 5]


def test_names_the_neighbours_it_is_close_to() -> None:
    """A palette made from those rated 5 says so, and counts them rightly."""
    liked = tuple(Swatch(color) for color in ("#10303a", "#1f6f78", "#62b6b7", "#cfe8e5", "#f2e9d8"))
    first = recommend(CANVAS, [(liked, 5.0)] * 3, 1)[0]
    assert palette_distances(palette_to_oklab(first.palette)[None], palette_to_oklab(liked))[0] < 0.1
    assert first.reason.endswith("; close to colours that you gave 5 stars")


@pytest.mark.parametrize("size", [2, 3, 4, 5, 8, 16])
@pytest.mark.parametrize("canvas", [(), CANVAS], ids=["none", "five"])
def test_palettes_have_the_size_asked_for(canvas: Palette, size: int) -> None:
    """Every palette has the size asked for, larger or smaller than the canvas palette."""
    rated = [(CANVAS, 5.0), (CANVAS[:2], 1.0)]
    assert {len(one.palette) for one in recommend(canvas, rated, 6, size=size)} == {size}


@pytest.mark.parametrize("size", [0, 17])
def test_refuses_sizes_out_of_range(size: int) -> None:
    """No swatch is no palette, and seventeen are too many."""
    with pytest.raises(ValueError, match="size must be in"):
        recommend(CANVAS, (), size=size)


@pytest.mark.parametrize(("count", "stars"), [(0, 3.0), (13, 3.0), (4, 0.0), (4, 6.0)])
def test_refuses_bad_arguments(count: int, stars: float) -> None:
    """Counts and stars out of range are a ValueError."""
    with pytest.raises(ValueError, match="must be in"):
        recommend(CANVAS, [(CANVAS, stars)], count)


def test_ratings_of_a_lifetime_are_quick_to_learn_from() -> None:
    """A thousand ratings are cut to the most recent ones, so that the newest still count."""
    rng = np.random.default_rng(0)
    rated: list[RatedPalette] = []
    for _ in range(1000):
        colors = rng.integers(0, 256, (5, 3))
        palette = tuple(Swatch("#{:02x}{:02x}{:02x}".format(*color)) for color in colors)
        rated.append((palette, 5.0 if colors[:, 0].mean() > colors[:, 2].mean() else 1.0))
    found: list[Recommendation] = recommend(CANVAS, rated, 2)
    assert warmth(found[0].palette) > 0.0


def test_a_reason_says_nothing_twice() -> None:
    """The measure that the candidate's words name is not named again as liked."""
    muted = [(tuple(Swatch(color) for color in ("#55504a", "#807a72", "#a9a49c", "#6c7070", "#cfcac2")), 5.0)]
    loud = [(tuple(Swatch(color) for color in ("#ff2200", "#00c040", "#ffd000", "#1040ff", "#c000c0")), 1.0)]
    reasons = [
        one.reason
        for seed in range(12)
        for one in recommend(CANVAS, muted + loud, 4, seed=seed)
        if "as you have liked it" in one.reason
    ]
    assert reasons
    for reason in reasons:
        words = reason.replace(";", ",").split(", ")
        assert len(words) == len(set(words)), reason
