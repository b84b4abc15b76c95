"""The bytes that all clients share."""

from __future__ import annotations

import asyncio

from apprentice_backend.server.budget import Budget


async def turns() -> None:
    """Let whatever can go on go on."""
    for _ in range(3):
        await asyncio.sleep(0)


def test_whoever_asks_for_too_much_waits_until_it_is_there() -> None:
    """The first in the line gets its bytes first; a smaller wish does not overtake."""

    async def scenario() -> list[str]:
        budget, got = Budget(10), list[str]()

        async def borrow(name: str, size: int) -> None:
            await budget.take(size)
            got.append(name)

        await borrow("a", 8)
        waiting = [asyncio.create_task(borrow("b", 5)), asyncio.create_task(borrow("c", 1))]
        await turns()
        assert got == ["a"]
        budget.give_back(8)
        await asyncio.gather(*waiting)
        assert budget.lent == 6
        return got

    assert asyncio.run(scenario()) == ["a", "b", "c"]


def test_more_than_all_is_lent_alone() -> None:
    """A wish for more than there is waits until nothing is lent, and not for ever."""

    async def scenario() -> int:
        budget = Budget(10)
        await budget.take(1)
        whole = asyncio.create_task(budget.take(99))
        await turns()
        assert not whole.done()
        budget.give_back(1)
        await whole
        budget.give_back(99)
        return budget.lent

    assert asyncio.run(scenario()) == 0


def test_who_gives_up_waiting_holds_nobody_up() -> None:
    """A connection that ends while it waits leaves the line, and takes nothing with it."""

    async def scenario() -> int:
        budget = Budget(10)
        await budget.take(8)
        gone, next_one = asyncio.create_task(budget.take(9)), asyncio.create_task(budget.take(2))
        await turns()
        gone.cancel()
        await turns()
        budget.give_back(8)
        await next_one
        # The turn has come, and the connection ends before it is taken.
        late = asyncio.create_task(budget.take(9))
        await turns()
        budget.give_back(2)
        late.cancel()
        await turns()
        return budget.lent

    assert asyncio.run(scenario()) == 0
