"""A complete pipeline folder of SSD-1B's family, made on the spot: random weights, a few megabytes, no download.

`python tests/support/tiny_pipeline.py FOLDER` writes one. Everything goes through the same door as the real
model: tokenizers with a vocabulary, two text encoders, a UNet without attention in its middle, a VAE, a scheduler.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, EulerDiscreteScheduler, StableDiffusionXLPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

from apprentice_backend.engines.diffusion import hush

_END, _START = "<|endoftext|>", "<|startoftext|>"
_WORDS = """
a the of and in at with harbour dusk painting warm golden cool blue vibrant saturated muted soft desaturated
color colors palette monochrome single hue realistic detailed rendering painterly loose visible brush strokes
abstract simplified shapes minimalist few elements empty space surreal dreamlike imagery peaceful calm mood
light energetic strong contrast mysterious deep shadows mist joyful bright sunlight melancholic overcast
centered composition rule thirds asymmetric symmetrical dynamic diagonal
"""


@dataclass(frozen=True)
class Shape:
    """The size of the tiny pipeline.

    Args:
        width: channels of the UNet's first block; the others have twice as many.
        text: width of each text encoder.
        second_text: width of the second one where it differs; 0 where it does not.
        text_layers: layers of each text encoder.
        vae: channels of the VAE's blocks; each block after the first halves the picture.
        native_px: side of the square that the model is made for.
    """

    width: int = 16
    text: int = 16
    second_text: int = 0
    text_layers: int = 2
    vae: tuple[int, ...] = (8, 8, 16, 16)
    native_px: int = 64

    @property
    def second(self) -> int:
        """Width of the second text encoder."""
        return self.second_text or self.text


def make(folder: Path, *, seed: int = 0, shape: Shape | None = None) -> Path:
    """Write a random pipeline to `folder` and return it; the same seed writes the same weights."""
    hush()
    build(seed=seed, shape=shape or Shape()).save_pretrained(str(folder), safe_serialization=True)
    return folder


def build(*, seed: int, shape: Shape) -> Any:
    """Build a random pipeline."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return StableDiffusionXLPipeline(
            vae=_vae(shape),
            text_encoder=CLIPTextModel(_text_config(shape, shape.text)).eval(),
            text_encoder_2=CLIPTextModelWithProjection(_text_config(shape, shape.second)).eval(),
            tokenizer=_tokenizer(),
            tokenizer_2=_tokenizer(),
            unet=_unet(shape),
            scheduler=EulerDiscreteScheduler(
                beta_start=0.00085,
                beta_end=0.012,
                beta_schedule="scaled_linear",
                timestep_spacing="leading",
                steps_offset=1,
            ),
            add_watermarker=False,
        )


def _tokenizer() -> CLIPTokenizer:
    """Make a byte-pair tokenizer that knows letters and a few whole words."""
    letters = [chr(code) for code in range(33, 127)]
    tokens = [*letters, *(f"{letter}</w>" for letter in letters)]
    merges: dict[tuple[str, str], None] = {}
    for word in _WORDS.split():
        pieces = [*word[:-1], f"{word[-1]}</w>"]
        joined = pieces[0]
        for piece in pieces[1:]:
            merges.setdefault((joined, piece))
            joined += piece
    tokens += [first + second for first, second in merges]
    vocabulary = {token: at for at, token in enumerate(dict.fromkeys([*tokens, _START, _END]))}
    rules = [f"{first} {second}" for first, second in merges]
    return CLIPTokenizer(vocab=vocabulary, merges=[tuple(rule.split(" ")) for rule in rules], model_max_length=77)


def _text_config(shape: Shape, width: int) -> CLIPTextConfig:
    vocabulary = _tokenizer().get_vocab()
    return CLIPTextConfig(
        vocab_size=len(vocabulary),
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=shape.text_layers,
        num_attention_heads=2,
        projection_dim=width,
        max_position_embeddings=77,
        bos_token_id=vocabulary[_START],
        eos_token_id=vocabulary[_END],
        pad_token_id=vocabulary[_END],
    )


def _unet(shape: Shape) -> UNet2DConditionModel:
    time_ids = 8
    return UNet2DConditionModel(
        sample_size=shape.native_px // 2 ** (len(shape.vae) - 1),
        block_out_channels=(shape.width, 2 * shape.width, 2 * shape.width),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        mid_block_type="UNetMidBlock2D",
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        transformer_layers_per_block=[[1], [1, 1], [1, 1]],
        reverse_transformer_layers_per_block=[[1, 1, 1], [1, 1, 1], 1],
        attention_head_dim=(2, 4, 4),
        cross_attention_dim=shape.text + shape.second,
        addition_embed_type="text_time",
        addition_time_embed_dim=time_ids,
        projection_class_embeddings_input_dim=6 * time_ids + shape.second,
        norm_num_groups=8,
        use_linear_projection=True,
    ).eval()


def _vae(shape: Shape) -> AutoencoderKL:
    blocks = len(shape.vae)
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * blocks,
        up_block_types=("UpDecoderBlock2D",) * blocks,
        block_out_channels=shape.vae,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=shape.native_px,
        scaling_factor=0.13025,
        force_upcast=True,
    ).eval()


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
