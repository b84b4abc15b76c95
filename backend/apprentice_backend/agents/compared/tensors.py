"""Networks in a JSON state: safetensors as base64. Needs the extra [agents]."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import torch
from safetensors.torch import load, save


def pack_tensors(tensors: Mapping[str, torch.Tensor]) -> str:
    """Return named tensors as text."""
    return base64.b64encode(save({name: tensor.contiguous() for name, tensor in tensors.items()})).decode("ascii")


def unpack_tensors(text: str) -> dict[str, torch.Tensor]:
    """Return the tensors that `pack_tensors` wrote."""
    tensors: dict[str, torch.Tensor] = load(base64.b64decode(text))
    return tensors
