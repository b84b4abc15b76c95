"""Kills at random moments, while five clients rate, take back, forget, import and ask for slates.

Each kill is followed by the next backend on the same folder, which is looked at beside it: whatever was acknowledged is
there once. Some kills hit a backend that starts, that ends, that is stopped; some the whole process group, and some a
backend that was started with the true command line.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from apprentice_backend.store.schema import FILE_NAME
from campaigns.backends import Backend, ForkServer
from campaigns.careful_roles import Forgetter, Importer, Watcher
from campaigns.roles import Rater, Role, Stored
from campaigns.trial import Trial, must

KILLS_A_FOLDER = 60
# One backend of so many is started with the true command line, which takes a second and a half.
TRUE_COMMAND = 40
# The connection broke, at whatever point of its life.
BROKEN = (ConnectionClosed, InvalidHandshake, OSError, EOFError)


def run(trial: Trial) -> None:
    """Kill backends on one folder after the other."""
    forks = ForkServer()
    try:
        number = 0
        while trial.left() and trial.figures["kills"] < trial.figures.get("most_kills", 10**9):
            number += 1
            place = trial.place(f"data-{number}")
            _one_folder(trial, Backend(place, forks), forks)
            shutil.rmtree(place)  # nothing went wrong in it
    finally:
        forks.close()


def _one_folder(trial: Trial, backend: Backend, forks: ForkServer) -> None:
    rng = Random(trial.rng.random())
    roles = [kind(backend.folder, name, rng) for kind, name in _ROLES]
    backend.start()
    try:
        for role in roles:
            role.client.dial()
            role.prepare()
            role.client.drop()
        for _ in range(KILLS_A_FOLDER):
            if not trial.left():
                break
            _kill_at_work(trial, backend, roles, rng)
            _start_again(trial, backend, forks, rng)
            _check(trial, backend.folder, roles)
        _finish(backend, roles)
        _check(trial, backend.folder, roles)
    finally:
        backend.kill(group=True)
    backend.check_log()
    with closing(sqlite3.connect(backend.folder / FILE_NAME)) as database:
        must(database.execute("PRAGMA integrity_check").fetchone() == ("ok",), "SQLite finds the store damaged")
    acknowledged = sum(role.acknowledged for role in roles)
    must(acknowledged, "nothing was acknowledged")
    trial.count("acknowledged", acknowledged)


_ROLES: Sequence[tuple[type[Role], str]] = (
    (Rater, "rater"),
    (Rater, "second"),
    (Forgetter, "forgetter"),
    (Importer, "importer"),
    (Watcher, "watcher"),
)


def _kill_at_work(trial: Trial, backend: Backend, roles: Sequence[Role], rng: Random) -> None:
    """Let all clients work, and kill the backend meanwhile."""
    with ThreadPoolExecutor(len(roles)) as threads:
        working = [threads.submit(_work, role) for role in roles]
        if rng.random() < 0.9:  # else some of them are killed while they greet
            all(role.greeted.wait(2.0) for role in roles)
        time.sleep(rng.uniform(0.0, 0.1))
        group = rng.random() < 0.1
        how = rng.choice(("kill", "kill", "kill", "kill", "stop, kill", "end, kill"))
        if how == "stop, kill":
            backend.send(signal.SIGSTOP)
            time.sleep(rng.uniform(0.0, 0.02))
        elif how == "end, kill":
            backend.send(signal.SIGTERM)
            time.sleep(rng.uniform(0.0, 0.03))
        trial.note(f"{how}{', the whole group' if group else ''}: process {backend.pid}")
        backend.kill(group=group)
        trial.count("kills")
        trial.count("kills_of_the_group", group)
        for role in working:
            role.result()


def _work(role: Role) -> None:
    try:
        with contextlib.suppress(*BROKEN):
            role.client.dial()
            role.greeted.set()
            role.work()
        with contextlib.suppress(*BROKEN):
            if role.client.socket is not None:
                role.finish()  # what came before the kill is still to be read
    finally:
        role.greeted.clear()
        role.client.hang_up()


def _start_again(trial: Trial, backend: Backend, forks: ForkServer, rng: Random) -> None:
    """Start the next backend, sometimes after others that are killed while they start."""
    while rng.random() < 0.2:
        backend.begin()
        time.sleep(rng.uniform(0.0, 0.08))
        trial.note(f"killed while it starts: process {backend.pid}")
        backend.kill()
        trial.count("kills")
        trial.count("kills_at_start")
    true = rng.random() < 1 / TRUE_COMMAND
    backend.use(None if true else forks)
    trial.count("kills_of_the_command_line", true)
    backend.start()


def _check(trial: Trial, folder: Path, roles: Sequence[Role]) -> None:
    stored = Stored(folder)
    for role in roles:
        role.check(stored)
    trial.count("checks")


def _finish(backend: Backend, roles: Sequence[Role]) -> None:
    """Let every client have its answers, so that all that was ever sent is there."""
    for role in roles:
        role.client.dial()
        role.finish()
        role.client.drop()
