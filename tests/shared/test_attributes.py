"""Attribute spaces and mixes."""

from __future__ import annotations

import json
import math

import pytest

from apprentice_shared.attributes import AttributeMix, AttributeSpace


def test_default_space_has_four_dimensions_of_five_values():
    """The default space is the one that every pack and engine is written for."""
    space = AttributeSpace.default()
    assert list(space.dimensions) == ["color", "style", "mood", "composition"]
    assert all(len(values) == 5 for values in space.dimensions.values())
    assert len(list(space.pairs())) == 20


def test_mix_survives_json():
    """A mix that is stored or sent comes back equal."""
    mix = AttributeMix.from_dict({"color": {"warm": 0.7, "vibrant": 0.3}, "mood": {"joyful": 0.25}})
    assert AttributeMix.from_dict(json.loads(json.dumps(mix.to_dict()))) == mix


def test_equal_mixes_hash_equal_whatever_their_order():
    """A mix is a value: order and zero weights do not matter."""
    first = AttributeMix.from_dict({"color": {"warm": 0.7, "cool": 0.0, "muted": 0.3}, "mood": {}})
    second = AttributeMix.from_dict({"color": {"muted": 0.3, "warm": 0.7}})
    assert first == second
    assert hash(first) == hash(second)


def test_what_is_missing_to_one_is_as_painted():
    """A dimension's weights and its as-painted share sum to 1."""
    mix = AttributeMix.from_dict({"color": {"warm": 0.7}})
    assert mix.as_painted("color") == pytest.approx(0.3)
    assert mix.as_painted("style") == 1.0


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param({"color": {"warm": 0.7, "cool": 0.4}}, id="sum over one"),
        pytest.param({"color": {"warm": -0.1}}, id="negative"),
        pytest.param({"color": {"warm": math.nan}}, id="not a number"),
        pytest.param({"color": {"warm": math.inf}}, id="infinite"),
        pytest.param({"color": {"warm": "much"}}, id="text"),
        pytest.param({"color": {"warm": True}}, id="boolean"),
        pytest.param({"color": 0.5}, id="no mapping"),
        pytest.param([1, 2], id="a list"),
    ],
)
def test_rejects_weights_that_are_no_mix(weights):
    """A mix that breaks the rule of weights cannot be made."""
    with pytest.raises(ValueError, match=r"weight|mix"):
        AttributeMix.from_dict(weights)


def test_thirds_may_sum_to_a_little_over_one():
    """Rounding is no error: nothing is raised."""
    third = 0.33333336
    AttributeMix.from_dict({"color": {"warm": third, "cool": third, "muted": third}})


def test_space_names_what_it_does_not_know():
    """An unknown name is answered with the known ones."""
    space = AttributeSpace.default()
    with pytest.raises(ValueError, match="choose from color, style, mood, composition"):
        space.check(AttributeMix.pure(colour="warm"))
    with pytest.raises(ValueError, match="choose from warm, cool"):
        space.check(AttributeMix.pure(color="hot"))


@pytest.mark.parametrize(
    ("weights", "dominant"),
    [
        ({"warm": 0.6}, "warm"),
        ({"warm": 0.4}, None),
        ({"warm": 0.5, "cool": 0.4}, "warm"),
        ({}, None),
    ],
    ids=["most", "as painted outweighs it", "more than the other", "nothing"],
)
def test_dominant_value_outweighs_what_is_left_as_painted(weights, dominant):
    """A value dominates where neither another value nor "as painted" has more."""
    assert AttributeMix.from_dict({"color": weights}).dominant("color") == dominant


def test_only_keeps_the_named_dimensions():
    """Dimensions that may not vary go back to as painted."""
    mix = AttributeMix.pure(color="warm", mood="joyful")
    assert mix.only(frozenset({"mood"})) == AttributeMix.pure(mood="joyful")


@pytest.mark.parametrize("dimensions", [{}, {"color": ()}, {"color": ("warm", "warm")}], ids=["none", "empty", "twice"])
def test_rejects_spaces_without_sense(dimensions):
    """A space needs dimensions, and each of them different values."""
    with pytest.raises(ValueError, match="dimension"):
        AttributeSpace(dimensions)


def test_a_mix_times_a_factor_keeps_its_proportions() -> None:
    """No sum exceeds 1, times 1 is the same mix, and times 0 is as painted."""
    mix = AttributeMix({"color": {"warm": 0.6, "muted": 0.2}, "mood": {"joyful": 0.4}})
    assert mix.times(0.5) == AttributeMix({"color": {"warm": 0.3, "muted": 0.1}, "mood": {"joyful": 0.2}})
    assert mix.times(1.0) is mix
    assert mix.times(0.0) == AttributeMix({})
    more = mix.times(2.0)
    assert more.weight("color", "warm") == pytest.approx(0.75)
    assert more.weight("color", "muted") == pytest.approx(0.25)
    assert more.weight("mood", "joyful") == 0.8
