"""Simulated artists have the tastes and habits of their world."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from apprentice_backend.agents.base import Slate
from apprentice_backend.evaluation.artists.artist import Artist
from apprentice_backend.evaluation.artists.hidden_taste import HiddenTaste
from apprentice_backend.evaluation.artists.worlds import WORLDS
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()
CORNER = AttributeMix.pure(color="warm", style="surreal", mood="joyful", composition="dynamic")


@pytest.mark.parametrize("world", WORLDS)
def test_taste_varies_by_one_star_about_nothing(world: str) -> None:
    """Over all corners and canvases every taste has the mean 0 and the spread of its world."""
    artist = Artist(WORLDS[world], SPACE, seed=1)
    stars = np.concatenate([artist.stars(artist.corners, context) for context in artist.contexts])
    assert stars.mean() == pytest.approx(0.0, abs=1e-9)
    assert stars.std() == pytest.approx(WORLDS[world].taste_stars, rel=0.02)


@pytest.mark.parametrize("world", WORLDS)
def test_parts_add_up_where_taste_is_a_sum(world: str) -> None:
    """The parts of the dimensions add up to the whole, but for triples."""
    taste = HiddenTaste(WORLDS[world], SPACE, np.random.default_rng(2))
    if WORLDS[world].triple_share == 0.0:
        np.testing.assert_allclose(taste.parts(taste.corners).sum(axis=1), taste.stars(taste.corners), atol=1e-9)


def test_same_seed_rates_alike_and_other_seed_does_not() -> None:
    """A seed fixes taste and noise."""
    slates = [Slate((CORNER,) * 8)] * 2
    first, again, other = (Artist(WORLDS["base"], SPACE, seed=seed) for seed in (3, 3, 4))
    said = [[one.rating for slate in slates for one in artist.rate(slate)] for artist in (first, again, other)]
    assert said[0] == said[1] != said[2]


def test_best_mix_scores_one() -> None:
    """The score's 1 is the best corner, or the ideal point."""
    artist = Artist(WORLDS["base"], SPACE, seed=5)
    best = artist.design.mix(artist.corners[int(np.argmax(artist.stars(artist.corners)))])
    assert artist.score(best) == pytest.approx(1.0)
    ideal = Artist(WORLDS["ideal"], SPACE, seed=5)
    assert max(ideal.score(ideal.design.mix(row)) for row in ideal.corners[::7]) < 1.0


def test_reason_follows_the_stars() -> None:
    """Reasons come with the ends of the scale, and point the way of the stars."""
    artist = Artist(WORLDS["base"], SPACE, seed=6, reasons=True)
    for feedback in artist.rate(Slate(tuple(artist.design.mix(row) for row in artist.corners[::40]))):
        assert feedback.rating is not None
        assert len(feedback.reasons) == (feedback.rating != 3)
        assert all(direction == np.sign(feedback.rating - 3) for direction in feedback.reasons.values())


def test_drift_changes_the_taste() -> None:
    """After the world's number of ratings, the taste has half of its variance in common with the one before."""
    artist = Artist(WORLDS["drift"], SPACE, seed=7)
    before = artist.stars(artist.corners)
    artist.rate(Slate((CORNER,) * 20))
    assert np.corrcoef(before, artist.stars(artist.corners))[0, 1] == pytest.approx(2**-0.5, abs=0.15)


def test_taste_turns_round_with_the_canvas() -> None:
    """Where the canvas matters, dark and light ones have different tastes, and each has its best mix."""
    artist = Artist(WORLDS["context"], SPACE, seed=7)
    dark, light = (artist.stars(artist.corners, context) for context in artist.contexts)
    assert np.corrcoef(dark, light)[0, 1] == pytest.approx(0.4, abs=0.25)
    for stars, context in ((dark, artist.contexts[0]), (light, artist.contexts[1])):
        best = artist.design.mix(artist.corners[int(np.argmax(stars))])
        assert artist.score(best, context) == pytest.approx(1.0)
    assert {artist.take_canvas().features["lightness"] for _ in range(20)} == {0.25, 0.75}


def test_a_slates_mood_stays_for_the_slate() -> None:
    """Rated one by one or together, one slate's suggestions are seen in one mood."""
    world = replace(WORLDS["moods"], slate_stars=1.0, noise_stars=0.0)
    together, singly = (Artist(world, SPACE, seed=9) for _ in range(2))
    mixes = tuple(together.design.mix(row) for row in together.corners[::150])
    one_by_one = [singly.rate(Slate((mix,), id="a"))[0].rating for mix in mixes]
    assert [one.rating for one in together.rate(Slate(mixes, id="a"))] == one_by_one


def test_pictures_show_what_was_asked_for() -> None:
    """Where ratings come with pixels, warm pictures are warmer than cool ones."""
    artist = Artist(WORLDS["base"], SPACE, seed=9, pixels=True)
    cool = AttributeMix.pure(color="cool", style="surreal", mood="joyful", composition="dynamic")
    said = [artist.rate(Slate((mix,) * 40)) for mix in (CORNER, cool)]
    warm, cold = (np.mean([one.features["warmth"] for one in part if one.features]) for part in said)
    assert warm > cold + 0.3


def test_binary_artist_gives_one_or_five() -> None:
    """No other stars are given."""
    artist = Artist(WORLDS["binary"], SPACE, seed=8)
    mixes = tuple(artist.design.mix(row) for row in artist.corners[::25])
    assert {one.rating for one in artist.rate(Slate(mixes))} == {1.0, 5.0}
