"""The beliefs that a rating has changed: told at once, seldom, and never against the next slate."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from apprentice_backend import agents
from apprentice_backend.agents.base import Context, Slate
from apprentice_backend.agents.beliefs import Taste, TasteValue
from apprentice_backend.agents.constraints import Constraints
from apprentice_backend.evaluation.artists.artist import Artist
from apprentice_backend.evaluation.artists.play import SLATE
from apprentice_backend.evaluation.artists.worlds import WORLDS
from apprentice_backend.profiles.noting import MOST_NOTED, Noted, changed_clearly
from apprentice_backend.profiles.profiles import TasteChange
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()
WARM = AttributeMix.pure(color="warm")


def change(
    before: tuple[float, float], after: tuple[float, float], best: AttributeMix = WARM, said_of: AttributeMix = WARM
) -> TasteChange:
    """Return a change of the effect of warm alone, from (mean, spread) to (mean, spread)."""

    def taste(effect: tuple[float, float]) -> Taste:
        return Taste((TasteValue("color", "warm", *effect), TasteValue("color", "cool", 0.0, 1.0)), 1)

    return TasteChange(taste(before), taste(after), said_of, lambda: best)


@pytest.mark.parametrize(
    ("before", "after", "best", "noted"),
    [
        ((0.3, 0.5), (0.6, 0.5), WARM, (Noted("color", "warm", 1),)),
        ((0.6, 0.5), (0.9, 0.4), WARM, ()),
        ((0.0, 0.5), (0.3, 0.5), WARM, ()),
        ((0.6, 0.5), (0.4, 0.5), WARM, (Noted("color", "warm", 0),)),
        ((0.6, 0.5), (-0.6, 0.5), AttributeMix({}), (Noted("color", "warm", -1),)),
        ((0.3, 0.5), (0.6, 0.5), AttributeMix({}), ()),
        ((0.0, 0.5), (-0.6, 0.5), WARM, ()),
    ],
    ids=["liked", "liked before", "unsure", "no longer", "turned", "liked, not best", "disliked, best"],
)
def test_a_belief_is_told_where_it_begins_to_stand_out(
    before: tuple[float, float], after: tuple[float, float], best: AttributeMix, noted: tuple[Noted, ...]
) -> None:
    """A note is of what turned by this rating, and of what the next slate will bear out."""
    assert changed_clearly(change(before, after, best)) == noted


def test_only_values_of_the_rated_suggestion_are_told() -> None:
    """Stars for a cool picture may make warm stand out; that is no answer to what was said."""
    assert changed_clearly(change((0.3, 0.5), (0.6, 0.5), said_of=AttributeMix.pure(color="cool"))) == ()


def test_the_greatest_changes_come_first_and_few_of_them() -> None:
    """A line has room for two values."""
    before = Taste(tuple(TasteValue("color", f"v{index}", 0.0, 0.2) for index in range(5)), 1)
    after = Taste(tuple(TasteValue("color", f"v{index}", 0.5 + index / 10, 0.2) for index in range(5)), 2)
    best = AttributeMix({"color": {f"v{index}": 0.2 for index in range(5)}})
    noted = changed_clearly(TasteChange(before, after, best, lambda: best))
    assert [item.value for item in noted] == ["v4", "v3"]
    assert len(noted) == MOST_NOTED


@dataclass
class Played:
    """The course of simulated artists: ratings, ratings after which something was told, and what a slate contradicted.

    `standing` holds what was told since the last slate, and was not taken back.
    """

    ratings: int = 0
    told: int = 0
    contradicted: list[str] = field(default_factory=list)
    standing: dict[tuple[str, str], int] = field(default_factory=dict)

    def note(self, noted: tuple[Noted, ...]) -> None:
        """Take what one rating has changed."""
        self.ratings += 1
        self.told += any(item.direction for item in noted)
        for item in noted:
            self.standing.pop((item.dimension, item.value), None)
            if item.direction:
                self.standing[item.dimension, item.value] = item.direction

    def compare(self, mixes: list[AttributeMix]) -> None:
        """Compare the next slate with what was told."""
        for (dimension, value), direction in self.standing.items():
            shares = [mix.weight(dimension, value) for mix in mixes]
            if (direction > 0 and not any(shares)) or (direction < 0 and shares[0] >= 0.25):
                self.contradicted.append(f"{value} {direction}")
        self.standing.clear()


def _play(played: Played, seed: int, *, reasons: bool, slates: int = 8) -> None:
    artist = Artist(WORLDS["base"], SPACE, seed=seed, reasons=reasons)
    agent = agents.create("bayes", SPACE, seed=seed)
    limits = Constraints(vary=frozenset(SPACE.dimensions))
    mixes = agent.suggest(Context.empty(), SLATE, limits)
    for number in range(slates):
        slate = Slate(tuple(mixes), Context.empty(), str(number))
        agent.shown(slate)
        agent.taste()
        ahead = agent.foresight()
        assert ahead is not None
        said = artist.rate(slate)
        for feedback in said:
            before = ahead.taste()
            ahead.update(feedback)
            played.note(changed_clearly(TasteChange(before, ahead.taste(), feedback.mix, ahead.best)))
        for feedback in said:
            agent.update(feedback)
        mixes = agent.suggest(Context.empty(), SLATE, limits)
        played.compare(mixes)


@pytest.mark.parametrize(("reasons", "least", "most"), [(True, 0.2, 0.45), (False, 0.05, 0.3)])
def test_simulated_artists_are_told_now_and_then_and_never_wrongly(reasons: bool, least: float, most: float) -> None:
    """About one rating in three says something where reasons are tapped, fewer by stars alone; slates obey."""
    played = Played()
    for seed in range(8):
        _play(played, seed, reasons=reasons)
    assert least <= played.told / played.ratings <= most
    assert played.contradicted == []
