"""The store on a disk that fails: it says one sentence, and works again once the disk does."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from damaged_stores import PAGE, write_store
from logged import NOW_S, a_profile, a_rating, a_slate
from older_stores import an_older_file

from apprentice_backend.store import EventLog
from apprentice_backend.store.schema import FILE_NAME
from apprentice_shared.errors import StoreError

# Each script runs in a new process, because limits and rights belong to a process. The store is opened, then
# the disk is taken away, then given back; what was refused must not be there and what comes after must be.
_SCRIPT = """
import os, resource, sys
from pathlib import Path
sys.path[:0] = {path!r}
from logged import NOW_S, a_profile, a_rating, a_slate
from apprentice_backend.store import EventLog
from apprentice_shared.errors import StoreError

folder = Path(sys.argv[1])
{before}
log = EventLog(folder, NOW_S)
log.add_profile(a_profile())
log.add_slate(a_slate())
acknowledged, refused = [], []
{take}
for number in range(300):
    try:
        log.append(a_rating(f"e{{number}}"))
        acknowledged.append(f"e{{number}}")
    except StoreError as exc:
        assert str(folder) in str(exc) and "\\n" not in str(exc), exc
        refused.append(f"e{{number}}")
assert refused, "the disk took everything"
assert [event.id for event in log.log("p1").events][1:] == acknowledged
{give}
log.append(a_rating("after"))
log.close()
again = EventLog(folder, NOW_S)
assert not again.warning, again.warning
assert [event.id for event in again.log("p1").events][1:] == [*acknowledged, "after"]
again.close()
print(len(acknowledged), len(refused))
"""


def a_damaged_file(folder: Path) -> None:
    """Write a store with a page of zeros in it, and no backup."""
    write_store(folder, 40)
    for file in folder.iterdir():
        if file.name != FILE_NAME:
            file.unlink()
    with (folder / FILE_NAME).open("r+b") as opened:
        opened.seek(3 * PAGE)
        opened.write(bytes(PAGE))


def run_script(folder: Path, *, before: str = "", take: str, give: str) -> str:
    """Run the script on a folder and return what it printed."""
    code = _SCRIPT.format(path=sys.path, before=before, take=take, give=give)
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    """A limit on the size of files refuses some ratings; what was acknowledged is there."""
    run_script(
        tmp_path,
        take="resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, resource.RLIM_INFINITY))",
        give="resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))",
    )


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("a full disk is tried on a tmpfs: needs the command mount")
    if done.returncode:
        pytest.skip("a full disk is tried on a tmpfs: needs the right to mount one (run as root)")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(tiny_disk: Path) -> None:
    """A disk that is full refuses ratings; what was acknowledged is there, and room made is used."""
    run_script(
        tiny_disk / "data",
        take=(
            "filler = folder.parent / 'filler'\n"
            "try:\n"
            "    with filler.open('wb', buffering=0) as file:\n"
            "        while file.write(b'x' * 4096): pass\n"
            "except OSError: pass"
        ),
        give="filler.unlink()",
    )


def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    """A folder that belongs to someone else is refused with a sentence, and nothing is left in it."""
    (tmp_path / "theirs").mkdir(mode=0o755)
    tmp_path.chmod(0o755)
    code = (
        f"import os, sys\nsys.path[:0] = {sys.path!r}\n"
        "from pathlib import Path\n"
        "from apprentice_backend.store import EventLog\n"
        "from apprentice_shared.errors import StoreError\n"
        "folder = Path(sys.argv[1])\n"
        # Root writes anywhere: become someone who does not, once everything is imported.
        "if os.geteuid() == 0:\n    os.setegid(65534)\n    os.seteuid(65534)\nelse:\n    folder.chmod(0o555)\n"
        "try:\n    EventLog(folder, 0.0)\nexcept StoreError as exc:\n    print(exc)\n"
    )
    command = [sys.executable, "-c", code, str(_reachable(tmp_path / "theirs"))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    (tmp_path / "theirs").chmod(0o755)
    assert done.stdout.count("\n") == 1
    assert ("belongs to another user" if os.geteuid() == 0 else "cannot be used") in done.stdout
    assert list((tmp_path / "theirs").iterdir()) == []


def _reachable(folder: Path) -> Path:
    """Let everybody pass through the folders that the test run has made around this one."""
    for parent in folder.parents:
        if parent.name.startswith("pytest-"):
            parent.chmod(parent.stat().st_mode | 0o055)
    return folder


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A data folder under a file is refused with a sentence."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be used"):
        EventLog(tmp_path / "file" / "data", NOW_S)


def test_a_file_damaged_while_it_is_open(tmp_path: Path) -> None:
    """Damage that shows up later is mended at once: what can be read and all of the backup goes on."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    for number in range(50):
        log.add_slate(a_slate(f"s{number}"))
        log.append(a_rating(f"e{number}", f"s{number}-1"))
    log.close()
    path = tmp_path / "apprentice.sqlite3"
    log = EventLog(tmp_path, NOW_S)
    with path.open("r+b") as file:
        size = path.stat().st_size
        for start in range(4096, size, 4096):
            file.seek(start)
            file.write(b"\xff" * 1024)
    assert len(log.log("p1").events) == 100
    assert log.mended == 1
    assert "set aside" in log.warning
    log.append(a_rating("after", "s1-2"))
    log.close()
    again = EventLog(tmp_path, NOW_S)
    assert not again.warning
    assert [event.id for event in again.log("p1").events][-1] == "after"
    again.close()


