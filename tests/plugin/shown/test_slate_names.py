"""The names of the suggestions of a slate."""

from __future__ import annotations

from gettext import NullTranslations

import pytest
from slates_made import ATTRIBUTES, STUDIES

from apprentice.shown.slate_names import Mix, name_mixes
from apprentice_backend import agents
from apprentice_backend.agents.base import Context, Slate
from apprentice_backend.agents.constraints import Constraints
from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.language import speaking

ORDER = ["color", "mood", "style", "composition"]
WARM = ("color", "warm")


def names_of(mixes: list[Mix], locked: frozenset[tuple[str, str]] = frozenset()) -> list[str]:
    """Return the texts of the names of a slate."""
    return [name.text for name in name_mixes(STUDIES, mixes, ORDER, locked)]


@pytest.mark.parametrize(
    ("mixes", "names"),
    [
        ([{}], ["As painted"]),
        ([{"mood": {"peaceful": 1.0}, "color": {"muted": 1.0}}], ["Muted · soft"]),
        (
            [
                {"color": {"warm": 1.0}, "mood": {"joyful": 1.0}, "style": {"painterly": 1.0}},
                {"color": {"warm": 1.0}, "mood": {"joyful": 1.0}, "style": {"abstract": 1.0}},
            ],
            ["Painterly · warm", "Abstract · warm"],
        ),
        ([{"color": {"warm": 0.3}, "mood": {"joyful": 0.8}}], ["Joyful · warm"]),
        ([{"color": {"warm": 0.3}, "mood": {"joyful": 1.0}}], ["Joyful"]),
        ([{"color": {"warm": 0.8}, "mood": {"joyful": 1.0}}], ["Joyful · warm"]),
        ([{"color": {"warm": 0.1}, "mood": {"joyful": 1.0}}], ["Joyful"]),
        ([{"color": {"warm": 0.04}}], ["As painted"]),
        (
            [
                {"color": {"warm": 1.0}, "mood": {"joyful": 1.0}},
                {"color": {"warm": 0.5, "vibrant": 0.5}, "mood": {"joyful": 1.0}},
            ],
            ["Warm · joyful", "Joyful · warm, some vibrant"],
        ),
        (
            [
                {"color": {"vibrant": 1.0}, "mood": {"joyful": 1.0}},
                {"color": {"vibrant": 0.5}, "mood": {"joyful": 1.0}},
            ],
            ["Vibrant · joyful", "Joyful · vibrant, a little"],
        ),
        ([{"color": {"warm": 0.4}}, {"color": {"warm": 1.0}}], ["Warm, a little", "Warm"]),
        ([{"color": {"cool": 0.4, "warm": 0.6}}], ["Warm"]),
        ([{"color": {"cool": 0.4, "warm": 0.6}}, {"color": {"warm": 1.0}}], ["Warm, some cool", "Warm"]),
    ],
    ids=[
        *(
            "nothing",
            "two",
            "tells apart",
            "the stronger",
            "under a third",
            "a little stronger",
            "a shadow",
            "a trace",
            "the next",
        ),
        *("an amount", "one", "opposites", "a second"),
    ],
)
def test_names_a_slate(mixes: list[Mix], names: list[str]) -> None:
    """Of each the values that are clearly in it, the strong ones first; different mixes have different names."""
    assert names_of(mixes) == names


def test_what_every_suggestion_carries_is_named_last() -> None:
    """A locked value tells no cards apart."""
    mixes: list[Mix] = [{"color": {"warm": 1.0}, "mood": {mood: 0.6}} for mood in ("joyful", "energetic")]
    assert names_of(mixes, frozenset({WARM})) == ["Joyful · warm", "Energetic · warm"]


def test_all_that_was_asked_for_is_named() -> None:
    """Two values of a dimension, where every suggestion must carry both."""
    both = frozenset({WARM, ("color", "cool")})
    assert names_of([{"color": {"cool": 0.5, "warm": 0.5}}], both) == ["Cool · warm"]


def test_a_name_has_the_values_that_it_speaks_of() -> None:
    """In the order of its words: the explanation takes them from here."""
    (name,) = name_mixes(STUDIES, [{"mood": {"peaceful": 1.0}, "color": {"muted": 1.0}}], ORDER)
    assert name.values == (("color", "muted"), ("mood", "peaceful"))


@pytest.mark.parametrize("vary", [("color", "mood"), tuple(ATTRIBUTES), ("color",)], ids=["two", "all", "one"])
def test_names_differ_in_slates_that_an_agent_proposes(vary: tuple[str, ...]) -> None:
    """Slate after slate, in all of which different mixes are shown."""
    agent = agents.create("bayes", AttributeSpace.default(), seed=5)
    limits = Constraints(vary=frozenset(vary), max_values=2, moves=2)
    for number in range(6):
        mixes = agent.suggest(Context.empty(), 4, limits)
        agent.shown(Slate(tuple(mixes), Context.empty(), str(number)))
        names = names_of([mix.to_dict() for mix in mixes])
        assert len(set(names)) == len(set(mixes)), names


@pytest.mark.parametrize(("code", "name"), [("de", "Muted · Soft"), ("fr", "Muted · soft"), ("", "Muted · soft")])
def test_names_leave_the_nouns_of_german_alone(code: str, name: str) -> None:
    """It alone writes nouns with a capital; the other languages make words small within a name."""
    catalogue = NullTranslations()
    catalogue._info = {"language": code}  # type: ignore[attr-defined] # as gettext reads it from a file
    with speaking(catalogue):
        assert names_of([{"mood": {"peaceful": 1.0}, "color": {"muted": 1.0}}]) == [name]
