"""Durable requests without a confirmation, in a file."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from outboxes import PICK, RATING, left_by, names_in

from apprentice.link import outbox_folder
from apprentice.link.outbox import FIRST_RETRY_S, FOLDER, LAST_RETRY_S, SAVE_AFTER_S, Found, Outbox
from apprentice_shared.errors import StoreError
from apprentice_shared.messages import CreateProfile, GetProfiles, RatePalette, Request, SetStart, SetValue, Undo

_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files: run this elsewhere")


def test_survives_the_end_of_its_process(tmp_path: Path) -> None:
    """A new process takes over the requests without a confirmation, in order and unchanged."""
    requests = (RATING, PICK, Undo("u1", "default", "p1"))
    left_by("one", tmp_path, *requests)
    after = Outbox(tmp_path, "two")
    assert after.take_over() == Found(requests)
    assert names_in(tmp_path) == ["two.jsonl", "two.lock"]
    after.close()
    assert Outbox(tmp_path, "three").take_over().requests == requests


def test_forgets_what_was_confirmed(tmp_path: Path) -> None:
    """A confirmed rating is not sent again; an empty outbox leaves no file."""
    outbox = Outbox(tmp_path, "one")
    outbox.add(RATING)
    outbox.add(PICK)
    outbox.save()
    outbox.confirm("r1")
    outbox.confirm("unknown")
    assert outbox.waiting == (PICK,)
    assert outbox.is_unsaved
    outbox.confirm("p1")
    outbox.save()
    assert names_in(tmp_path) == []


def test_what_is_confirmed_at_once_needs_no_file(tmp_path: Path) -> None:
    """While the backend answers, nothing is written."""
    outbox = Outbox(tmp_path, "one")
    outbox.add(RATING)
    outbox.confirm("r1")
    assert not outbox.is_unsaved
    outbox.save()
    assert not (tmp_path / FOLDER).exists()


def test_keeps_only_what_would_be_missed(tmp_path: Path) -> None:
    """A request that is not durable is not kept."""
    outbox = Outbox(tmp_path, "one")
    outbox.add(GetProfiles("g"))
    outbox.save()
    assert outbox.waiting == ()
    assert not (tmp_path / FOLDER).exists()


def test_works_in_memory_without_a_data_folder() -> None:
    """Before Apprentice is set up there is no folder to write to."""
    outbox = Outbox(None, "one")
    outbox.add(RATING)
    assert outbox.take_over() == Found()
    assert outbox.waiting == (RATING,)
    assert outbox.save_in_s is None


def test_settles_in_the_data_folder_once_that_is_known(tmp_path: Path) -> None:
    """Requests made before go into the file there; in another folder later, the first file goes."""
    outbox = Outbox(None, "one")
    outbox.add(RATING)
    outbox.settle(tmp_path / "first")
    assert names_in(tmp_path / "first") == ["one.jsonl", "one.lock"]
    outbox.settle(tmp_path / "second")
    assert names_in(tmp_path / "first") == []
    outbox.close()
    assert Outbox(tmp_path / "second", "two").take_over().requests == (RATING,)


@_POSIX
def test_its_files_are_their_owner_s_alone(tmp_path: Path) -> None:
    """Folders are 0700 and files 0600 whatever the umask: a rating says what somebody likes."""
    before = os.umask(0)
    try:
        left_by("one", tmp_path / "data", RATING)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in sorted((tmp_path / "data").rglob("*"))}
    assert modes == {"outbox": 0o700, "one.jsonl": 0o600, "one.lock": 0o600}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


@_POSIX
def test_nothing_is_written_or_taken_where_everybody_can_write(tmp_path: Path) -> None:
    """A folder that others can change is refused with a sentence; the requests stay in memory."""
    left_by("one", tmp_path, RATING)
    (tmp_path / FOLDER).chmod(0o777)
    outbox = Outbox(tmp_path, "two")
    outbox.add(PICK)
    with pytest.raises(StoreError, match="other users"):
        outbox.take_over()
    with pytest.raises(StoreError, match="other users"):
        outbox.save()
    assert outbox.waiting == (PICK,)
    assert "one.jsonl" in names_in(tmp_path)


@_POSIX
def test_what_lies_in_a_folder_that_the_group_could_change_is_taken_over(tmp_path: Path) -> None:
    """An outbox of an earlier version, made where groups may write, loses nothing: its folders are closed first."""
    left_by("one", tmp_path / "data", RATING)
    for folder in (tmp_path / "data", tmp_path / "data" / FOLDER):
        folder.chmod(0o775)
    assert Outbox(tmp_path / "data", "two").take_over().requests == (RATING,)
    assert stat.S_IMODE((tmp_path / "data" / FOLDER).stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


@_POSIX
def test_a_folder_of_an_earlier_version_is_made_private(tmp_path: Path) -> None:
    """Where the user's own mask let a group write, that right is taken away, and all goes on."""
    left_by("one", tmp_path, RATING)
    (tmp_path / FOLDER).chmod(0o775)
    assert Outbox(tmp_path, "two").take_over().requests == (RATING,)
    assert stat.S_IMODE((tmp_path / FOLDER).stat().st_mode) == 0o700


