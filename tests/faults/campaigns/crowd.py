"""Fifty clients, four of them importing long profiles without pause; then storms in which all come back at once.

The time from a rating to its answer is measured at an artist's pace: a rating a second from each.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from apprentice_shared import messages as m
from campaigns.backends import Backend, ForkServer, open_files, peak_mb
from campaigns.careful_roles import exported
from campaigns.trial import Trial, must
from campaigns.workers import Witness, Worker, percentile, working

CLIENTS, IMPORTERS = 50, 4
EVENTS = 3_000
PAUSE_S = 1.0
# A storm is over once each client has had an answer.
STORM_S = 30.0


def run(trial: Trial) -> None:
    """Rate for three quarters of the time, then storm."""
    forks = ForkServer()
    backend = Backend(trial.place("data"), forks)
    backend.start()
    try:
        clients = [Witness(backend.folder, f"artist-{number}") for number in range(CLIENTS)]
        _rate(trial, clients)
        _storm(trial, backend, clients)
        trial.most("memory_peak_MB", peak_mb(backend.pid))
    finally:
        backend.kill()
        forks.close()
    backend.check_log()


def _rate(trial: Trial, clients: list[Witness]) -> None:
    raters, numbers = clients[IMPORTERS:], count()
    text = exported(EVENTS)

    def import_one(client: Witness) -> None:
        name = f"imported-{next(numbers)}"
        client.ask(m.ImportProfile(name, text, name))
        client.ask(m.DeleteProfile(f"deleted-{name}", name))
        trial.count("imports")

    workers = [Worker(rater.act, PAUSE_S) for rater in raters]
    workers += [Worker(lambda client=client: import_one(client), 0.0) for client in clients[:IMPORTERS]]
    with working(workers):
        end = time.monotonic() + 0.7 * trial.seconds
        while time.monotonic() < end:
            time.sleep(0.1)
            for worker in workers:
                worker.look()
    took_s = [t for rater in raters for t in rater.took_s]
    trial.figures["ratings"] = len(took_s)
    for name, share in {"median": 0.5, "p95": 0.95, "p99": 0.99, "slowest": 1.0}.items():
        trial.most(f"rating_{name}_ms", percentile(took_s, share))


def _storm(trial: Trial, backend: Backend, clients: list[Witness]) -> None:
    with ThreadPoolExecutor(len(clients)) as threads:
        while trial.left() or not trial.figures["storms"]:
            began = time.monotonic()
            list(threads.map(_come_back, clients))
            took_s = time.monotonic() - began
            must(took_s < STORM_S, f"{CLIENTS} clients came back only after {took_s:.0f} s")
            trial.most("longest_storm_ms", 1000 * took_s)
            trial.count("storms")
    trial.figures["open_files"] = open_files(backend.pid)


def _come_back(client: Witness) -> None:
    client.come_back()
    client.ask(m.GetProfiles("back"))
