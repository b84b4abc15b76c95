"""The model is loaded as it must be; each line here is a trap of diffusers that somebody fell into."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import paintings
import pytest
import tiny_pipeline
import torch
from diffusers import AutoencoderTiny
from huggingface_hub import constants
from safetensors.torch import save_file

from apprentice_backend.engines.base import RenderRequest
from apprentice_backend.engines.diffusion.engine import DiffusionEngine
from apprentice_backend.engines.diffusion.models.catalogue import entry
from apprentice_backend.engines.diffusion.models.load import LoadedModel, choose_device, load
from apprentice_backend.engines.diffusion.models.source import find
from apprentice_backend.engines.diffusion.renderer import Renderer
from apprentice_backend.engines.diffusion.settings import Settings
from apprentice_backend.engines.diffusion.words.phrases import Phrases
from apprentice_backend.evaluation.engines.random_ssd_1b import UNET_PARAMETERS, build_unet
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import Cancelled, EngineNotReady

MIXES = tuple(AttributeMix.pure(color=value) for value in ("warm", "cool", "muted", "vibrant"))


def request(**more: Any) -> RenderRequest:
    return RenderRequest(MIXES, (1, 2, 3, 4), 64, 64, **more)


@pytest.fixture
def renderer(loaded: LoadedModel) -> Renderer:
    return Renderer(loaded, Settings(steps=2), Phrases.load(), lambda: 0.0)


def test_the_real_configuration_has_its_parameters() -> None:
    """SSD-1B's UNet has 1,331,334,404 parameters; on the meta device that costs no memory."""
    with torch.device("meta"):
        unet = build_unet()
    assert sum(parameter.numel() for parameter in unet.parameters()) == UNET_PARAMETERS == 1_331_334_404


def test_the_pipelines_share_weights_but_no_scheduler(loaded: LoadedModel) -> None:
    """The second pipeline is put together by hand: diffusers' `from_pipe` would share the scheduler's position too."""
    assert loaded.image_to_image.unet is loaded.text_to_image.unet
    assert loaded.image_to_image.scheduler is not loaded.text_to_image.scheduler


def test_no_watermark_is_drawn(loaded: LoadedModel) -> None:
    """diffusers adds one wherever a certain package is installed; our marks are in layers and metadata."""
    assert loaded.text_to_image.watermark is None
    assert loaded.image_to_image.watermark is None


def test_a_canvas_is_encoded_once(loaded: LoadedModel, renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a generator per image the pipeline itself would encode it for each of them."""
    sizes: list[int] = []
    encode = loaded.codec.vae.encode

    def counting(pictures: torch.Tensor) -> Any:
        sizes.append(pictures.shape[-1] * pictures.shape[0])
        return encode(pictures)

    monkeypatch.setattr(loaded.codec.vae, "encode", counting)
    muted = AttributeMix.pure(mood="joyful")
    asked = RenderRequest((muted,) * 4, (1, 2, 3, 4), 72, 64, canvas=paintings.paint("landscape", 72, 64), preview_px=0)
    renderer.render(asked, lambda event: None, Event())
    assert len(sizes) == 1


def test_a_canvas_with_alpha_is_not_taken_for_latents(
    loaded: LoadedModel, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four channels look like latents to diffusers; the VAE must see three."""
    shapes: list[torch.Size] = []
    encode = loaded.codec.vae.encode

    def looking(pictures: torch.Tensor) -> Any:
        shapes.append(pictures.shape)
        return encode(pictures)

    monkeypatch.setattr(loaded.codec.vae, "encode", looking)
    renderer.render(request(canvas=paintings.paint("line_art", 64, 64)), lambda event: None, Event())
    assert shapes
    assert all(shape[1] == 3 for shape in shapes)


def test_cancelled_decodes_nothing(loaded: LoadedModel, renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pipeline's own interrupt would go on to decode what it has."""
    decoded: list[int] = []
    monkeypatch.setattr(loaded.codec, "decode", lambda latents, **options: decoded.append(1))
    cancelled = Event()
    calls: list[int] = []
    forward = loaded.unet.forward

    def cancelling(*args: Any, **options: Any) -> Any:
        calls.append(1)
        cancelled.set()
        return forward(*args, **options)

    monkeypatch.setattr(loaded.unet, "forward", cancelling)
    with pytest.raises(Cancelled):
        renderer.render(request(preview_px=0), lambda event: None, cancelled)
    assert (len(calls), decoded) == (1, [])


def test_half_precision_files_are_found(tmp_path: Path) -> None:
    """A folder that holds only fp16 weights loads, in single precision on a CPU."""
    pipe = tiny_pipeline.build(seed=0, shape=tiny_pipeline.Shape())
    folder = tmp_path / "half"
    pipe.to(torch.float16).save_pretrained(str(folder), variant="fp16")
    model = load(find(str(folder)), "cpu", Settings())
    assert model.unet.dtype == torch.float32


def test_native_size_is_the_models_own(loaded: LoadedModel) -> None:
    """SSD-1B paints about a megapixel, the tiny model 64 pixels squared."""
    assert (loaded.native_px, loaded.latent_factor) == (64, 8)


@pytest.mark.parametrize("wanted", ["", "auto", "cpu"])
def test_chooses_what_is_there(wanted: str) -> None:
    """Without a graphics device the CPU is the best there is."""
    if torch.cuda.is_available() or torch.backends.mps.is_available():
        pytest.skip("this machine has a graphics device: run the test on one without")
    assert choose_device(wanted) == "cpu"


@pytest.mark.parametrize("wanted", ["cuda:9" if not torch.cuda.is_available() else "tpu", "abacus"])
def test_refuses_a_device_that_is_not_there(wanted: str) -> None:
    """The sentence says what to do instead."""
    with pytest.raises(EngineNotReady, match="--device cpu"):
        choose_device(wanted)


def test_lcm_without_its_weights_says_how_to_get_them(tiny_folder: Path) -> None:
    """Few steps without few-step weights would be mud."""
    with pytest.raises(EngineNotReady, match="models download lcm-lora-ssd-1b"):
        load(find(str(tiny_folder)), "cpu", Settings(lcm=True))


def test_fast_decode_without_taesdxl_says_how_to_get_it(tiny_folder: Path) -> None:
    """A setting that cannot be kept is not passed over in silence."""
    with pytest.raises(EngineNotReady, match="models download taesdxl"):
        load(find(str(tiny_folder)), "cpu", Settings(fast_decode=True))


def put_into_cache(repo: str) -> Path:
    """Make a folder of the hub's cache for a repository, as a download leaves it, and return it."""
    folder = Path(constants.HF_HUB_CACHE) / f"models--{repo.replace('/', '--')}"
    pinned = entry(repo).revision
    commit = "0" * 40 if pinned == "main" else pinned
    (folder / "refs").mkdir(parents=True)
    (folder / "refs" / "main").write_text(commit)
    (folder / "snapshots" / commit).mkdir(parents=True)
    return folder / "snapshots" / commit


@pytest.fixture
def hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))


