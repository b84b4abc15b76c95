"""The outbox's watch: it is saved and sent again when that is due, and the artist hears what cannot be kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from ..native_paths import to_text
from ..vendored import StoreError, in_row, messages, tr, tr_n, why_of
from .outbox import FOLDER, Found, Outbox

# A request that the backend could not write down is sent again after this, and later each time.
FIRST_AGAIN_S, LAST_AGAIN_S = 5.0, 60.0


class OutboxWatch:
    """Looks after an outbox, on the sending thread. A problem is told once, and taken back when it is over.

    Args:
        outbox: the outbox.
        say: tells the artist one sentence.
        keeping: tells that requests cannot be kept on disk, "" for that they are again.
        clock: returns seconds that only ever grow.
    """

    def __init__(
        self,
        outbox: Outbox,
        say: Callable[[str], None],
        keeping: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox, self._say, self._keeping, self._clock = outbox, say, keeping, clock
        self._data_dir: Path | None = None
        self._problem = ""
        self._again_at: float | None = None
        self._pause_s = FIRST_AGAIN_S

    @property
    def next_in_s(self) -> float | None:
        """The seconds until the next `look`; None for not before something happens."""
        again_in_s = None if self._again_at is None else max(0.0, self._again_at - self._clock())
        return min((wait_s for wait_s in (self._outbox.save_in_s, again_in_s) if wait_s is not None), default=None)

    def look(self) -> bool:
        """Save the outbox; return whether it is time to send again what waits."""
        is_due = self._again_at is not None and self._clock() >= self._again_at
        if is_due:
            self._again_at = None
        self.save()
        return is_due

    def save(self) -> None:
        """Bring the outbox's file up to date."""
        self._try(self._outbox.save)

    def settle(self, data_dir: Path | None) -> None:
        """Keep the file in this data folder from now on, and take over what earlier processes have left there."""
        self._data_dir = data_dir
        self._try(lambda: self._outbox.settle(data_dir))
        self.take_over()

    def take_over(self) -> None:
        """Take over what processes that are gone have left."""
        found = Found()

        def look() -> None:
            nonlocal found
            found = self._outbox.take_over()

        self._try(look)
        folder = to_text(self._data_dir / FOLDER) if self._data_dir is not None else ""
        if found.unread:
            self._say(
                tr_n(
                    "One thing you rated cannot be read by this version: it is kept in {folder}.",
                    "{count} things you rated cannot be read by this version: they are kept in {folder}.",
                    found.unread,
                    folder=folder,
                )
            )
        if found.left_out:
            names = in_row(to_text(name) for name in found.left_out[:3])
            self._say(
                tr(
                    "{names} in {folder} cannot be read as ratings and is left alone: move it elsewhere, or delete it.",
                    names=names,
                    folder=folder,
                )
            )

    def waiting(self) -> tuple[messages.Request, ...]:
        """Return all requests without a confirmation, those that were left in the meantime among them."""
        self.take_over()
        return self._outbox.waiting

    def add(self, request: messages.Request) -> None:
        """Keep a request, if it is a durable one."""
        self._outbox.add(request)

    def confirm(self, request_id: str) -> None:
        """Forget a request that the backend has answered for good."""
        self._outbox.confirm(request_id)
        self._pause_s = FIRST_AGAIN_S

    def postpone(self, request_id: str) -> None:
        """Note that the backend could not do a request now: if it is kept here it is sent again, later each time."""
        if self._again_at is None and any(request.id == request_id for request in self._outbox.waiting):
            self._again_at = self._clock() + self._pause_s
            self._pause_s = min(2 * self._pause_s, LAST_AGAIN_S)

    def close(self) -> None:
        """Save the outbox, and leave its file to whoever comes next."""
        self.save()
        self._outbox.close()

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except StoreError as exc:
            self._tell(str(exc))
        except (OSError, ValueError) as exc:
            self._tell(
                tr(
                    "What you rate cannot be kept in {folder} ({why}): mend that before you close Krita.",
                    folder=to_text(self._data_dir or ""),
                    why=why_of(exc),
                )
            )
        else:
            if not self._outbox.is_unsaved:
                self._tell("")

    def _tell(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self._keeping(problem)
