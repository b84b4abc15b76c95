"""`apprentice framings`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from command_line import Apprentice
from PIL import Image


def picture(path: Path) -> np.ndarray:
    """Return the levels of a picture file."""
    with Image.open(path) as opened:
        return np.asarray(opened.convert("L"))


def test_prints_framings_and_writes_what_they_show(quick: Apprentice, painting: Path, tmp_path: Path) -> None:
    """Each framed picture has the format asked for, and a notan of three values of its size."""
    done = quick("framings", painting, "--format", "4:5", "--out", tmp_path / "f", "--json")
    parts = json.loads(done.out)["framings"]
    assert 3 <= len(parts) <= 5
    for number, part in enumerate(parts, 1):
        shown = picture(tmp_path / "f" / f"{number}-{part['aim']}.png")
        height, width = shown.shape
        assert width / height == pytest.approx(0.8, rel=0.02)
        assert width == pytest.approx(part["width"] * 480, abs=1.0)
        notan = picture(tmp_path / "f" / f"{number}-{part['aim']}-notan.png")
        assert notan.shape == shown.shape
        assert len(np.unique(notan)) == 3


def test_prints_a_line_for_each(quick: Apprentice, painting: Path) -> None:
    """Without a format each has its own."""
    lines = quick("framings", painting).out.splitlines()
    assert len(lines) >= 3
    assert lines[0].startswith("1  ")


def test_a_format_that_is_none_is_told(quick: Apprentice, painting: Path) -> None:
    """In one sentence, as wrong usage."""
    done = quick("framings", painting, "--format", "wide")
    assert done.status == 2
    assert "a format is W:H" in done.err
