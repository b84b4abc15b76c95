"""Durable requests (ratings, signals, …) that the backend has not confirmed, in a file that outlives a crash of Krita.

One file per Krita process, one request a line. A new process takes over the files of earlier ones; where two processes
hold the same request no harm is done, because the backend counts it once by its id.
"""

from __future__ import annotations

from pathlib import Path

from ..vendored import RemoteProtocolError, decode, encode, messages

FOLDER = "outbox"


class Outbox:
    """The durable requests without a confirmation, in the order in which they were made.

    Args:
        data_dir: the backend's data folder; the file lies in its folder `outbox`. None keeps everything in memory.
        owner: the client's id: names this process.
    """

    def __init__(self, data_dir: Path | None, owner: str) -> None:
        self._folder = data_dir / FOLDER if data_dir is not None else None
        self._name = f"{owner}.jsonl"
        self._waiting: dict[str, messages.Request] = {}
        # The ids of the requests in the file.
        self._saved: set[str] = set()

    @property
    def waiting(self) -> tuple[messages.Request, ...]:
        """The durable requests that are not confirmed, oldest first."""
        return tuple(self._waiting.values())

    @property
    def is_unsaved(self) -> bool:
        """True while the file holds other requests than `waiting`."""
        return self._folder is not None and self._saved != self._waiting.keys()

    def take_over(self) -> tuple[messages.Request, ...]:
        """Move the requests of earlier processes' files into this process' file, before its own; return them.

        Raises:
            OSError: the files cannot be read, or this process' file cannot be written.
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
        """Keep a durable request, in memory, until it is confirmed; any other request is not kept."""
        if request.durable:
            self._waiting[request.id] = request

    def confirm(self, request_id: str) -> None:
        """Forget a request that the backend has answered."""
        self._waiting.pop(request_id, None)

    def save(self) -> None:
        """Bring the file up to date; an unchanged one is not written.

        Raises:
            OSError: the file cannot be written; everything is kept in memory, and the next change tries again.
        """
        if self._folder is None or not self.is_unsaved:
            return
        # Noted before the write: one that fails is tried again with the next change, not every half second.
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
    """Return the durable requests in a file; a line that was cut short is passed over."""
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            message, _ = decode(line)
        except RemoteProtocolError:
            continue
        if isinstance(message, messages.Request) and message.durable:
            found.append(message)
    return found
