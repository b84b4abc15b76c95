"""Palette tools and repainting over real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from live_server import TOKEN, serving
from talker import Talker, noise_canvas, talking

from apprentice_backend.studio.pictures import decode_pixels
from apprentice_shared.messages import (
    ImageReady,
    PalettePart,
    PalettesReport,
    RecommendPalettes,
    Repaint,
    SwatchPart,
    WorkPalette,
)

SWATCHES = tuple(
    SwatchPart(color, share, name)
    for color, share, name in (
        ("#c0392b", 0.4, "brick red"),
        ("#2e5a33", 0.3, "moss"),
        ("#f4ecd8", 0.2, "cream"),
        ("#1b2a41", 0.1, "navy"),
    )
)


@pytest.fixture
def talker(tmp_path: Path) -> Iterator[Talker]:
    """One client of a server with the fake engine."""
    with serving(tmp_path) as server, talking(server.port, TOKEN) as client:
        yield client


def work(talker: Talker, tool: str, **options: object) -> tuple[PalettePart, ...]:
    """Have a tool work on the swatches."""
    reply = talker.ask(WorkPalette(f"w-{tool}", SWATCHES, tool, **options))  # type: ignore[arg-type]
    assert isinstance(reply, PalettesReport)
    assert {part.kind for part in reply.palettes} == {tool}
    return reply.palettes


def test_varies_all_but_the_locked_swatches(talker: Talker) -> None:
    """Locked swatches keep colour and name in every variation; the free ones move."""
    found = work(talker, "vary", locked=(0, 2), size=3)
    assert len(found) == 3
    for part in found:
        assert (part.swatches[0], part.swatches[2]) == (SWATCHES[0], SWATCHES[2])
        assert part.swatches[1].hex != SWATCHES[1].hex


def test_limits_and_sorts(talker: Talker) -> None:
    """Limiting leaves as many as were asked for; sorting by lightness begins with the darkest."""
    assert len(work(talker, "limit", size=3)[0].swatches) == 3
    assert work(talker, "sort", by="lightness")[0].swatches[0].name == "navy"


def test_makes_a_ramp_through_the_swatch_asked_for(talker: Talker) -> None:
    """Shades and tints run from dark to light and hold the colour itself."""
    (ramp,) = work(talker, "ramp", place=1, size=7)
    assert len(ramp.swatches) == 7
    assert "#2e5a33" in {swatch.hex for swatch in ramp.swatches}


def test_reads_contrast_and_previews_other_eyes(talker: Talker) -> None:
    """The reading is a sentence; three kinds of eyes come with what they confuse."""
    assert work(talker, "contrast")[0].reason.startswith("Contrast ")
    assert [part.name for part in work(talker, "vision")] == ["protan", "deutan", "tritan"]


def test_repaints_a_picture_in_a_palette(talker: Talker) -> None:
    """The picture comes back as large as it was, its colours near the palette's and its alpha as before."""
    canvas = noise_canvas()
    reply = talker.ask(Repaint("p1", canvas.hash, SWATCHES, softness=0.0, keep_light=0.0), canvas)
    assert isinstance(reply, ImageReady)
    before, after = decode_pixels(canvas), decode_pixels(talker.images[-1])
    assert after.shape == before.shape
    assert (after[..., 3] == before[..., 3]).all()
    palette = np.array([[int(s.hex[at : at + 2], 16) for at in (1, 3, 5)] for s in SWATCHES])
    off = np.abs(after[..., None, :3].astype(int) - palette).sum(axis=-1).min(axis=-1)
    assert np.median(off) < 30


@pytest.mark.parametrize("size", [1, 2, 5, 7, 16])
def test_recommends_as_many_swatches_as_asked_for(talker: Talker, size: int) -> None:
    """Every recommended palette has exactly that many, however it was made; another seed brings others."""
    canvas = noise_canvas()
    reply = talker.ask(RecommendPalettes(f"r-{size}", canvas=canvas.hash, count=12, size=size), canvas)
    assert isinstance(reply, PalettesReport)
    recommended = [part for part in reply.palettes if part.kind == "recommended"]
    assert [len(part.swatches) for part in recommended] == [size] * 12
    other = talker.ask(RecommendPalettes(f"o-{size}", canvas=canvas.hash, count=12, size=size, seed=1))
    assert isinstance(other, PalettesReport)
    assert other.palettes[1:] != reply.palettes[1:]
