"""The keeper's decisions: to connect, to start the backend, to give up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from apprentice.link.backend import Launcher, ServedFolder
from apprentice.link.keeper import (
    HANGS,
    HANGS_AFTER_S,
    LAST_BACKOFF_S,
    MAX_STARTS,
    NO_LAUNCHER,
    OTHER_VERSION,
    START_TIMEOUT_S,
    STEADY_AFTER_S,
    Keeper,
    Phase,
)
from apprentice_shared.data_folder import Address
from apprentice_shared.errors import StoreError
from apprentice_shared.session import PROTOCOL_VERSION

HERE = ServedFolder(Address("127.0.0.1", 1, 2, PROTOCOL_VERSION), "t")
LAUNCHER = Launcher(("serve",), Path("/data"))


class World:
    """Files, processes and a clock, all in memory."""

    def __init__(self, launcher: Launcher | None = LAUNCHER) -> None:
        self.launcher = launcher
        self.served: ServedFolder | None = None
        self.pid = 77
        self.stranger = ""
        self.meanwhile: Callable[[], None] = lambda: None
        self.starts = 0
        self.exit_status: int | None = None
        self.now_s = 0.0
        self.refuses: OSError | None = None
        self.keeper = Keeper(
            lambda: self.launcher,
            find=self._find,
            start=self._start,
            last_words=lambda _: "It said so.",
            clock=lambda: self.now_s,
        )

    def _find(self, _: Path) -> ServedFolder | None:
        if self.stranger:
            raise StoreError(self.stranger)
        return self.served

    def _start(self, _: Launcher) -> World:
        self.meanwhile()
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
    world.served = HERE
    assert world.keeper.look(pending=False)[0] == HERE


def test_starts_another_in_place_of_one_that_was_killed() -> None:
    """A data folder that no living backend holds has none, whatever was connected before."""
    world = World()
    world.keeper.want()
    world.served = HERE
    world.keeper.look(pending=True)
    world.keeper.welcomed()
    world.keeper.broken()
    world.served = None
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
    assert (status.phase, status.text) == (Phase.FAILED, "Apprentice could not start: It said so.")
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
    """Each broken connection doubles the pause, up to a bound; one that held for a while resets it."""
    world = World()
    world.served = HERE
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
    assert world.keeper.look(pending=False)[2] == LAST_BACKOFF_S
    world.keeper.welcomed()
    world.now_s += STEADY_AFTER_S + 1
    world.keeper.broken()
    assert world.keeper.look(pending=False)[2] < 0.5


def test_keeps_saying_why_it_was_refused() -> None:
    """A wrong version stays on the line until a greeting takes it away."""
    world = World()
    world.served = HERE
    world.keeper.refused("Install the same version of both.")
    address, status, _ = world.keeper.look(pending=True)
    assert (address, status.phase) == (None, Phase.FAILED)
    world.now_s = 100
    address, status, _ = world.keeper.look(pending=True)
    assert (address, status.text) == (HERE, "Install the same version of both.")
    world.keeper.welcomed()
    assert world.phase() is Phase.LOST


def test_a_launcher_that_is_written_later_is_seen() -> None:
    """Krita need not start again: the next look finds it, and starts what was asked for before."""
    world = World(None)
    world.keeper.want()
    assert world.phase() is Phase.FAILED
    world.launcher = LAUNCHER
    assert world.phase() is Phase.STARTING
    assert world.keeper.data_dir == LAUNCHER.data_dir


def test_a_folder_that_others_can_change_is_refused_with_a_sentence() -> None:
    """Nothing is started there and nothing is connected; once it is private again all goes on."""
    world = World()
    world.served, world.stranger = HERE, "That folder can be changed by others: choose another."
    assert world.keeper.look(pending=False)[1].text == world.stranger
    world.keeper.want()
    served, status, _ = world.keeper.look(pending=True)
    assert (served, status.phase, status.text) == (None, Phase.FAILED, world.stranger)
    assert world.starts == 0
    world.stranger = ""
    assert world.keeper.look(pending=True)[0] == HERE


def _try_in_vain(world: World, for_s: float) -> None:
    """Attempt and fail for so many seconds."""
    until_s = world.now_s + for_s
    while world.now_s < until_s:
        served, _, wait_s = world.keeper.look(pending=True)
        if served is not None:
            world.keeper.broken()
        world.now_s += max(wait_s, 0.1)


def test_a_living_backend_that_does_not_answer_is_named_and_no_other_started() -> None:
    """The sentence says how to end it; each press of Suggest is answered by it anew, after one more attempt."""
    world = World()
    world.served = HERE
    world.keeper.want()
    _try_in_vain(world, HANGS_AFTER_S / 2)
    assert world.phase() is not Phase.FAILED
    _try_in_vain(world, HANGS_AFTER_S)
    _, status, _ = world.keeper.look(pending=True)
    assert status.phase is Phase.FAILED
    assert status.text == HANGS
    world.keeper.want()
    assert world.phase() is not Phase.FAILED
    world.keeper.broken()
    assert world.keeper.look(pending=True)[1] == status
    world.keeper.welcomed()
    assert world.phase() is not Phase.FAILED
    assert world.starts == 0


def test_a_backend_that_fell_silent_is_named_after_one_more_attempt() -> None:
    """A connection on which nothing came for long is silence enough."""
    world = World()
    world.served = HERE
    world.keeper.look(pending=True)
    world.keeper.welcomed()
    world.keeper.broken(hung=True)
    assert world.phase() is Phase.LOST
    world.keeper.broken()
    assert world.phase() is Phase.FAILED


def test_a_backend_that_holds_the_folder_and_writes_no_address_is_named() -> None:
    """A start that hangs before it listens ends in the same sentence."""
    world = World()
    world.keeper.want()
    world.phase()
    world.served = ServedFolder(None)
    assert world.phase() is Phase.STARTING
    world.now_s += START_TIMEOUT_S / 2
    assert world.phase() is Phase.STARTING
    world.now_s += START_TIMEOUT_S
    _, status, _ = world.keeper.look(pending=True)
    assert status.phase is Phase.FAILED
    assert status.text == HANGS
    assert world.starts == 1


def test_a_backend_of_another_version_is_told_and_not_called() -> None:
    """Its address says what it speaks; when it has ended, the next press starts this version's."""
    world = World()
    world.keeper.want()
    world.served = ServedFolder(Address("127.0.0.1", 1, 2, PROTOCOL_VERSION - 1), "t")
    served, status, wait_s = world.keeper.look(pending=True)
    assert (served, status.phase) == (None, Phase.FAILED)
    assert status.text == OTHER_VERSION
    assert wait_s >= 1
    world.served = None
    world.keeper.want()
    assert world.phase() is Phase.STARTING


def test_a_start_is_not_given_up_for_what_answers_at_the_address_before() -> None:
    """Until the backend that was started has written its own address, a refusal means nothing."""
    world = World()
    world.keeper.want()
    world.phase()
    world.served = HERE
    world.keeper.look(pending=True)
    world.keeper.refused("That is no backend.")
    assert world.phase() is Phase.STARTING
    world.now_s += START_TIMEOUT_S + 1
    world.keeper.look(pending=True)
    world.keeper.refused("That is no backend.")
    assert world.phase() is Phase.FAILED


def test_what_is_wanted_in_the_middle_of_a_failure_is_tried_by_itself() -> None:
    """A failure answers what was asked for before it began; a press that falls into it has a start of its own."""
    world = World()
    world.refuses = FileNotFoundError(2, "No such file")
    world.keeper.want()
    world.meanwhile = world.keeper.want
    assert world.phase() is Phase.FAILED
    assert world.keeper.wants_seen == 1
    world.refuses, world.meanwhile = None, lambda: None
    assert world.phase() is Phase.STARTING
    assert world.keeper.wants_seen == 2
