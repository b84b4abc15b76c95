"""The parameters of operations, lights and framings: each tells its unit and its range, and does something in it."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any, get_type_hints

import cv2
import numpy as np
import pytest

from apprentice_backend.engines import create
from apprentice_backend.engines.base import RenderRequest
from apprentice_backend.engines.studies.recipes.from_pack import intents_of, recipes_of
from apprentice_backend.engines.studies.stages.brushwork.operations import STYLE_OPERATIONS
from apprentice_backend.engines.studies.stages.colour.maps import COLOR_MAPS
from apprentice_backend.engines.studies.stages.framing.framing import Framing, blend_framings
from apprentice_backend.engines.studies.stages.light.light import Light, blend_lights
from apprentice_backend.engines.studies.stages.places.place import PlaceChange
from apprentice_backend.engines.studies.stages.stage_part import Operation
from apprentice_backend.packs.pack import read_pack
from apprentice_backend.packs.shipped import shipped_packs
from apprentice_shared.attributes import AttributeMix

TABLES = {name: entry.parameters for name, entry in (COLOR_MAPS | STYLE_OPERATIONS).items()}
KINDS = {**TABLES, "light": Light, "framing": Framing, "places": PlaceChange}
FIELDS = [(name, field.name) for name, kind in KINDS.items() for field in dataclasses.fields(kind)]
NUMBERS = [key for key in FIELDS if key != ("inks", "swatches")]
UNITS = {
    "factor",
    "share",
    "degrees",
    "radians",
    "number",
    "chroma in OKLab",
    "lightness in OKLab",
    "pixels where the longer side is 1024",
    "share of the width",
    "share of the height",
}
# Parameters that do nothing unless another one is set too.
NEEDS = {
    ("monochrome", "hue"): {"chroma": 0.08},
    ("monochrome", "drift"): {"chroma": 0.08},
    ("light", "shadow_hue"): {"shadow_tint": 0.05},
    ("light", "light_hue"): {"light_tint": 0.05},
    ("light", "haze_lightness"): {"haze": 0.6},
    ("light", "haze_hue"): {"haze": 0.6, "haze_chroma": 0.06},
    ("light", "haze_chroma"): {"haze": 0.6},
    ("places", "shadow_hue"): {"shadow_tint": 0.05},
    ("places", "light_hue"): {"light_tint": 0.05},
    ("places", "low"): {"contrast": 0.9},
    ("places", "lighter"): {"low": 0.5, "high": 0.95, "key": 0.9},
}
# The place that a parameter of places works on here, where that is not everything.
ON = {"mirror": "wet", "apart": "figure"}
# Ends of ranges on this picture, before those in the docstring: a crop is bounded by the focal region.
BOUNDED = {("framing", "zoom"): 1.1}
MIXTURES: dict[str, Callable[..., Any]] = {"light": blend_lights, "framing": blend_framings}
BLENDED = [key for key in FIELDS if key[0] in MIXTURES]

all_fields = pytest.mark.parametrize(("name", "field"), FIELDS, ids=[".".join(key) for key in FIELDS])
all_numbers = pytest.mark.parametrize(("name", "field"), NUMBERS, ids=[".".join(key) for key in NUMBERS])


@cache
def docstrings(kind: type) -> dict[str, str]:
    """Return the docstring under each field of a class."""
    (tree,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for field, below in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[ast.unparse(field.target)] = str(below.value.value)
    return found


def told_range(name: str, field: str) -> tuple[float, float]:
    """Return the range in which a parameter is of use, as its docstring tells it."""
    told = re.fullmatch(r"[A-Z].*; (.+), (-?[\d.]+) to (-?[\d.]+)\.", docstrings(KINDS[name])[field])
    assert told and told[1] in UNITS
    return float(told[2]), float(told[3])


def pack_of(name: str, **values: object) -> str:
    """Return a pack with one value, `style.x`, or one intent, `x`, which sets some parameters."""
    table = "".join(f", {word} = {json.dumps(value)}" for word, value in values.items())
    if name == "places":
        place = next((ON[word] for word in values if word in ON), "everything")
        return f'[intent.x]\nplaces = [{{ place = "{place}"{table} }}]\n'
    if name in TABLES:
        part, word = ("style", "operation") if name in STYLE_OPERATIONS else ("color", "map")
        return f'[style.x]\n{part} = [{{ {word} = "{name}"{table} }}]\n'
    return f"[style.x]\n{name} = {{ {table.removeprefix(', ')} }}\n"


def parameters_in(pack: str) -> Any:
    """Return the one object of parameters in a pack."""
    read = read_pack(pack, "mine.toml")
    if read.intents:
        return intents_of(read)["x"].places[0].params
    recipe = recipes_of(read)["style", "x"]
    (asked,) = filter(None, (*recipe.color, *recipe.style, recipe.light, recipe.framing))
    return asked.params if isinstance(asked, Operation) else asked


def study(pack: str, folder: Path) -> np.ndarray:
    """Render a pack's value on a warm slope of light with a bright thing off the middle and a small cold accent."""
    file = folder / "mine.toml"
    file.write_text(pack, encoding="utf-8")
    height, width = 192, 240
    slope = np.linspace(0.45, 1.0, width)[None, :, None] * np.linspace(0.8, 1.0, height)[:, None, None]
    canvas = np.dstack([slope * (172, 156, 140), np.full((height, width), 255)]).astype(np.uint8)
    cv2.circle(canvas, (88, 80), 14, (250, 230, 180, 255), -1)
    cv2.circle(canvas, (104, 90), 7, (20, 60, 250, 255), -1)
    mix, intent = (AttributeMix({}), "x") if "[intent." in pack else (AttributeMix.pure(style="x"), "")
    request = RenderRequest((mix,), (3,), width, height, canvas, preview_px=0, intent=intent)
    pixels: np.ndarray = create("studies", model=str(file)).render(request, lambda event: None, Event())[0].pixels
    return pixels


