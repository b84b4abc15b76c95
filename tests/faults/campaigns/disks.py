"""Disks that fail the backend and the plugin: full, out of files, read-only, a limit on files, the folder deleted.

While a disk fails, nothing is acknowledged that is not on it, each refusal is one sentence, and readers are served;
once there is room the same requests go through.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGKILL

from apprentice.link.outbox import FOLDER
from apprentice_shared import messages as m
from campaigns.backends import Backend, ForkServer
from campaigns.client import Client
from campaigns.roles import Stored
from campaigns.trial import Fault, Trial, must

RATINGS, OUTBOX_REQUESTS = 80, 12
# A disk of this size takes a store with its journal and its backup.
DISK_KB, DISK_FILES = 12_000, 60
UNLIMITED = resource.RLIM_INFINITY


def run(trial: Trial) -> None:
    """Fail one disk after the other, each kind in turn."""
    forks, number = ForkServer(), 0
    try:
        while trial.left() or number < len(_KINDS):
            kind = _KINDS[number % len(_KINDS)]
            number += 1
            trial.note(kind.__name__)
            with _disk(trial.place(f"disk-{number}")) as disk:
                kind(trial, forks, disk)
            trial.count(kind.__name__)
    finally:
        forks.close()


@contextmanager
def _disk(place: Path) -> Iterator[Path]:
    """A small file system, where this user may mount one; else a plain folder."""
    size = f"size={DISK_KB}k,nr_inodes={DISK_FILES},mode=0700"
    is_root = os.geteuid() == 0
    is_small = is_root and not subprocess.call(["mount", "-t", "tmpfs", "-o", size, "none", str(place)])
    try:
        yield place
    finally:
        if is_small:
            subprocess.check_call(["umount", "-l", str(place)])


def disk_full(trial: Trial, forks: ForkServer, disk: Path) -> None:
    """A disk that fills up in the middle, and has room again."""
    if not disk.is_mount():
        file_limit(trial, forks, disk)
        return
    filler = disk / "filler"
    _fail_and_mend(trial, forks, disk, lambda _pid: _fill(filler), lambda _pid: filler.unlink())


def out_of_files(trial: Trial, forks: ForkServer, disk: Path) -> None:
    """A disk that takes no more files: nothing open is disturbed, and whatever is refused is refused whole."""
    fillers = disk / "fillers"
    if disk.is_mount():
        take = lambda _pid: _fill_files(fillers)  # noqa: E731
        _fail_and_mend(trial, forks, disk, take, lambda _pid: shutil.rmtree(fillers), may_go_on=True)


def file_limit(trial: Trial, forks: ForkServer, disk: Path) -> None:
    """A limit on the size of files."""

    def limit(pid: int) -> None:
        most = (disk / "data" / "apprentice.sqlite3").stat().st_size + trial.rng.randrange(40_000)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, UNLIMITED))

    give = lambda pid: resource.prlimit(pid, resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))  # noqa: E731
    _fail_and_mend(trial, forks, disk, limit, give, may_go_on=True)


def read_only(trial: Trial, forks: ForkServer, disk: Path) -> None:
    """A folder that cannot be written, when a backend starts: one sentence, and all is there once it can be."""
    backend = _backend(disk, forks)
    backend.start()
    events = _rate(_client(backend.folder), "before", 10)
    backend.kill()
    if disk.is_mount():
        subprocess.check_call(["mount", "-o", "remount,ro", str(disk)])
        try:
            backend.start()
        except Fault as exc:
            must(str(backend.folder) in str(exc), f"the sentence does not name the folder: {exc}")
        else:
            raise Fault("a backend serves a folder that it cannot write")
        finally:
            subprocess.check_call(["mount", "-o", "remount,rw", str(disk)])
    backend.start()
    _check(backend.folder, events)
    backend.kill()
    backend.check_log()


def folder_deleted(trial: Trial, forks: ForkServer, disk: Path) -> None:
    """The data folder is deleted while it is served: nothing more is acknowledged, and the next backend begins anew."""
    backend = _backend(disk, forks)
    backend.start()
    client = _client(backend.folder)
    _rate(client, "before", 10)
    shutil.rmtree(backend.folder)
    for number in range(10):
        reply = client.ask(m.RatePalette(f"gone-{number}", ("#112233",), 3))
        refused = isinstance(reply, m.ErrorReply) and reply.code == "store_failed"
        must(refused, f"a rating in a deleted folder was answered with {reply}")
    must(isinstance(client.ask(m.GetProfiles("p")), m.Reply), "the backend does not answer any more")
    client.hang_up()
    backend.kill()
    backend.start()
    _check(backend.folder, _rate(_client(backend.folder), "after", 10))
    backend.kill()
    backend.check_log()


def outbox_full(trial: Trial, forks: ForkServer, disk: Path) -> None:
    """The plugin's own disk is full while no backend runs, and has room again: what was rated is kept."""
    data = disk / "data"
    data.mkdir(mode=0o700)
    wish = {"folder": data, **{name: disk.with_name(f"{disk.name}.{name}") for name in ("log", "made")}}
    _fill(disk / "filler", most=0 if disk.is_mount() else 1)
    krita = forks.fork(kind="plugin", name="krita", count=OUTBOX_REQUESTS, **wish)
    time.sleep(1.0 + trial.rng.random())
    (disk / "filler").unlink()
    deadline = time.monotonic() + 90
    outbox = data / FOLDER
    made: list[str] = []
    while time.monotonic() < deadline:
        made = [line.split()[0] for line in wish["made"].read_text().splitlines()]
        kept = sum(len(file.read_bytes().splitlines()) for file in outbox.glob("*.jsonl")) if outbox.exists() else 0
        if len(made) == kept == OUTBOX_REQUESTS:
            break
        time.sleep(0.1)
    else:
        raise Fault(f"{len(made)} were made, and the outbox holds {kept}")
    os.kill(krita, SIGKILL)
    backend = _backend(disk, forks)
    backend.start()
    krita = forks.fork(kind="plugin", name="next", count=0, **wish)
    while set(made) - Stored(data).events.keys():
        must(time.monotonic() < deadline, "what a full disk held up was not delivered")
        time.sleep(0.05)
    os.kill(krita, SIGKILL)
    backend.kill()


