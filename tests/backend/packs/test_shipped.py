"""The shipped packs are whole: whoever adds a built-in value says all there is to say of it."""

import tomllib
from importlib import resources

import numpy as np
import pytest

from apprentice_backend.agents.priors.portfolio import TYPICAL
from apprentice_backend.evaluation.engines.picture_statistics import statistics
from apprentice_backend.packs.pack import RECIPE_PARTS, PackValue
from apprentice_backend.packs.shipped import built_in_space, shipped_packs, shipped_values, space_of
from apprentice_backend.palettes.measures import MEASURE_NAMES
from apprentice_shared.attributes import AttributeSpace

BUILT_IN, *MORE = shipped_packs()
TABLES = tomllib.loads((resources.files("apprentice_backend.packs") / "default.toml").read_text(encoding="utf-8"))
STATISTICS = statistics(np.full((192, 192, 4), 200, np.uint8)).keys()

every_built_in = pytest.mark.parametrize("key", BUILT_IN.values, ids="=".join)


@every_built_in
def test_a_built_in_value_lacks_no_part(key: tuple[str, str]) -> None:
    """A part that says nothing of a value is given, and empty."""
    dimension, value = key
    given = set(TABLES[dimension][value])
    wanted = {"title", "phrase", "marks", "rated_by"} | ({"swatches", "palette"} if dimension == "color" else set())
    assert not wanted - given
    assert given & set(RECIPE_PARTS)
    assert BUILT_IN.values[key].phrase
    assert BUILT_IN.values[key].title


@pytest.mark.parametrize("said", shipped_values().values(), ids=["=".join(key) for key in shipped_values()])
def test_a_value_names_measures_that_there_are(said: PackValue) -> None:
    """A misspelt measure or statistic would count for nothing."""
    assert set(said.marks or {}) <= set(TYPICAL)
    assert set(said.palette or {}) <= set(MEASURE_NAMES)
    assert said.rated_by is None or said.rated_by[0] in STATISTICS


def test_the_values_that_clients_know_come_first() -> None:
    """A panel that has not reached a backend shows no value that the backend has not, and none in another place."""
    space = built_in_space()
    assert list(space.dimensions) == list(AttributeSpace.default().dimensions)
    for dimension, values in AttributeSpace.default().dimensions.items():
        assert space.dimensions[dimension][: len(values)] == values


def test_three_more_packs_are_shipped_and_the_intents() -> None:
    """Painting media, cinematic light, scientific illustration; each value and each intent has a title to read."""
    names = {pack.name for pack in MORE}
    assert names == {"painting-media", "cinematic-light", "scientific-illustration", "intents"}
    (intents,) = (pack.intents for pack in MORE if pack.name == "intents")
    assert len(intents) == 10
    assert all(intent.title for intent in intents.values())
    own = {(dimension, value) for dimension, values in built_in_space().dimensions.items() for value in values}
    assert all(own.issuperset(intent.against) for intent in intents.values())
    assert all(value.title for pack in MORE for value in pack.values.values())


def test_packs_extend_the_space() -> None:
    """With all packs an agent can learn over their values too, after the built-in ones."""
    space = space_of([*built_in_space().pairs(), *(key for pack in MORE for key in pack.values)])
    assert space.dimensions["mood"][:5] == built_in_space().dimensions["mood"]
    assert "noir" in space.dimensions["mood"]
