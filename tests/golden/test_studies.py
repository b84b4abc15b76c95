"""Studies of three canvases are the pictures that they were, with the same words."""

from __future__ import annotations

from functools import cache

import pytest
from goldens import files, studies
from goldens.pictures import CANVASES, Pixels, alike, canvas, read_sheet

RECORDED = files.read("studies")
CASES = [(name, mix) for name in CANVASES for mix in RECORDED["mixes"]]
SPECIAL = list(RECORDED["special_notes"])
LAYERS = ["whole", *(layer["name"] for layer in RECORDED["layers"])]


@cache
def sheet(name: str, count: int) -> list[Pixels]:
    """Return the recorded pictures of a sheet."""
    return read_sheet(files.DATA / f"{name}.webp", count, studies.SIZE)


def test_every_shipped_value_is_recorded() -> None:
    """The recorded mixes hold each value of the shipped packs, and blends of them."""
    assert {name: mix.to_dict() for name, mix in studies.mixes().items()} == RECORDED["mixes"]


@pytest.mark.parametrize("name", CANVASES)
def test_a_canvas_is_the_same(name: str) -> None:
    """The canvas itself is drawn as it was, so that a difference is one of the studies."""
    recorded = sheet("canvases", len(CANVASES))[CANVASES.index(name)]
    assert (recorded == canvas(name, studies.LONGER_PX)).all()


@pytest.mark.parametrize(("name", "mix"), CASES)
def test_a_study_is_the_same(name: str, mix: str) -> None:
    """The picture of a mix is as recorded to one level, and so is its note."""
    place = list(RECORDED["mixes"]).index(mix)
    image = studies.studies(name)[mix]
    assert alike(sheet(name, len(RECORDED["mixes"]))[place], image.pixels) == ""
    assert str(image.note) == RECORDED["notes"][name][mix]


@pytest.fixture(scope="module")
def special() -> dict[str, studies.Image]:
    """The studies that are asked for otherwise."""
    return studies.special()


@pytest.mark.parametrize("name", SPECIAL)
def test_a_study_asked_for_otherwise_is_the_same(special: dict[str, studies.Image], name: str) -> None:
    """Picture and note are as recorded on nothing, with a hole, from a larger canvas, ruled by a palette."""
    recorded = sheet("special", len(SPECIAL))[SPECIAL.index(name)]
    assert alike(recorded, special[name].pixels) == ""
    assert str(special[name].note) == RECORDED["special_notes"][name]


def test_layers_lie_as_they_did() -> None:
    """Names, modes and opacities of a study's layers are as recorded."""
    assert files.differences(RECORDED["layers"], studies.layer_facts(studies.layered()), 1e-6) == []


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_is_the_same(name: str) -> None:
    """Each layer of a study, and the whole, is as recorded to one level."""
    place, image = LAYERS.index(name), studies.layered()
    found = [image.pixels, *(layer.pixels for layer in image.layers)][place]
    assert alike(sheet("layers", len(LAYERS))[place], found) == ""


def test_the_engine_says_the_same_of_itself() -> None:
    """Name, abilities and words of the engine are as recorded, and so is what is measured of the canvases."""
    found = studies.words()
    assert files.differences(RECORDED["engine"], found["engine"]) == []
    assert files.differences(RECORDED["measures"], found["measures"], 1e-5) == []
