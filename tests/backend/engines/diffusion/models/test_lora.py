"""LoRA weights are fused whole, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from apprentice_backend.engines.diffusion.models.load import LoadedModel, load
from apprentice_backend.engines.diffusion.models.lora import fuse
from apprentice_backend.engines.diffusion.models.source import find
from apprentice_backend.engines.diffusion.settings import Settings
from apprentice_shared.errors import EngineNotReady

LAYER = "down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q"
WIDTH, RANK = 32, 2


def lora(path: Path, *layers: str, seed: int = 0) -> Path:
    """Write a LoRA that changes some layers of the UNet."""
    drawn = torch.Generator().manual_seed(seed)
    state = {}
    for layer in layers:
        state[f"unet.{layer}.lora_A.weight"] = torch.randn(RANK, WIDTH, generator=drawn)
        state[f"unet.{layer}.lora_B.weight"] = torch.randn(WIDTH, RANK, generator=drawn)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(state, path)
    return path


def weight(loaded: LoadedModel) -> torch.Tensor:
    found: torch.Tensor = loaded.unet.get_submodule(LAYER).weight.detach().clone()
    return found


def test_changes_the_weights_by_exactly_its_product(loaded: LoadedModel, tmp_path: Path) -> None:
    """B times A is added, and no adapter is left that would slow each step."""
    before = weight(loaded)
    fuse(loaded.text_to_image, lora(tmp_path / "a.safetensors", LAYER))
    drawn = torch.Generator().manual_seed(0)
    first = torch.randn(RANK, WIDTH, generator=drawn)
    second = torch.randn(WIDTH, RANK, generator=drawn)
    assert torch.allclose(weight(loaded), before + second @ first, atol=1e-5)
    assert not any("lora" in name for name, _ in loaded.unet.named_modules())


def test_a_second_lora_works_too(loaded: LoadedModel, tmp_path: Path) -> None:
    """Once an adapter was disabled diffusers keeps the next one off: here none is ever left to disable."""
    fuse(loaded.text_to_image, lora(tmp_path / "a.safetensors", LAYER))
    between = weight(loaded)
    assert not getattr(loaded.unet, "peft_config", None)
    fuse(loaded.text_to_image, lora(tmp_path / "b.safetensors", LAYER, seed=1))
    assert not torch.allclose(weight(loaded), between)


@pytest.mark.parametrize(
    "layers", [("mid_block.attentions.0.transformer_blocks.0.attn1.to_q",), ()], ids=["SDXL", "empty"]
)
def test_refuses_one_for_another_model(loaded: LoadedModel, tmp_path: Path, layers: tuple[str, ...]) -> None:
    """SSD-1B has no attention in its middle: a LoRA of SDXL would load in part, with no more than a warning."""
    before = weight(loaded)
    with pytest.raises(EngineNotReady, match="another model"):
        fuse(loaded.text_to_image, lora(tmp_path / "a.safetensors", *layers, *((LAYER,) if layers else ())))
    assert torch.equal(weight(loaded), before)


def test_reads_the_other_naming_too(loaded: LoadedModel, tmp_path: Path) -> None:
    """Most published files, the few-step weights among them, use another tool's names and a scale."""
    before, name = weight(loaded), "lora_unet_" + LAYER.replace(".", "_")
    state = {f"{name}.lora_down.weight": torch.ones(RANK, WIDTH), f"{name}.lora_up.weight": torch.ones(WIDTH, RANK)}
    save_file({**state, f"{name}.alpha": torch.tensor(float(RANK) / 2)}, tmp_path / "other.safetensors")
    fuse(loaded.text_to_image, tmp_path / "other.safetensors")
    assert torch.allclose(weight(loaded), before + RANK / 2, atol=1e-5)


def test_a_missing_file_is_named(loaded: LoadedModel, tmp_path: Path) -> None:
    """The setting is pointed at."""
    with pytest.raises(EngineNotReady, match="no LoRA"):
        fuse(loaded.text_to_image, tmp_path / "nothing.safetensors")


def test_a_model_is_loaded_with_its_lora(loaded: LoadedModel, tiny_folder: Path, tmp_path: Path) -> None:
    """By the setting `lora`, before anything is rendered."""
    path = lora(tmp_path / "a.safetensors", LAYER)
    assert not torch.equal(weight(load(find(str(tiny_folder)), "cpu", Settings(lora=str(path)))), weight(loaded))
