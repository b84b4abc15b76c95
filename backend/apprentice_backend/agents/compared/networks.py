"""The parts that the agents with neural networks share. Needs the extra [agents]."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import torch
from safetensors.torch import load, save
from torch import nn


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Fix torch's randomness by `seed` inside the context, and restore its global randomness after."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield


def trunk(inputs: int, hidden: int) -> nn.Sequential:
    """Return one hidden layer with tanh, from (n, inputs) to (n, hidden)."""
    return nn.Sequential(nn.Linear(inputs, hidden), nn.Tanh())


def pack_tensors(tensors: Mapping[str, torch.Tensor]) -> str:
    """Return named tensors as text: safetensors in base64."""
    return base64.b64encode(save({name: tensor.contiguous() for name, tensor in tensors.items()})).decode("ascii")


def unpack_tensors(text: str) -> dict[str, torch.Tensor]:
    """Return the tensors that `pack_tensors` wrote."""
    return load(base64.b64decode(text))
