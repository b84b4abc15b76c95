"""The diffusion engine through a real server: what comes, and what goes wrong in one sentence while it serves on."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from live_server import TOKEN, serving
from talker import Talker, small_suggest, talking

pytest.importorskip(
    "diffusers", reason="the diffusion engine needs its extra: pip install 'krita-apprentice[diffusion]'"
)

import torch
from diffusers import UNet2DConditionModel
from taught_pipeline import FOLDER

from apprentice_shared.messages import (
    Cancel,
    ErrorReply,
    Message,
    Notice,
    Preview,
    Progress,
    RequestCancelled,
    SlateReady,
    Suggest,
    SuggestionReady,
)

SETTINGS = "steps=4&guidance=3&idle_s=0"


def by(model: str | Path, request_id: str = "r1", settings: str = SETTINGS) -> Suggest:
    """Ask for four small pictures by a model."""
    return small_suggest(
        request_id, engine="ssd-1b", model=f"{model}?{settings}", device="cpu", subject="a painting", seed=3
    )


@pytest.fixture
def talker(tmp_path: Path) -> Iterator[Talker]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    with serving(tmp_path / "data") as server, talking(server.port, TOKEN) as client:
        yield client
    torch.set_num_threads(before)


def test_four_pictures_come_with_rough_ones_and_the_time_left(talker: Talker) -> None:
    """Steps are told with the time that is left, rough pictures in the canvas' proportions before each of the four."""
    assert isinstance(talker.ask(dataclasses.replace(by(FOLDER), width_px=64, preview_px=32)), SlateReady)
    steps = [reply for reply in talker.replies if isinstance(reply, Progress) and reply.stage.startswith("step ")]
    assert [reply.stage for reply in steps] == [f"step {number} of 4" for number in (1, 2, 3, 4)]
    assert all(reply.seconds_left is not None for reply in steps)
    kinds = [(reply.type, reply.index) for reply in talker.replies if isinstance(reply, (Preview, SuggestionReady))]
    for index in range(4):
        assert kinds.index(("preview", index)) < kinds.index(("suggestion", index))
    sizes = {frame.hash: (frame.width_px, frame.height_px) for frame in talker.images}
    assert {sizes[reply.image] for reply in talker.replies if isinstance(reply, Preview)} == {(32, 12)}
    assert {sizes[reply.suggestion.image] for reply in talker.replies if isinstance(reply, SuggestionReady)} == {
        (64, 24)
    }


def cut(folder: Path) -> None:
    """Break a file of weights in two."""
    weights = folder / "unet/diffusion_pytorch_model.fp16.safetensors"
    weights.write_bytes(weights.read_bytes()[:10_000])


def lose(folder: Path) -> None:
    (folder / "unet/diffusion_pytorch_model.fp16.safetensors").unlink()


def rename(folder: Path) -> None:
    """Say that the folder holds a model of another family."""
    index = json.loads((folder / "model_index.json").read_text())
    (folder / "model_index.json").write_text(json.dumps(index | {"_class_name": "StableDiffusion3Pipeline"}))


def widen(folder: Path) -> None:
    """Have the configuration ask for other weights than there are."""
    config = json.loads((folder / "unet/config.json").read_text())
    config["block_out_channels"] = [2 * width for width in config["block_out_channels"]]
    (folder / "unet/config.json").write_text(json.dumps(config))


@pytest.mark.parametrize(
    ("harm", "code", "says"),
    [
        (shutil.rmtree, "engine_not_ready", "check --model"),
        (cut, "engine_not_ready", "apprentice models verify"),
        (lose, "engine_not_ready", "apprentice models verify|is missing"),
        (rename, "engine_not_ready", "use one of the SDXL family"),
        (widen, "engine_not_ready", "use one of the SDXL family"),
    ],
    ids=["missing", "damaged", "incomplete", "another family", "other weights"],
)
def test_a_model_that_cannot_be_used_is_one_sentence(
    talker: Talker, tmp_path: Path, harm: Callable[[Path], Any], code: str, says: str
) -> None:
    """Each has its own, with what to do; a good model renders right after."""
    folder = shutil.copytree(FOLDER, tmp_path / "mine")
    harm(folder)
    error = talker.ask(by(folder))
    assert isinstance(error, ErrorReply), error
    assert error.code == code
    assert "\n" not in error.message
    assert any(words in error.message for words in says.split("|")), error.message
    assert isinstance(talker.ask(by(FOLDER, "r2")), SlateReady)


def test_memory_that_runs_out_makes_batches_smaller(talker: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slate comes all the same, with a sentence at each fall; where nothing fits it is an error, and only that."""
    room = [2]
    forward = UNet2DConditionModel.forward

    def limited(self: UNet2DConditionModel, sample: torch.Tensor, *more: Any, **options: Any) -> Any:
        if len(sample) > room[0]:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB")
        return forward(self, sample, *more, **options)

    monkeypatch.setattr(UNet2DConditionModel, "forward", limited)
    assert isinstance(talker.ask(by(FOLDER)), SlateReady)
    said = [reply.text for reply in talker.replies if isinstance(reply, Notice)]
    assert said == [
        "Not enough memory for 4 pictures at once: now 2 at a time.",
        "Not enough memory for 2 pictures at once: now 1 at a time.",
    ]
    room[0] = 0
    error = talker.ask(by(FOLDER, "r2"))
    assert isinstance(error, ErrorReply), error
    assert error.code == "engine_out_of_memory"
    room[0] = 8
    assert isinstance(talker.ask(by(FOLDER, "r3")), SlateReady)


def test_cancelled_at_a_step_nothing_comes_after(talker: Talker) -> None:
    """The request ends as cancelled without a picture, and the next one is as if it had never been."""
    talker.submit(by(FOLDER, "r1", "steps=200&guidance=3&idle_s=0"))
    step = wait_for(talker, lambda reply: isinstance(reply, Progress) and reply.stage.startswith("step "))
    assert step.id == "r1"  # type: ignore[attr-defined]
    talker.submit(Cancel("stop", "r1"))
    assert isinstance(talker.until("r1"), RequestCancelled)
    assert not any(reply.type == "suggestion" for reply in talker.replies)
    after = talker.ask(by(FOLDER, "r2"))
    assert isinstance(after, SlateReady), after


def wait_for(talker: Talker, fits: Callable[[Message], bool]) -> Message:
    """Return the first message that fits."""
    while True:
        message = talker.next_message()
        if fits(message):
            return message