_KINDS: tuple[Callable[[Trial, ForkServer, Path], None], ...] = (
    disk_full,
    out_of_files,
    file_limit,
    read_only,
    folder_deleted,
    outbox_full,
)


def _fail_and_mend(
    trial: Trial,
    forks: ForkServer,
    disk: Path,
    take: Callable[[int], object],
    give: Callable[[int], object],
    *,
    may_go_on: bool = False,
) -> None:
    """Rate while a disk fails and while it works again, and look what is there at the end."""
    backend = _backend(disk, forks)
    backend.start()
    client = _client(backend.folder)
    acknowledged = _rate(client, "before", trial.rng.randrange(20))
    take(backend.pid)
    refused = []
    for number in range(RATINGS):
        event = f"while-{number}"
        reply = client.ask(m.RatePalette(event, ("#112233",), 1 + number % 5))
        if isinstance(reply, m.Recorded):
            acknowledged.append(event)
            continue
        must(isinstance(reply, m.ErrorReply) and reply.code == "store_failed", f"a disk that fails was told as {reply}")
        assert isinstance(reply, m.ErrorReply)
        must("\n" not in reply.message, f"no one sentence: {reply.message}")
        refused.append(event)
    must(refused or may_go_on, "the disk took everything")
    must(isinstance(client.ask(m.GetProfiles("profiles")), m.ProfilesReport), "profiles cannot be read")
    trial.count("refused", len(refused))
    if trial.rng.random() < 0.3:
        client.hang_up()
        backend.kill()
        give(0) if disk.is_mount() else None
        backend.start()
        client.dial()
    else:
        give(backend.pid)
    _check(backend.folder, acknowledged)
    must(not set(refused) & Stored(backend.folder).events.keys(), "what was refused is there")
    for event in refused:
        reply = client.ask(m.RatePalette(event, ("#112233",), 4))
        must(isinstance(reply, m.Recorded), f"with room again, a rating was answered with {reply}")
    _check(backend.folder, [*acknowledged, *refused])
    client.hang_up()
    backend.kill()
    backend.check_log()


def _backend(disk: Path, forks: ForkServer) -> Backend:
    return Backend(disk / "data", forks, log=disk.with_name(f"{disk.name}.log"))


def _client(folder: Path) -> Client:
    client = Client(folder, "rater")
    client.dial()
    return client


def _rate(client: Client, name: str, count: int) -> list[str]:
    events = [f"{name}-{number}" for number in range(count)]
    for event in events:
        reply = client.ask(m.RatePalette(event, ("#112233",), 4))
        must(isinstance(reply, m.Recorded), f"a rating was answered with {reply}")
    return events


def _check(folder: Path, acknowledged: list[str]) -> None:
    lost = set(acknowledged) - Stored(folder).events.keys()
    must(not lost, f"acknowledged and lost: {sorted(lost)[:5]}")


def _fill(filler: Path, most: int = 0) -> None:
    """Write until the disk is full, or so many bytes."""
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while not most or file.tell() < most:
            file.write(b"x" * 4096)


def _fill_files(folder: Path) -> None:
    folder.mkdir()
    with contextlib.suppress(OSError):
        for number in range(10 * DISK_FILES):
            (folder / str(number)).touch()
