"""A store whose process is killed, at the n-th statement or step on a file of something that it does.

APPRENTICE_STORE_KILLS tells how many moments are tried of each, and APPRENTICE_STORE_SEED which.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from damaged_stores import PAGE, rows_of, write_store
from logged import NOW_S
from older_stores import an_older_file

from apprentice_backend.store import EventLog
from apprentice_backend.store.schema import FILE_NAME, TABLES

KILLS = int(os.environ.get("APPRENTICE_STORE_KILLS", "3"))
SEED = int(os.environ.get("APPRENTICE_STORE_SEED", "1"))

_SCRIPT = """
import os, signal, sqlite3, sys
from pathlib import Path
sys.path[:0] = {path!r}
from dataclasses import replace
from logged import NOW_S, a_profile, a_rating, a_slate
from apprentice_backend.store import EventLog, EventRecord, LogPage

folder, last = Path(sys.argv[1]), int(sys.argv[2])
steps = 0

def step(*_):
    global steps
    steps += 1
    if steps == last:
        os.kill(os.getpid(), signal.SIGKILL)

def on_event(event, args):
    if event in ("os.rename", "os.remove") or (event == "open" and str(folder) in str(args[0])):
        step()

def say(word):
    print(word, flush=True)

def pages():
    for number in range(20):
        slate = a_slate(f"new{{number}}", "p3", at=NOW_S + number)
        shown = EventRecord(slate.id, "p3", "slate", slate.at, True, slate.id)
        yield LogPage((shown, a_rating(f"third{{number}}", f"{{slate.id}}-1", profile_id="p3")), {{slate.id: slate}})

def connect(*args, _connect=sqlite3.connect, **kwargs):
    connection = _connect(*args, **kwargs)
    connection.set_trace_callback(step)
    return connection

