"""The queue of renders: one at a time, fair between clients."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition, Event, Thread

logger = logging.getLogger(__name__)

NICENESS = 5  # painting in Krita comes first


def _nothing(_position: int) -> None:
    pass


@dataclass(eq=False)
class Job:
    """One render.

    Args:
        client: the id of the client that asked.
        lane: the kind of work; a client has one job in each lane.
        id: the request's id.
        run: does the work on the queue's thread; is given `cancelled` and looks at it between steps; an error that it
            raises is logged.
        stopped: called instead of `run` where the job is stopped while it waits.
        moved: called with the number of jobs before this one, whenever that changes.
        cancelled: set once the job is to stop.
        told: the number that `moved` was called with last.

    `stopped` and `moved` are called with the queue's lock held and must return at once.
    """

    client: str
    id: str
    run: Callable[[Event], None]
    stopped: Callable[[], None]
    lane: str = ""
    moved: Callable[[int], None] = _nothing
    cancelled: Event = field(default_factory=Event)
    told: int = 0


class JobQueue:
    """Runs jobs one after the other on a thread of lower priority. Any thread may call.

    A client has one job in each lane: a newer one stops the older, and takes its place where that one was still
    waiting. So the queue serves clients in turn, however often each of them asks.
    """

    def __init__(self) -> None:
        self._waiting: list[Job] = []
        self._running: Job | None = None
        self._closed = False
        self._changed = Condition()
        self._thread = Thread(target=self._work, name="render", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Add a job; the older one of the same client and lane is stopped."""
        with self._changed:
            place = (job.client, job.lane)
            older = [other for other in self._waiting if (other.client, other.lane) == place]
            if older:
                self._waiting[self._waiting.index(older[0])] = job
            else:
                self._waiting.append(job)
            if self._running is not None and (self._running.client, self._running.lane) == place:
                self._running.cancelled.set()
            for other in older:
                self._stop(other)
            self._tell_positions()
            self._changed.notify_all()

    def cancel(self, client: str, job_id: str) -> None:
        """Stop a job, waiting or running; do nothing where the queue has no such job (any more)."""
        with self._changed:
            waiting = [job for job in self._waiting if (job.client, job.id) == (client, job_id)]
            for job in waiting:
                self._waiting.remove(job)
            if self._running is not None and (self._running.client, self._running.id) == (client, job_id):
                self._running.cancelled.set()
            for job in waiting:
                self._stop(job)
            self._tell_positions()

    def close(self, timeout_s: float) -> None:
        """Stop all jobs and the thread; wait for the running one, but not longer than `timeout_s`."""
        with self._changed:
            self._closed = True
            waiting, self._waiting = self._waiting, []
            if self._running is not None:
                self._running.cancelled.set()
            for job in waiting:
                self._stop(job)
            self._changed.notify_all()
        self._thread.join(timeout_s)

    def _stop(self, job: Job) -> None:
        job.cancelled.set()
        job.stopped()

    def _tell_positions(self) -> None:
        """Tell each waiting job the number of jobs before it, where that has changed; called with the lock held."""
        ahead = 0 if self._running is None else 1
        for position, job in enumerate(self._waiting, ahead):
            if position and position != job.told:
                job.told = position
                job.moved(position)

    def _work(self) -> None:
        _lower_priority()
        while True:
            with self._changed:
                self._running = None
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                job = self._running = self._waiting.pop(0)
                self._tell_positions()
            try:
                job.run(job.cancelled)
            except Exception:  # the thread's outermost loop: the jobs of the others must go on
                logger.exception("The job %s failed", job.id)


def _lower_priority() -> None:
    """Give painting the processor first; where the system does not let a thread do that, renders run as they are."""
    try:
        if sys.platform == "linux":
            thread = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, thread, max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread)))
        elif sys.platform == "win32":
            import ctypes  # noqa: PLC0415 - Windows only

            kernel = ctypes.windll.kernel32
            kernel.SetThreadPriority(kernel.GetCurrentThread(), -1)
    except OSError as exc:
        logger.info("The render thread keeps its priority: %s", exc)
