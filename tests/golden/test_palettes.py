"""Palettes are taken, recommended, worked on and written as they were."""

from __future__ import annotations

import numpy as np
import pytest
from goldens import files, palettes

from apprentice_backend.palettes.formats import EXTENSIONS

RECORDED = files.read("palettes")


@pytest.mark.parametrize("name", RECORDED["extracted"])
def test_a_canvas_gives_the_same_palette(name: str) -> None:
    """Swatches, shares and names taken from a canvas are as recorded."""
    assert files.differences(RECORDED["extracted"][name], palettes.extracted(name), 1e-6) == []


@pytest.mark.parametrize("start", RECORDED["recommended"])
def test_the_same_palettes_are_recommended(start: str) -> None:
    """Palettes recommended for a canvas, their reasons and expected stars are as recorded."""
    assert files.differences(RECORDED["recommended"][start], palettes.recommended(start), 1e-5) == []


@pytest.fixture(scope="module")
def worked() -> dict[str, object]:
    """The palettes that the tools make of one palette, as the current tree makes them."""
    return palettes.worked()


@pytest.mark.parametrize("tool", RECORDED["worked"])
def test_a_tool_makes_the_same(worked: dict[str, object], tool: str) -> None:
    """A tool makes the recorded palette of one palette."""
    assert files.differences(RECORDED["worked"][tool], worked[tool], 1e-6) == []


def test_a_palette_repaints_a_picture_the_same() -> None:
    """A canvas in the colours of a palette is as recorded to one level."""
    recorded, found = (np.asarray(looks) for looks in (RECORDED["repainted"], palettes.repainted()))
    assert recorded.shape == found.shape
    assert np.abs(recorded - found).max() <= 1


def test_every_format_is_recorded() -> None:
    """The recorded files are those of all formats there are."""
    assert list(RECORDED["files"]) == list(EXTENSIONS)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_file_has_the_same_bytes(extension: str) -> None:
    """A palette's file is as recorded, and reads back as the same palette."""
    assert files.differences(RECORDED["files"][extension], palettes.file_of(extension)) == []
    assert files.differences(RECORDED["read"][extension], palettes.read_back(extension), 1e-6) == []