@all_numbers
def test_a_number_tells_its_unit_and_its_range(name: str, field: str) -> None:
    """The docstring under a field says what it is, in what unit and from where to where, and the default lies there."""
    low, high = told_range(name, field)
    default = getattr(KINDS[name](), field)
    assert low < high
    assert default is None or low <= default <= high


def test_swatches_tell_their_form() -> None:
    """The one field that is no number tells how a colour is written, and how many it takes."""
    assert docstrings(KINDS["inks"])["swatches"].endswith('; two or more of "#rrggbb".')


@pytest.mark.parametrize("name", TABLES)
def test_an_operation_takes_the_parameters_that_stand_beside_it_in_the_table(name: str) -> None:
    """The type in the table is the one that the operation reads, and its defaults need no argument."""
    entry = STYLE_OPERATIONS.get(name) or COLOR_MAPS[name]
    takes: Callable[..., Any] = entry.paint if name in STYLE_OPERATIONS else entry.apply
    *_, last = inspect.signature(takes).parameters
    assert get_type_hints(takes)[last] is entry.parameters
    entry.parameters()


@pytest.mark.parametrize("pack", shipped_packs(), ids=lambda pack: pack.name)
def test_shipped_values_lie_in_the_ranges(pack: Any) -> None:
    """Every number in a shipped pack lies within the range that its docstring tells."""
    for recipe in recipes_of(pack).values():
        named = [(asked.name, asked.params) for asked in (*recipe.color, *recipe.style)]
        check_ranges(recipe.value, [*named, ("light", recipe.light), ("framing", recipe.framing)])
    for intent in intents_of(pack).values():
        named = [(asked.name, asked.params) for asked in (*intent.color, *intent.style)]
        places = [("places", asked.params) for asked in intent.places]
        check_ranges(intent.name, [*named, *places, ("light", intent.light)])


def check_ranges(of: str, named: list[tuple[str, Any]]) -> None:
    """Check that the numbers of some parameters lie in the ranges that their docstrings tell."""
    for name, params in named:
        for field, value in vars(params or KINDS[name]()).items():
            if isinstance(value, float):
                low, high = told_range(name, field)
                assert low <= value <= high, (of, name, field)


@all_fields
def test_a_pack_may_set_every_parameter(name: str, field: str) -> None:
    """Every field is a word in a pack; what the pack leaves out has its default."""
    given: Any = ["#102030", "#fedcba"] if field == "swatches" else told_range(name, field)[1]
    wanted = tuple(given) if field == "swatches" else given
    assert parameters_in(pack_of(name, **{field: given})) == KINDS[name](**{field: wanted})


@all_numbers
def test_a_parameter_changes_the_picture(name: str, field: str, tmp_path: Path) -> None:
    """A picture comes of both ends of a range and of its middle, and each is another, as far as the picture lets it."""
    low, high = told_range(name, field)
    needed = NEEDS.get((name, field), {})
    top = BOUNDED.get((name, field), high)
    values = sorted({low, (low + top) / 2, top, high})
    made = [study(pack_of(name, **needed, **{field: value}), tmp_path) for value in values]
    assert min(np.ptp(pixels[..., :3]) for pixels in made) > 40
    assert not np.array_equal(made[0], made[1])
    assert not np.array_equal(made[1], made[2])


@pytest.mark.parametrize(("name", "field"), [key for key in BLENDED if key[1].endswith("hue")])
def test_the_mean_of_two_hues_lies_between_them(name: str, field: str) -> None:
    """Ten degrees on either side of 0 blend to 0, not to 180."""
    needed = NEEDS.get((name, field), {})
    mixed = MIXTURES[name]([(0.5, KINDS[name](**needed, **{field: hue})) for hue in (350.0, 10.0)])
    assert abs((getattr(mixed, field) + 180.0) % 360.0 - 180.0) < 1.0


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, field in BLENDED if get_type_hints(KINDS[name])[field] is not float]
)
def test_a_number_that_may_be_none_blends_with_none(name: str, field: str) -> None:
    """A field that one of two lights or framings leaves out has the other's value."""
    mixed = MIXTURES[name]([(0.5, KINDS[name](**{field: value})) for value in (None, 0.5)])
    assert getattr(mixed, field) == 0.5
