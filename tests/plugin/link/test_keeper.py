"""The keeper's decisions: to connect, to start the backend, to give up."""

from __future__ import annotations

from pathlib import Path

import pytest

from apprentice.link.backend import Address, Launcher
from apprentice.link.keeper import MAX_STARTS, NO_LAUNCHER, START_TIMEOUT_S, Keeper, Phase

HERE = Address(1, 2, "t")
LAUNCHER = Launcher(("serve",), Path("/data"))


class World:
    """Files, processes and a clock, all in memory."""

    def __init__(self, launcher: Launcher | None = LAUNCHER) -> None:
        self.address: Address | None = None
        self.starts = 0
        self.exit_status: int | None = None
        self.now_s = 0.0
        self.refuses: OSError | None = None
        self.keeper = Keeper(
            launcher,
            find=lambda _: self.address,
            start=self._start,
            last_words=lambda _: "It said so.",
            clock=lambda: self.now_s,
        )

    def _start(self, _: Launcher) -> World:
        if self.refuses is not None:
            raise self.refuses
        self.starts += 1
        return self

    def poll(self) -> int | None:
        """Return the child's exit status."""
        return self.exit_status

    def phase(self, *, pending: bool = True) -> Phase:
        """Look once."""
        return self.keeper.look(pending=pending)[1].phase


def test_says_which_command_to_run_where_nothing_is_set_up() -> None:
    """Without launcher.json there is one thing to do, and the panel says it."""
    world = World(None)
    address, status, _ = world.keeper.look(pending=False)
    assert (address, status.text) == (None, NO_LAUNCHER)
    world.keeper.want()
    assert world.phase() is Phase.FAILED


def test_starts_nothing_before_it_is_wanted() -> None:
    """Opening Krita does not start the backend; the first Suggest does, once."""
    world = World()
    assert world.phase(pending=False) is Phase.OFF
    assert world.starts == 0
    world.keeper.want()
    assert world.phase() is Phase.STARTING
    assert world.phase() is Phase.STARTING
    assert world.starts == 1


def test_connects_to_a_backend_that_runs_already() -> None:
    """`apprentice up` in a terminal is enough."""
    world = World()
    world.address = HERE
    assert world.keeper.look(pending=False)[0] == HERE


def test_starts_another_in_place_of_one_that_was_killed() -> None:
    """A file left behind by a dead backend does not count."""
    world = World()
    world.keeper.want()
    world.address = HERE
    world.keeper.look(pending=True)
    world.keeper.welcomed()
    world.keeper.broken()
    world.now_s += 10
    world.keeper.look(pending=True)
    world.keeper.unreachable(HERE)
    assert world.phase() is Phase.STARTING
    assert world.starts == 1


def test_leaves_a_backend_alone_that_nobody_waits_for() -> None:
    """A backend that has ended is started again only when a request waits."""
    world = World()
    world.keeper.want()
    world.keeper.welcomed()
    assert world.phase(pending=False) is Phase.LOST
    assert world.starts == 0
    assert world.phase(pending=True) is Phase.STARTING


def test_tells_what_the_backend_said_when_it_could_not_start() -> None:
    """The backend's last line reaches the artist; the next Suggest tries again."""
    world = World()
    world.keeper.want()
    world.phase()
    world.exit_status = 1
    _, status, _ = world.keeper.look(pending=True)
    assert (status.phase, status.text) == (Phase.FAILED, "The backend could not start: It said so.")
    assert world.phase() is Phase.FAILED
    world.keeper.want()
    world.exit_status = None
    assert world.phase() is Phase.STARTING


def test_a_start_that_fails_is_followed_by_another_where_one_was_wanted_since() -> None:
    """What the artist asks for while a start fails has a start of its own: the cause may be mended by then."""
    world = World()
    world.keeper.want()
    world.phase()
    world.keeper.want()
    world.exit_status = 1
    assert world.phase() is Phase.STARTING
    assert world.starts == 2
    assert world.phase() is Phase.FAILED


def test_gives_up_on_a_backend_that_is_killed_again_and_again() -> None:
    """A handful of starts in a minute are enough."""
    world = World()
    world.keeper.want()
    world.exit_status = -9
    phases = [world.phase() for _ in range(MAX_STARTS + 1)]
    assert phases[:MAX_STARTS] == [Phase.STARTING] * MAX_STARTS
    assert phases[-1] is Phase.FAILED


def test_does_not_wait_forever_for_a_start() -> None:
    """A backend that never writes its address is given up."""
    world = World()
    world.keeper.want()
    world.phase()
    world.now_s = START_TIMEOUT_S + 1
    assert world.phase() is Phase.FAILED


@pytest.mark.parametrize("error", [FileNotFoundError(2, "No such file"), PermissionError(13, "Denied")], ids=repr)
def test_tells_when_the_program_is_not_there(error: OSError) -> None:
    """A launcher that points nowhere is a sentence, not an exception."""
    world = World()
    world.refuses = error
    world.keeper.want()
    _, status, _ = world.keeper.look(pending=True)
    assert status.phase is Phase.FAILED
    assert "python3 run.py" in status.text


def test_tries_less_often_the_longer_it_fails() -> None:
    """Each broken connection doubles the pause, up to a bound; a greeting resets it."""
    world = World()
    world.address = HERE
    pauses = []
    for _ in range(8):
        world.keeper.broken()
        pauses.append(world.keeper.look(pending=False)[2])
        world.now_s += pauses[-1]
    assert pauses == sorted(pauses)
    assert pauses[0] < 0.5
    assert pauses[-1] == pauses[-2]
    world.keeper.welcomed()
    world.keeper.broken()
    assert world.keeper.look(pending=False)[2] < 0.5


def test_keeps_saying_why_it_was_refused() -> None:
    """A wrong version stays on the line until a greeting takes it away."""
    world = World()
    world.address = HERE
    world.keeper.refused("Install the same version of both.")
    address, status, _ = world.keeper.look(pending=True)
    assert (address, status.phase) == (None, Phase.FAILED)
    world.now_s = 100
    address, status, _ = world.keeper.look(pending=True)
    assert (address, status.text) == (HERE, "Install the same version of both.")
    world.keeper.welcomed()
    assert world.phase() is Phase.LOST
