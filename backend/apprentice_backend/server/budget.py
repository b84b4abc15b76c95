"""A number of bytes that all clients share."""

from __future__ import annotations

import asyncio
from collections import deque


class Budget:
    """So many bytes, lent and given back. Event loop only.

    Args:
        most: of them all; whoever asks for more waits until none is lent.

    Attributes:
        lent: how many are lent now.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.lent = 0
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    def has(self, size: int) -> bool:
        """Return whether so many bytes are there now."""
        return self.lent + min(size, self._most) <= self._most

    def lend(self, size: int) -> None:
        """Lend so many bytes, whether they are there or not."""
        self.lent += size

    async def take(self, size: int) -> None:
        """Borrow so many bytes; wait for them behind all who wait already."""
        if self.has(size) and not self._waiting:
            self.lent += size
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append((size, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back(size)
            raise

    def give_back(self, size: int) -> None:
        """Give borrowed bytes back."""
        self.lent -= size
        while self._waiting and (self._waiting[0][1].done() or self.has(self._waiting[0][0])):
            wanted, turn = self._waiting.popleft()
            if not turn.done():
                self.lent += wanted
                turn.set_result(None)
