"""The Latin design."""

from __future__ import annotations

from apprentice_backend.agents.space.latin import latin_design
from apprentice_shared.attributes import AttributeSpace


def test_latin_design_takes_every_value_before_any_comes_again() -> None:
    """In each turn of the design every value of every dimension comes once, and turns pair them differently."""
    values = dict(AttributeSpace.default().dimensions)
    corners = latin_design(values, 10, first=0, seed=3)
    for turn in (corners[:5], corners[5:]):
        assert all({corner[name] for corner in turn} == set(values[name]) for name in values)
    assert not {tuple(corner.items()) for corner in corners[:5]} & {tuple(corner.items()) for corner in corners[5:]}
