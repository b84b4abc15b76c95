"""Krita is killed while it sends, with a backend that is up, down, stopped or killed meanwhile; two Kritas at a time.

Whatever lay in the outbox when a Krita was killed, and whatever it was asked `KEPT_AFTER_S` before, reaches the backend
once, through the next Krita.
"""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from random import Random

from apprentice.link.outbox import FOLDER, SAVE_AFTER_S
from campaigns.backends import Backend, ForkServer, wait_ended
from campaigns.roles import Stored
from campaigns.trial import Trial, must

# The outbox is saved this soon, on a busy machine.
KEPT_AFTER_S = SAVE_AFTER_S + 1.5
ROUNDS = 12
DELIVERED_S = 60.0


def run(trial: Trial) -> None:
    """Kill Kritas on one folder after the other."""
    forks = ForkServer()
    try:
        number = 0
        while trial.left():
            number += 1
            _Folder(trial, forks, trial.place(f"data-{number}")).run()
    finally:
        forks.close()


class _Folder:
    def __init__(self, trial: Trial, forks: ForkServer, place: Path) -> None:
        self._trial, self._forks, self._place = trial, forks, place
        self._rng = Random(trial.rng.random())
        self._backend = Backend(place, forks)
        self._is_up = False
        self._kritas = 0
        self._promised: set[str] = set()
        self._made: dict[int, Path] = {}

    def run(self) -> None:
        """Some rounds of kills, then a last Krita that delivers what is left, and a look at the store."""
        try:
            for _ in range(ROUNDS):
                if not self._trial.left():
                    break
                self._round()
            self._backend.kill()
            self._backend.start()
            last = self._plug(0)
            self._wait_delivered()
            _end(last)
            there = Stored(self._place).events
            lost = self._promised - there.keys()
            must(not lost, f"lost by the outbox: {sorted(lost)[:5]}, {len(lost)} of {len(self._promised)}")
            self._trial.count("delivered", len(self._promised))
        finally:
            self._backend.kill()
        self._backend.check_log()

    def _round(self) -> None:
        rng = self._rng
        self._change_backend(rng.choice(("up", "up", "down", "kill", "stop")))
        kritas = [self._plug(rng.choice((3, 30, 300))) for _ in range(rng.choice((1, 1, 2)))]
        time.sleep(rng.uniform(0.0, 2.5))
        if rng.random() < 0.5:
            self._change_backend(rng.choice(("up", "kill", "stop")))
            time.sleep(rng.uniform(0.0, 1.0))
        if rng.random() < 0.3:
            self._change_backend("kill")
        for pid in kritas:
            _end(pid)
            self._trial.count("kills_of_krita")
            self._promise(pid, time.monotonic())
        self._trial.note(f"kritas {kritas} killed, {len(self._promised)} promised")

    def _change_backend(self, how: str) -> None:
        self._trial.note(f"backend: {how}")
        if how == "up" and not self._is_up:
            self._backend.kill()
            self._backend.start()
            self._is_up = True
        elif how == "stop" and self._is_up:
            self._backend.send(signal.SIGSTOP)
            self._is_up = False
        elif how in ("down", "kill"):
            self._backend.kill()
            self._is_up = False
            self._trial.count("kills_of_the_backend")

    def _plug(self, count: int) -> int:
        self._kritas += 1
        name = f"krita-{self._kritas}"
        made = self._place.with_name(f"{self._place.name}-{name}.made")
        log = self._place.with_name(f"{self._place.name}-krita.log")
        pid = self._forks.fork(kind="plugin", folder=self._place, log=log, name=name, made=made, count=count)
        self._made[pid] = made
        return pid

    def _promise(self, pid: int, killed_at: float) -> None:
        """Note what must reach the backend: what lies in the outbox, and what was made long enough before."""
        for file in (self._place / FOLDER).glob("*.jsonl"):
            whole = file.read_text(encoding="utf-8").splitlines()
            self._promised |= {json.loads(line)["id"] for line in whole}
        made = self._made.pop(pid)
        for line in made.read_text().splitlines() if made.exists() else ():
            event, at = line.split()
            if float(at) < killed_at - KEPT_AFTER_S:
                self._promised.add(event)

    def _wait_delivered(self) -> None:
        deadline = time.monotonic() + DELIVERED_S
        while self._promised - Stored(self._place).events.keys() and time.monotonic() < deadline:
            time.sleep(0.1)


def _end(pid: int) -> None:
    handle = os.pidfd_open(pid)
    signal.pidfd_send_signal(handle, signal.SIGKILL)
    must(wait_ended(handle), f"Krita {pid} did not end")
    os.close(handle)
