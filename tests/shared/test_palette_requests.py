"""Requests about palettes."""

from __future__ import annotations

import pytest

from apprentice_shared.codec import decode, encode
from apprentice_shared.messages import RecommendPalettes, Repaint, SwatchPart, WorkPalette

SWATCHES = (SwatchPart("#c0392b", 0.6, "brick red"), SwatchPart("#1b2a41", 0.4, "navy"))


@pytest.mark.parametrize(
    "request_",
    [
        WorkPalette("w1", SWATCHES, "vary", locked=(1,), size=3, seed=7),
        Repaint("p1", "0" * 64, SWATCHES, softness=0.2),
        RecommendPalettes("r1", size=1, seed=3),
    ],
    ids=lambda request: request.type,
)
def test_survives_the_wire(request_):
    """The request that arrives equals the one that was sent."""
    assert decode(encode(request_))[0] == request_


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"tool": "blend"}, "tool"),
        ({"tool": "vary", "locked": (2,)}, "place"),
        ({"tool": "ramp", "place": -1}, "place"),
        ({"tool": "limit", "size": 0}, "size"),
        ({"tool": "sort", "by": "taste"}, "by"),
        ({"tool": "vary", "swatches": ()}, "number of swatches"),
        ({"tool": "vary", "swatches": SWATCHES * 9}, "number of swatches"),
        ({"tool": "vary", "swatches": (SwatchPart("red", 0.0, ""),)}, "swatch"),
        ({"tool": "vary", "swatches": (SwatchPart("#ff0000", 2.0, ""),)}, "share"),
    ],
    ids=["tool", "locked", "place", "size", "order", "empty", "many", "colour", "share"],
)
def test_names_what_no_tool_takes(fields, named):
    """A wrong field is named before anything is sent."""
    with pytest.raises(ValueError, match=named):
        WorkPalette(**{"id": "w1", "swatches": SWATCHES, **fields})
