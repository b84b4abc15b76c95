"""Contact sheets of all that the engine of studies can show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from apprentice_backend.engines import create
from apprentice_backend.evaluation.engines.contact_sheets import write_sheets
from apprentice_backend.packs.shipped import built_in_space, shipped_packs


def test_there_is_a_sheet_for_each_thing_to_be_seen(tmp_path: Path) -> None:
    """Dimensions, packs with values, intents, slates and seeds have a sheet each, with a column a study."""
    canvas = np.random.default_rng(0).integers(0, 256, (32, 48, 4)).astype(np.uint8)
    canvas[..., 3] = 255
    engine = create("studies")
    try:
        written = {path.stem: path for path in write_sheets(engine, {"noise": canvas}, tmp_path)}
        intents = engine.describe().intents
    finally:
        engine.close()
    packs = {f"pack-{pack.name}" for pack in shipped_packs()[1:] if pack.values}
    assert set(written) == {*built_in_space().dimensions, *packs, "intents", "slate-1", "slate-2", "seeds"}
    with Image.open(written["intents"]) as intents_sheet, Image.open(written["seeds"]) as seeds_sheet:
        cell_px = seeds_sheet.width // 5
        assert intents_sheet.width == cell_px * (1 + len(intents))
