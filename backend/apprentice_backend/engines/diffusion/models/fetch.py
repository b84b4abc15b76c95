"""The fetch of large files, which goes on in a later run of the program where it stopped.

The hub's client goes on after a broken line, but in another process it starts a file anew. So weights, which are
gigabytes, are fetched into a part file that is kept, checked against their checksum, and only then put into the hub's
cache under the name of the checksum, where the client finds them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from huggingface_hub import get_hf_file_metadata, hf_hub_url
from huggingface_hub.file_download import http_get
from huggingface_hub.utils import build_hf_headers
from huggingface_hub.utils.tqdm import tqdm

from apprentice_shared.errors import EngineNotReady

_CHUNK = 1 << 20


class Tally:
    """Counts bytes over several files, and reports bytes done and bytes in all at each gain."""

    def __init__(self, total: int, on_progress: Callable[[int, int], None]) -> None:
        self._total = total
        self._done = 0
        self._on_progress = on_progress

    def add(self, count: int) -> None:
        """Count `count` more bytes as done."""
        self._done = min(self._total, self._done + count)
        self._on_progress(self._done, self._total)

    def finish(self) -> None:
        """Report that all bytes are done."""
        self.add(self._total - self._done)


def fetch(repo: str, commit: str, name: str, folder: Path, tally: Tally) -> None:
    """Fetch one file of a repository into its folder in the cache, going on where an earlier run stopped.

    Raises:
        EngineNotReady: the file arrived damaged; it is thrown away.
        Exception: any error of the hub's client; `errors` translates it.
    """
    url = hf_hub_url(repo, name, revision=commit)
    remote = get_hf_file_metadata(url)
    if remote.etag is None or remote.size is None:
        return  # without a checksum the cache has no name for the file, so the client fetches it
    blob = folder / "blobs" / remote.etag
    if blob.exists():
        return
    blob.parent.mkdir(parents=True, exist_ok=True)
    part = blob.with_name(f"{blob.name}.apprentice-part")
    part.touch()
    with part.open("r+b") as file:
        done = file.seek(0, 2)
        tally.add(done)
        http_get(
            remote.location,
            file,
            resume_size=done,
            headers=build_hf_headers(),
            expected_size=remote.size,
            tqdm_class=_counting(tally),
        )
    if checksum(part, git=len(remote.etag) == 40) != remote.etag:
        part.unlink()
        raise EngineNotReady(f"{name} arrived damaged and was thrown away: run the same command again")
    part.replace(blob)


def checksum(path: Path, *, git: bool) -> str:
    """Return the SHA-256 of a large file, or git's SHA-1 of a small one, as the hub names them."""
    digest = hashlib.sha1(f"blob {path.stat().st_size}\0".encode()) if git else hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _counting(tally: Tally) -> type:
    """Make a progress bar class that counts bytes instead of drawing."""

    class Counting(tqdm):  # type: ignore[misc]  # tqdm ships no types
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options | {"disable": True})

        def update(self, n: float | None = 1) -> None:
            tally.add(int(n or 0))

    return Counting
