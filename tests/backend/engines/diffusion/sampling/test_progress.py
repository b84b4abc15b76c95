"""Progress never falls, and knows how long it will take."""

import pytest

from apprentice_backend.engines.diffusion.sampling.progress import RenderProgress


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_estimates_from_what_was_done() -> None:
    """Four images of four steps and a decode: after a quarter of the work, three times as long is left."""
    clock = Clock()
    progress = RenderProgress(4, 4, clock)
    clock.now = 10.0
    told = progress.advance("step 1", images=5)
    assert told.fraction == 0.25
    assert told.seconds_left == pytest.approx(30.0)


def test_a_failed_batch_holds_the_fraction() -> None:
    """Work that is done again is counted again, but the artist sees no step back."""
    progress = RenderProgress(2, 4, Clock())
    progress.mark()
    before = [progress.advance("", images=2).fraction for _ in range(3)]
    progress.rewind()
    again = [progress.advance("", images=1).fraction for _ in range(8)]
    assert again[0] == before[-1]
    assert again == sorted(again)
    assert progress.advance("", images=2).fraction == 1.0
