"""The takes of every intent are measured on every canvas."""

from __future__ import annotations

from apprentice_backend.engines import create
from apprentice_backend.evaluation.canvases.six_kinds import pixel_canvases
from apprentice_backend.evaluation.engines.speed import stage_table
from apprentice_backend.evaluation.engines.take_distances import takes_table


def test_each_intent_has_a_row_of_its_takes() -> None:
    """A row tells how far the intent is from the canvas and how far its takes lie apart."""
    engine = create("studies")
    canvases = {"landscape": pixel_canvases(128, 96, 1)["landscape"]}
    rows = takes_table(engine, canvases).splitlines()[2:]
    assert [row.split()[0] for row in rows] == list(engine.describe().intents)
    away, closest = (float(number) for number in rows[1].split()[1:3])
    assert away > 6.0 and closest > 3.0
    assert all(row.endswith("of 1") for row in rows)


def test_each_intent_has_a_row_of_its_time() -> None:
    """The table of processor time ends with the intents."""
    engine = create("studies")
    rows = [row.split()[:2] for row in stage_table(engine, 64).splitlines() if row.startswith("  ")]
    assert rows[-len(engine.describe().intents) :] == [["intent", name] for name in engine.describe().intents]
