"""Text embeddings: encoded once per prompt, blended by the weights of a mix.

SDXL takes four tensors: the words and their pooled summary, each for a wanted and for an unwanted prompt.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

_CACHE_SIZE = 256  # prompts; SDXL's take 0.3 MB each


@dataclass(frozen=True)
class Embedding:
    """A prompt, encoded.

    Args:
        words: shape (1, tokens, width).
        pooled: shape (1, pooled width).
    """

    words: torch.Tensor
    pooled: torch.Tensor


@dataclass(frozen=True)
class Conditioning:
    """The four tensors of a batch; the first axis of each counts images."""

    words: torch.Tensor
    pooled: torch.Tensor
    negative_words: torch.Tensor
    negative_pooled: torch.Tensor

    def part(self, start: int, end: int) -> Conditioning:
        """Return the images from `start` up to but without `end`."""
        return Conditioning(
            self.words[start:end],
            self.pooled[start:end],
            self.negative_words[start:end],
            self.negative_pooled[start:end],
        )


class EmbeddingCache:
    """Encodes prompts with the two text encoders of a pipeline, and keeps the last ones asked for, on the CPU."""

    def __init__(self, pipe: Any, device: str) -> None:
        self._pipe = pipe
        self._device = device
        self._kept: OrderedDict[str, Embedding] = OrderedDict()

    def get(self, prompt: str) -> Embedding:
        """Return the embedding of a prompt, on the CPU.

        The empty prompt is all zeros for a pipeline that was trained so (`force_zeros_for_empty_prompt`).
        """
        if prompt in self._kept:
            self._kept.move_to_end(prompt)
            return self._kept[prompt]
        # Called by itself, encode_prompt would keep the gradient graph of two text encoders alive.
        with torch.no_grad():
            words, _, pooled, _ = self._pipe.encode_prompt(
                prompt, device=self._device, do_classifier_free_guidance=False
            )
        if not prompt and self._pipe.config.force_zeros_for_empty_prompt:
            words, pooled = torch.zeros_like(words), torch.zeros_like(pooled)
        self._kept[prompt] = Embedding(words.cpu(), pooled.cpu())
        while len(self._kept) > _CACHE_SIZE:
            self._kept.popitem(last=False)
        return self._kept[prompt]


def blend(parts: Sequence[tuple[float, Embedding]]) -> Embedding:
    """Return the weighted mean of embeddings.

    Args:
        parts: (weight, embedding) pairs; the weights are positive and sum to 1.

    Returns:
        The mean, summed in single precision; a single part is returned unchanged.
    """
    if len(parts) == 1:
        return parts[0][1]
    words = sum(weight * part.words.float() for weight, part in parts)
    pooled = sum(weight * part.pooled.float() for weight, part in parts)
    first = parts[0][1]
    return Embedding(words.to(first.words.dtype), pooled.to(first.pooled.dtype))


def stack(wanted: Sequence[Embedding], unwanted: Embedding, device: str) -> Conditioning:
    """Stack the embeddings of a batch on the device, with one unwanted embedding for all."""
    count = len(wanted)
    return Conditioning(
        torch.cat([part.words for part in wanted]).to(device),
        torch.cat([part.pooled for part in wanted]).to(device),
        unwanted.words.repeat(count, 1, 1).to(device),
        unwanted.pooled.repeat(count, 1).to(device),
    )
