"""Clients on threads, each doing one thing again and again; what goes wrong there is raised where it is looked at."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

from apprentice_shared import messages as m
from campaigns.client import Client
from campaigns.trial import must


class Worker:
    """A thread that does one thing again and again, with a pause between, until it is stopped."""

    def __init__(self, act: Callable[[], None], pause_s: float) -> None:
        self._act, self._pause_s = act, pause_s
        self._over = threading.Event()
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def look(self) -> None:
        """Raise what went wrong, if anything has."""
        if self._fault is not None:
            raise self._fault

    def stop(self) -> None:
        """Stop after what is being done."""
        self._over.set()
        self._thread.join(90)
        self.look()
        must(not self._thread.is_alive(), "a client hangs")

    def _run(self) -> None:
        try:
            while not self._over.wait(self._pause_s):
                self._act()
        except BaseException as exc:  # noqa: BLE001 - a thread's outermost frame: `look` raises it
            self._fault = exc


@contextmanager
def working(workers: Sequence[Worker]) -> Iterator[None]:
    """Have all of them work for the length of a block."""
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.stop()


class Witness:
    """A client that rates, and measures how long each answer takes.

    After `most` ratings the profile is emptied, so that an hour of it leaves no more behind than a minute.
    """

    def __init__(self, folder: Path, name: str = "witness", most: int = 500) -> None:
        self.took_s: list[float] = []
        self._client, self._name, self._most = Client(folder, name), name, most
        self._suggestions: tuple[str, ...] = ()
        self._rng = Random(name)
        self._client.dial()
        self._asked = 0
        self.ask(m.CreateProfile(self._new_id(), name))

    def act(self) -> None:
        """Rate once."""
        if not self._suggestions or len(self.took_s) % self._most == 0:
            self.ask(m.ResetProfile(self._new_id(), self._name))
            wish = m.Suggest(self._new_id(), profile=self._name, width_px=32, height_px=24, preview_px=0)
            slate = self.ask(wish)
            assert isinstance(slate, m.SlateReady)
            self._suggestions = slate.suggestions
        stars = self._rng.randint(1, 5)
        began = time.perf_counter()
        self.ask(m.Rate(self._new_id(), self._rng.choice(self._suggestions), stars, {"color": 1}))
        self.took_s.append(time.perf_counter() - began)

    def ask(self, request: m.Request) -> m.Message:
        """Ask for something; no answer is an error."""
        reply = self._client.ask(request)
        must(not isinstance(reply, m.ErrorReply), f"{self._name} asked {request!r:.200} and was answered with {reply}")
        self._client.replies.clear()
        self._client.images.clear()
        return reply

    def come_back(self) -> None:
        """Lose the connection and connect anew."""
        self._client.hang_up()
        self._client.dial()

    def _new_id(self) -> str:
        self._asked += 1
        return f"{self._name}-{self._asked}"


def percentile(took_s: Sequence[float], share: float) -> float:
    """Return the time within which this share was done, in milliseconds; 0 where nothing was."""
    if not took_s:
        return 0.0
    return 1000 * sorted(took_s)[min(int(share * len(took_s)), len(took_s) - 1)]
