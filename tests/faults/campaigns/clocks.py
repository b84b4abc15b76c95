"""A wall clock that jumps: by seconds, by years, back to 1970, far ahead; while a backend runs and between two of them.

The history stays in the order in which things were said, a rating keeps the moment that the clock told, "forget since"
goes by those moments, and what is kept for a client that is away does not depend on the wall clock.
"""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

from apprentice_backend.store.schema import FILE_NAME
from apprentice_shared import messages as m
from campaigns.backends import Backend, ForkServer
from campaigns.client import Client
from campaigns.trial import Trial, must

YEAR_S = 365.25 * 86_400
# How far two readings of the clock may lie apart, on a busy machine.
SLACK_S = 5.0


def run(trial: Trial) -> None:
    """Let the clocks of backends jump, on one folder after the other."""
    forks, number = ForkServer(), 0
    try:
        while trial.left():
            number += 1
            _one_folder(trial, forks, trial.place(f"data-{number}"))
    finally:
        forks.close()


def _one_folder(trial: Trial, forks: ForkServer, folder: Path) -> None:
    rng, clock = trial.rng, folder.with_name(f"{folder.name}.clock")
    clock.write_text("0")
    backend = Backend(folder, forks, clock=clock)
    backend.start()
    client = Client(folder, "rater")
    client.dial()
    said: list[tuple[str, float]] = []
    for number in range(30):
        if rng.random() < 0.5:
            clock.write_text(str(_jump(rng)))
            trial.count("jumps")
            trial.note(f"the clock is wrong by {clock.read_text()} s")
        if rng.random() < 0.1:
            client.hang_up()
            backend.kill()
            backend.start()
            client.dial()
        event = f"e{number}"
        reply = client.ask(m.RatePalette(event, ("#112233",), 3))
        must(isinstance(reply, m.Recorded), f"a rating was answered with {reply}")
        said.append((event, time.time() + float(clock.read_text())))
    _check_history(client, said)
    _check_forget(trial, client, said)
    _check_kept(client, clock, _jump(rng))
    client.hang_up()
    backend.kill()
    _check_set_aside(backend, clock, rng)
    backend.check_log()


def _jump(rng: Random) -> float:
    now = time.time()
    steps = (0.0, rng.uniform(-2, 2), 3600.0, -3600.0, -YEAR_S, 10 * YEAR_S, 300 * YEAR_S)
    return rng.choice((*steps, 1 - now, 60 - now, 2**32 - now))


def _history(client: Client) -> list[m.EventPart]:
    reply = client.ask(m.GetHistory("history", limit=1000))
    assert isinstance(reply, m.HistoryReport), reply
    return list(reply.events)


def _check_history(client: Client, said: list[tuple[str, float]]) -> None:
    told = _history(client)
    must([part.id for part in told] == [event for event, _ in reversed(said)], "the history is in another order")
    for part, (event, at) in zip(told, reversed(said), strict=True):
        must(abs(part.at - at) < SLACK_S, f"{event} was said at {at}, and is told to be of {part.at}")


def _check_forget(trial: Trial, client: Client, said: list[tuple[str, float]]) -> None:
    moments = {part.id: part.at for part in _history(client)}
    since = trial.rng.choice(sorted(moments.values()))
    must(isinstance(client.ask(m.Forget("forget", since)), m.Recorded), "nothing could be forgotten")
    wanted = [event for event, _ in reversed(said) if moments[event] < since]
    must([part.id for part in _history(client)] == wanted, f"forgetting since {since} left something else")


def _check_kept(client: Client, clock: Path, jump: float) -> None:
    """A result that a client did not fetch is there when it comes back, whatever the clock says by then."""
    client.submit(m.Suggest("kept", width_px=32, height_px=24, preview_px=0))
    client.hang_up()
    clock.write_text(str(jump))
    client.dial()
    must(isinstance(client.until("kept"), m.SlateReady), "a client that was away did not get its slate")


def _check_set_aside(backend: Backend, clock: Path, rng: Random) -> None:
    """A damaged store is dealt with at any moment that a clock may tell."""
    clock.write_text(str(_jump(rng)))
    (backend.folder / FILE_NAME).write_bytes(b"no store" * 1000)
    backend.start()
    backend.kill()
