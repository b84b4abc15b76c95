"""Written files, and the origin that they tell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from apprentice_backend.picture_files.write import Origin, write_picture

STUDY = Origin("made from your pixels, no AI image model", generative=False, from_canvas=True, seed=7)


def test_pixels_come_back_exactly(tmp_path: Path) -> None:
    """PNG keeps every pixel, with alpha and without."""
    pixels = np.random.default_rng(0).integers(0, 256, (9, 7, 4)).astype(np.uint8)
    write_picture(tmp_path / "a.png", pixels, STUDY)
    assert (np.asarray(Image.open(tmp_path / "a.png")) == pixels).all()
    pixels[..., 3] = 255
    write_picture(tmp_path / "a.png", pixels, STUDY)
    assert (np.asarray(Image.open(tmp_path / "a.png")) == pixels[..., :3]).all()


@pytest.mark.parametrize(
    ("origin", "source_type", "description"),
    [
        pytest.param(
            STUDY, "algorithmicallyEnhanced", "made from your pixels, no AI image model, seed 7", id="studies"
        ),
        pytest.param(
            Origin("", generative=True, from_canvas=False, model="a/<b>", seed=1),
            "trainedAlgorithmicMedia",
            "AI-generated, a/<b>, seed 1",
            id="from words",
        ),
        pytest.param(
            Origin("", generative=True, from_canvas=True, model="m"),
            "compositeWithTrainedAlgorithmicMedia",
            "AI-generated, m",
            id="from a canvas",
        ),
        pytest.param(
            Origin("AI-generated with m", generative=True, from_canvas=True, model="m", seed=2),
            "compositeWithTrainedAlgorithmicMedia",
            "AI-generated with m, seed 2",
            id="said once",
        ),
    ],
)
def test_says_where_it_comes_from(tmp_path: Path, origin: Origin, source_type: str, description: str) -> None:
    """The IPTC digital source type is in the XMP packet, and a plain line beside it."""
    write_picture(tmp_path / "a.png", np.zeros((4, 4, 4), np.uint8), origin)
    with Image.open(tmp_path / "a.png") as image:
        image.load()
        packet = image.info["XML:com.adobe.xmp"]
        assert f"digitalsourcetype/{source_type}<" in packet
        assert image.info["Description"] == description
