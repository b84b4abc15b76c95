"""Priors say what profiles and portfolios have in common, and no more."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.agents.beliefs import Taste, TasteValue
from apprentice_backend.agents.priors.past_profiles import prior_from_profiles
from apprentice_backend.agents.priors.portfolio import TYPICAL, prior_from_portfolio
from apprentice_backend.agents.priors.prior import Prior, TasteGuess
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


def _at_large(count: int) -> list[dict[str, float]]:
    """Return pictures as they differ at large."""
    rng = np.random.default_rng(0)
    return [{name: float(rng.normal(*of)) for name, of in TYPICAL.items()} for _ in range(count)]


def test_typical_portfolio_guesses_little() -> None:
    """Pictures like pictures at large lean hardly anywhere; no pictures make no guess."""
    typical = _at_large(300)
    warm = [{**picture, "warmth": picture["warmth"] + 0.3} for picture in typical]
    little, much = (prior_from_portfolio(SPACE, pictures).guesses[0].means for pictures in (typical, warm))
    assert max(map(abs, little.values())) < 0.5
    assert much["color", "warm"] > 1.0
    assert prior_from_portfolio(SPACE, []) == Prior(())


def test_values_without_a_mark_are_told_by_what_is_not_there() -> None:
    """An artist who paints neither symmetrical nor asymmetric pictures may like any other framing, all alike."""
    plain = [{**picture, "symmetry": MIDDLE["symmetry"]} for picture in _at_large(40)]
    (guess,) = prior_from_portfolio(SPACE, plain).guesses
    assert guess.means["composition", "centered"] == guess.means["composition", "dynamic"]
    assert guess.means["composition", "centered"] > guess.means["composition", "symmetrical"]


def test_a_portfolio_of_many_packs_takes_no_longer() -> None:
    """Values without a mark are one kind, however many of them packs add."""
    more = tuple(f"new-{number}" for number in range(12))
    wide = AttributeSpace({name: (*values, *more) for name, values in SPACE.dimensions.items()})
    (guess,) = prior_from_portfolio(wide, _at_large(30)).guesses
    assert len({guess.means[name, value] for name in wide.dimensions for value in more}) == len(wide.dimensions)


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
