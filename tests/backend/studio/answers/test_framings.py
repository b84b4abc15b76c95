"""Framings: windows on the canvas that was sent, in the order of the artist's taste."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from workshop import Workshop

from apprentice_backend.agents.beliefs import Taste, TasteValue
from apprentice_backend.engines import create
from apprentice_backend.engines.base import Pixels
from apprentice_backend.engines.framer import AIMS, FRAMINGS, Framer, ProposedFrame
from apprentice_backend.profiles import Profiles
from apprentice_backend.studio import EngineKey, EnginePool, ImageCache
from apprentice_backend.studio.answers.framings import FramingAnswers, by_taste
from apprentice_backend.studio.pictures import encode_pixels
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import RequestError
from apprentice_shared.images import PixelFormat
from apprentice_shared.messages import FramingPart, Framings, GetFramings

HEIGHT, WIDTH = 200, 400


class Bench:
    """The answers with an engine, and a canvas of 400 × 200 pixels with a light square in a dark field."""

    def __init__(self, profiles: Profiles, engine: str) -> None:
        images = ImageCache()
        pixels: Pixels = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
        pixels[..., :3] = (30, 40, 60)
        pixels[60:120, 120:180, :3] = (220, 190, 150)
        frame = encode_pixels(pixels, PixelFormat.RGBA, "canvas")
        images.add(frame)
        self.canvas = frame.hash
        self.answers = FramingAnswers(profiles, EnginePool(EngineKey(engine)), images)

    def ask(self, format_: float = 0.0) -> tuple[FramingPart, ...]:
        """Return the framings that are answered."""
        reply = self.answers.by_request()[GetFramings](GetFramings("f1", self.canvas, format_)).reply
        assert isinstance(reply, Framings)
        return reply.framings


@pytest.fixture
def profiles(tmp_path: Path) -> Iterator[Profiles]:
    """The profiles of an empty folder."""
    workshop = Workshop(tmp_path)
    yield workshop.profiles
    workshop.log.close()


@pytest.mark.parametrize("format_", [0.0, 0.4, 1.0, 2.0, 2.39])
def test_three_to_five_windows_of_the_format(profiles: Profiles, format_: float) -> None:
    """Each aim comes once, in the format asked for."""
    found = Bench(profiles, "studies").ask(format_)
    assert 3 <= len(found) <= 5
    assert len({part.aim for part in found}) == len(found)
    assert {part.aim for part in found} <= set(AIMS)
    for part in found:
        if format_:
            assert part.width * WIDTH / (part.height * HEIGHT) == pytest.approx(format_, rel=0.02)


def test_an_engine_that_frames_nothing_says_so_with_none(profiles: Profiles) -> None:
    """The ability and the method belong together."""
    assert Bench(profiles, "fake").ask() == ()
    studies = create("studies")
    assert isinstance(studies, Framer)
    assert FRAMINGS in studies.describe().abilities
    assert FRAMINGS not in create("fake").describe().abilities


def test_a_canvas_that_is_gone_is_told(profiles: Profiles) -> None:
    """It has to be sent again."""
    bench = Bench(profiles, "studies")
    bench.canvas = "0" * 64
    with pytest.raises(RequestError):
        bench.ask()


def test_a_known_taste_puts_framings_in_order() -> None:
    """A value that is clearly liked comes first, one that is disliked last; a guess changes nothing."""
    frames = [
        ProposedFrame(aim, 0.0, 0.0, 1.0, 1.0, AttributeMix({"composition": {value: 1.0}}))
        for aim, value in zip(AIMS, ("centered", "symmetrical", "dynamic", "asymmetric", "rule_of_thirds"), strict=True)
    ]
    taste = Taste(
        (
            TasteValue("composition", "centered", -0.8, 0.2),
            TasteValue("composition", "dynamic", 0.7, 0.2),
            TasteValue("composition", "asymmetric", 0.5, 0.9),
        ),
        ratings=8,
    )
    assert [frame.aim for frame in by_taste(frames, taste)] == ["taller", "air", "wider", "off_centre", "closer"]


@pytest.mark.parametrize("format_", [-1.0, 0.05, 11.0])
def test_a_format_lies_within_bounds(format_: float) -> None:
    """A tenth to ten, or 0."""
    with pytest.raises(ValueError, match="format must be 0 or from"):
        GetFramings("f1", "0" * 64, format_)