sys.addaudithook(on_event)
sqlite3.connect = connect
log = EventLog(folder, NOW_S)
say("opened")
{work}
log.close()
say(f"steps {{steps}}")
"""
_WORK = {
    "an opening": "",
    "a backup": (
        "for number in range(120):\n"
        "    log.append(a_rating(f'said{number}', 'slate1-1'))\n"
        "    say(f'said{number}')\n"
        "log._file.backup._thread.join()\n"
    ),
    "an import": "log.add_history(a_profile('Third', 'p3'), pages(), free_name=True)\nsay('imported')\n",
    "a forget": "log.forget('p1', NOW_S + 20)\nsay('forgot')\n",
    "a delete": "log.delete_profile('p1')\nsay('deleted')\n",
}


_NEW = ("said", "new", "third", "p3")


@dataclass
class Killed:
    """What is left of a killed process.

    Args:
        folder: its data folder.
        said: what it had acknowledged.
        before: the bytes of the store's file before it began.
        steps: how many steps it took, where it was not killed.
    """

    folder: Path
    said: list[str]
    before: bytes
    steps: int = 0
    ids: dict[str, set[str]] = field(default_factory=dict)


def _run(folder: Path, work: str, last: int) -> Killed:
    before = (folder / FILE_NAME).read_bytes()
    code = _SCRIPT.format(path=sys.path, work=_WORK[work])
    command = [sys.executable, "-c", code, str(folder), str(last)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    *said, end = done.stdout.split("\n")[:-1] if done.returncode == 0 else [*done.stdout.split("\n")[:-1], ""]
    return Killed(folder, said, before, int(end.removeprefix("steps ") or 0))


def _reopened(killed: Killed, check: Callable[[EventLog], None]) -> None:
    log = EventLog(killed.folder, NOW_S)
    try:
        check(log)
    finally:
        log.close()
    killed.ids = {table: set(rows) for table, rows in rows_of(killed.folder / FILE_NAME).items()}


def _a_damaged_store(folder: Path) -> None:
    write_store(folder, 40)
    (folder / f"{FILE_NAME}-wal.old").unlink()
    with (folder / FILE_NAME).open("r+b") as file:
        for page in (3, 8, 11):
            file.seek(page * PAGE)
            file.write(bytes(PAGE))


def _a_store(folder: Path) -> None:
    write_store(folder, 40)
    (folder / f"{FILE_NAME}-wal.old").unlink()


def _nothing_lost(killed: Killed, sound: dict[str, set[str]]) -> None:
    _reopened(killed, lambda log: None)
    for table in TABLES:
        assert sound[table] <= killed.ids[table]
    asides = [file for file in killed.folder.glob(f"{FILE_NAME}.*-2*") if not file.name.endswith("-wal")]
    assert [file.read_bytes() for file in asides] == [killed.before]


def _no_alarm(log: EventLog) -> None:
    assert not log.warning


def _all_acknowledged(killed: Killed, sound: dict[str, set[str]]) -> None:
    _reopened(killed, _no_alarm)
    assert {word for word in killed.said if word.startswith("said")} <= killed.ids["event"]
    for table in TABLES:
        assert sound[table] <= killed.ids[table]
    backup = killed.folder / f"{FILE_NAME}.backup"
    assert set(rows_of(backup)["event"]) >= sound["event"]


def _all_or_nothing(killed: Killed, sound: dict[str, set[str]]) -> None:
    def check(log: EventLog) -> None:
        _no_alarm(log)
        there = log.profile("p3") is not None
        assert there or "imported" not in killed.said
        assert len(log.log("p3").events) == (40 if there else 0)
        assert there or not log.history("p3", 9).events

    _reopened(killed, check)
    new = {name for name in killed.ids["slate"] if name.startswith("new")}
    assert len(new) in (0, 20)


def _forgotten_for_good(killed: Killed, sound: dict[str, set[str]]) -> None:
    _gone_for_good(
        killed, "forgot", {f"slate{number}" for number in range(20, 40)}, lambda log: log.forget("p1", NOW_S + 20)
    )


def _deleted_for_good(killed: Killed, sound: dict[str, set[str]]) -> None:
    mine = {f"slate{number}" for number in (*range(10), *range(20, 40))}
    _gone_for_good(killed, "deleted", mine, lambda log: log.delete_profile("p1"))


def _gone_for_good(killed: Killed, word: str, gone: set[str], again: Callable[[EventLog], None]) -> None:
    if word not in killed.said:  # the client asks again
        _reopened(killed, again)
    # The file is damaged then: neither it nor a backup brings back what was deleted.
    with (killed.folder / FILE_NAME).open("r+b") as file:
        file.seek(PAGE)
        file.write(bytes(PAGE))
    _reopened(killed, lambda log: None)
    assert not gone & killed.ids["slate"]
    assert not any(name.encode() + b"-1" in file.read_bytes() for file in killed.folder.iterdir() for name in gone)


CASES: dict[str, tuple[str, Callable[[Path], None], Callable[[Killed, dict[str, set[str]]], None]]] = {
    "an older file": ("an opening", an_older_file, _nothing_lost),
    "a damaged file": ("an opening", _a_damaged_store, _nothing_lost),
    "a backup": ("a backup", _a_store, _all_acknowledged),
    "an import": ("an import", _a_store, _all_or_nothing),
    "a forget": ("a forget", _a_store, _forgotten_for_good),
    "a delete": ("a delete", _a_store, _deleted_for_good),
}


@pytest.mark.parametrize("case", CASES)
def test_a_kill_at_any_moment_loses_and_brings_back_nothing(tmp_path: Path, case: str) -> None:
    """What was acknowledged is there, what was deleted is not, and an import is there whole or not at all."""
    work, make, check = CASES[case]
    (tmp_path / "made").mkdir()
    make(tmp_path / "made")
    shutil.copytree(tmp_path / "made", tmp_path / "whole")
    whole = _run(tmp_path / "whole", work, 0)
    sound = {table: set(rows) for table, rows in rows_of(tmp_path / "whole" / FILE_NAME).items()}
    if case in ("a backup", "an import"):
        sound = {
            table: {name for name in names if not name.startswith(("said", "new", "r", "p3"))}
            for table, names in sound.items()
        }
    check(whole, sound)
    random = Random(f"{SEED} {case}")
    for number in range(KILLS):
        folder = tmp_path / f"killed{number}"
        shutil.copytree(tmp_path / "made", folder)
        check(_run(folder, work, random.randrange(1, whole.steps + 1)), sound)
