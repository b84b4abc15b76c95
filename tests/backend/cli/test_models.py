"""`apprentice models`, against a hub of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Apprentice
from PIL import Image

_REASON = "the diffusion engine needs its extra: pip install 'krita-apprentice[diffusion]'"
pytest.importorskip("torch", reason=_REASON)
pytest.importorskip("diffusers", reason=_REASON)

import tiny_pipeline  # noqa: E402 -- imports torch and diffusers
from hub_server import Hub, serving  # noqa: E402

FILES = {
    "model_index.json": b'{"_class_name": "StableDiffusionXLPipeline"}',
    "unet/diffusion_pytorch_model.fp16.safetensors": bytes(2_000_000),
}


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


@pytest.mark.slow
def test_lists_downloads_finds_and_verifies(apprentice: Apprentice, tmp_path: Path) -> None:
    """The terms and the size come before the first byte; afterwards nothing needs the network."""
    with serving(Hub({"segmind/SSD-1B": FILES})) as hub:
        online = {"HF_ENDPOINT": hub.address, "HF_HOME": str(tmp_path / "hub")}
        got = apprentice("models", "download", **online)
    assert (got.status, got.err) == (0, "")
    terms, size, _ = got.out.splitlines()
    assert "Midjourney" in terms
    assert size.startswith("2 MB to download")
    offline = {**online, "HF_ENDPOINT": "http://127.0.0.1:9"}
    folder = Path(apprentice("models", "where", **offline).out.strip())
    assert (folder / "model_index.json").is_file()
    assert apprentice("models", "verify", **offline) == (0, "2 files are as the hub has them.\n", "")
    listed = apprentice("models", "list", **offline).out.splitlines()
    assert next(line.split()[:2] for line in listed if "ssd-1b " in line) == ["ssd-1b", "here"]
    blob = (folder / "unet/diffusion_pytorch_model.fp16.safetensors").resolve()
    blob.write_bytes(b"x")
    broken = apprentice("models", "verify", **offline)
    assert (broken.status, broken.out) == (1, "damaged: unet/diffusion_pytorch_model.fp16.safetensors\n")
    assert broken.err.startswith("apprentice: 1 of 2 files were damaged")


def test_what_is_not_here_is_one_sentence(apprentice: Apprentice, tmp_path: Path) -> None:
    """The sentence names the command that gets the model."""
    status, out, err = apprentice("models", "where", HF_HOME=str(tmp_path / "hub"))
    assert (status, out) == (1, "")
    assert err == "apprentice: the model ssd-1b is not downloaded yet: run 'apprentice models download ssd-1b'\n"


@pytest.mark.slow
def test_suggests_from_a_model_folder(apprentice: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Four pictures in the canvas' proportions, through the protocol, by the engine asked for."""
    folder = tiny_pipeline.make(tmp_path / "tiny")
    out = tmp_path / "slate"
    options = ["--engine", "ssd-1b", "--model", f"{folder}?steps=3", "--device", "cpu", "--size", 96, "--seed", 5]
    done = apprentice("suggest", painting, *options, "--subject", "a harbour at dusk", "--out", out, "--json")
    assert (done.status, done.err) == (0, "")
    slate = json.loads(done.out)
    assert slate["engine"] == "ssd-1b"
    width, height = size_of(painting)
    sizes = {size_of(out / suggestion["image"]) for suggestion in slate["suggestions"]}
    assert len(slate["suggestions"]) == 4
    assert sizes == {(96, round(96 * height / width))}
    with Image.open(out / slate["suggestions"][0]["image"]) as picture:
        picture.load()
        assert picture.info["Description"] == "AI-generated with tiny, seed 5"
        assert "digitalsourcetype/compositeWithTrainedAlgorithmicMedia" in picture.info["XML:com.adobe.xmp"]


@pytest.mark.slow
def test_learns_between_two_calls(apprentice: Apprentice, painting: Path, tmp_path: Path, backend: object) -> None:
    """Rated on the command line, the pictures show in the next slate; `--feedback 0` leaves them out, to the bit."""
    folder = tiny_pipeline.make(tmp_path / "tiny")
    locks = [
        part
        for lock in ("color=warm", "style=abstract", "mood=joyful", "composition=centered")
        for part in ("--lock", lock)
    ]
    common = ["--engine", "ssd-1b", "--model", f"{folder}?steps=3", "--device", "cpu", "--size", 64, "--seed", 5]

    def first_picture(name: str, *more: object) -> tuple[str, bytes]:
        done = apprentice("suggest", painting, *common, *locks, "--count", 1, "--out", tmp_path / name, "--json", *more)
        assert (done.status, done.err) == (0, "")
        (suggestion,) = json.loads(done.out)["suggestions"]
        with Image.open(tmp_path / name / suggestion["image"]) as picture:
            return suggestion["id"], picture.tobytes()

    shown, base = first_picture("base")
    assert apprentice("rate", shown, 5).status == 0
    assert first_picture("taught", "--feedback", 1)[1] != base
    assert first_picture("off", "--feedback", 0)[1] == base
    near = first_picture("near", "--feedback", 0, "--seed", 900, "--like", shown)[1]
    assert first_picture("far", "--feedback", 0, "--seed", 900)[1] != near
