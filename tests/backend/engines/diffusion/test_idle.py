"""What is idle is freed after a while, and not before."""

from collections.abc import Callable
from threading import Event

from apprentice_backend.engines.diffusion.idle import IdleClock, daemon_timer


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
    clock = IdleClock(60.0, freed.set, kind)
    clock.idle()
    clock.busy()
    clock.idle()
    assert [timer.running for timer in kind.made] == [False, True]
    kind.made[-1].action()
    assert freed.is_set()


def test_zero_waits_for_ever() -> None:
    """With 0 no timer is made."""
    kind = fresh()
    IdleClock(0.0, lambda: None, kind).idle()
    assert kind.made == []


def test_a_real_timer_fires_and_holds_no_program() -> None:
    """The default timer is a daemon."""
    fired = Event()
    timer = daemon_timer(0.001, fired.set)
    timer.start()
    assert fired.wait(5.0)
