"""A model that comes as one file is opened without the network."""

from __future__ import annotations

import copy
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import single_file
import tiny_pipeline
import torch
from safetensors.torch import save_file

from apprentice_backend.engines import create
from apprentice_backend.engines.base import RenderRequest
from apprentice_backend.engines.diffusion.models import single_file as opened_here
from apprentice_backend.engines.diffusion.models.load import TextToImage, load
from apprentice_backend.engines.diffusion.models.source import find
from apprentice_backend.engines.diffusion.settings import Settings
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import EngineNotReady

PARTS = ("unet", "vae", "text_encoder", "text_encoder_2")


@pytest.fixture(scope="module")
def pipe() -> Any:
    """A pipeline whose text encoders differ in width, as SDXL's do: that is how they are told apart."""
    return tiny_pipeline.build(seed=3, shape=tiny_pipeline.Shape(second_text=24))


def request() -> RenderRequest:
    return RenderRequest((AttributeMix.pure(color="warm"),), (1,), 64, 64, preview_px=0)


def test_holds_the_same_weights_and_renders(pipe: Any, tmp_path: Path) -> None:
    """Beside its configuration, one file is the folder it was made from, to the bit."""
    folder = tmp_path / "model"
    pipe.save_pretrained(str(folder))
    path = single_file.write(pipe, folder / "one.safetensors")
    opened = load(find(str(path)), "cpu", Settings()).text_to_image
    for part in PARTS:
        own, found = getattr(pipe, part).state_dict(), getattr(opened, part).state_dict()
        assert own.keys() == found.keys()
        assert all(torch.equal(own[key], found[key]) for key in own), part
    engine = create("ssd-1b", model=f"{path}?steps=2&idle_s=0", device="cpu")
    assert len(engine.render(request(), lambda event: None, Event())) == 1


def test_without_configuration_it_says_how_to_get_it(pipe: Any, tmp_path: Path) -> None:
    """A lone file needs the tokenizers of its family, and the sentence names the command."""
    path = single_file.write(pipe, tmp_path / "one.safetensors")
    engine = create("ssd-1b", model=str(path), device="cpu")
    with pytest.raises(EngineNotReady, match="models download ssd-1b-config"):
        engine.render(request(), lambda event: None, Event())


@pytest.mark.parametrize("mid", ["UNetMidBlock2D", "UNetMidBlock2DCrossAttn"], ids=["SSD-1B", "SDXL"])
def test_a_lone_file_takes_the_downloaded_configuration(
    pipe: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mid: str
) -> None:
    """Once it is here, a file anywhere on the disk opens; the weights say whether it is SSD-1B's UNet or SDXL's."""
    pipe.save_pretrained(str(tmp_path / "configuration"))
    monkeypatch.setattr(opened_here, "locate", lambda model: tmp_path / "configuration")
    written = copy.copy(pipe)
    if mid == "UNetMidBlock2DCrossAttn":
        layers = {"transformer_layers_per_block": [1, 2, 10], "reverse_transformer_layers_per_block": None}
        config = {**pipe.unet.config, **layers, "mid_block_type": mid}
        written.unet = type(pipe.unet).from_config(config)
    path = single_file.write(written, tmp_path / "one.safetensors")
    unet = opened_here.open_single_file(TextToImage, path, torch.float32).unet
    assert unet.config.mid_block_type == mid
    own, found = written.unet.state_dict(), unet.state_dict()
    assert own.keys() == found.keys()
    assert all(torch.equal(own[key], found[key]) for key in own)


def test_refuses_a_file_that_is_no_model(tmp_path: Path) -> None:
    """A LoRA, say, or a lone VAE."""
    save_file({"lora.weight": torch.ones(1)}, tmp_path / "lora.safetensors")
    with pytest.raises(EngineNotReady, match="no whole model"):
        load(find(str(tmp_path / "lora.safetensors")), "cpu", Settings())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The path is told back."""
    with pytest.raises(EngineNotReady, match=r"nothing\.safetensors"):
        find(str(tmp_path / "nothing.safetensors"))
