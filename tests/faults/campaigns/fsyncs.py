"""The order of a backend's system calls, as strace sees it: no answer is sent before the disk has the request."""

from __future__ import annotations

import itertools
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from apprentice_shared import messages as m
from apprentice_shared.data_folder import find_backend
from apprentice_shared.signals import SIGNALS
from campaigns.client import Client
from campaigns.trial import Trial, must

STARTED_S = 60.0
_SYNCED = re.compile(r"\bf(?:data)?sync\(\d+<[^>]*-wal>.*= 0$")
_SYNC_BEGUN = re.compile(r"\bf(?:data)?sync\(\d+<[^>]*-wal> <unfinished")
_SYNC_ENDED = re.compile(r"f(?:data)?sync resumed>.*= 0$")
_ANSWERED = re.compile(r"\bsend(?:to|msg)?\(.*recorded")


def run(trial: Trial) -> None:
    """Say one thing after the other, then look at each answer's way back."""
    folder, calls = trial.place("data"), trial.folder / "calls"
    serve = [sys.executable, "-m", "apprentice_backend", "serve", "--engine", "fake", "--port", "0"]
    strace = ["strace", "-f", "-qq", "-y", "-s", "160", "-e", "trace=fsync,fdatasync,sendto,sendmsg", "-o", str(calls)]
    with (trial.folder / "log").open("wb") as log:
        backend = subprocess.Popen([*strace, *serve, "--data-dir", str(folder)], stdout=log, stderr=log)
    try:
        _talk(trial, folder)
    finally:
        found = find_backend(folder)
        os.kill(found[0].pid if found else backend.pid, signal.SIGTERM)  # strace itself takes no notice
        backend.wait(STARTED_S)
    _check(trial, calls.read_text(errors="replace").splitlines())
    must(trial.figures["answers_after_their_sync"] == trial.figures["requests"], "answers are missing from the calls")


def _check(trial: Trial, calls: Sequence[str]) -> None:
    """Raise a `Fault` where an answer was sent and the journal was not synchronised since the one before."""
    synced, begun = False, set[str]()
    for line in calls:
        thread = line.split()[0]
        if _SYNC_BEGUN.search(line):
            begun.add(thread)
        elif _SYNCED.search(line) or (thread in begun and _SYNC_ENDED.search(line)):
            begun.discard(thread)
            synced = True
        elif _ANSWERED.search(line):
            must(synced, f"answered before the disk had it: {line:.300}")
            synced = False
            trial.count("answers_after_their_sync")


def _talk(trial: Trial, folder: Path) -> None:
    deadline = time.monotonic() + STARTED_S
    while find_backend(folder) is None:
        must(time.monotonic() < deadline, "the backend did not start")
        time.sleep(0.05)
    client = Client(folder, "one-by-one")
    client.dial()
    suggestions = client.slate("slate").suggestions
    for number in itertools.count():
        if not trial.left():
            break
        reply = client.ask(_request(f"e{number}", suggestions, trial.rng))
        must(isinstance(reply, m.Recorded), f"answered with {reply}")
        trial.count("requests")
    client.hang_up()


def _request(event: str, suggestions: tuple[str, ...], rng: Random) -> m.Request:
    kinds: tuple[m.Request, ...] = (
        m.Rate(event, rng.choice(suggestions), rng.randint(1, 5)),
        m.Signal(event, rng.choice(suggestions), rng.choice(SIGNALS)),
        m.SetValue(event, "color", "warm", rng.uniform(-4, 4)),
        m.RatePalette(event, ("#112233",), 3),
        m.SetSignal(event, "inserted", rng.random() < 0.5),
    )
    # The first is no undo: there is nothing yet to take back.
    return m.Undo(event) if event != "e0" and rng.random() < 0.2 else rng.choice(kinds)
