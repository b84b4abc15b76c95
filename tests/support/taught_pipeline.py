"""A small pipeline of SSD-1B's family that has learned what a few words do to colour and light.

Its weights lie beside this file in `taught/`. `python tests/support/taught_pipeline.py` makes them anew: it
draws little landscapes, recolours each by an attribute's rule, and trains VAE, text encoders and UNet on pictures and
prompts, and at last on pictures to look at. One run from nothing takes eight and a half minutes of a CPU core.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from diffusers import StableDiffusionXLPipeline
from numpy.typing import NDArray
from tiny_pipeline import Shape, build
from torch.nn import functional

from apprentice_backend.color.oklab import linear_to_srgb, oklab_to_linear_srgb, srgb_to_oklab
from apprentice_backend.engines.diffusion import hush
from apprentice_backend.engines.diffusion.steering.fabric import ReferenceLatents, taught
from apprentice_backend.engines.diffusion.words.embeddings import Embedding
from apprentice_backend.engines.diffusion.words.phrases import Phrases

FOLDER = Path(__file__).parent / "taught"
SHAPE = Shape(width=24, text=32, text_layers=1, vae=(16, 32, 32), native_px=32)
PX = SHAPE.native_px

Lab = NDArray[np.float32]
_log = logging.getLogger(__name__)


def _toward(a: float, b: float) -> Callable[[Lab], Lab]:
    """Pull every colour towards a hue, as a coloured light does."""
    return lambda lab: lab * np.array([1.0, 0.45, 0.45], np.float32) + np.array([0.0, a, b], np.float32)


def _one_hue(lab: Lab) -> Lab:
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    return np.stack([lab[..., 0], -0.6 * chroma - 0.02, -0.2 * chroma], axis=-1)


# What each word does to a picture, in OKLab. The model is never told these rules: it sees pictures and prompts.
RULES: dict[tuple[str, str], Callable[[Lab], Lab]] = {
    ("color", "warm"): _toward(0.05, 0.09),
    ("color", "cool"): _toward(-0.02, -0.10),
    ("color", "vibrant"): lambda lab: lab * np.array([1.0, 1.9, 1.9], np.float32),
    ("color", "muted"): lambda lab: lab * np.array([1.0, 0.2, 0.2], np.float32),
    ("color", "monochrome"): _one_hue,
    ("mood", "joyful"): lambda lab: lab * np.array([0.6, 1.0, 1.0], np.float32) + np.array([0.4, 0, 0], np.float32),
    ("mood", "melancholic"): lambda lab: lab * np.array([0.55, 0.9, 0.9], np.float32),
}


@dataclass(frozen=True)
class Lesson:
    """The lengths of the training.

    Args:
        vae_steps: steps of the VAE.
        unet_steps: steps of the UNet with the text encoders.
        look_steps: further steps, every other one with pictures to look at.
        batch: pictures per step.
    """

    vae_steps: int = 700
    unet_steps: int = 2500
    look_steps: int = 400
    batch: int = 16


def oklab_to_srgb(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    """Convert OKLab, shape (..., 3), to sRGB clipped to [0, 1]."""
    return linear_to_srgb(np.clip(oklab_to_linear_srgb(lab), 0.0, 1.0))


def draw(rng: np.random.Generator) -> NDArray[np.float32]:
    """Draw a little landscape, sRGB in [0, 1], shape (PX, PX, 3): sky, sun, two hills, in colours of any hue."""
    hues = rng.uniform(0, 2 * np.pi, 4)
    lights = np.sort(rng.uniform(0.35, 0.85, 4))[::-1]
    tints = [np.array([light, 0.09 * np.cos(hue), 0.09 * np.sin(hue)]) for light, hue in zip(lights, hues, strict=True)]
    down = np.linspace(0.0, 1.0, PX)[:, None, None]
    lab = (tints[0] * (1 - down) + tints[1] * down) * np.ones((PX, PX, 1))
    center = (int(rng.integers(4, PX - 4)), int(rng.integers(3, PX // 2)))
    cv2.circle(lab, center, int(rng.integers(2, 6)), (0.92, *tints[2][1:].tolist()), -1)
    for tint, level in ((tints[2], 0.5), (tints[3], 0.7)):
        xs = np.arange(PX)
        ridge = PX * (level + 0.12 * np.sin(xs / PX * rng.uniform(3, 8) + rng.uniform(0, 6)))
        outline = np.array([*zip(xs, ridge, strict=True), (PX, PX), (0, PX)], np.int32)
        cv2.fillPoly(lab, [outline], tint.tolist())
    return oklab_to_srgb(lab.astype(np.float32))


def example(rng: np.random.Generator, phrases: Phrases) -> tuple[NDArray[np.float32], str]:
    """Draw one picture and say what was done to it, in the words of the pack."""
    lab = srgb_to_oklab(draw(rng))
    corner: dict[str, str] = {}
    for dimension in ("color", "mood"):
        values = [value for name, value in RULES if name == dimension]
        choice = int(rng.integers(-2, len(values)))
        if choice >= 0:
            corner[dimension] = values[choice]
            lab = RULES[dimension, values[choice]](lab)
    return oklab_to_srgb(lab), phrases.prompt("a painting", corner)


def teach(lesson: Lesson, device: str) -> Any:
    """Train a pipeline from nothing to read and paint."""
    pipe = build(seed=0, shape=SHAPE).to(device)
    rng = np.random.default_rng(0)
    phrases = Phrases.load()
    _teach_vae(pipe, lesson, rng, phrases)
    _teach_unet(pipe, lesson, rng, phrases)
    return pipe


def teach_to_look(pipe: Any, lesson: Lesson) -> None:
    """Teach the self-attention to carry a look from one picture to another.

    Large models do that of themselves: it is what feedback from pictures rests on. In this one the convolutions see
    the whole picture, so nothing makes its self-attention carry anything, until it is the only way: here a batch has
    one rule that its prompts keep silent about, and two more pictures of that rule to look at.
    """
    rng, phrases = np.random.default_rng(1), Phrases.load()
    torch.manual_seed(1)
    learning = torch.nn.ModuleList([pipe.unet, pipe.text_encoder, pipe.text_encoder_2]).train().requires_grad_(True)
    optimizer = torch.optim.AdamW(learning.parameters(), lr=1e-3, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1e-3, total_steps=lesson.look_steps)
    for step in range(lesson.look_steps):
        loss = _look_loss(pipe, lesson, rng, phrases) if step % 2 else _read_loss(pipe, lesson, rng, phrases)
        _descend(loss, optimizer, schedule, learning)
        if step % 50 < 2:
            _log.info("look %d %.4f", step, loss.item())
    learning.eval().requires_grad_(False)


def _read_loss(pipe: Any, lesson: Lesson, rng: np.random.Generator, phrases: Phrases) -> torch.Tensor:
    return _noise_loss(pipe, *_batch(rng, phrases, lesson.batch, pipe.device))


def _look_loss(pipe: Any, lesson: Lesson, rng: np.random.Generator, phrases: Phrases) -> torch.Tensor:
    rule = list(RULES.values())[int(rng.integers(len(RULES)))]
    pictures = np.stack([oklab_to_srgb(rule(srgb_to_oklab(draw(rng)))) for _ in range(lesson.batch + 2)]) * 2.0 - 1.0
    drawn = torch.from_numpy(pictures).permute(0, 3, 1, 2).to(pipe.device)
    neutral = phrases.prompt("a painting", {})
    with torch.no_grad():
        words, _, pooled, _ = pipe.encode_prompt(neutral, do_classifier_free_guidance=False)
        liked = pipe.vae.encode(drawn[-2:]).latent_dist.mode() * pipe.vae.config.scaling_factor
    references = ReferenceLatents(liked, liked[:0], 1.0, Embedding(words, pooled))
    with taught(pipe.unet, references, pipe.scheduler.alphas_cumprod, guided=False):
        return _noise_loss(pipe, drawn[:-2], [neutral] * lesson.batch, one_time=True)


def _batch(rng: np.random.Generator, phrases: Phrases, count: int, device: str) -> tuple[torch.Tensor, list[str]]:
    drawn = [example(rng, phrases) for _ in range(count)]
    pictures = np.stack([picture for picture, _ in drawn]) * 2.0 - 1.0
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).to(device), [prompt for _, prompt in drawn]


def _teach_vae(pipe: Any, lesson: Lesson, rng: np.random.Generator, phrases: Phrases) -> None:
    vae = pipe.vae.train().requires_grad_(True)
    optimizer = torch.optim.AdamW(vae.parameters(), lr=2e-3, weight_decay=0.0, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=lesson.vae_steps)
    for step in range(lesson.vae_steps):
        pictures, _ = _batch(rng, phrases, lesson.batch, pipe.device)
        posterior = vae.encode(pictures).latent_dist
        back = vae.decode(posterior.sample()).sample
        loss = functional.l1_loss(back, pictures) + 1e-5 * posterior.kl().mean()
        _descend(loss, optimizer, schedule, vae)
        if step % 100 == 0:
            _log.info("vae %d %.4f", step, loss.item())
    vae.eval().requires_grad_(False)
    with torch.no_grad():
        latents = vae.encode(_batch(rng, phrases, 256, pipe.device)[0]).latent_dist.mode()
    vae.register_to_config(scaling_factor=float(1.0 / latents.std()))


def _teach_unet(pipe: Any, lesson: Lesson, rng: np.random.Generator, phrases: Phrases) -> None:
    learning = torch.nn.ModuleList([pipe.unet, pipe.text_encoder, pipe.text_encoder_2]).train().requires_grad_(True)
    optimizer = torch.optim.AdamW(learning.parameters(), lr=2e-3, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=lesson.unet_steps)
    averaged = torch.optim.swa_utils.AveragedModel(
        learning, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.95)
    )
    torch.manual_seed(0)
    for step in range(lesson.unet_steps):
        pictures, prompts = _batch(rng, phrases, lesson.batch, pipe.device)
        loss = _noise_loss(pipe, pictures, prompts)
        _descend(loss, optimizer, schedule, learning)
        if step % 10 == 0:
            averaged.update_parameters(learning)
        if step % 100 == 0:
            _log.info("unet %d %.4f", step, loss.item())
    learning.load_state_dict(averaged.module.state_dict())
    learning.eval().requires_grad_(False)


def _noise_loss(pipe: Any, pictures: torch.Tensor, prompts: list[str], *, one_time: bool = False) -> torch.Tensor:
    """Return the squared error of the noise that the UNet sees in noised latents."""
    with torch.no_grad():
        latents = pipe.vae.encode(pictures).latent_dist.mode() * pipe.vae.config.scaling_factor
    words, _, pooled, _ = pipe.encode_prompt(prompts, do_classifier_free_guidance=False)
    # One prompt in ten is left out, as zeros: that is what guidance compares with.
    kept = (torch.rand(len(prompts), device=latents.device) > 0.1).float()
    noise = torch.randn_like(latents)
    times = torch.randint(0, pipe.scheduler.config.num_train_timesteps, (len(prompts),), device=latents.device)
    if one_time:
        times = times[0]
    share = pipe.scheduler.alphas_cumprod.to(latents.device)[times].reshape(-1, 1, 1, 1)
    size = float(PX)
    time_ids = torch.tensor([[size, size, 0.0, 0.0, size, size]], device=latents.device).repeat(len(prompts), 1)
    guess = pipe.unet(
        share.sqrt() * latents + (1 - share).sqrt() * noise,
        times,
        encoder_hidden_states=words * kept[:, None, None],
        added_cond_kwargs={"text_embeds": pooled * kept[:, None], "time_ids": time_ids},
    ).sample
    return functional.mse_loss(guess, noise)


def _descend(loss: torch.Tensor, optimizer: Any, schedule: Any, module: Any) -> None:
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(module.parameters(), 1.0)
    optimizer.step()
    schedule.step()


def main() -> None:
    """Train on the best device there is and write the weights in half precision, after each of the two lessons."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    hush()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if "--look-only" not in sys.argv:
        _save(teach(Lesson(), device), folder)
    pipe = StableDiffusionXLPipeline.from_pretrained(str(folder), variant="fp16", dtype=torch.float32).to(device)
    teach_to_look(pipe, Lesson())
    _save(pipe, folder)


def _save(pipe: Any, folder: Path) -> None:
    """Write the weights in half precision, without the path that they were loaded from."""
    pipe.to("cpu", torch.float16).save_pretrained(str(folder), safe_serialization=True, variant="fp16")
    for path in (folder / "model_index.json", *folder.glob("*/config.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        content.pop("_name_or_path", None)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
