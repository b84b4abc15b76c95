"""Out of memory ends in smaller batches, never in a dead engine."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
import torch

from apprentice_backend.engines.base import Noticed, Progressed, Rendered, RenderEvent, RenderRequest
from apprentice_backend.engines.diffusion.memory.ladder import Footing, Residency
from apprentice_backend.engines.diffusion.models.load import LoadedModel
from apprentice_backend.engines.diffusion.renderer import Renderer
from apprentice_backend.engines.diffusion.settings import Settings
from apprentice_backend.engines.diffusion.words.phrases import Phrases
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import EngineOutOfMemory

MIXES = tuple(AttributeMix.pure(color=value) for value in ("warm", "cool", "muted", "vibrant"))
REQUEST = RenderRequest(MIXES, (1, 2, 3, 4), 64, 64)


@pytest.fixture
def renderer(loaded: LoadedModel) -> Renderer:
    return Renderer(loaded, Settings(steps=3), Phrases.load(), lambda: 0.0)


def fit_only(loaded: LoadedModel, monkeypatch: pytest.MonkeyPatch, images: int) -> None:
    """Let the UNet run out of memory whenever it is given more than `images` with guidance."""
    forward = loaded.unet.forward

    def limited(sample: torch.Tensor, *args: Any, **options: Any) -> Any:
        if len(sample) > 2 * images:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB")
        return forward(sample, *args, **options)

    monkeypatch.setattr(loaded.unet, "forward", limited)


def test_falls_to_batches_that_fit(loaded: LoadedModel, renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four at once, then two, then one: the same pictures, and a sentence at each fall."""
    whole = renderer.render(REQUEST, lambda event: None, Event())
    fit_only(loaded, monkeypatch, 1)
    events: list[RenderEvent] = []
    images = renderer.render(REQUEST, events.append, Event())
    said = [event.text for event in events if isinstance(event, Noticed)]
    assert said == [
        "Not enough memory for 4 pictures at once: now 2 at a time.",
        "Not enough memory for 2 pictures at once: now 1 at a time.",
    ]
    assert [event.index for event in events if isinstance(event, Rendered)] == [0, 1, 2, 3]
    fractions = [event.fraction for event in events if isinstance(event, Progressed)]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    for one, other in zip(whole, images, strict=True):
        assert np.abs(one.pixels.astype(int) - other.pixels).max() <= 1


def test_rated_pictures_are_looked_at_no_more_at_once_than_fit(
    loaded: LoadedModel, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight pictures to learn from do not take the memory that one picture at a time has spared; they count alike."""
    rated = tuple(np.full((64, 64, 4), shade, np.uint8) for shade in (40, 90, 160, 220))
    request = dataclasses.replace(REQUEST, liked=rated, disliked=rated[::-1], feedback=1.0)
    whole = renderer.render(request, lambda event: None, Event())
    fit_only(loaded, monkeypatch, 1)
    images = renderer.render(request, lambda event: None, Event())
    assert renderer.footing.batch == 1
    for one, other in zip(whole, images, strict=True):
        assert np.abs(one.pixels.astype(int) - other.pixels).max() <= 1


def test_remembers_what_fits(loaded: LoadedModel, renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next request starts where the last one ended, without another failure."""
    fit_only(loaded, monkeypatch, 2)
    renderer.render(REQUEST, lambda event: None, Event())
    events: list[RenderEvent] = []
    renderer.render(REQUEST, events.append, Event())
    assert not any(isinstance(event, Noticed) for event in events)
    assert renderer.footing.batch == 2


def test_a_picture_too_large_to_decode_is_made_in_tiles(
    loaded: LoadedModel, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches are left as they are, decoding is repeated in tiles, and no image comes twice."""
    decode, failures = loaded.codec.vae.decode, []

    def limited(latents: torch.Tensor, **options: Any) -> Any:
        if not loaded.codec.vae.use_tiling:
            failures.append(latents)
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return decode(latents, **options)

    monkeypatch.setattr(loaded.codec.vae, "decode", limited)
    events: list[RenderEvent] = []
    renderer.render(REQUEST, events.append, Event())
    assert len(failures) == 1
    assert renderer.footing == Footing(batch=4, tiling=True)
    assert [event.index for event in events if isinstance(event, Rendered)] == [0, 1, 2, 3]


def test_gives_up_in_one_sentence_and_lives_on(
    loaded: LoadedModel, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If no footing helps, the error says what to do, and a later request renders."""
    with monkeypatch.context() as patch:
        fit_only(loaded, patch, 0)
        with pytest.raises(EngineOutOfMemory, match="smaller size"):
            renderer.render(REQUEST, lambda event: None, Event())
    assert len(renderer.render(REQUEST, lambda event: None, Event())) == 4


def test_the_ladder_ends_in_offload_where_there_is_a_device() -> None:
    """Smaller batches, then tiles, then only the part at work on the device, then nothing."""
    footing, said = Footing(batch=3), []
    while (lower := footing.lower(batched=True, can_offload=True)) is not None:
        footing, sentence = lower
        said.append(sentence)
    assert footing == Footing(batch=1, tiling=True, offload=True)
    assert len(said) == 3
    assert Footing(1, tiling=True).lower(batched=True, can_offload=False) is None


class _Part:
    """Something that remembers where it was moved."""

    def __init__(self) -> None:
        self.device = "cpu"

    def to(self, device: str) -> None:
        self.device = device

    def enable_tiling(self) -> None:
        """Do nothing: only the device matters here."""

    disable_tiling = enable_tiling


def test_with_offload_only_the_part_at_work_is_on_the_device() -> None:
    """Text encoders, UNet and VAE take turns; without offload all stay."""

    class Parts:
        text_encoder, text_encoder_2, unet, vae, fast = _Part(), _Part(), _Part(), _Part(), None

    parts: Any = Parts
    everything = {"words": parts.text_encoder_2, "unet": parts.unet, "pictures": parts.vae}
    residency = Residency(parts, parts, "cuda")
    residency.adopt(Footing(4))
    assert {part.device for part in everything.values()} == {"cuda"}
    residency.adopt(Footing(1, tiling=True, offload=True))
    for name in everything:
        residency.need(name)
        assert [other for other, part in everything.items() if part.device == "cuda"] == [name]


def test_a_backend_that_offloads_still_renders(tiny_folder: Path, loaded: LoadedModel) -> None:
    """Asked for on a machine without a device, sparing settings change nothing."""
    sparing = Renderer(loaded, Settings(steps=2, batch=1, tiling=True, offload=True), Phrases.load(), lambda: 0.0)
    assert len(sparing.render(REQUEST, lambda event: None, Event())) == 4
