"""The quality of an engine: whether values can be told apart and keep the drawing, and whether slates are varied."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ...engines.base import PROOFS, Engine, Image, Pixels
from ...engines.studies.canvas.analysis import analyse
from ...packs.shipped import built_in_space
from ..canvases.studies import render_mixes
from .discriminant import LabelledStudy, accuracy, change
from .picture_statistics import edge_agreement, statistics
from .slate_distances import distances_table

# The accuracy asked of `studies`, by dimension: one value of five, on canvases not fitted to.
TARGETS = {"color": 0.75, "style": 0.70, "mood": 0.75, "composition": 0.60}
_HALF = 0.5


def quality_table(engine: Engine, canvases: Mapping[str, Pixels], seeds: int) -> str:
    """Measure an engine on canvases, by name, of one size."""
    lines = [f"\nOn {len(canvases)} canvases\n\n  which value it was, leave one canvas out (chance 0.20)\n"]
    for dimension in built_in_space().dimensions:
        told = telling(engine, canvases, dimension, seeds)
        lines.append(f"    {dimension:14}{told:.2f}   wanted {TARGETS[dimension]:.2f}\n")
    lines.append("\n  edges of the focal region that are still there at an amount of 0.5, least (median)\n")
    for dimension in ("color", "style", "mood"):
        kept = agreement(engine, canvases, dimension)
        lines.append(f"    {dimension:14}{min(kept):.2f} ({median(kept):.2f})\n")
    if PROOFS in engine.describe().abilities:
        lines += [distances_table(engine, canvases, vary) for vary in (frozenset({"color", "mood"}), None)]
    return "".join(lines)


def telling(engine: Engine, canvases: Mapping[str, Pixels], dimension: str, seeds: int) -> float:
    """Return the share of studies whose value of `dimension` is told correctly from study and canvas."""
    values = built_in_space().dimensions[dimension]
    mixes = tuple(AttributeMix({dimension: {value: 1.0}}) for value in values)
    seen = []
    for name, canvas in canvases.items():
        before = statistics(canvas)
        for seed in range(1, seeds + 1):
            for value, image in zip(values, _render(engine, canvas, mixes, seed), strict=True):
                seen.append(LabelledStudy(name, value, change(before, statistics(image.pixels))))
    return accuracy(seen)


def agreement(engine: Engine, canvases: Mapping[str, Pixels], dimension: str) -> list[float]:
    """Return the share of focal edges that each value keeps at half its amount, on every canvas that is a picture."""
    values = built_in_space().dimensions[dimension]
    mixes = tuple(AttributeMix({dimension: {value: _HALF}}) for value in values)
    kept = []
    for canvas in canvases.values():
        picture = analyse(np.ascontiguousarray(canvas[..., :3]))
        if picture.kind == "picture":
            images = _render(engine, canvas, mixes, 1)
            kept += [edge_agreement(canvas, image.pixels, picture.focus.box) for image in images]
    return kept


def _render(engine: Engine, canvas: Pixels, mixes: tuple[AttributeMix, ...], seed: int) -> list[Image]:
    return render_mixes(engine, canvas, mixes, range(seed, seed + len(mixes)))