def test_few_steps_with_their_weights(hub_cache: None, tiny_folder: Path) -> None:
    """Four steps without guidance; seeds hold although the scheduler draws noise; a batch equals single runs."""
    layer = "down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q"
    state = {f"unet.{layer}.lora_A.weight": torch.ones(2, 32), f"unet.{layer}.lora_B.weight": torch.ones(32, 2)}
    folder = put_into_cache("latent-consistency/lcm-lora-ssd-1b")
    save_file(state, folder / "pytorch_lora_weights.safetensors")
    engine = DiffusionEngine(f"{tiny_folder}?lcm=on&idle_s=0", "cpu")
    stages: list[str] = []
    whole = engine.render(request(), lambda event: stages.append(getattr(event, "stage", "")), Event())
    assert "step 4 of 4" in stages
    for mix, seed, image in zip(MIXES, (1, 2, 3, 4), whole, strict=True):
        alone = engine.render(RenderRequest((mix,), (seed,), 64, 64), lambda event: None, Event())[0]
        assert np.abs(alone.pixels.astype(int) - image.pixels).max() <= 1
    canvas = paintings.paint("landscape", 64, 64)
    banned = request(canvas=canvas, bans=frozenset({("style", "abstract")}))
    unbanned = request(canvas=canvas)
    pair = [engine.render(asked, lambda event: None, Event())[0].pixels for asked in (banned, unbanned)]
    assert not np.array_equal(*pair), "a ban must raise the guidance to where it counts"


def test_taesdxl_is_used_once_it_is_here(hub_cache: None, tiny_folder: Path) -> None:
    """For previews always, for results where the setting says so."""
    four = (8, 8, 8, 8)
    tiny = AutoencoderTiny(
        encoder_block_out_channels=four,
        decoder_block_out_channels=four,
        num_encoder_blocks=(1,) * 4,
        num_decoder_blocks=(1,) * 4,
    )
    tiny.save_pretrained(str(put_into_cache("madebyollin/taesdxl")))
    model = load(find(str(tiny_folder)), "cpu", Settings(fast_decode=True))
    assert isinstance(model.codec.fast, AutoencoderTiny)
    assert (
        len(
            Renderer(model, Settings(steps=2, fast_decode=True), Phrases.load(), lambda: 0.0).render(
                request(), lambda event: None, Event()
            )
        )
        == 4
    )


def test_unloads_when_idle_and_loads_again(tiny_folder: Path) -> None:
    """After the idle time the memory is given back; the next request is as the first."""
    timers: list[Any] = []

    class Timer:
        def __init__(self, delay_s: float, action: Any) -> None:
            self.delay_s, self.action, self.running = delay_s, action, False
            timers.append(self)

        def start(self) -> None:
            self.running = True

        def cancel(self) -> None:
            self.running = False

    engine = DiffusionEngine(f"{tiny_folder}?steps=2&idle_s=90", "cpu", make_timer=Timer)
    first = engine.render(request(), lambda event: None, Event())
    assert (timers[-1].delay_s, timers[-1].running) == (90, True)
    timers[-1].action()
    stages: list[str] = []
    again = engine.render(request(), lambda event: stages.append(getattr(event, "stage", "")), Event())
    assert stages[0] == "loading the model"
    assert [timer.running for timer in timers] == [False] * (len(timers) - 1) + [True]
    for one, other in zip(first, again, strict=True):
        assert np.array_equal(one.pixels, other.pixels)
