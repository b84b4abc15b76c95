"""A mix is a few weighted corners whose dimensions keep their weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apprentice_backend.engines.diffusion.words.corners import corners
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()


@st.composite
def mixes(draw: st.DrawFn) -> AttributeMix:
    weights = {}
    for dimension, values in SPACE.dimensions.items():
        drawn = [draw(st.integers(0, 8)) for _ in (*values, "as painted")]
        total = sum(drawn) or 1
        weights[dimension] = {value: part / total for value, part in zip(values, drawn, strict=False)}
    return AttributeMix(weights)


@pytest.mark.parametrize(
    "corner",
    [{}, {"color": "warm"}, {"color": "warm", "style": "abstract", "mood": "joyful", "composition": "dynamic"}],
    ids=["as painted", "one", "all"],
)
def test_a_corner_is_itself(corner: dict[str, str]) -> None:
    """A pure mix is one corner of weight exactly 1."""
    assert corners(AttributeMix.pure(**corner)) == [(1.0, corner)]


@given(mixes())
def test_every_dimension_keeps_its_weights(mix: AttributeMix) -> None:
    """Summed over the corners, each value has the weight that the mix gives it."""
    found = corners(mix)
    assert sum(weight for weight, _ in found) == pytest.approx(1.0)
    assert len(found) <= 1 + 5 * len(SPACE.dimensions)
    for dimension, value in SPACE.pairs():
        share = sum(weight for weight, corner in found if corner.get(dimension) == value)
        assert share == pytest.approx(mix.weight(dimension, value), abs=1e-4)


def test_small_changes_of_weight_move_corners_little() -> None:
    """A hair's breadth across a tie between two values does not turn the corners over."""
    first, second = (
        {frozenset(corner.items()): weight for weight, corner in corners(mix)}
        for mix in (
            AttributeMix({"color": {"warm": 0.5001, "cool": 0.4999}, "mood": {"joyful": 0.5, "peaceful": 0.5}}),
            AttributeMix({"color": {"warm": 0.4999, "cool": 0.5001}, "mood": {"joyful": 0.5, "peaceful": 0.5}}),
        )
    )
    for corner in first.keys() | second.keys():
        assert first.get(corner, 0.0) == pytest.approx(second.get(corner, 0.0), abs=1e-3)
