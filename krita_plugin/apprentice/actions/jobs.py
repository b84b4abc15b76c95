"""The one way across threads: a job is done on another thread, and what is to follow on Krita's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..link.link import went_wrong
from ..qt import QObject, Signal


class Jobs(QObject):
    """Does jobs on one other thread, in their order.

    `followed` is emitted on Krita's thread after whatever followed a job.

    Args:
        run: has a function called on that thread.
        failed: shows the artist a sentence, where a job raised an error and nobody else looks after it.
    """

    followed = Signal()
    _done = Signal(object, object)

    def __init__(
        self, run: Callable[[Callable[[], None]], None], failed: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._run, self._failed = run, failed
        self._done.connect(self._follow)

    def do(
        self,
        job: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Do a job on the other thread.

        Args:
            job: called on the other thread; it must not touch a widget or Krita.
            then: called on Krita's thread with the job's result.
            failed: called on Krita's thread with a sentence, instead of `then`, where the job raised an error.
        """
        self._run(lambda: self._do(job, then, failed or self._failed))

    def _do(self, job: Callable[[], Any], then: Callable[[Any], None] | None, failed: Callable[[str], None]) -> None:
        try:
            result = job()
        except Exception as exc:  # noqa: BLE001 - a job's outermost frame: whoever waits for it is told
            self._done.emit(failed, went_wrong(exc))
            return
        if then is not None:
            self._done.emit(then, result)

    def _follow(self, then: Callable[[Any], None], result: object) -> None:
        then(result)
        self.followed.emit()
