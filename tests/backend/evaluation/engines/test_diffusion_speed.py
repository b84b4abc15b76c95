"""The diffusion benchmark runs every row on a tiny model, and counts what SSD-1B costs."""

from __future__ import annotations

from pathlib import Path

import pytest

_REASON = "the diffusion benchmark needs its extra: pip install 'krita-apprentice[diffusion]'"
torch = pytest.importorskip("torch", reason=_REASON)
pytest.importorskip("diffusers", reason=_REASON)

import tiny_pipeline  # noqa: E402 -- imports torch and diffusers

from apprentice_backend.evaluation.engines import bench as bench_engines  # noqa: E402
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


def test_counts_the_operations_of_ssd_1b() -> None:
    """One call at 1024 px is 4.21 TFLOP, whatever the machine: the floor of the table rests on it."""
    with torch.device("meta"):
        unet = build_unet()
    assert unet_flops(128, unet) / 1e12 == pytest.approx(4.21, abs=0.03)
