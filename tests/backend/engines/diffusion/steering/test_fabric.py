"""Liked and disliked pictures enter through self-attention."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from apprentice_backend.engines.diffusion.models.load import LoadedModel
from apprentice_backend.engines.diffusion.steering.fabric import LAST_SHARE, ReferenceLatents, taught
from apprentice_backend.engines.diffusion.words.embeddings import EmbeddingCache

NOTHING = torch.zeros(0, 4, 8, 8)


def latents(count: int, seed: int) -> torch.Tensor:
    return torch.randn(count, 4, 8, 8, generator=torch.Generator().manual_seed(seed))


class Painter:
    """Calls a UNet as the pipeline does."""

    def __init__(self, loaded: LoadedModel) -> None:
        self.unet = loaded.unet
        self.alphas = loaded.text_to_image.scheduler.alphas_cumprod
        self.neutral = EmbeddingCache(loaded.text_to_image, "cpu").get("a painting")

    def references(self, liked: torch.Tensor, disliked: torch.Tensor, weight: float = 1.0) -> ReferenceLatents:
        return ReferenceLatents(liked, disliked, weight, self.neutral)

    def call(self, timestep: float = 900.0, images: int = 2) -> torch.Tensor:
        added = {"text_embeds": self.neutral.pooled.repeat(images, 1), "time_ids": torch.full((images, 6), 64.0)}
        with torch.no_grad():
            result = self.unet(
                latents(images, 1),
                torch.tensor(timestep),
                encoder_hidden_states=self.neutral.words.repeat(images, 1, 1),
                added_cond_kwargs=added,
                return_dict=False,
            )
        found: torch.Tensor = result[0]
        return found

    def taught(
        self, references: ReferenceLatents | None, *, guided: bool = True, timestep: float = 900.0
    ) -> torch.Tensor:
        with taught(self.unet, references, self.alphas, guided=guided):
            return self.call(timestep)


@pytest.fixture
def painter(loaded: LoadedModel) -> Painter:
    return Painter(loaded)


def test_weight_zero_is_the_base_to_the_bit(painter: Painter) -> None:
    """Without a weight, or without pictures, nothing is touched."""
    base = painter.call()
    assert torch.equal(painter.taught(painter.references(latents(2, 5), latents(1, 6), 0.0)), base)
    assert torch.equal(painter.taught(None), base)


def test_liked_reaches_the_wanted_half_and_disliked_the_other(painter: Painter) -> None:
    """With guidance the unwanted half comes first; each half sees only its own pictures."""
    base = painter.call()
    liked = painter.taught(painter.references(latents(2, 5), NOTHING))
    assert torch.allclose(liked[0], base[0], atol=1e-5)
    assert not torch.allclose(liked[1], base[1], atol=1e-4)
    disliked = painter.taught(painter.references(NOTHING, latents(1, 6)))
    assert not torch.allclose(disliked[0], base[0], atol=1e-4)
    assert torch.allclose(disliked[1], base[1], atol=1e-5)


def test_without_guidance_only_liked_counts(painter: Painter) -> None:
    """Few-step weights run without an unwanted half."""
    base = painter.call()
    assert torch.allclose(painter.taught(painter.references(NOTHING, latents(1, 6)), guided=False), base, atol=1e-5)
    both = painter.taught(painter.references(latents(1, 5), latents(1, 6)), guided=False)
    assert not torch.allclose(both[0], base[0], atol=1e-4)
    assert not torch.allclose(both[1], base[1], atol=1e-4)


def test_more_weight_moves_more(painter: Painter) -> None:
    """The dial goes smoothly from nothing."""
    base = painter.call()
    moved = [
        float((painter.taught(painter.references(latents(2, 5), NOTHING, weight)) - base).abs().mean())
        for weight in (0.01, 0.1, 0.5, 1.0)
    ]
    assert moved == sorted(moved)
    assert moved[0] < moved[-1] / 10


def test_the_window_closes(painter: Painter) -> None:
    """Late steps, which copy texture, are the base's."""
    references = painter.references(latents(2, 5), latents(1, 6))
    late = 900.0 * (1.0 - LAST_SHARE) - 10.0
    with taught(painter.unet, references, painter.alphas, guided=True):
        painter.call(900.0)
        assert torch.allclose(painter.call(late), painter.call(late), atol=0)
        inside = painter.call(late)
    assert torch.allclose(inside, painter.call(late), atol=1e-5)


def test_nothing_is_left_behind(painter: Painter) -> None:
    """After the context, even after an error in it, the UNet is as it was."""
    base, before = painter.call(), dict(painter.unet.attn_processors)
    with (
        pytest.raises(RuntimeError, match="stop"),
        taught(painter.unet, painter.references(latents(1, 5), NOTHING), painter.alphas, guided=True),
    ):
        painter.call()
        raise RuntimeError("stop")
    after: dict[str, Any] = painter.unet.attn_processors
    assert after == before
    assert torch.equal(painter.call(), base)
