"""`apprentice bench engines --engine ssd-1b`: the plain diffusers call against ours, part by part, in one run.

The weights are random at SSD-1B's exact configuration unless `--model` names a folder.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode

from apprentice_shared.attributes import AttributeMix

from ...engines.base import RenderRequest
from ...engines.diffusion import hush
from ...engines.diffusion.models.load import LoadedModel, TextToImage, assemble, choose_device
from ...engines.diffusion.renderer import Renderer
from ...engines.diffusion.settings import Settings
from ...engines.diffusion.words.phrases import Phrases
from .random_ssd_1b import build_fast_decoder, build_pipeline, build_unet

SLATE = 4
SUBJECT = "a harbour at dusk"
_MIXES = tuple(AttributeMix.pure(color=value, mood="peaceful") for value in ("warm", "cool", "muted", "vibrant"))


@dataclass(frozen=True)
class DiffusionTiming:
    """One measurement.

    Args:
        label: the part that was switched on.
        seconds: of four images, median over the rounds.
        peak_mb: the device's peak memory; 0 where it cannot be read.
    """

    label: str
    seconds: float
    peak_mb: float


class DiffusionBench:
    """Measures one model on one device, its parts switched on one after another."""

    def __init__(self, pipe: Any, device: str, options: argparse.Namespace) -> None:
        self._pipe = pipe
        self._device = device
        self._options = options
        self._phrases = Phrases.load()
        blocks = len(pipe.vae.config.block_out_channels)
        self._fast = build_fast_decoder(device, pipe.unet.dtype, blocks)

    def rows(self) -> list[DiffusionTiming]:
        """Measure the plain call, then ours, each row with one more part than the last."""
        half = self._pipe.unet.dtype
        steps, guidance = self._options.steps, self._options.guidance
        base = {"steps": steps, "guidance": guidance}
        rows = [self._measure("plain call, one at a time", self._plain)]
        self._pipe.vae.to(torch.float32)  # our engine does this where the fixed VAE is missing
        rows.append(self._measure("ours, one at a time", self._ours(Settings(**base, batch=1), forget=True)))
        rows.append(self._measure("+ batch of four", self._ours(Settings(**base), forget=True)))
        rows.append(self._measure("+ cached text", self._ours(Settings(**base))))
        self._pipe.vae.to(half)
        rows.append(self._measure("+ VAE in half precision", self._ours(Settings(**base))))
        rows.append(self._measure("+ TAESDXL", self._ours(Settings(**base, fast_decode=True))))
        if self._options.compile:
            rows.append(self._measure("+ compiled", self._ours(Settings(**base, fast_decode=True, compile=True))))
        few = Settings(lcm=True, fast_decode=True)
        rows.append(self._measure("few steps (LCM: 4, no guidance)", self._ours(few)))
        return rows

    def unet_seconds(self) -> float:
        """Return the seconds of the UNet's calls alone for four images, guidance included."""
        unet, side = self._pipe.unet, self._options.size // self._pipe.vae_scale_factor
        batch = 2 * SLATE
        inputs = _unet_inputs(unet, batch, side, self._device)

        def call() -> None:
            with torch.no_grad():
                for _ in range(self._options.steps):
                    unet(**inputs)

        return self._measure("UNet", call).seconds

    def _plain(self) -> None:
        self._pipe.vae.to(self._pipe.unet.dtype)
        for seed, mix in enumerate(_MIXES):
            corner = {dimension: next(iter(weights)) for dimension, weights in mix.weights.items()}
            self._pipe(
                self._phrases.prompt(SUBJECT, corner),
                num_inference_steps=self._options.steps,
                guidance_scale=self._options.guidance,
                width=self._options.size,
                height=self._options.size,
                generator=torch.Generator("cpu").manual_seed(seed),
            )

    def _ours(self, settings: Settings, *, forget: bool = False) -> Callable[[], None]:
        model = self._assembled(settings)
        request = RenderRequest(
            _MIXES, tuple(range(SLATE)), self._options.size, self._options.size, subject=SUBJECT, preview_px=0
        )
        renderer = Renderer(model, settings, self._phrases, time.monotonic)

        def call() -> None:
            made = Renderer(model, settings, self._phrases, time.monotonic) if forget else renderer
            made.render(request, lambda _event: None, Event())

        return call

    def _assembled(self, settings: Settings) -> LoadedModel:
        return assemble(self._pipe, self._fast, self._device, settings)

    def _measure(self, label: str, call: Callable[[], None]) -> DiffusionTiming:
        call()  # warms caches and kernels
        if self._device.startswith("cuda"):
            torch.cuda.reset_peak_memory_stats()
        taken = []
        for _ in range(self._options.rounds):
            start = time.perf_counter()
            call()
            _wait(self._device)
            taken.append(time.perf_counter() - start)
        peak = torch.cuda.max_memory_allocated() / 1e6 if self._device.startswith("cuda") else 0.0
        return DiffusionTiming(label, statistics.median(taken), peak)


