"""A backend killed again and again while ratings stream in."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from talker import Talker
from websockets.exceptions import ConnectionClosed

from apprentice_backend.store import EventLog, EventRecord
from apprentice_shared.data_folder import read_token
from apprentice_shared.messages import ErrorReply, Rate, Recorded

KILLS = 100
IN_FLIGHT = 6
FORK_BACKENDS = Path(__file__).parents[2] / "support" / "fork_backends.py"


class Forked:
    """Backends of one folder, one after the other, each a process that can be killed."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, str(FORK_BACKENDS), str(folder)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment)
        self.pid = 0

    def start(self) -> int:
        """Start one more backend and return its port."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write("start\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line and not line.startswith("failed"), line
        self.pid, port = map(int, line.split())
        return port

    def kill(self) -> None:
        """End the backend at once, without a chance to tidy up."""
        os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the last backend and the process that made them."""
        with contextlib.suppress(ProcessLookupError):
            self.kill()
        self._process.communicate(timeout=60)


class Streamer:
    """Rates without pause, with a few ratings under way at any time, and notes what was acknowledged."""

    def __init__(self, talker: Talker, suggestions: tuple[str, ...]) -> None:
        self.talker = talker
        self.sent: list[str] = []
        self.acknowledged: list[str] = []
        self._suggestions = suggestions

    def run_until(self, deadline: float) -> None:
        """Rate until a moment, or until the connection is gone."""
        while time.monotonic() < deadline:
            while len(self.talker.session.open_requests) < IN_FLIGHT:
                event = f"e{len(self.sent)}"
                self.sent.append(event)
                place = len(self.sent) % len(self._suggestions)
                self.talker.submit(Rate(event, self._suggestions[place], 1 + len(self.sent) % 5))
            self.take_one()

    def finish(self) -> None:
        """Wait until all that was sent is acknowledged."""
        while self.talker.session.open_requests:
            self.take_one()

    def take_one(self) -> None:
        """Take one message and note what it acknowledges."""
        reply = self.talker.next_message()
        assert not isinstance(reply, ErrorReply), reply
        if isinstance(reply, Recorded):
            self.acknowledged.append(reply.event)


@pytest.mark.slow
def test_no_acknowledged_rating_is_lost_or_doubled(tmp_path: Path) -> None:
    """After a hundred kills each acknowledged rating is in the log once, and each open one can be sent again."""
    rng = random.Random(4)
    backends = Forked(tmp_path)
    try:
        talker = Talker(backends.start(), read_token(tmp_path))
        talker.connect()
        streamer = Streamer(talker, talker.slate("slate").suggestions)
        for _ in range(KILLS):
            streamer.run_until(time.monotonic() + rng.uniform(0.0, 0.03))
            backends.kill()
            with contextlib.suppress(ConnectionClosed):
                streamer.finish()  # what was under way at the kill may still have been answered
            talker.drop()
            port = backends.start()
            talker.connect(port, read_token(tmp_path))
        streamer.finish()
    finally:
        backends.close()
    written = Counter(event.id for event in _events(tmp_path) if event.kind == "rating")
    assert len(streamer.acknowledged) > KILLS
    assert [event for event in streamer.acknowledged if written[event] != 1] == []
    assert written == Counter(streamer.sent)


def _events(folder: Path) -> tuple[EventRecord, ...]:
    log = EventLog(folder, 0.0)
    try:
        assert not log.warning
        return log.log(log.profiles()[0].id).events
    finally:
        log.close()
