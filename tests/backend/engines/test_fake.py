"""The fake engine does as its script says."""

from threading import Event

import numpy as np
import pytest

from apprentice_backend.engines import create
from apprentice_backend.engines.base import Noticed, Progressed, Rendered, RenderRequest
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import Cancelled, EngineError, EngineNotReady, EngineOutOfMemory

WARM, COOL = AttributeMix.pure(color="warm"), AttributeMix.pure(color="cool")


def request(*mixes: AttributeMix, **more: object) -> RenderRequest:
    return RenderRequest(mixes, tuple(range(len(mixes))), 40, 30, **more)


@pytest.mark.parametrize(
    ("fail", "raised"),
    [
        ("error", EngineError),
        ("out_of_memory", EngineOutOfMemory),
        ("not_ready", EngineNotReady),
        ("crash", RuntimeError),
    ],
)
def test_fails_at_the_image_asked_for(fail: str, raised: type[Exception]) -> None:
    """The images before the failing one are reported."""
    events: list[object] = []
    engine = create("fake", model=f"fail_at=2,fail={fail}")
    with pytest.raises(raised):
        engine.render(request(WARM, COOL), events.append, Event())
    assert [event.index for event in events if isinstance(event, Rendered)] == [0]


def test_recovers_after_the_failures_asked_for() -> None:
    """With `times=1` the second render succeeds."""
    engine = create("fake", model="fail_at=1,times=1")
    with pytest.raises(EngineError):
        engine.render(request(WARM), lambda event: None, Event())
    assert len(engine.render(request(WARM), lambda event: None, Event())) == 1


def test_cancel_ends_a_render_between_steps() -> None:
    """Cancelled at its first report, a render makes no other."""
    cancelled = Event()
    events: list[object] = []

    def cancel(event: object) -> None:
        events.append(event)
        cancelled.set()

    with pytest.raises(Cancelled):
        create("fake", model="steps=2,step_s=0.001").render(request(WARM), cancel, cancelled)
    assert len(events) == 1


def test_reports_each_step_and_a_notice() -> None:
    """Twenty steps are twenty reports."""
    events: list[object] = []
    create("fake", model="steps=20,notice=1").render(request(WARM), events.append, Event())
    assert sum(isinstance(event, Progressed) for event in events) == 20
    assert isinstance(events[0], Noticed)


def test_pictures_differ_by_mix_and_by_seed() -> None:
    """Two mixes, and two seeds of one mix, are told apart."""
    engine = create("fake")
    warm, cool = engine.render(request(WARM, COOL), lambda event: None, Event())
    again = engine.render(RenderRequest((WARM,), (9,), 40, 30), lambda event: None, Event())[0]
    assert not np.array_equal(warm.pixels, cool.pixels)
    assert not np.array_equal(warm.pixels, again.pixels)


@pytest.mark.parametrize("script", ["steps=0", "steps=-1", "fail=loudly", "speed=3", "steps", "steps=many"])
def test_refuses_a_script_it_cannot_read(script: str) -> None:
    """A misspelt script is an error, not another test than was meant."""
    with pytest.raises(ValueError, match=r"fake|fail|invalid literal"):
        create("fake", model=script)
