"""A study's cost is bounded whatever number a pack gives."""

from __future__ import annotations

import dataclasses
import os
import time
from threading import Event

import numpy as np
import pytest
from canvases import block_in

from apprentice_backend.engines.base import RenderRequest
from apprentice_backend.engines.studies.engine import StudiesEngine
from apprentice_backend.engines.studies.recipes.from_pack import intents_of, recipes_of
from apprentice_backend.engines.studies.stages.brushwork.operations import STYLE_OPERATIONS
from apprentice_backend.engines.studies.stages.colour.maps import COLOR_MAPS
from apprentice_backend.engines.studies.stages.framing.framing import Framing
from apprentice_backend.engines.studies.stages.light.light import Light
from apprentice_backend.engines.studies.stages.places.place import PlaceChange
from apprentice_backend.engines.studies.stages.stage_part import greatest
from apprentice_backend.packs.pack import read_pack
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import ConfigError, EngineError

# An absurd number may make an absurd picture.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")
# `APPRENTICE_FUZZ=2000` is the long run; the short one keeps the tests quick.
RUNS = int(os.environ.get("APPRENTICE_FUZZ", "60"))
BATCH = 15
ODD = ("0", "-1", "1e-9", "1e6", "-1e6", "1e300", "most", "-most")
# Those that a pack may give: one that is refused would hide what the others do beside each other.
TAKEN = tuple(odd for odd in ODD if odd != "1e300")
PARTS = (
    *((f"style = [{{ operation = '{name}', WORDS }}]", item.parameters) for name, item in STYLE_OPERATIONS.items()),
    *((f"color = [{{ map = '{name}', WORDS }}]", item.parameters) for name, item in COLOR_MAPS.items()),
    ("light = { WORDS }", Light),
    ("framing = { WORDS }", Framing),
    # A place is of an intent, which an engine is asked for by another name.
    *((f"places = [{{ place = '{name}', WORDS }}]", PlaceChange) for name in ("everything", "figure", "wet")),
)
WORDS = [
    (part, kind, field.name) for part, kind in PARTS for field in dataclasses.fields(kind) if field.name != "swatches"
]
CANVAS = block_in(256, 256)
# Far above what any takes, and far below what those took that this is about: minutes, or no end.
LONGEST_S = 20.0


def try_pack(text: str) -> None:
    """Make a study with a pack's value; a sentence is as good as a picture."""
    try:
        pack = read_pack(text, "wild.toml")
        engine = StudiesEngine(recipes_of(pack), intents_of(pack))
        mix, intent = ({}, "wild") if pack.intents else ({"style": {"wild": 1.0}}, "")
        request = RenderRequest((AttributeMix(mix),), (3,), 256, 256, CANVAS, intent=intent)
        start_s = time.process_time()
        engine.render(request, lambda event: None, Event())
        assert time.process_time() - start_s < LONGEST_S, text
    except (ConfigError, EngineError) as told:
        assert len(str(told)) < 500
        assert str(told).isprintable()


def given(kind: type, word: str, odd: str) -> str:
    """Return a word of a pack with its odd number."""
    number = f"{greatest(kind, word)}" if odd.endswith("most") else odd
    return f"{word} = {'-' if odd.startswith('-m') else ''}{number}"


def owner(part: str) -> str:
    """Return the table that a part stands in: that of intents for places, else that of a dimension."""
    return "intent" if part.startswith("places") else "style"


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_number_has_a_bounded_cost(odd: str) -> None:
    """Each parameter at 0, below it, next to nothing and at its end."""
    step = max(1, len(WORDS) * 4 // RUNS)
    for part, kind, word in WORDS[ODD.index(odd) % step :: step]:
        try_pack(f"[{owner(part)}.wild]\n{part.replace('WORDS', given(kind, word, odd))}\n")


@pytest.mark.parametrize("batch", range(-(-RUNS // BATCH // 2)))
def test_odd_numbers_together_have_a_bounded_cost(batch: int) -> None:
    """A costly number beside another costly one is what each alone does not show."""
    rng = np.random.default_rng(batch)
    for _ in range(BATCH):
        part, kind = PARTS[int(rng.integers(len(PARTS)))]
        names = [field.name for field in dataclasses.fields(kind) if field.name != "swatches"]
        words = (given(kind, word, str(rng.choice(TAKEN))) for word in names if rng.random() < 0.7)
        try_pack(f"[{owner(part)}.wild]\n{part.replace('WORDS', ', '.join(words))}\n".replace(", }", " }"))
