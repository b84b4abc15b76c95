"""The quality of an engine: whether values can be told apart and keep the drawing, and whether slates are varied."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ...engines.base import INTENTS, PROOFS, Engine, Image, Pixels
from ...engines.studies.canvas.analysis import analyse
from ...packs.shipped import built_in_space
from ..canvases.studies import render_mixes
from .discriminant import LabelledStudy, accuracy, change
from .light_statistics import LightMeasures, measure_light
from .picture_statistics import edge_agreement, statistics
from .slate_distances import distances_table
from .take_distances import takes_table

# The accuracy asked of `studies`, by dimension: one value of five, on canvases not fitted to.
TARGETS = {"color": 0.75, "style": 0.70, "mood": 0.75, "composition": 0.60}
_HALF = 0.5
_CLEAR = 0.02  # a parting of lights and darks in temperature that is seen


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
    lines.append(light_table(engine, canvases))
    if PROOFS in engine.describe().abilities:
        lines += [distances_table(engine, canvases, vary) for vary in (frozenset({"color", "mood"}), None)]
        if INTENTS in engine.describe().abilities:
            lines.append(takes_table(engine, canvases))
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


def lit_values() -> list[tuple[str, str]]:
    """Return the built-in values that light or colour a picture, but for the one that takes its colours away."""
    space = built_in_space().dimensions
    return [(dim, value) for dim in ("color", "mood") for value in space[dim] if value != "monochrome"]


def light_table(engine: Engine, canvases: Mapping[str, Pixels]) -> str:
    """Return a table of what tells light from a tint, the worst value and canvas of each: of colour and of light."""
    found: list[tuple[str, LightMeasures]] = []
    lit = lit_values()
    for name, canvas in canvases.items():
        # On paper a ground is laid first, and the study is one of the ground.
        if analyse(np.ascontiguousarray(canvas[..., :3])).kind != "picture":
            continue
        mixes = tuple(AttributeMix({dimension: {value: 1.0}}) for dimension, value in lit)
        for (_, value), image in zip(lit, _render(engine, canvas, mixes, 1), strict=True):
            found.append((f"{value}, {name}", measure_light(canvas, image.pixels)))
    spreads = [(one.spread_kept, name) for name, one in found if one.spread_kept is not None]
    partings = [(abs(one.parting) - min(abs(one.parting_before), _CLEAR), name) for name, one in found]
    steps = [(one.steps - min(one.steps_before, 3), name) for name, one in found]
    rows = (
        ("hue spread kept", min(spreads, default=(1.0, "")), "wanted .5 of it"),
        ("parting kept, beyond the lesser of .02 and its own", min(partings), "wanted 0"),
        ("more of it black", max((one.black_grown, name) for name, one in found), "wanted .08 at most"),
        ("steps of darks, beyond three or its own", min(steps), "wanted 0"),
        ("discs on flat areas, range of L", max((one.disc, name) for name, one in found), "wanted .10 at most"),
    )
    lines = ["\n  light instead of tint: the worst of all values of colour (but monochrome) and light, and where\n"]
    lines += [f"    {title:52}{worst:6.3f}   {wanted:20}{name}\n" for title, (worst, name), wanted in rows]
    return "".join(lines)


def _render(engine: Engine, canvas: Pixels, mixes: tuple[AttributeMix, ...], seed: int) -> list[Image]:
    return render_mixes(engine, canvas, mixes, range(seed, seed + len(mixes)))