# What people write: line ends of every kind stand in a text without ending a line of the file.
LINE_ENDS = ("\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\n", "\r\n", "\r")


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
def test_a_line_end_in_a_name_loses_nothing(tmp_path: Path, end: str) -> None:
    """Only the file's own line ends part its requests."""
    requests: tuple[Request, ...] = (SetStart("n1", "portfolio", f"/a{end}b"), SetValue("v1", "color", f"w{end}", 2.0))
    left_by("one", tmp_path, *requests)
    assert Outbox(tmp_path, "two").take_over() == Found(requests)


def test_a_process_that_lives_keeps_its_file(tmp_path: Path) -> None:
    """Two Kritas leave each other's requests alone; those of one that has ended are taken over by the other."""
    first, second = Outbox(tmp_path, "one"), Outbox(tmp_path, "two")
    first.add(RATING)
    first.save()
    second.add(PICK)
    second.save()
    assert (first.take_over(), second.take_over()) == (Found(), Found())
    assert second.waiting == (PICK,)
    assert "one.jsonl" in names_in(tmp_path)
    first.close()
    assert second.take_over().requests == (RATING,)
    assert second.waiting == (RATING, PICK)
    assert names_in(tmp_path) == ["two.jsonl", "two.lock"]


def test_a_lock_that_was_deleted_is_made_anew(tmp_path: Path) -> None:
    """Somebody who tidies the folder up does not make a living process look dead for long."""
    first = Outbox(tmp_path, "one")
    first.add(RATING)
    first.save()
    (tmp_path / FOLDER / "one.lock").unlink()
    first.add(PICK)
    first.save()
    assert Outbox(tmp_path, "two").take_over() == Found()


@_POSIX
def test_what_is_no_plain_file_is_left_alone_and_told_once(tmp_path: Path) -> None:
    """A folder, a pipe, a link, an endless file and one that cannot be read stop nothing, and are not followed."""
    left_by("one", tmp_path, RATING)
    folder = tmp_path / FOLDER
    (folder / "a-folder.jsonl").mkdir()
    os.mkfifo(folder / "a-pipe.jsonl")
    secret = tmp_path / "elsewhere"
    secret.write_bytes((folder / "one.jsonl").read_bytes())
    (folder / "a-link.jsonl").symlink_to(secret)
    (folder / "a-loop.jsonl").symlink_to(folder / "a-loop.jsonl")
    with (folder / "endless.jsonl").open("wb") as endless:
        endless.truncate(2**40)
    (folder / "locked.lock").mkdir()
    (folder / "locked.jsonl").write_bytes(secret.read_bytes())
    left_out = ("a-folder.jsonl", "a-link.jsonl", "a-loop.jsonl", "a-pipe.jsonl", "endless.jsonl", "locked.jsonl")
    outbox = Outbox(tmp_path, "two")
    assert outbox.take_over() == Found((RATING,), 0, left_out)
    assert outbox.take_over() == Found()
    assert set(left_out) <= set(names_in(tmp_path))
    assert secret.exists()


@_POSIX
def test_a_link_in_the_place_of_its_own_file_is_replaced(tmp_path: Path) -> None:
    """What a planted link points to is not written to."""
    target = tmp_path / "target"
    target.write_text("precious", encoding="utf-8")
    (tmp_path / FOLDER).mkdir(mode=0o700)
    (tmp_path / FOLDER / "one.jsonl").symlink_to(target)
    left_by("one", tmp_path, RATING)
    assert target.read_text(encoding="utf-8") == "precious"
    assert Outbox(tmp_path, "two").take_over().requests == (RATING,)


