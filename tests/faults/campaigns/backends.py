"""Real backends on real folders, forked or with the true command line, to be killed, stopped and measured."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from campaigns.trial import Fault

PATH = os.pathsep.join(sys.path)
READY_S = 60.0
# What a log must not hold: an error that nobody caught.
_ESCAPED = re.compile(r"Traceback|never retrieved|Exception ignored|Fatal Python", re.IGNORECASE)


class ForkServer:
    """A process that forks others, each in a fifth of a second where the command line takes one and a half."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "campaigns.fork_server"]
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, text=True, env={**os.environ, "PYTHONPATH": PATH}
        )
        self._changed = threading.Condition()
        self._said: dict[str, deque[list[str]]] = {kind: deque(maxlen=50) for kind in ("forked", "ready", "failed")}
        threading.Thread(target=self._read, daemon=True).start()

    def fork(self, **wish: Any) -> int:
        """Fork one more process and return its id."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({name: str(value) for name, value in wish.items()}) + "\n")
        self._process.stdin.flush()
        return int(self._wait(lambda: self._said["forked"].pop() if self._said["forked"] else None)[0])

    def ready(self, pid: int) -> int:
        """Wait until a process is ready and return its port."""
        failed = self._said["failed"]

        def answer() -> list[str] | None:
            if found := [words for words in failed if words[0] == str(pid)]:
                raise Fault(f"a backend could not start: {' '.join(found[0][1:])}")
            return next((words for words in self._said["ready"] if words[0] == str(pid)), None)

        return int(self._wait(answer)[1])

    def close(self) -> None:
        """End the process that forks; its children are ended by whoever forked them."""
        self._process.communicate(timeout=60)

    def _read(self) -> None:
        """Sort what the processes say; in which order two of them say it, nobody knows."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            kind, *words = line.split()
            with self._changed:
                self._said[kind].append(words)
                self._changed.notify_all()

    def _wait(self, answer: Callable[[], list[str] | None]) -> list[str]:
        deadline = time.monotonic() + READY_S
        with self._changed:
            while (found := answer()) is None:
                left_s = deadline - time.monotonic()
                if left_s <= 0:
                    self._process.send_signal(signal.SIGUSR1)  # has it say where it is
                    raise Fault(f"no answer within {READY_S:.0f} s; the process that forks: {self._process.poll()}")
                self._changed.wait(left_s)
        return found


class Backend:
    """The backends of one data folder, one after the other.

    Attributes:
        pid: of the one that runs.
        port: where it listens, once it is ready.
    """

    def __init__(self, folder: Path, forks: ForkServer | None = None, **wish: Any) -> None:
        self.folder = folder
        self.log = Path(wish.pop("log", folder.with_name(f"{folder.name}.log")))
        self._forks = forks
        self._wish = wish
        self.pid = self.port = self._handle = 0
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> int:
        """Start one more, forked where there is somebody to fork it; return its process id at once."""
        if self._forks is not None:
            self._process = None
            self.pid = self._forks.fork(kind="backend", folder=self.folder, log=self.log, **self._wish)
        else:
            command = [sys.executable, "-m", "apprentice_backend", "serve", "--data-dir", str(self.folder)]
            command += ["--engine", str(self._wish.get("engine", "fake")), "--port", "0"]
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    command,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    env={**os.environ, "PYTHONPATH": PATH},
                    start_new_session=True,
                )
            self.pid = self._process.pid
        self._handle = os.pidfd_open(self.pid)  # a number may be another process' by the time of a kill
        return self.pid

    def wait_ready(self) -> int:
        """Wait until clients can connect, and return the port."""
        if self._process is None:
            assert self._forks is not None
            self.port = self._forks.ready(self.pid)
            return self.port
        assert self._process.stdout is not None
        words = self._process.stdout.readline()
        found = json.loads((self.folder / "backend.json").read_text()) if words else {}
        if found.get("pid") != self.pid:
            raise Fault(f"the command line did not start a backend: {words!r}, see {self.log}")
        self.port = int(found["port"])
        return self.port

    def start(self) -> int:
        """Start one more and wait until clients can connect; return the port."""
        self.begin()
        return self.wait_ready()

    def use(self, forks: ForkServer | None) -> None:
        """Fork the next one, or start it with the true command line."""
        self._forks = forks

    def send(self, number: signal.Signals, *, group: bool = False) -> None:
        """Send a signal to it, or to its whole process group; nothing where it has ended."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)
            if group:
                os.killpg(self.pid, number)

    def kill(self, *, group: bool = False) -> None:
        """End it at once, without a chance to tidy up, and wait until its last thread has ended."""
        if not self.pid:
            return
        self.send(signal.SIGKILL, group=group)
        if not wait_ended(self._handle):
            raise Fault(f"process {self.pid} did not end")
        os.close(self._handle)
        self.pid = 0
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def check_log(self) -> None:
        """Raise a `Fault` where a backend has logged an error that nobody caught."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        if found := _ESCAPED.search(text):
            raise Fault(
                f"an error escaped in the backend, see {self.log}: {text[found.start() : found.start() + 2000]}"
            )


def wait_ended(handle: int) -> bool:
    """Wait until the process of a handle (`os.pidfd_open`) has ended with all its threads; tell whether it has."""
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    return bool(waiting.poll(1000 * READY_S))


def rss_mb(pid: int) -> float:
    """Return the memory that a process holds, in megabytes of 10⁶ bytes."""
    return 1024 * int(_status(pid)["VmRSS"].split()[0]) / 1e6


def peak_mb(pid: int) -> float:
    """Return the most memory that a process has held, in megabytes of 10⁶ bytes."""
    return 1024 * int(_status(pid)["VmHWM"].split()[0]) / 1e6


def processor_s(pid: int) -> float:
    """Return the seconds of a processor that a process has used."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def threads(pid: int) -> int:
    """Return the number of a process' threads."""
    return int(_status(pid)["Threads"])


def open_files(pid: int) -> int:
    """Return the number of a process' open files and sockets, but for those of the store's file.

    SQLite keeps as many of those open as threads once read side by side, and gives them to the next that read: with a
    connection open, a closed one's file could not be closed without giving up the process' locks.
    """
    return sum(not _opened(file).startswith("apprentice.sqlite3") for file in Path(f"/proc/{pid}/fd").iterdir())


def _opened(file: Path) -> str:
    try:
        return file.readlink().name
    except FileNotFoundError:  # closed meanwhile
        return ""


def _status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
