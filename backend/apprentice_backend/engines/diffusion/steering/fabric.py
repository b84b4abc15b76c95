"""FABRIC: liked and disliked pictures enter a request through the model's self-attention.

Before each step the liked and disliked pictures, noised as far as the step, are shown to the UNet, and the inputs of
its self-attention layers are kept. In the step itself these layers attend to the liked pictures in the wanted half of
the batch, and to the disliked ones in the unwanted half. Without guidance there is no unwanted half, and liked pictures
alone count. Nothing is trained, and nothing is kept between requests.

Source: von Rütte, Fedele, Thomm, Wolf 2023, "FABRIC: Personalizing Diffusion Models with Iterative Feedback".
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch.nn import functional

from ..sampling.noise import seeded
from ..words.embeddings import Embedding

# The paper's window: early steps decide what a picture is, late ones would copy the references' texture.
LAST_SHARE = 0.66
MOST = 4  # references per kind; the paper found no gain beyond a few, and each costs a UNet pass


@dataclass(frozen=True)
class ReferenceLatents:
    """The liked and disliked pictures of a request, encoded.

    Args:
        liked: clean latents, shape (pictures, channels, height, width); no picture is an empty first axis.
        disliked: clean latents of the same shape.
        weight: of their positions beside the picture's own, above 0 to 1.
        neutral: the embedding under which they are shown to the model.
    """

    liked: torch.Tensor
    disliked: torch.Tensor
    weight: float
    neutral: Embedding


@dataclass
class _Memory:
    """The state that the attention layers of one pipeline call share.

    Args:
        recording: whether layers keep their inputs.
        injecting: whether layers attend to the kept inputs.
        guided: whether a batch holds an unwanted half before the wanted one.
        liked: number of liked pictures, which come before the disliked ones.
        bias: log of the pictures' weight, added to their scores.
        seen: layer -> its kept inputs.
    """

    recording: bool = False
    injecting: bool = False
    guided: bool = False
    liked: int = 0
    bias: float = 0.0
    seen: dict[Any, list[torch.Tensor]] = field(default_factory=dict)


class _SelfAttention:
    """Self-attention that can keep its inputs, and attend to kept ones."""

    def __init__(self, memory: _Memory) -> None:
        self._memory = memory

    def __call__(self, attn: Any, hidden_states: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
        memory = self._memory
        if memory.recording:
            memory.seen.setdefault(attn, []).append(hidden_states)
        if not memory.injecting:
            return _attend(attn, hidden_states, None, 0.0)
        seen = torch.cat(memory.seen[attn])
        liked, disliked = seen[: memory.liked], seen[memory.liked :]
        if not memory.guided:
            return _attend(attn, hidden_states, liked, memory.bias)
        unwanted, wanted = hidden_states.chunk(2)
        return torch.cat([_attend(attn, unwanted, disliked, memory.bias), _attend(attn, wanted, liked, memory.bias)])


def _attend(attn: Any, own: torch.Tensor, others: torch.Tensor | None, bias: float) -> torch.Tensor:
    """Attend to the positions of `own`, and to those of `others` with `bias` added to their scores."""
    read, mask = own, None
    if others is not None and len(others):
        flat = others.reshape(1, -1, others.shape[-1]).expand(len(own), -1, -1)
        read = torch.cat([own, flat], dim=1)
        mask = torch.zeros(1, 1, 1, read.shape[1], dtype=own.dtype, device=own.device)
        mask[..., own.shape[1] :] = bias
    query, key, value = (
        part.unflatten(-1, (attn.heads, -1)).transpose(1, 2)
        for part in (attn.to_q(own), attn.to_k(read), attn.to_v(read))
    )
    mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    return attn.to_out[0](mixed.transpose(1, 2).flatten(2))


@contextmanager
def taught(
    unet: Any, references: ReferenceLatents | None, alphas_cumprod: torch.Tensor, *, guided: bool
) -> Iterator[None]:
    """Let a UNet's calls attend to the references while the context lasts.

    Without references nothing is installed, and the pictures are those of the base to the bit.

    Args:
        unet: diffusers' `UNet2DConditionModel`.
        references: the liked and disliked pictures, or None.
        alphas_cumprod: the noise schedule that the model was trained with, shape (timesteps,).
        guided: whether each call holds the unwanted half of the batch before the wanted one.
    """
    if references is None or references.weight <= 0.0:
        yield
        return
    before = dict(unet.attn_processors)
    memory = _Memory(guided=guided, liked=len(references.liked), bias=math.log(references.weight))
    own = _SelfAttention(memory)
    unet.set_attn_processor({name: own if ".attn1." in name else kept for name, kept in before.items()})
    hook = unet.register_forward_pre_hook(_Teacher(references, memory, alphas_cumprod), with_kwargs=True)
    try:
        yield
    finally:
        hook.remove()
        unet.set_attn_processor(dict(before))


class _Teacher:
    """Shows the references to the UNet before each of its calls within the window."""

    def __init__(self, references: ReferenceLatents, memory: _Memory, alphas_cumprod: torch.Tensor) -> None:
        self._references = references
        self._memory = memory
        self._alphas = alphas_cumprod
        self._first_timestep: float | None = None
        self._noise = seeded(0, tuple(references.liked.shape[1:]))  # fixed, so that a reference always looks alike

    def __call__(self, unet: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if self._memory.recording:
            return
        sample, timestep = args[:2]
        self._memory.injecting = self._in_window(float(timestep))
        if self._memory.injecting:
            self._show(unet, sample, timestep, kwargs["added_cond_kwargs"]["time_ids"][-1:])

    def _in_window(self, timestep: float) -> bool:
        if self._first_timestep is None:
            self._first_timestep = timestep
        return timestep >= (1.0 - LAST_SHARE) * self._first_timestep

    def _show(self, unet: Any, sample: torch.Tensor, timestep: Any, time_ids: torch.Tensor) -> None:
        latents = torch.cat([self._references.liked, self._references.disliked]).to(sample.device)
        share = self._alphas[round(float(timestep))].to(sample.device)
        noised = share.sqrt() * latents + (1.0 - share).sqrt() * self._noise.to(sample.device)
        self._memory.seen.clear()
        self._memory.injecting, self._memory.recording = False, True
        try:
            # No more at once than images are painted at once: where memory is short, that number has been lowered.
            for part in noised.to(sample.dtype).split(len(sample)):
                self._look_at(unet, part, timestep, time_ids)
        finally:
            self._memory.recording = False
        self._memory.injecting = True

    def _look_at(self, unet: Any, noised: torch.Tensor, timestep: Any, time_ids: torch.Tensor) -> None:
        count, neutral = len(noised), self._references.neutral
        unet(
            noised,
            timestep,
            encoder_hidden_states=neutral.words.to(noised).expand(count, -1, -1),
            added_cond_kwargs={
                "text_embeds": neutral.pooled.to(noised).expand(count, -1),
                "time_ids": time_ids.expand(count, -1),
            },
            return_dict=False,
        )
