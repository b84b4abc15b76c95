"""Pictures that the backend is asked for, and may refuse."""

from __future__ import annotations

from apprentice.pictures.wanted_pictures import FIRST_AGAIN_S, LAST_AGAIN_S, WantedPictures


class World:
    """A clock, and the pictures that are wanted."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.wanted = WantedPictures(lambda: self.now_s)

    def ask(self, request_id: str) -> None:
        """Ask for the picture."""
        assert self.wanted.may_ask("key")
        self.wanted.asked(request_id, "key")


def test_a_picture_is_asked_for_once_at_a_time() -> None:
    """Until an answer comes it is not asked for again; without a hash there is nothing to ask for."""
    world = World()
    world.ask("g1")
    assert not world.wanted.may_ask("key")
    assert not world.wanted.may_ask("")
    world.wanted.arrived("key")
    assert world.wanted.may_ask("key")


def test_a_refused_picture_is_asked_for_again_later_and_later() -> None:
    """A refusal may pass; the first is told, those after it are not."""
    world = World()
    repeats, pauses = [], []
    for number in range(9):
        world.ask(f"g{number}")
        repeats.append(world.wanted.refused(f"g{number}"))
        began_s = world.now_s
        while not world.wanted.may_ask("key"):
            world.now_s += FIRST_AGAIN_S
        pauses.append(world.now_s - began_s)
    assert repeats == [False] + [True] * 8
    assert pauses[0] == FIRST_AGAIN_S
    assert pauses == sorted(pauses)
    assert pauses[-1] == LAST_AGAIN_S
    assert not world.wanted.refused("another request")


def test_a_new_connection_may_have_what_was_refused() -> None:
    """It is asked for at once."""
    world = World()
    world.ask("g1")
    world.wanted.refused("g1")
    assert not world.wanted.may_ask("key")
    world.wanted.connected()
    assert world.wanted.may_ask("key")
