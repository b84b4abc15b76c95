"""The way to another thread and back: a job is done there, its result comes back to Krita's."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from ..link.endurance import went_wrong
from ..qt import QObject, Signal

logger = logging.getLogger(__name__)


class Problem(Exception):
    """A problem that a job can meet; its text is the sentence for the artist."""


class Task:
    """A job, a reading or a render that is under way; once it is cancelled, nobody is called back."""

    is_cancelled = False

    def cancel(self) -> None:
        """Cancel it; called on Krita's thread."""
        self.is_cancelled = True


class OtherThread(QObject):
    """Does jobs on one thread beside Krita's, in their order.

    Args:
        run: has a function called on that thread.
        failed: takes the sentence on an error of a job or its `then`, where `do` was given no `failed`.
    """

    _done = Signal(object, object, object, object)

    def __init__(
        self, run: Callable[[Callable[[], None]], None], failed: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._run, self._failed = run, failed
        self._done.connect(self._call_back)

    def do(
        self,
        job: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> Task:
        """Do a job on the other thread.

        Args:
            job: called there, after the jobs before it; a slow one holds up those after it. No widget, no Krita.
            then: called on Krita's thread with the job's result.
            failed: called on Krita's thread with a sentence where the job, or `then`, raised an error.
        """
        task = Task()
        self._run(lambda: self._do(task, job, then, failed or self._failed))
        return task

    def _do(
        self, task: Task, job: Callable[[], Any], then: Callable[[Any], None] | None, failed: Callable[[str], None]
    ) -> None:
        if task.is_cancelled:
            return
        try:
            result = job()
        except Problem as exc:
            self._done.emit(task, failed, failed, str(exc))
        except Exception:  # a job's outermost frame: whoever waits for it is told
            logger.exception("A job beside Krita's thread failed")
            self._done.emit(task, failed, failed, went_wrong())
        else:
            if then is not None:
                self._done.emit(task, then, failed, result)

    def _call_back(
        self, task: Task, call: Callable[[Any], None], failed: Callable[[str], None], result: object
    ) -> None:
        if task.is_cancelled:
            return
        try:
            call(result)
        except Exception:  # a slot's outermost frame: whoever waits is told
            logger.exception("What was to follow a job failed")
            if call is not failed:
                failed(went_wrong())