def test_a_forget_goes_on_in_a_mended_file(tmp_path: Path) -> None:
    """What was being forgotten when a backend ended is forgotten although the next start meets damage."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    for number in range(150):
        log.add_slate(a_slate(f"s{number}"))
        log.append(a_rating(f"e{number}", f"s{number}-1"))
    log._file.run(log._file.erase, lambda: log._file.tables.begin_forgetting("p1", 0.0))
    log._file.run(log._file.tables.forget_some, 20)
    log.close()
    path = tmp_path / "apprentice.sqlite3"
    with path.open("r+b") as file:
        place = file.read().rindex(b"s149-1")
        file.seek(place - place % 4096)
        file.write(bytes(4096))
    again = EventLog(tmp_path, NOW_S)
    assert "set aside" in again.warning
    assert not again.history("p1", 9).events
    again.close()
    assert b"lighthouse" not in path.read_bytes()


@pytest.mark.parametrize("harm", ["journal", "place", "long_row"])
def test_a_store_that_another_program_has_touched_goes_on(tmp_path: Path, harm: str) -> None:
    """A rollback journal, a place in the log that none can reach and a row of 8 MB stop nothing and lose no event."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    log.close()
    path = tmp_path / "apprentice.sqlite3"
    if harm == "journal":
        path.with_name(f"{path.name}-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(600))
    else:
        changes = {
            "place": "UPDATE sqlite_sequence SET seq = 9223372036854775807",
            "long_row": "UPDATE slate SET context = hex(zeroblob(4000000))",
        }
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(changes[harm])
    again = EventLog(tmp_path, NOW_S)
    again.append(a_rating())
    assert [event.id for event in again.log("p1").events] == ["s1", "e1"]
    again.close()


def test_damage_takes_back_no_undo(tmp_path: Path) -> None:
    """A rating whose row is damaged, and that lies elsewhere as it was before its undo, does not stand again."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    log.append(a_rating())
    with sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        other.execute("UPDATE event SET undone_by = 'u1', content = 'damage' WHERE id = 'e1'")
    other.close()
    assert [event.undone_by for event in log.history("p1", 9).events] == ["u1", ""]
    assert log.mended == 1
    log.close()


def test_a_file_deleted_while_it_is_open(tmp_path: Path) -> None:
    """Nothing is acknowledged into a file that nobody will find again."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    (tmp_path / "apprentice.sqlite3").unlink()
    with pytest.raises(StoreError, match="deleted or moved"):
        log.append(a_rating())
    log.close()


def test_a_file_replaced_while_it_is_open(tmp_path: Path) -> None:
    """Nothing is acknowledged into a file whose place another one has taken, nor its backup written beside that."""
    log = EventLog(tmp_path, NOW_S)
    log.add_profile(a_profile())
    log.add_slate(a_slate())
    tmp_path.joinpath("apprentice.sqlite3").rename(tmp_path / "moved")
    tmp_path.joinpath("apprentice.sqlite3").write_bytes(b"another backend's")
    with pytest.raises(StoreError, match="deleted or moved"):
        log.append(a_rating())
    log.close()
    assert not (tmp_path / "apprentice.sqlite3.backup").exists()


_OPENING = """
import resource, sys
from pathlib import Path
sys.path[:0] = {path!r}
from apprentice_backend.store import EventLog
from apprentice_shared.errors import StoreError

resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, resource.RLIM_INFINITY))
try:
    EventLog(Path(sys.argv[1]), 0.0)
except StoreError as exc:
    print(exc)
"""


@pytest.mark.parametrize("make", [an_older_file, a_damaged_file], ids=["an older file", "a damaged file"])
def test_no_room_to_write_the_file_anew(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """The old file stays as it is, nothing is left beside it, and once there is room it goes on."""
    make(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    command = [sys.executable, "-c", _OPENING.format(path=sys.path), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.count("\n") == 1
    assert str(tmp_path) in done.stdout
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    log = EventLog(tmp_path, NOW_S)
    assert log.history("p1", 9).events
    log.close()