NEWER = b'{"type":"rate_dream","id":"d1","dream":"blue"}'
STRANGE = [
    pytest.param(NEWER, id="a newer version's"),
    pytest.param(b'{"type":"rate","id":"r2","sug', id="cut short"),
    pytest.param(b'{"type":"rate","id":"r2","suggestion":"\xff"}', id="no UTF-8"),
    pytest.param(b"\0" * 512, id="zeros"),
    pytest.param(b"[" * 100_000, id="deep"),
    pytest.param(b'{"type":"get_profiles","id":"g"}', id="not durable"),
]


@pytest.mark.parametrize("line", STRANGE)
def test_a_line_that_cannot_be_read_is_kept_aside(tmp_path: Path, line: bytes) -> None:
    """What this version does not understand is counted once and never deleted; the lines around it are taken over."""
    left_by("one", tmp_path, RATING, PICK)
    file = tmp_path / FOLDER / "one.jsonl"
    first, second = file.read_bytes().splitlines()
    file.write_bytes(first + b"\n" + line + b"\n" + second + b"\n" + line)
    outbox = Outbox(tmp_path, "two")
    assert outbox.take_over() == Found((RATING, PICK), 2)
    assert (tmp_path / FOLDER / "one.kept").read_bytes() == line + b"\n" + line + b"\n"
    outbox.close()
    assert Outbox(tmp_path, "three").take_over() == Found((RATING, PICK))
    assert (tmp_path / FOLDER / "one.kept").read_bytes() == line + b"\n" + line + b"\n"


def test_a_newer_version_finds_what_an_older_one_has_kept(tmp_path: Path) -> None:
    """Lines that were kept aside are read by the first version that can; the others stay."""
    left_by("one", tmp_path, RATING)
    folder = tmp_path / FOLDER
    (folder / "one.jsonl").rename(folder / "one.kept")
    with (folder / "one.kept").open("ab") as kept:
        kept.write(NEWER + b"\n")
    assert Outbox(tmp_path, "two").take_over() == Found((RATING,))
    assert (folder / "one.kept").read_bytes() == NEWER + b"\n"


def test_many_ratings_on_a_full_disk_put_the_next_try_off_once(tmp_path: Path) -> None:
    """Saves that fail together count as one: the next try is as soon as after a single one."""
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    outbox = Outbox(tmp_path, "one", lambda: 5.0)
    outbox.add(RATING)
    for _ in range(12):
        with pytest.raises(StoreError):
            outbox.save()
    assert outbox.save_in_s == FIRST_RETRY_S


def test_a_save_that_fails_is_tried_again_later_and_later(tmp_path: Path) -> None:
    """A full disk is not asked every half second; when it has room again all is saved."""
    now_s = [0.0]
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    outbox = Outbox(tmp_path, "one", lambda: now_s[0])
    outbox.add(RATING)
    pauses = []
    for _ in range(8):
        with pytest.raises(StoreError):
            outbox.save()
        assert outbox.is_unsaved
        pause_s = outbox.save_in_s
        assert pause_s is not None
        pauses.append(pause_s)
        now_s[0] += pause_s
    assert pauses[0] == FIRST_RETRY_S
    assert pauses[-1] == pauses[-2] == LAST_RETRY_S
    (tmp_path / FOLDER).unlink()
    outbox.save()
    assert outbox.save_in_s is None
    outbox.add(PICK)
    assert outbox.save_in_s == SAVE_AFTER_S
    outbox.save()
    outbox.close()
    assert Outbox(tmp_path, "two").take_over().requests == (RATING, PICK)


def test_the_file_is_saved_soon_after_the_first_change(tmp_path: Path) -> None:
    """Requests that keep coming put nothing off, and one that is confirmed before needs no file."""
    now_s = [0.0]
    outbox = Outbox(tmp_path, "one", lambda: now_s[0])
    outbox.add(RATING)
    now_s[0] = SAVE_AFTER_S / 2
    outbox.add(PICK)
    assert outbox.save_in_s == SAVE_AFTER_S / 2
    now_s[0] = 2 * SAVE_AFTER_S
    assert outbox.save_in_s == 0
    outbox.confirm("r1")
    outbox.confirm("p1")
    assert outbox.save_in_s is None


