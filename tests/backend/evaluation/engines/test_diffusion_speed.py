"""The diffusion benchmark runs every row on a tiny model, and counts what SSD-1B costs."""

from __future__ import annotations

from pathlib import Path

import pytest

_REASON = "the diffusion benchmark needs its extra: pip install 'krita-apprentice[diffusion]'"
torch = pytest.importorskip("torch", reason=_REASON)
pytest.importorskip("diffusers", reason=_REASON)

import tiny_pipeline  # noqa: E402 -- imports torch and diffusers

from apprentice_backend.engines.base import EngineInfo  # noqa: E402
from apprentice_backend.engines.fake import FakeEngine  # noqa: E402
from apprentice_backend.evaluation.engines import bench as bench_engines  # noqa: E402
from apprentice_backend.evaluation.engines import diffusion_speed  # noqa: E402
from apprentice_backend.evaluation.engines.diffusion_speed import unet_flops  # noqa: E402
from apprentice_backend.evaluation.engines.random_ssd_1b import build_unet  # noqa: E402


@pytest.mark.slow
def test_writes_a_row_for_every_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the plain call to few steps, each beside the plain call, and the UNet beside its floor."""
    folder = tiny_pipeline.make(tmp_path / "tiny")
    torch.set_num_threads(1)
    options = ["--model", str(folder), "--device", "cpu", "--size", "64", "--steps", "1", "--rounds", "1"]
    assert bench_engines.main(["--engine", "ssd-1b", *options]) == 0
    written = capsys.readouterr().out
    for label in ("plain call", "batch of four", "cached text", "half precision", "TAESDXL", "few steps", "the floor"):
        assert label in written


@pytest.mark.parametrize(
    "named", [["--engine", "ssd-1b"], ["--engine=ssd-1b"], ["--eng", "ssd-1b"]], ids=["word", "sign", "short"]
)
def test_is_chosen_however_the_engine_is_named(named: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Every spelling of the option that argparse takes leads to this benchmark's own options."""
    with pytest.raises(SystemExit):
        bench_engines.main([*named, "--help"])
    assert "--guidance" in capsys.readouterr().out


def test_is_chosen_for_every_engine_with_an_image_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's description decides, not its name."""
    asked: list[list[str]] = []
    monkeypatch.setattr(FakeEngine, "describe", lambda _: EngineInfo("fake", "Fake", generative=True))
    monkeypatch.setattr(diffusion_speed, "main", lambda argv: asked.append(argv) or 7)
    assert bench_engines.main(["--engine", "fake", "--steps", "1"]) == 7
    assert asked == [["--engine", "fake", "--steps", "1"]]


def test_counts_the_operations_of_ssd_1b() -> None:
    """One call at 1024 px is 4.21 TFLOP, whatever the machine: the floor of the table rests on it."""
    with torch.device("meta"):
        unet = build_unet()
    assert unet_flops(128, unet) / 1e12 == pytest.approx(4.21, abs=0.03)
