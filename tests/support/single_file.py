"""Writes a pipeline as the one file that most models of the SDXL family are shared as, in their original naming."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

State = dict[str, torch.Tensor]

_RESNET = (
    ("norm1", "in_layers.0"),
    ("conv1", "in_layers.2"),
    ("time_emb_proj", "emb_layers.1"),
    ("norm2", "out_layers.0"),
    ("conv2", "out_layers.3"),
    ("conv_shortcut", "skip_connection"),
)
_UNET_ENDS = (
    ("conv_in", "input_blocks.0.0"),
    ("time_embedding.linear_1", "time_embed.0"),
    ("time_embedding.linear_2", "time_embed.2"),
    ("add_embedding.linear_1", "label_emb.0.0"),
    ("add_embedding.linear_2", "label_emb.0.2"),
    ("conv_norm_out", "out.0"),
    ("conv_out", "out.2"),
    ("mid_block.resnets.0", "middle_block.0"),
    ("mid_block.attentions.0", "middle_block.1"),
    ("mid_block.resnets.1", "middle_block.2"),
)
_VAE = (
    ("group_norm", "norm"),
    ("to_q", "q"),
    ("to_k", "k"),
    ("to_v", "v"),
    ("to_out.0", "proj_out"),
)


def write(pipe: Any, path: Path) -> Path:
    """Write a pipeline's weights to one file and return its path."""
    layers = int(pipe.unet.config.layers_per_block)
    blocks = len(pipe.vae.config.block_out_channels)
    state = {f"model.diffusion_model.{_unet(key, layers)}": value for key, value in pipe.unet.state_dict().items()}
    for key, value in pipe.vae.state_dict().items():
        conv = "mid_block.attentions" in key and value.ndim == 2
        state[f"first_stage_model.{_vae(key, blocks)}"] = value[..., None, None] if conv else value
    for key, value in pipe.text_encoder.state_dict().items():
        name = key if key.startswith("text_model.") else f"text_model.{key}"
        state[f"conditioner.embedders.0.transformer.{name}"] = value
    state |= {f"conditioner.embedders.1.model.{key}": value for key, value in _second_text(pipe.text_encoder_2).items()}
    save_file({key: value.contiguous().clone() for key, value in state.items()}, path)
    return path


def _unet(key: str, layers: int) -> str:
    for ours, theirs in _UNET_ENDS:
        if key.startswith(f"{ours}."):
            return _resnet(theirs + key.removeprefix(ours))
    side, block, kind, index, rest = re.fullmatch(r"(down|up)_blocks\.(\d+)\.(\w+)\.(\d+)\.(.*)", key).groups()  # type: ignore[union-attr]
    if side == "down":
        first = int(block) * (layers + 1) + 1
        if kind == "downsamplers":
            return f"input_blocks.{first + layers}.0.op.{rest.removeprefix('conv.')}"
        return _resnet(f"input_blocks.{first + int(index)}.{int(kind == 'attentions')}.{rest}")
    first = int(block) * (layers + 1)
    if kind == "upsamplers":
        return f"output_blocks.{first + layers}.2.{rest}"
    return _resnet(f"output_blocks.{first + int(index)}.{int(kind == 'attentions')}.{rest}")


def _resnet(key: str) -> str:
    for ours, theirs in _RESNET:
        key = re.sub(
            rf"^((?:input_blocks\.\d+|output_blocks\.\d+)\.0|middle_block\.[02])\.{ours}\.", rf"\1.{theirs}.", key
        )
    return key


def _vae(key: str, blocks: int) -> str:
    key = key.replace("conv_norm_out", "norm_out").replace("conv_shortcut", "nin_shortcut")
    key = re.sub(r"down_blocks\.(\d+)\.resnets\.(\d+)", r"down.\1.block.\2", key)
    key = re.sub(r"down_blocks\.(\d+)\.downsamplers\.0", r"down.\1.downsample", key)
    key = re.sub(r"up_blocks\.(\d+)\.resnets\.(\d+)", lambda m: f"up.{blocks - 1 - int(m[1])}.block.{m[2]}", key)
    key = re.sub(r"up_blocks\.(\d+)\.upsamplers\.0", lambda m: f"up.{blocks - 1 - int(m[1])}.upsample", key)
    key = re.sub(r"mid_block\.resnets\.(\d)", lambda m: f"mid.block_{int(m[1]) + 1}", key)
    if "mid_block.attentions.0" in key:
        key = key.replace("mid_block.attentions.0", "mid.attn_1")
        for ours, theirs in _VAE:
            key = key.replace(f"attn_1.{ours}.", f"attn_1.{theirs}.")
    return key


def _second_text(encoder: Any) -> State:
    """Name the second text encoder's weights as open_clip does: query, key and value in one matrix."""
    own = {key.removeprefix("text_model."): value for key, value in encoder.state_dict().items()}
    state = {
        "token_embedding.weight": own["embeddings.token_embedding.weight"],
        "positional_embedding": own["embeddings.position_embedding.weight"],
        "ln_final.weight": own["final_layer_norm.weight"],
        "ln_final.bias": own["final_layer_norm.bias"],
        "text_projection": own["text_projection.weight"].T,
    }
    for layer in range(encoder.config.num_hidden_layers):
        ours, theirs = f"encoder.layers.{layer}", f"transformer.resblocks.{layer}"
        for kind in ("weight", "bias"):
            three = [own[f"{ours}.self_attn.{part}_proj.{kind}"] for part in ("q", "k", "v")]
            state[f"{theirs}.attn.in_proj_{kind}"] = torch.cat(three)
            state[f"{theirs}.attn.out_proj.{kind}"] = own[f"{ours}.self_attn.out_proj.{kind}"]
            state[f"{theirs}.ln_1.{kind}"] = own[f"{ours}.layer_norm1.{kind}"]
            state[f"{theirs}.ln_2.{kind}"] = own[f"{ours}.layer_norm2.{kind}"]
            state[f"{theirs}.mlp.c_fc.{kind}"] = own[f"{ours}.mlp.fc1.{kind}"]
            state[f"{theirs}.mlp.c_proj.{kind}"] = own[f"{ours}.mlp.fc2.{kind}"]
    return state
