"""SSD-1B with random weights at its exact configuration: speed and memory do not depend on the weights."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import torch
from diffusers import AutoencoderKL, AutoencoderTiny, EulerDiscreteScheduler, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

from ...engines.diffusion.models.load import TextToImage

UNET_PARAMETERS = 1_331_334_404


def configuration() -> dict[str, Any]:
    """Return the configurations of SSD-1B's UNet, text encoders and VAE."""
    text = (resources.files(__package__) / "ssd_1b.json").read_text(encoding="utf-8")
    return json.loads(text)


def build_unet() -> Any:
    """Build the UNet on torch's default device and in its default precision."""
    return UNet2DConditionModel.from_config(configuration()["unet"]).eval()


def build_pipeline(device: str, dtype: torch.dtype) -> Any:
    """Build a whole pipeline with random weights, straight on the device."""
    known = configuration()
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with torch.device(device):
            unet, vae = build_unet(), AutoencoderKL.from_config(known["vae"]).eval()
            first = CLIPTextModel(CLIPTextConfig(**known["text_encoder"])).eval()
            second = CLIPTextModelWithProjection(CLIPTextConfig(**known["text_encoder_2"])).eval()
    finally:
        torch.set_default_dtype(before)
    with torch.no_grad():
        # Latents stay finite whatever the weights; what it costs is the same.
        unet.conv_out.weight.zero_()
        unet.conv_out.bias.zero_()
    return TextToImage(
        vae=vae,
        text_encoder=first,
        text_encoder_2=second,
        tokenizer=_tokenizer(),
        tokenizer_2=_tokenizer(),
        unet=unet,
        scheduler=EulerDiscreteScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            timestep_spacing="leading",
            steps_offset=1,
        ),
        add_watermarker=False,
    )


def build_fast_decoder(device: str, dtype: torch.dtype, blocks: int) -> Any:
    """Build TAESDXL's shape with random weights, for a VAE of `blocks` blocks."""
    tiny = AutoencoderTiny(
        encoder_block_out_channels=(64,) * blocks,
        decoder_block_out_channels=(64,) * blocks,
        num_encoder_blocks=(1, *(3,) * (blocks - 1)),
        num_decoder_blocks=(*(3,) * (blocks - 1), 1),
    )
    return tiny.to(device, dtype).eval()


def _tokenizer() -> CLIPTokenizer:
    """Make a tokenizer that spells everything: its ids fit the real text encoders, and every prompt takes 77."""
    letters = [chr(code) for code in range(33, 127)]
    tokens = ["<|startoftext|>", "<|endoftext|>", *letters, *(f"{letter}</w>" for letter in letters)]
    return CLIPTokenizer(vocab={token: at for at, token in enumerate(tokens)}, merges=[], model_max_length=77)
