"""The evidence is a list of opinions, and a table made from it."""

from __future__ import annotations

import json

import numpy as np
import pytest

from apprentice_backend.agents.base import MEASURES, Context, Feedback, Slate
from apprentice_backend.agents.bayes.evidence import Evidence
from apprentice_backend.agents.space.design import Design
from apprentice_shared.attributes import AttributeMix, AttributeSpace

DESIGN = Design(AttributeSpace.default())
WARM, COOL = (AttributeMix.pure(color=color, mood="joyful") for color in ("warm", "cool"))
DARK = Context({"lightness": 0.2})


def gathered() -> Evidence:
    """Return evidence of every kind."""
    evidence = Evidence(DESIGN)
    evidence.show(Slate((WARM, COOL), DARK, "s"))
    evidence.add(Feedback(WARM, 5, DARK, {"color": 1}, slate_id="s", features={"lightness": 0.5}))
    evidence.add(Feedback(COOL, signal="inserted", slate_id="s"))
    evidence.set_value("mood", "joyful", 0.5)
    return evidence


def test_table_has_an_entry_for_each_opinion() -> None:
    """Stars, canvases and differences are NaN where nothing was said or measured."""
    table, lightness = gathered().table, MEASURES.index("lightness")
    assert np.array_equal(table.rows, DESIGN.rows(DESIGN.weights([WARM, COOL])))
    assert table.stars == pytest.approx([5.0, np.nan], nan_ok=True)
    assert table.canvases[:, lightness] == pytest.approx([0.2, np.nan], nan_ok=True)
    assert table.differences[:, lightness] == pytest.approx([0.3, np.nan], nan_ok=True)
    assert table.commented == (0, 1)


def test_table_follows_what_is_said() -> None:
    """A rating that is changed, and a signal that is taken back, change the table."""
    evidence = gathered()
    assert evidence.table.stars[0] == 5.0
    evidence.add(Feedback(WARM, 2, slate_id="s"))
    evidence.add(Feedback(COOL, signal="insert_undone", slate_id="s"))
    assert evidence.table.stars[0] == 2.0
    assert evidence.table.commented == ()


def test_evidence_survives_json() -> None:
    """Restored evidence has the same data and the same table."""
    evidence = gathered()
    restored = Evidence.from_dict(DESIGN, json.loads(json.dumps(evidence.to_dict())))
    assert restored.to_dict() == evidence.to_dict()
    for name in ("rows", "stars", "canvases", "differences", "commented"):
        np.testing.assert_array_equal(getattr(restored.table, name), getattr(evidence.table, name))


def test_neighbours_are_the_rest_of_the_slate() -> None:
    """A suggestion's neighbours are those beside it; one that was not shown has none."""
    evidence = gathered()
    assert np.array_equal(evidence.neighbours(evidence.opinions[0]), DESIGN.weights([COOL]))
    evidence.add(Feedback(AttributeMix.pure(style="surreal"), 3))
    assert len(evidence.neighbours(evidence.opinions[-1])) == 0


def test_mix_of_another_space_leaves_the_evidence_alone() -> None:
    """A mix that the space does not have is refused before anything is noted."""
    evidence = gathered()
    before = evidence.to_dict()
    with pytest.raises(ValueError, match="unknown"):
        evidence.add(Feedback(AttributeMix.pure(color="ultraviolet"), 3))
    assert evidence.to_dict() == before
