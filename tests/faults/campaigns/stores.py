"""Stores that are damaged, or of an earlier version, under a real backend that is killed while it mends them.

Whatever SQLite could still read of the file, and all of its backup, is there afterwards; every answer is an answer or
one sentence; the next start has nothing to say any more.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from random import Random

from damaged_stores import HARMS, Harm, Rows, rows_of, write_store

from apprentice_backend.store import EventLog
from apprentice_backend.store.opening import BACKUP_NAME
from apprentice_backend.store.schema import FILE_NAME, TABLES
from apprentice_shared import messages as m
from campaigns.backends import Backend, ForkServer
from campaigns.client import Client
from campaigns.trial import Trial, must

OLDER = Path(__file__).parents[2] / "golden" / "today" / FILE_NAME
# How many stores, where time does not end it before: the target of one run.
MOST = 500


def run(trial: Trial) -> None:
    """Damage one store after the other."""
    sound, forks = trial.place("sound"), ForkServer()
    write_store(sound)
    # SQLite writes beside what it reads.
    shutil.copytree(sound, trial.folder / "rows")
    truth = rows_of(trial.folder / "rows" / FILE_NAME)
    backup = {table: set(rows) for table, rows in rows_of(trial.folder / "rows" / BACKUP_NAME).items()}
    names = [*HARMS]
    try:
        while trial.left() and trial.figures["damaged_stores"] < MOST:
            number = trial.figures["damaged_stores"]
            name = names[number % len(names)]
            trial.note(f"{number}: {name}")
            folder = trial.folder / f"data-{number}"
            shutil.copytree(sound, folder)
            folder.chmod(0o700)
            HARMS[name](Harm(folder, Random(trial.rng.random())))
            wanted = _readable(folder, trial.folder / "read", truth)
            if name != "broken_backup":
                wanted = {table: wanted[table] | backup[table] for table in TABLES}
            _use(trial, forks, folder, wanted)
            trial.count("damaged_stores")
            if number % 10 == 0:
                _older(trial, forks, trial.place(f"older-{number}"))
    finally:
        forks.close()


def _readable(folder: Path, copy: Path, truth: Rows) -> dict[str, set[str]]:
    """Return the ids of the rows that SQLite can read, and that are as they once were written."""
    shutil.copytree(folder, copy)
    found = rows_of(copy / FILE_NAME)
    shutil.rmtree(copy)
    return {table: {name for name, row in found[table].items() if truth[table].get(name) == row} for table in TABLES}


def _older(trial: Trial, forks: ForkServer, folder: Path) -> None:
    """A file of an earlier version, brought up to date by backends that are killed meanwhile."""
    shutil.copy(OLDER, folder / FILE_NAME)
    wanted = {table: set(rows) for table, rows in rows_of(folder / FILE_NAME).items()}
    _use(trial, forks, folder, wanted)
    trial.count("older_stores")


def _use(trial: Trial, forks: ForkServer, folder: Path, wanted: dict[str, set[str]]) -> None:
    """Start backends on a folder, kill those that still mend it, and use the one that gets through."""
    backend = Backend(folder, forks)
    while trial.rng.random() < 0.6:
        backend.begin()
        time.sleep(trial.rng.uniform(0.0, 0.15))
        backend.kill()
        trial.count("kills_while_mended")
    backend.start()
    try:
        client = Client(folder, "rater")
        client.dial()
        _ask(client)
        client.hang_up()
    finally:
        backend.kill()
    backend.check_log()
    found = rows_of(folder / FILE_NAME)
    for table in TABLES:
        missing = wanted[table] - found[table].keys()
        must(not missing, f"{table} lacks {sorted(missing)[:5]}, {len(missing)} of {len(wanted[table])}")
    log = EventLog(folder, 0.0)
    log.close()
    must(not log.warning, f"mended once, and again: {log.warning}")
    shutil.rmtree(folder)


def _ask(client: Client) -> None:
    """Have the backend do everything with the store; nothing may fail for ever."""
    profiles = client.ask(m.GetProfiles("profiles"))
    assert isinstance(profiles, m.ProfilesReport), profiles
    for number, profile in enumerate(profiles.profiles):
        for request in (
            m.GetHistory(f"h{number}", profile.id, 1000),
            m.GetTaste(f"t{number}", profile.id),
            m.ExportProfile(f"x{number}", profile.id),
        ):
            reply = client.ask(request)
            must(not isinstance(reply, m.ErrorReply), f"{request.type} was answered with {reply}")
    slate = client.slate("slate", profile=profiles.profiles[0].id)
    for request in (m.Rate("said", slate.suggestions[0], 4), m.Undo("undone", event="said")):
        reply = client.ask(request)
        must(isinstance(reply, m.Recorded), f"{request.type} was answered with {reply}")
