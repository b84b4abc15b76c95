"""Ratings and signals that the backend has not confirmed yet, in a file that survives Krita's end.

One file per Krita process, one request a line. A new process takes over the files that it finds; where two processes
hold the same request no harm is done, because the backend counts it once by its id.
"""

from __future__ import annotations

from pathlib import Path

from ..vendored import RemoteProtocolError, decode, encode, messages

FOLDER = "outbox"
_LASTING = (
    messages.Rate,
    messages.Signal,
    messages.Undo,
    messages.SetValue,
    messages.SetSignal,
    messages.SetStart,
    messages.RatePalette,
)


class Outbox:
    """The requests that must arrive, in the order in which they were made.

    Args:
        data_dir: the backend's data folder; the file lies in its folder `outbox`. None keeps everything in memory.
        owner: names this process; the client's id.
    """

    def __init__(self, data_dir: Path | None, owner: str) -> None:
        self._folder = data_dir / FOLDER if data_dir is not None else None
        self._name = f"{owner}.jsonl"
        self._waiting: dict[str, messages.Request] = {}
        self._saved: set[str] = set()

    @property
    def waiting(self) -> tuple[messages.Request, ...]:
        """What has not been confirmed, oldest first."""
        return tuple(self._waiting.values())

    @property
    def is_unsaved(self) -> bool:
        """Whether the file says something else than `waiting`."""
        return self._folder is not None and self._saved != self._waiting.keys()

    def take_over(self) -> tuple[messages.Request, ...]:
        """Read what earlier processes left, make it this process' own, and return it.

        Raises:
            OSError: the files cannot be read, or this process' own cannot be written.
        """
        if self._folder is None or not self._folder.is_dir():
            return ()
        left = [path for path in sorted(self._folder.glob("*.jsonl")) if path.name != self._name]
        found = {request.id: request for path in left for request in _read(path)}
        self._waiting = {**found, **self._waiting}
        self.save()
        for path in left:
            path.unlink(missing_ok=True)
        return tuple(found.values())

    def add(self, request: messages.Request) -> None:
        """Keep `request` in memory until it is confirmed; requests that nobody would miss are passed over."""
        if isinstance(request, _LASTING):
            self._waiting[request.id] = request

    def confirm(self, request_id: str) -> None:
        """Forget a request that has arrived."""
        self._waiting.pop(request_id, None)

    def save(self) -> None:
        """Bring the file up to date; where it is, nothing is written.

        Raises:
            OSError: it cannot be written; everything is kept in memory, and the next change is tried again.
        """
        if self._folder is None or not self.is_unsaved:
            return
        self._saved = set(self._waiting)
        path = self._folder / self._name
        if not self._waiting:
            path.unlink(missing_ok=True)
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".new")
        aside.write_text("".join(encode(request) + "\n" for request in self._waiting.values()), encoding="utf-8")
        aside.replace(path)


def _read(path: Path) -> list[messages.Request]:
    """Return the requests in a file; a line that was cut short is passed over."""
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            request, _ = decode(line)
        except RemoteProtocolError:
            continue
        if isinstance(request, _LASTING):
            found.append(request)
    return found
