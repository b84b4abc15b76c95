"""Pictures become latents and pictures again."""

from __future__ import annotations

import cv2
import numpy as np
import paintings
import pytest
import torch
from diffusers import AutoencoderTiny
from taught_pipeline import FOLDER

from apprentice_backend.engines.diffusion.models.load import LoadedModel, load
from apprentice_backend.engines.diffusion.models.source import find
from apprentice_backend.engines.diffusion.sampling.latents import LatentCodec, flat_latents
from apprentice_backend.engines.diffusion.settings import Settings
from apprentice_shared.errors import EngineError

RED = np.full((64, 48, 3), (200, 30, 30), np.uint8)


def overflowing(loaded: LoadedModel) -> LatentCodec:
    """Return a codec whose VAE, like SDXL's own, leaves the range of half precision on its way."""
    vae = loaded.codec.vae
    with torch.no_grad():
        for convolution in (vae.encoder.conv_in, vae.decoder.conv_in):
            convolution.weight.mul_(2e4)
    return LatentCodec(vae.to(torch.float16), None, "cpu")


def test_encoding_gives_scaled_latents(loaded: LoadedModel) -> None:
    """An eighth of the size, four channels, in single precision."""
    latents = loaded.codec.encode(RED)
    assert latents.shape == (1, 4, 8, 6)
    assert latents.dtype == torch.float32
    assert not latents.requires_grad


def test_decoding_gives_one_picture_per_latents(loaded: LoadedModel) -> None:
    """Each in bytes and at the size that was encoded."""
    pictures = loaded.codec.decode(loaded.codec.encode(RED).repeat(3, 1, 1, 1))
    assert [picture.shape for picture in pictures] == [(64, 48, 3)] * 3
    assert pictures[0].dtype == np.uint8


def test_a_vae_that_overflows_is_upcast(loaded: LoadedModel) -> None:
    """In half precision SDXL's VAE gives black pictures; it goes on in single precision."""
    codec = overflowing(loaded)
    latents = codec.encode(RED)
    assert torch.isfinite(latents).all()
    codec.vae.to(torch.float16)
    assert codec.decode(latents * 1000)[0].std() > 0
    assert codec.vae.dtype == torch.float32


def test_numbers_beyond_repair_are_an_error(loaded: LoadedModel) -> None:
    """No picture is better than a black one."""
    with pytest.raises(EngineError, match="gave no picture"):
        loaded.codec.decode(torch.full((1, 4, 8, 8), float("nan")))


def test_a_look_is_a_rough_picture(loaded: LoadedModel) -> None:
    """Without TAESDXL a linear map gives a picture of the latents' own size."""
    loaded.codec.prepare_look()
    looks = loaded.codec.look(loaded.codec.encode(RED).repeat(2, 1, 1, 1))
    assert [look.shape for look in looks] == [(8, 6, 3)] * 2


def test_a_look_resembles_the_picture_that_comes() -> None:
    """With a VAE that has learned something, it is nearer to what is decoded than the picture's mean colour is."""
    codec = load(find(str(FOLDER)), "cpu", Settings()).codec
    codec.prepare_look()
    latents = codec.encode(paintings.paint("landscape", 64, 64)[..., :3])
    decoded = cv2.resize(codec.decode(latents)[0], (16, 16), interpolation=cv2.INTER_AREA).astype(float)
    away = np.abs(codec.look(latents)[0] - decoded).mean()
    assert away < np.abs(decoded.mean(axis=(0, 1)) - decoded).mean()


def test_a_look_must_be_prepared(loaded: LoadedModel) -> None:
    """Between the steps the VAE may be off the device: then it is too late."""
    with pytest.raises(ValueError, match="prepare_look"):
        loaded.codec.look(torch.zeros(1, 4, 8, 8))


def test_the_fast_decoder_looks_and_decodes(loaded: LoadedModel) -> None:
    """TAESDXL gives pictures at full size, for previews and, where asked, for results."""
    tiny = AutoencoderTiny(
        encoder_block_out_channels=(8,) * 4,
        decoder_block_out_channels=(8,) * 4,
        num_encoder_blocks=(1,) * 4,
        num_decoder_blocks=(1,) * 4,
    )
    codec = LatentCodec(loaded.codec.vae, tiny.eval(), "cpu")
    latents = codec.encode(RED)
    assert codec.look(latents)[0].shape == (64, 48, 3)
    assert np.array_equal(codec.decode(latents, fast=True)[0], codec.look(latents)[0])
    assert not np.array_equal(codec.decode(latents)[0], codec.look(latents)[0])


def test_flat_colours_have_means(loaded: LoadedModel) -> None:
    """One row per colour, one column per channel, and colours differ."""
    means = flat_latents(loaded.codec, [(255, 0, 0), (0, 0, 255)])
    assert means.shape == (2, 4)
    assert not torch.allclose(means[0], means[1])
