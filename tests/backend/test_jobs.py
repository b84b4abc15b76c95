"""The queue by itself: turns, positions, and stopping."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from threading import Event

import pytest

from apprentice_backend.jobs import NICENESS, Job, JobQueue

TIMEOUT_S = 10.0


class Recorder:
    """Makes jobs that note what becomes of them, and that run until they are let go or stopped."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.began = {name: Event() for name in "abcdef"}
        self.go_on = {name: Event() for name in "abcdef"}
        self.ended = {name: Event() for name in "abcdef"}

    def job(self, client: str, name: str) -> Job:
        """Return a job; `name` is a letter from a to f."""

        def run(cancelled: Event) -> None:
            self.notes.append(f"{name} begins")
            self.began[name].set()
            while not self.go_on[name].wait(0.005) and not cancelled.is_set():
                pass
            self.notes.append(f"{name} is stopped" if cancelled.is_set() else f"{name} ends")
            self.ended[name].set()

        def stopped() -> None:
            self.notes.append(f"{name} never began")
            self.ended[name].set()

        return Job(client, name, run, stopped, moved=lambda position: self.notes.append(f"{name} is behind {position}"))

    def finish(self, *names: str) -> None:
        """Let jobs end, one after the other."""
        for name in names:
            assert self.began[name].wait(TIMEOUT_S), self.notes
            self.go_on[name].set()
            assert self.ended[name].wait(TIMEOUT_S), self.notes


@pytest.fixture
def queue() -> Iterator[JobQueue]:
    """A queue."""
    jobs = JobQueue()
    yield jobs
    jobs.close(TIMEOUT_S)


def test_jobs_run_one_at_a_time_in_turn(queue: JobQueue) -> None:
    """Each begins when the one before it has ended."""
    recorder = Recorder()
    queue.submit(recorder.job("1", "a"))
    assert recorder.began["a"].wait(TIMEOUT_S)
    queue.submit(recorder.job("2", "b"))
    queue.submit(recorder.job("3", "c"))
    recorder.finish("a", "b", "c")
    happened = [note for note in recorder.notes if "behind" not in note]
    assert happened == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]


def test_positions_are_told_when_they_change(queue: JobQueue) -> None:
    """A job that waits is told how many are before it, once per change."""
    recorder = Recorder()
    queue.submit(recorder.job("1", "a"))
    assert recorder.began["a"].wait(TIMEOUT_S)
    queue.submit(recorder.job("2", "b"))
    queue.submit(recorder.job("3", "c"))
    recorder.finish("a", "b", "c")
    assert [note for note in recorder.notes if "behind" in note] == ["b is behind 1", "c is behind 2", "c is behind 1"]


def test_a_newer_job_stops_the_running_one(queue: JobQueue) -> None:
    """The older one ends early, then the newer one runs."""
    recorder = Recorder()
    queue.submit(recorder.job("1", "a"))
    assert recorder.began["a"].wait(TIMEOUT_S)
    queue.submit(recorder.job("1", "b"))
    recorder.finish("b")
    assert [note for note in recorder.notes if "behind" not in note] == [
        "a begins",
        "a is stopped",
        "b begins",
        "b ends",
    ]


def test_a_newer_job_takes_the_place_of_the_waiting_one(queue: JobQueue) -> None:
    """A client that asks again while it waits neither loses its turn nor gains one."""
    recorder = Recorder()
    queue.submit(recorder.job("1", "a"))
    assert recorder.began["a"].wait(TIMEOUT_S)
    queue.submit(recorder.job("2", "b"))
    queue.submit(recorder.job("3", "c"))
    queue.submit(recorder.job("2", "d"))
    recorder.finish("a", "d", "c")
    assert "b never began" in recorder.notes


@pytest.mark.parametrize(("client", "stopped"), [("2", True), ("1", False)], ids=["its own", "another's"])
def test_a_client_stops_only_its_own(queue: JobQueue, client: str, stopped: bool) -> None:
    """Two clients may use the same id for their requests."""
    recorder = Recorder()
    queue.submit(recorder.job("1", "a"))
    assert recorder.began["a"].wait(TIMEOUT_S)
    queue.submit(recorder.job("2", "b"))
    queue.cancel(client, "b")
    recorder.finish("a")
    if not stopped:
        recorder.finish("b")
    assert ("b never began" in recorder.notes) is stopped


def test_closing_stops_everything(queue: JobQueue) -> None:
    """The running job is asked to stop, the waiting ones never begin."""
    recorder = Recorder()
    queue.submit(recorder.job("1", "a"))
    assert recorder.began["a"].wait(TIMEOUT_S)
    queue.submit(recorder.job("2", "b"))
    queue.close(TIMEOUT_S)
    assert recorder.ended["a"].is_set()
    assert {"a is stopped", "b never began"} <= set(recorder.notes)


@pytest.mark.skipif(sys.platform != "linux", reason="the priority of one thread can be read back on Linux")
def test_renders_have_lower_priority(queue: JobQueue) -> None:
    """The render thread steps back; the process, which answers, does not."""
    seen = []
    done = Event()

    def run(_cancelled: Event) -> None:
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        done.set()

    before = os.getpriority(os.PRIO_PROCESS, 0)
    queue.submit(Job("1", "a", run, lambda: None))
    assert done.wait(TIMEOUT_S)
    assert seen == [max(NICENESS, before)]
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
