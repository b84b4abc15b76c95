"""The way to another thread and back: a job is done there, its result comes back to Krita's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..link.link import went_wrong
from ..qt import QObject, Signal


class OtherThread(QObject):
    """Does jobs on one thread beside Krita's, in their order.

    `followed` is emitted on Krita's thread after every `then` and every `failed`.

    Args:
        run: has a function called on that thread.
        failed: takes the sentence on a job's error where `do` was given no `failed`.
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
            job: called there, after the jobs before it; a slow one holds up those after it. No widget, no Krita.
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