def test_a_file_that_could_not_be_taken_over_whole_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full in the middle of it, what was there is there for the next time, and nothing is lost."""
    left_by("one", tmp_path, RATING)
    with (tmp_path / FOLDER / "one.jsonl").open("ab") as file:
        file.write(NEWER + b"\n")
    before = (tmp_path / FOLDER / "one.jsonl").read_bytes()

    def refuse(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    outbox = Outbox(tmp_path, "two")
    with monkeypatch.context() as full:
        full.setattr(outbox_folder.private_files, "write_private", refuse)
        with pytest.raises(OSError, match="No space"):
            outbox.take_over()
    assert (tmp_path / FOLDER / "one.jsonl").read_bytes() == before
    assert outbox.waiting == (RATING,)
    assert Outbox(tmp_path, "three").take_over() == Found((RATING,), 1)


def test_clears_up_after_processes_that_were_killed(tmp_path: Path) -> None:
    """Parts of files and locks of nobody go; those of a living process stay, and so does whatever else is there."""
    living = Outbox(tmp_path, "living")
    living.add(RATING)
    living.save()
    folder = tmp_path / FOLDER
    for name in (".dead.jsonl.0a1b2c3d", ".dead.kept.0a1b2c3d", "gone.lock", ".living.jsonl.0a1b2c3d", ".theirs"):
        (folder / name).touch()
    Outbox(tmp_path, "two").take_over()
    assert names_in(tmp_path) == [".living.jsonl.0a1b2c3d", ".theirs", "living.jsonl", "living.lock"]


def test_takes_a_bounded_lot_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of many large files does not fill the memory; the rest comes with the next look."""
    monkeypatch.setattr(outbox_folder, "MOST_BYTES_A_TIME", 100)
    ratings = [left_by(f"file{index}", tmp_path, SetValue(f"v{index}", "color", "warm", 1.0)) for index in range(5)]
    outbox = Outbox(tmp_path, "two")
    looks = [len(outbox.take_over().requests) for _ in range(5)]
    assert 0 < looks[0] < 5
    assert sum(looks) == 5
    assert len(outbox.waiting) == len(ratings)


# A Krita that says one thing after the other, each with a name of many lines, and tells when it is in the file.
_WRITER = """
import itertools, sys
from pathlib import Path
from apprentice.link.outbox import Outbox
from apprentice_shared.messages import SetStart
outbox = Outbox(Path(sys.argv[1]), sys.argv[2])
for number in itertools.count():
    outbox.add(SetStart(f"{sys.argv[2]}-{number}", "portfolio", "/\\u2028" * 300))
    outbox.save()
    print(number, flush=True)
"""
ROOT = Path(__file__).parents[3]
PATHS = os.pathsep.join(str(ROOT / part) for part in ("shared", "krita_plugin"))


def test_what_was_saved_is_there_after_kill_9_at_any_moment(tmp_path: Path) -> None:
    """A process that is killed while it writes loses nothing that it had saved, and takes nothing with it."""
    kills = int(os.environ.get("APPRENTICE_OUTBOX_KILLS", "6"))
    survivor = Outbox(tmp_path, "survivor")
    for kill in range(kills):
        command = [sys.executable, "-c", _WRITER, str(tmp_path), f"doomed{kill}"]
        environment = {**os.environ, "PYTHONPATH": PATHS, "PYTHONIOENCODING": "utf-8"}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as doomed:
            assert doomed.stdout is not None
            for _ in range(1 + 3 * (kill % 10)):
                assert doomed.stdout.readline()
            assert survivor.take_over() == Found(), "it lives"
            doomed.kill()
            said = doomed.stdout.read().split()
            last = int(said[-1]) if said else 3 * (kill % 10)
        found = survivor.take_over()
        assert (found.unread, found.left_out) == (0, ())
        assert [request.id for request in found.requests][: last + 1] == [f"doomed{kill}-{n}" for n in range(last + 1)]
        for request in survivor.waiting:
            survivor.confirm(request.id)
        survivor.save()
        assert names_in(tmp_path) == []


def test_only_what_is_durable_is_written(tmp_path: Path) -> None:
    """Every durable request goes through the file unchanged; one that is not durable is not written."""
    palette = RatePalette("q1", ("#ff8800", "#002244"), 4)
    left_by("one", tmp_path, palette, CreateProfile("c1", "Ink"))
    assert Outbox(tmp_path, "two").take_over().requests == (palette,)
    lines = (tmp_path / FOLDER / "two.jsonl").read_text(encoding="utf-8").split("\n")
    assert [json.loads(line)["id"] for line in lines if line] == ["q1"]
