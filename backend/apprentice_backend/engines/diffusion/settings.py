"""The settings of the diffusion engine, read from the tail of its model string."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from apprentice_shared.attributes import AttributeMix

from ..base import RenderRequest

_SWITCH = {"on": True, "off": False}


@dataclass(frozen=True)
class Settings:
    """The settings, as in ``--model "segmind/SSD-1B?steps=20&guidance=5"``.

    Args:
        steps: denoising steps from pure noise; 0 for the default, 25, or 4 with `lcm`.
        guidance: strength of the words; 0 for the default, 7, or 1 with `lcm`. At 1 there is no negative prompt.
        lcm: whether to fuse the downloaded few-step weights ("lcm-lora-ssd-1b") into the model.
        lora: a LoRA file of the same family; empty for none.
        pack: a TOML file of the artist's own phrases; empty for those built in.
        fast_decode: whether TAESDXL makes the final pictures too, not only the previews.
        batch: number of images that are rendered at once where memory allows.
        tiling: whether pictures are decoded in tiles from the start.
        offload: whether only the part of the model at work lies on the device from the start.
        compile: whether the UNet is compiled, which takes minutes once and is faster afterwards.
        blend: whether mixes are blended as numbers; off, each dimension's strongest value is put into words.
        negative: whether bans and low ratings steer away.
        palette: whether a palette, or the mix's colours, steer the picture's mean colour.
        feedback: whether liked and disliked pictures count.
        near: whether "more like this" starts near that picture's noise.
        idle_s: seconds without a request after which the model is unloaded; 0 for never.

    Raises:
        ValueError: a number is out of range.
    """

    steps: int = 0
    guidance: float = 0.0
    lcm: bool = False
    lora: str = ""
    pack: str = ""
    fast_decode: bool = False
    batch: int = 4
    tiling: bool = False
    offload: bool = False
    compile: bool = False
    blend: bool = True
    negative: bool = True
    palette: bool = True
    feedback: bool = True
    near: bool = True
    idle_s: float = 600.0

    def __post_init__(self) -> None:
        ranges = {"steps": (0, 200), "guidance": (0.0, 30.0), "batch": (1, 16), "idle_s": (0.0, 86400.0)}
        for name, (low, high) in ranges.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must be in {low:g}..{high:g}, got {getattr(self, name)!r}")
        if self.lcm and self.steps > 50:
            raise ValueError(f"steps must be in 0..50 with lcm=on, got {self.steps!r}")

    @property
    def total_steps(self) -> int:
        """Denoising steps from pure noise."""
        return self.steps or (4 if self.lcm else 25)

    @property
    def guidance_scale(self) -> float:
        """Strength of the words; 1 is without guidance."""
        return self.guidance or (1.0 if self.lcm else 7.0)


def parse(model: str) -> tuple[str, Settings]:
    """Split a model string into the model and the settings after its last question mark.

    Args:
        model: a folder, file or hub id, such as "segmind/SSD-1B?steps=8&lcm=on".

    Returns:
        The model without settings, and the settings.

    Raises:
        ValueError: a setting is unknown, or its value does not fit.
    """
    source, mark, tail = model.rpartition("?")
    if not mark:
        return model.strip(), Settings()
    kinds = {entry.name: type(entry.default) for entry in dataclasses.fields(Settings)}
    given: dict[str, Any] = {}
    for name, value in parse_qsl(tail, keep_blank_values=True):
        if name not in kinds:
            raise ValueError(f"unknown setting {name!r} of the model: choose from {', '.join(kinds)}")
        given[name] = _read(name, value, kinds[name])
    return source.strip(), Settings(**given)


def _read(name: str, value: str, kind: Callable[[str], Any]) -> Any:
    if kind is bool:
        if value not in _SWITCH:
            raise ValueError(f"{name} must be on or off, got {value!r}")
        return _SWITCH[value]
    try:
        return kind(value)
    except ValueError:
        raise ValueError(f"{name} must be a number, got {value!r}") from None


def switched(request: RenderRequest, settings: Settings) -> RenderRequest:
    """Return a request without the kinds of steering that the settings switch off."""
    if not settings.blend:
        request = dataclasses.replace(request, mixes=tuple(map(_in_words, request.mixes)))
    if not settings.negative:
        request = dataclasses.replace(request, bans=frozenset(), avoid=AttributeMix({}))
    if not settings.palette:
        request = dataclasses.replace(request, palette=())
    if not settings.feedback:
        request = dataclasses.replace(request, liked=(), disliked=())
    if not settings.near:
        request = dataclasses.replace(request, near_seed=None)
    return request


def _in_words(mix: AttributeMix) -> AttributeMix:
    strongest = {dimension: mix.dominant(dimension) for dimension in mix.weights}
    return AttributeMix.pure(**{dimension: value for dimension, value in strongest.items() if value is not None})
