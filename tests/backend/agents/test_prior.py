"""Priors say what profiles and portfolios have in common, and no more."""

from __future__ import annotations

import pytest

from apprentice_backend.agents.base import Taste, TasteValue
from apprentice_backend.agents.past_profiles import prior_from_profiles
from apprentice_backend.agents.portfolio import TYPICAL, prior_from_portfolio
from apprentice_backend.agents.prior import Prior, TasteGuess
from apprentice_shared.attributes import AttributeSpace

SPACE = AttributeSpace.default()
MIDDLE = {name: middle for name, (middle, _) in TYPICAL.items()}


def taste(liked: str, ratings: int = 20) -> Taste:
    """Return the taste of an artist who likes one value."""
    pairs = list(SPACE.pairs())
    return Taste(tuple(TasteValue(*pair, 1.0 if pair[1] == liked else -0.05, 0.2) for pair in pairs), ratings)


def test_groups_of_profiles_become_guesses() -> None:
    """Two schools of artists give a guess for each, weighed by how many they are."""
    prior = prior_from_profiles([taste("warm")] * 8 + [taste("cool")] * 4, seed=1)
    by_weight = sorted(prior.guesses, key=lambda guess: -guess.weight)
    assert [max(guess.means, key=lambda pair: guess.means[pair])[1] for guess in by_weight[:2]] == ["warm", "cool"]
    assert by_weight[0].weight == pytest.approx(2 * by_weight[1].weight)
    assert prior.null_weight > 0.1


def test_profiles_without_ratings_say_nothing() -> None:
    """A prior of nothing is the shipped default's."""
    assert prior_from_profiles([taste("warm", ratings=0)], seed=1) == Prior(())


@pytest.mark.parametrize(
    ("feature", "shift", "liked"),
    [
        ("warmth", 0.3, "warm"),
        ("warmth", -0.3, "cool"),
        ("lightness", -0.2, "mysterious"),
        ("symmetry", 0.3, "symmetrical"),
    ],
)
def test_portfolio_guesses_what_its_pictures_share(feature: str, shift: float, liked: str) -> None:
    """Warm pictures guess a liking for warm, dark ones for mysterious."""
    pictures = [{**MIDDLE, feature: MIDDLE[feature] + shift}] * 12
    (guess,) = prior_from_portfolio(SPACE, pictures).guesses
    assert max(guess.means, key=lambda pair: guess.means[pair])[1] == liked


def test_typical_portfolio_guesses_nothing() -> None:
    """Pictures like pictures at large lean nowhere; no pictures make no guess."""
    (guess,) = prior_from_portfolio(SPACE, [MIDDLE] * 10).guesses
    assert set(guess.means.values()) == {0.0}
    assert prior_from_portfolio(SPACE, []) == Prior(())


@pytest.mark.parametrize(
    "build",
    [
        lambda: TasteGuess({}, spread=0.0, weight=0.5),
        lambda: TasteGuess({}, spread=1.0, weight=1.0),
        lambda: Prior((TasteGuess({}, 1.0, 0.6), TasteGuess({}, 1.0, 0.5))),
    ],
    ids=["spread", "weight", "weights"],
)
def test_refuses_what_is_no_probability(build: object) -> None:
    """Spreads are above 0, and some probability is left to none of the guesses."""
    with pytest.raises(ValueError, match=r"spread|weight"):
        build()  # type: ignore[operator]
