"""The codec between pictures and latents: encoding, decoding, and a quick look at latents for previews."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import torch

from apprentice_shared.errors import EngineError
from apprentice_shared.language import tr

from .sizes import Rgb

_PATCH_PX = 64  # a flat patch, for the mean of a colour
# The picture that the linear look is fitted to: patches per side, and its side.
_PATCHES, _LOOK_PX = 16, 256


class LatentCodec:
    """A model's VAE, and a fast decoder in its place where one was downloaded.

    Args:
        vae: diffusers' `AutoencoderKL`. SDXL's overflows to black in half precision; it is then converted to single.
        fast: diffusers' `AutoencoderTiny` for the same latents, or None.
        device: where encoding and decoding run.
    """

    def __init__(self, vae: Any, fast: Any, device: str) -> None:
        self.vae = vae
        self.fast = fast
        self._device = device
        self._linear: torch.Tensor | None = None

    def encode(self, rgb: Rgb) -> torch.Tensor:
        """Encode a picture whose sides are multiples of the grid.

        Args:
            rgb: shape (height, width, 3), uint8.

        Returns:
            The scaled latents' mode in single precision, shape (1, channels, height / factor, width / factor).
        """
        scaled = torch.from_numpy(rgb.astype(np.float32) / 127.5 - 1.0).permute(2, 0, 1)[None]
        with torch.no_grad():
            found = self.vae.encode(scaled.to(self._device, self.vae.dtype)).latent_dist.mode()
            if not torch.isfinite(found).all():
                self._upcast()
                found = self.vae.encode(scaled.to(self._device)).latent_dist.mode()
        return found.float() * self.vae.config.scaling_factor

    def decode(self, latents: torch.Tensor, *, fast: bool = False) -> list[Rgb]:
        """Decode scaled latents, shape (images, channels, height, width), one image at a time.

        Raises:
            EngineError: the model gave no numbers, even in single precision.
        """
        decode = self._decode_fast if fast and self.fast is not None else self._decode_whole
        with torch.no_grad():
            return [_to_rgb(decode(latents[at : at + 1])) for at in range(len(latents))]

    def prepare_look(self) -> None:
        """Prepare `look`, while the VAE is on the device."""
        if self._linear is None and self.fast is None:
            self._linear = self._fit_linear()

    def look(self, latents: torch.Tensor) -> list[Rgb]:
        """Make rough pictures of latents: by the fast decoder, else by a linear map, one pixel per latent."""
        if self.fast is not None:
            return self.decode(latents, fast=True)
        if self._linear is None:
            raise ValueError("look needs prepare_look first")
        padded = torch.cat([latents.float().cpu(), torch.ones_like(latents[:, :1]).float().cpu()], dim=1)
        return [_to_rgb(torch.einsum("chw,ck->khw", image, self._linear)[None]) for image in padded]

    def _decode_whole(self, latents: torch.Tensor) -> torch.Tensor:
        scaled = latents.to(self._device) / self.vae.config.scaling_factor
        decoded: torch.Tensor = self.vae.decode(scaled.to(self.vae.dtype), return_dict=False)[0]
        if not torch.isfinite(decoded).all() and self.vae.dtype != torch.float32:
            self._upcast()
            decoded = self.vae.decode(scaled.float(), return_dict=False)[0]
        if not torch.isfinite(decoded).all():
            raise EngineError(tr("the model gave no picture: try other words, or run 'apprentice models verify'"))
        return decoded

    def _decode_fast(self, latents: torch.Tensor) -> torch.Tensor:
        moved = latents.to(self._device, self.fast.dtype)
        return self.fast.decode(moved, return_dict=False)[0]

    def _upcast(self) -> None:
        self.vae.to(torch.float32)

    def _fit_linear(self) -> torch.Tensor:
        """Fit latents -> sRGB by least squares to soft patches of many colours, encoded and decoded by the VAE.

        Flat pictures would not do: their latents are too much alike to tell the channels apart.
        """
        colors = np.random.default_rng(0).uniform(64.0, 192.0, (_PATCHES, _PATCHES, 3)).astype(np.float32)
        soft = cv2.resize(colors, (_LOOK_PX, _LOOK_PX), interpolation=cv2.INTER_CUBIC)
        latents = self.encode(soft.round().astype(np.uint8))
        small = cv2.resize(self.decode(latents)[0], tuple(latents.shape[:1:-1]), interpolation=cv2.INTER_AREA)
        wanted = torch.from_numpy(small.reshape(-1, 3)).float() / 127.5 - 1.0
        known = torch.cat([latents[0].flatten(1).T.cpu(), torch.ones(len(wanted), 1)], dim=1)
        return torch.linalg.pinv(known) @ wanted


def flat_latents(codec: LatentCodec, colors: list[tuple[int, int, int]]) -> torch.Tensor:
    """Encode flat patches and return the latents' channel means, shape (colors, channels), on the CPU."""
    means = []
    for color in colors:
        patch = np.full((_PATCH_PX, _PATCH_PX, 3), color, np.uint8)
        means.append(codec.encode(patch).mean(dim=(2, 3))[0].cpu())
    return torch.stack(means)


def _to_rgb(image: torch.Tensor) -> Rgb:
    """Convert one image in [-1, 1], shape (1, 3, height, width), to bytes."""
    scaled = (image[0].float().clamp(-1, 1) + 1.0) * 127.5
    return np.asarray(scaled.round().to(torch.uint8).permute(1, 2, 0).cpu().numpy())
