"""A render request refuses what no engine could do."""

import pytest

from apprentice_backend.engines.base import RenderRequest
from apprentice_shared.attributes import AttributeMix

MIX = AttributeMix.pure(color="warm")


@pytest.mark.parametrize(
    "wrong",
    [
        {"mixes": (), "seeds": ()},
        {"seeds": (1, 2)},
        {"seeds": (-1,)},
        {"near_seed": 2**31},
        {"width_px": 8},
        {"strength": 1.5},
        {"feedback": -0.1},
        {"nearness": 2.0},
        {"palette": ("red",)},
        {"paper": "#fff"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_refuses_what_is_out_of_range(wrong: dict[str, object]) -> None:
    """Each range is checked where the request is made, not deep in an engine."""
    with pytest.raises(ValueError, match=r"must"):
        RenderRequest(**({"mixes": (MIX,), "seeds": (1,), "width_px": 64, "height_px": 64} | wrong))