def unet_flops(side: int, unet: Any) -> int:
    """Count the floating-point operations of one UNet call for one image, on the meta device.

    Args:
        side: side of the latents.
        unet: a UNet on the meta device.
    """
    counter = FlopCounterMode(display=False)
    with counter, torch.no_grad():
        unet(**_unet_inputs(unet, 1, side, "meta"))
    return int(counter.get_total_flops())


def matrix_rate(device: str, dtype: torch.dtype, side: int, rounds: int = 20) -> float:
    """Measure the operations per second of side × side matrix products, each of 2 side³ operations."""
    first, second = (torch.randn(side, side, device=device, dtype=dtype) for _ in range(2))
    first @ second
    _wait(device)
    start = time.perf_counter()
    for _ in range(rounds):
        first @ second
    _wait(device)
    return 2.0 * side**3 * rounds / (time.perf_counter() - start)


def main(argv: Sequence[str]) -> int:
    """Run the benchmark and write its table to standard output; `--help` lists the options."""
    options = _parser().parse_args(argv)
    hush()
    device = choose_device(options.device)
    half = not device.startswith("cpu")
    dtype = torch.float16 if half else torch.float32
    pipe = TextToImage.from_pretrained(str(options.model), dtype=dtype) if options.model else None
    pipe = (pipe or build_pipeline(device, dtype)).to(device)
    pipe.set_progress_bar_config(disable=True)
    bench = DiffusionBench(pipe, device, options)
    rows, alone = bench.rows(), bench.unet_seconds()
    with torch.device("meta"):
        meta = type(pipe.unet).from_config(pipe.unet.config) if options.model else build_unet()
    flops = unet_flops(options.size // pipe.vae_scale_factor, meta) * options.steps * 2 * SLATE
    rate = matrix_rate(device, dtype, 8192 if half else 512)
    _write(rows, options, device)
    floor = flops / rate
    sys.stdout.write(
        f"\nUNet alone: {alone:.3f} s; floor {floor:.3f} s ({flops / 1e12:.2f} TFLOP at {rate / 1e12:.2f} TFLOP/s "
        f"measured): {alone / floor:.1f} times the floor\n"
    )
    return 0


def _write(rows: list[DiffusionTiming], options: argparse.Namespace, device: str) -> None:
    title = f"{SLATE} images at {options.size} px, {options.steps} steps, guidance {options.guidance:g}, on {device}"
    sys.stdout.write(f"\n{title}, median of {options.rounds}\n\n")
    for row in rows:
        memory = f"  peak {row.peak_mb:8.0f} MB" if row.peak_mb else ""
        times = rows[0].seconds / row.seconds
        sys.stdout.write(f"  {row.label:34}{row.seconds:9.3f} s{memory}   {times:5.1f} times as fast as plain\n")


def _unet_inputs(unet: Any, batch: int, side: int, device: str) -> dict[str, Any]:
    config = unet.config
    pooled = config.projection_class_embeddings_input_dim - 6 * config.addition_time_embed_dim
    options: dict[str, Any] = {"device": device, "dtype": unet.dtype}
    return {
        "sample": torch.zeros(batch, config.in_channels, side, side, **options),
        "timestep": torch.tensor(500, device=device),
        "encoder_hidden_states": torch.zeros(batch, 77, config.cross_attention_dim, **options),
        "added_cond_kwargs": {
            "text_embeds": torch.zeros(batch, pooled, **options),
            "time_ids": torch.zeros(batch, 6, **options),
        },
    }


def _wait(device: str) -> None:
    if device.startswith("cuda"):
        torch.cuda.synchronize()
    elif device == "mps":
        torch.mps.synchronize()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="apprentice bench engines --engine ssd-1b", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--engine", choices=["ssd-1b"], default="ssd-1b")
    parser.add_argument("--model", type=Path, default=None, help="a folder; by default SSD-1B with random weights")
    parser.add_argument("--device", default="", help="cuda, mps, cpu; the best there is by default")
    parser.add_argument("--size", type=int, default=1024, metavar="PX", help="side of the images")
    parser.add_argument("--steps", type=int, default=25, metavar="N")
    parser.add_argument("--guidance", type=float, default=7.0)
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--compile", action="store_true", help="also with the UNet compiled")
    return parser
