"""`--model` is found on this machine, or one sentence says why not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from threading import Event

import pytest

from apprentice_backend.engines import create
from apprentice_backend.engines.base import RenderRequest
from apprentice_backend.engines.diffusion.models.source import find
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import EngineNotReady


def test_finds_a_folder(tiny_folder: Path) -> None:
    """A diffusers folder is taken as it is."""
    source = find(str(tiny_folder))
    assert (source.path, source.name) == (tiny_folder, "tiny")


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("", "models download ssd-1b"),
        ("segmind/SSD-1B", "models download ssd-1b"),
        ("someone/else", "models download someone/else"),
        ("/nowhere/at/all", "no folder"),
        ("./here", "no folder"),
        ("nonsense", "no folder"),
        ("old.ckpt", "may run code"),
        ("a" * 300, "no folder"),
        ("ü" * 200 + ".safetensors", "no file"),
        ("~nobody-of-this-name/model", "no folder"),
        ("-/-", "no folder"),
        ("a" * 100 + "/b", "no folder"),
    ],
)
def test_says_what_is_missing(model: str, says: str) -> None:
    """Nothing is fetched: the sentence names the command or the mistake."""
    with pytest.raises(EngineNotReady, match=says):
        find(model)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no model_index"),
        ("{", "cannot be read"),
        (json.dumps({"_class_name": "StableDiffusionPipeline"}), "another kind of model: use one of the SDXL family"),
        (json.dumps([]), "SDXL family"),
    ],
    ids=["empty folder", "no JSON", "another family", "no object"],
)
def test_refuses_another_kind_of_folder(tmp_path: Path, content: str | None, says: str) -> None:
    """A folder of another family is named as what it is."""
    if content is not None:
        (tmp_path / "model_index.json").write_text(content)
    with pytest.raises(EngineNotReady, match=says):
        find(str(tmp_path))


def break_unet(folder: Path, how: str) -> None:
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    match how:
        case "gone":
            weights.unlink()
        case "cut":
            weights.write_bytes(weights.read_bytes()[:5000])
        case "noise":
            weights.write_bytes(b"\x07" * 5000)
        case "other":
            config = json.loads((folder / "unet" / "config.json").read_text())
            config["block_out_channels"] = [8, 16, 16]
            (folder / "unet" / "config.json").write_text(json.dumps(config))
        case _:
            (folder / how).unlink()


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("gone", "missing|cannot be read"),
        ("cut", "damaged"),
        ("noise", "damaged"),
        ("other", "another kind of model"),
        ("unet/config.json", "missing|cannot be read"),
        ("vae/config.json", "missing|cannot be read"),
        ("text_encoder/model.safetensors", "missing|cannot be read"),
    ],
)
def test_damaged_weights_are_one_sentence(tiny_folder: Path, tmp_path: Path, how: str, says: str) -> None:
    """Whatever is wrong with the files, the engine says so in one line, and another model can be used after."""
    folder = tmp_path / "broken"
    shutil.copytree(tiny_folder, folder)
    break_unet(folder, how)
    engine = create("ssd-1b", model=f"{folder}?steps=1", device="cpu")
    with pytest.raises(EngineNotReady, match=says) as caught:
        engine.render(RenderRequest((AttributeMix({}),), (1,), 64, 64), lambda event: None, Event())
    assert "\n" not in str(caught.value)
