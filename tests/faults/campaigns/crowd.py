"""Fifty clients: how long a rating waits while four of them import (`apprentice bench crowd`), and storms.

In a storm all fifty lose their connections in the middle of a rating and come back at once; each rating counts once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from apprentice_shared import messages as m
from campaigns.backends import PATH, Backend, ForkServer, open_files, peak_mb
from campaigns.client import Client
from campaigns.roles import Stored
from campaigns.trial import Trial, must
from campaigns.workers import percentile

CLIENTS = 50
# A storm is over once each client has had its answer.
STORM_S = 30.0
# Where a run is longer than this, half of it belongs to the benchmark.
BENCH_FROM_S = 60.0


def run(trial: Trial) -> None:
    """Measure where there is time for it, then storm."""
    if trial.seconds > BENCH_FROM_S:
        _bench(trial)
    forks = ForkServer()
    backend = Backend(trial.place("data"), forks)
    backend.start()
    try:
        _storm(trial, backend, [Client(backend.folder, f"artist-{number}") for number in range(CLIENTS)])
        trial.most("memory_peak_MB", peak_mb(backend.pid))
        trial.most("open_files", open_files(backend.pid))
    finally:
        backend.kill()
        forks.close()
    backend.check_log()


def _bench(trial: Trial) -> None:
    """Have the benchmark measure; on a busy machine its bound says nothing, so that it is no fault here."""
    bench = [sys.executable, "-m", "apprentice_backend", "bench", "crowd", "--json", "--seconds"]
    done = subprocess.run(
        [*bench, str(trial.seconds / 4)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": PATH},
    )
    must(done.returncode in (0, 1) and done.stdout, f"the benchmark failed: {done.stderr[-2000:]}")
    for name, played in json.loads(done.stdout).items():
        for share in (0.5, 0.95, 1.0):
            trial.most(f"rating_{name.replace(' ', '_')}_{share:.0%}_ms", percentile(played["ratings_s"], share))


def _storm(trial: Trial, backend: Backend, clients: list[Client]) -> None:
    rated: set[str] = set()
    with ThreadPoolExecutor(len(clients)) as threads:
        while trial.left() or not trial.figures["storms"]:
            number = trial.figures["storms"]
            began = time.monotonic()
            rated |= set(threads.map(lambda client, number=number: _come_and_go(client, number), clients))
            took_s = time.monotonic() - began
            must(took_s < STORM_S, f"{CLIENTS} clients came back only after {took_s:.0f} s")
            trial.most("longest_storm_ms", 1000 * took_s)
            trial.count("storms")
    for client in clients:
        client.hang_up()
    there = Stored(backend.folder).events.keys()
    must(there == rated, f"of {len(rated)} ratings the log has {len(there & rated)}, and {len(there - rated)} others")
    trial.figures["ratings"] = len(rated)


def _come_and_go(client: Client, number: int) -> str:
    """Rate as the connection is lost, come back, and have the answer; return the rating's id."""
    if number == 0:
        client.dial()
    event = f"{client.session.client_id}-{number}"
    client.submit(m.RatePalette(event, ("#112233",), 1 + number % 5))
    client.hang_up()
    client.dial()
    reply = client.until(event)
    must(isinstance(reply, m.Recorded), f"a rating was answered with {reply}")
    return event
