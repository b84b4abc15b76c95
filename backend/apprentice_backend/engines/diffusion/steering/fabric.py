"""Learning from pictures: what was liked and disliked enters through the model's self-attention.

Before each step the liked and disliked pictures, noised as far as the step, are shown to the UNet, and what its
self-attention layers read of them is kept. In the step itself those layers attend to the liked ones as well where the
model paints what is wanted, and to the disliked ones where it paints what is not. Without guidance only the liked ones
can count. Nothing is trained, and nothing is kept between requests.

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
    """What a request's pictures are to the model.

    Args:
        liked: clean latents, shape (pictures, channels, height, width); no picture is an empty first axis.
        disliked: likewise.
        weight: how much they count beside the picture's own pixels, above 0 to 1.
        neutral: the embedding under which the model looks at them.
    """

    liked: torch.Tensor
    disliked: torch.Tensor
    weight: float
    neutral: Embedding


@dataclass
class _Memory:
    """What the attention layers share during one call."""

    recording: bool = False
    injecting: bool = False
    guided: bool = False
    liked: int = 0
    bias: float = 0.0
    seen: dict[int, list[torch.Tensor]] = field(default_factory=dict)


class _SelfAttention:
    """Self-attention that can keep what it reads, and attend to what it has kept."""

    def __init__(self, memory: _Memory) -> None:
        self._memory = memory

    def __call__(self, attn: Any, hidden_states: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
        memory = self._memory
        if memory.recording:
            memory.seen.setdefault(id(attn), []).append(hidden_states)
        if not memory.injecting:
            return _attend(attn, hidden_states, None, 0.0)
        seen = torch.cat(memory.seen[id(attn)])
        liked, disliked = seen[: memory.liked], seen[memory.liked :]
        if not memory.guided:
            return _attend(attn, hidden_states, liked, memory.bias)
        unwanted, wanted = hidden_states.chunk(2)
        return torch.cat([_attend(attn, unwanted, disliked, memory.bias), _attend(attn, wanted, liked, memory.bias)])


def _attend(attn: Any, own: torch.Tensor, others: torch.Tensor | None, bias: float) -> torch.Tensor:
    """Attend to the own positions, and to those of the other pictures with `bias` added to their scores."""
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
        references: what was liked and disliked, or None.
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
        self._noise = seeded(0, tuple(references.liked.shape[1:]))  # fixed: the same reference looks the same

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
            # No more at once than are painted at once: where memory is short, that has been made less already.
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
