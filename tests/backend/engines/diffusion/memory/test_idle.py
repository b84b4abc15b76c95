"""A model without work is freed after a while, and not before."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest

from apprentice_backend.engines.base import Image, RenderEvent, RenderRequest
from apprentice_backend.engines.diffusion.engine import DiffusionEngine
from apprentice_backend.engines.diffusion.memory.idle import IdleClock, daemon_timer
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import Cancelled


class Timer:
    made: list["Timer"]

    def __init__(self, delay_s: float, action: Callable[[], None]) -> None:
        self.delay_s, self.action, self.running = delay_s, action, False
        self.made.append(self)

    def start(self) -> None:
        self.running = True

    def cancel(self) -> None:
        self.running = False


def fresh() -> type[Timer]:
    return type("Fresh", (Timer,), {"made": []})


def test_each_use_starts_the_wait_anew() -> None:
    """While something is done nothing is freed; only the last timer runs."""
    kind, freed = fresh(), Event()
    clock = IdleClock(60.0, lambda wait: freed.set(), kind)
    clock.idle()
    clock.busy()
    clock.idle()
    assert [timer.running for timer in kind.made] == [False, True]
    kind.made[-1].action()
    assert freed.is_set()


def test_only_the_last_wait_counts() -> None:
    """A wait that ran out before the last use frees nothing any more."""
    kind, counted = fresh(), []
    clock = IdleClock(60.0, lambda wait: counted.append(clock.counts(wait)), kind)
    clock.idle()
    clock.busy()
    kind.made[0].action()
    clock.idle()
    kind.made[0].action()
    kind.made[1].action()
    assert counted == [False, False, True]


def test_a_request_that_begins_as_the_wait_runs_out_keeps_the_model(tiny_folder: Path) -> None:
    """The timer has fired, a request is at work: afterwards the model is still there, and goes at the next wait."""
    kind, begun, go_on = fresh(), Event(), Event()
    engine = DiffusionEngine(f"{tiny_folder}?steps=2&idle_s=60", "cpu", make_timer=kind)
    asked = RenderRequest((AttributeMix({}),), (1,), 64, 64, preview_px=0)
    first = engine.render(asked, lambda event: None, Event())[0].pixels

    def wait_in_the_middle(event: RenderEvent) -> None:
        begun.set()
        assert go_on.wait(30.0)

    second: list[Image] = []
    request = Thread(target=lambda: second.extend(engine.render(asked, wait_in_the_middle, Event())))
    request.start()
    assert begun.wait(30.0)
    unloading = Thread(target=kind.made[0].action)
    unloading.start()
    go_on.set()
    request.join(30.0)
    unloading.join(30.0)
    assert np.array_equal(second[0].pixels, first)
    assert is_loaded(engine)
    kind.made[-1].action()
    assert not is_loaded(engine)


def is_loaded(engine: DiffusionEngine) -> bool:
    """Say whether the next request finds the model in memory: else it begins by saying that it loads it."""
    stages: list[str] = []

    def stop_at_once(event: RenderEvent) -> None:
        stages.append(getattr(event, "stage", ""))
        raise Cancelled("seen enough")

    with pytest.raises(Cancelled):
        engine.render(RenderRequest((AttributeMix({}),), (1,), 64, 64), stop_at_once, Event())
    return "loading" not in stages[0]


def test_zero_waits_for_ever() -> None:
    """With 0 no timer is made."""
    kind = fresh()
    IdleClock(0.0, lambda wait: None, kind).idle()
    assert kind.made == []


def test_a_real_timer_fires_and_holds_no_program() -> None:
    """The default timer is a daemon."""
    fired = Event()
    timer = daemon_timer(0.001, fired.set)
    timer.start()
    assert fired.wait(5.0)
