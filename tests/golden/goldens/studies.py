"""Studies of three canvases: every value alone at full weight, blended mixes, layers, and a palette that rules."""

from __future__ import annotations

import dataclasses
import tomllib
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np

from apprentice_backend.engines import create
from apprentice_backend.engines.base import Image, RenderRequest
from apprentice_backend.observe import measure
from apprentice_backend.packs import __file__ as packs_module_file
from apprentice_backend.packs.pack import INTENT
from apprentice_shared.attributes import AttributeMix

from . import files
from .pictures import CANVASES, Pixels, canvas, write_sheet

LONGER_PX = 144
SIZE = (LONGER_PX, LONGER_PX * 3 // 4)
PALETTE = ("#264653", "#2a9d8f", "#e9c46a", "#e76f51")
BLENDS = {
    "warm and muted, a little joyful": {"color": {"warm": 0.6, "muted": 0.4}, "mood": {"joyful": 0.35}},
    "painterly and abstract, off centre": {
        "style": {"painterly": 0.5, "abstract": 0.5},
        "composition": {"asymmetric": 0.7},
    },
    "a little of everything": {
        "color": {"cool": 0.5},
        "style": {"minimalist": 0.4},
        "mood": {"mysterious": 0.5, "melancholic": 0.25},
        "composition": {"dynamic": 0.5, "rule-of-thirds": 0.5},
    },
    "two packs": {
        "color": {"teal-and-amber": 0.5, "warm": 0.25},
        "style": {"watercolour": 0.6, "ink-plate": 0.4},
        "mood": {"moonlight": 0.8},
    },
}


@cache
def mixes() -> dict[str, AttributeMix]:
    """Return every mix by name: each value of the shipped packs alone, and blends.

    What is recorded comes first, in the order recorded: a mix's place decides its seed and its picture in a sheet, and
    a new value must not move the others.
    """
    found = {}
    for file in sorted(Path(packs_module_file).parent.glob("*.toml")):
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        content.pop("intent", None)  # asked for by name, not in a mix
        for dimension, table in content.items():
            # Intents are no values: a mix does not name them.
            for value in table if isinstance(table, dict) and dimension != INTENT else ():
                found[f"{dimension}={value}"] = AttributeMix({dimension: {value: 1.0}})
    found.update({name: AttributeMix(mix) for name, mix in BLENDS.items()})
    recorded = [name for name in files.read("studies")["mixes"] if name in found]
    return {name: found[name] for name in dict.fromkeys([*recorded, *found])}


def request(painted: Pixels, wanted: dict[str, AttributeMix], **more: Any) -> RenderRequest:
    """Return the request for mixes of a canvas at the canvas' size, each mix with another seed."""
    height, width = painted.shape[:2]
    seeds = tuple(range(7, 7 + len(wanted)))
    return RenderRequest(tuple(wanted.values()), seeds, width, height, canvas=painted, preview_px=0, **more)


def render(asked: RenderRequest) -> list[Image]:
    """Return the studies of a request."""
    engine = create("studies")
    try:
        return engine.render(asked, lambda event: None, Event())
    finally:
        engine.close()


@cache
def studies(name: str, longer_px: int = LONGER_PX) -> dict[str, Image]:
    """Return one study per mix of a canvas."""
    return dict(zip(mixes(), render(request(canvas(name, longer_px), mixes())), strict=True))


def special(longer_px: int = LONGER_PX) -> dict[str, Image]:
    """Return what is asked for otherwise: as painted, on nothing, under a palette, larger, with holes, in layers."""
    painted = canvas("painting", longer_px)
    blends = {name: mixes()[name] for name in BLENDS}
    one = {"one": mixes()[next(iter(BLENDS))]}
    holed = painted.copy()
    holed[: len(holed) // 2, : len(holed[0]) // 3, 3] = 0
    blank = dataclasses.replace(request(painted, one), canvas=None)
    found = {
        "as painted": render(request(painted, {"nothing": AttributeMix({})}))[0],
        "on nothing": render(blank)[0],
        "with a hole": render(request(holed, one))[0],
        "from a larger canvas": render(
            dataclasses.replace(request(painted, one), canvas=canvas("painting", 2 * longer_px))
        )[0],
    }
    ruled = render(request(painted, blends, palette=PALETTE))
    return {**found, **{f"{name}, ruled": image for name, image in zip(blends, ruled, strict=True)}}


@cache
def layered(longer_px: int = LONGER_PX) -> Image:
    """Return a study with its layers."""
    wanted = {"all": AttributeMix({**BLENDS["a little of everything"], "style": {"painterly": 1.0}})}
    return render(request(canvas("painting", longer_px), wanted, layers=True))[0]


def layer_facts(image: Image) -> list[dict[str, Any]]:
    """Return what a study's layers are called and how they lie."""
    return [{"name": one.name, "blending": one.blending, "opacity": one.opacity} for one in image.layers]


def words() -> dict[str, Any]:
    """Return notes by canvas and mix, facts of layers, measures, and what the engine says of itself."""
    info = dataclasses.asdict(create("studies").describe())
    info["abilities"], info["alone"] = sorted(info["abilities"]), sorted(info["alone"])
    return {
        "notes": {name: {mix: str(image.note) for mix, image in studies(name).items()} for name in CANVASES},
        "special_notes": {name: str(image.note) for name, image in special().items()},
        "layers": layer_facts(layered()),
        "engine": info,
        "measures": {name: measure(canvas(name, LONGER_PX)) for name in CANVASES},
    }


def sheets() -> dict[str, list[Pixels]]:
    """Return the pictures of each contact sheet."""
    found = {name: [image.pixels for image in studies(name).values()] for name in CANVASES}
    found["canvases"] = [canvas(name, LONGER_PX) for name in CANVASES]
    found["special"] = [image.pixels for image in special().values()]
    found["layers"] = [layered().pixels, *(np.ascontiguousarray(layer.pixels) for layer in layered().layers)]
    return found


def record() -> None:
    """Write words and contact sheets."""
    for name, pictures in sheets().items():
        write_sheet(files.DATA / f"{name}.webp", pictures)
    files.write("studies", {**words(), "mixes": {name: mix.to_dict() for name, mix in mixes().items()}})
