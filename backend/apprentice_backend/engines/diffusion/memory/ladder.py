"""The ladder of footings, each more sparing with memory, and the device on which each part of a model lies."""

from __future__ import annotations

import dataclasses
import gc
from dataclasses import dataclass
from typing import Any

import torch

from apprentice_shared.language import tr

from ..sampling.latents import LatentCodec


@dataclass(frozen=True)
class Footing:
    """A way to use memory.

    Args:
        batch: images that are rendered at once.
        tiling: whether pictures are encoded and decoded in tiles.
        offload: whether only the part at work lies on the device.
    """

    batch: int
    tiling: bool = False
    offload: bool = False

    def lower(self, *, batched: bool, can_offload: bool) -> tuple[Footing, str] | None:
        """Return the next, more sparing footing and a sentence about it, or None from the last one.

        Args:
            batched: whether the work that did not fit was a batch, so that a smaller one may fit.
            can_offload: whether parts can be taken off the device.
        """
        if batched and self.batch > 1:
            half = self.batch // 2
            text = tr("Not enough memory for {now} pictures at once: now {then} at a time.", now=self.batch, then=half)
            return dataclasses.replace(self, batch=half), text
        if not self.tiling:
            return dataclasses.replace(self, tiling=True), tr(
                "Not enough memory for a whole picture: now made piece by piece."
            )
        if can_offload and not self.offload:
            text = tr("Not enough memory for the whole AI image model: now its parts take turns, which is slower.")
            return dataclasses.replace(self, offload=True), text
        return None


class Residency:
    """The devices on which the parts of a model lie.

    Without offload all parts lie on the device. With it, only the part at work does, and the others wait in main
    memory.
    """

    def __init__(self, pipe: Any, codec: LatentCodec, device: str) -> None:
        self._parts: dict[str, tuple[Any, ...]] = {
            "words": (pipe.text_encoder, pipe.text_encoder_2),
            "unet": (pipe.unet,),
            "pictures": (codec.vae,),
        }
        # The fast decoder stays on the device: it has ten megabytes and is used between the steps.
        self._always = (codec.fast,) if codec.fast is not None else ()
        self._codec = codec
        self._device = device
        self._offload = False

    @property
    def can_offload(self) -> bool:
        """True where the device is not the CPU, so that parts can be taken off it."""
        return not self._device.startswith("cpu")

    def adopt(self, footing: Footing) -> None:
        """Move the parts and set tiling as a footing says."""
        self._offload = footing.offload and self.can_offload
        for part in self._always:
            part.to(self._device)
        if footing.tiling:
            self._codec.vae.enable_tiling()
        else:
            self._codec.vae.disable_tiling()
        if not self._offload:
            for name in self._parts:
                self._move(name, self._device)

    def need(self, name: str) -> None:
        """Bring a part to the device; with offload, take the others off first.

        Args:
            name: "words", "unet" or "pictures".
        """
        if not self._offload:
            return
        for other in self._parts:
            if other != name:
                self._move(other, "cpu")
        release_cached()
        self._move(name, self._device)

    def _move(self, name: str, device: str) -> None:
        for part in self._parts[name]:
            part.to(device)


def release_cached() -> None:
    """Return the memory that torch holds in reserve to the system."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    elif torch.backends.mps.is_available():
        torch.mps.empty_cache()
