"""Another user of the machine, with all that they can put in the way: they get nothing, and change nothing."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command_line import environment_of

from apprentice.link.outbox import Outbox
from apprentice_shared.data_folder import BACKEND_FILE, LOCK_FILE, TOKEN_FILE, find_backend, is_served, read_token
from apprentice_shared.errors import StoreError
from apprentice_shared.messages import Rate

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a second user is needed: run the tests as root"
)

OTHER = 65534
STORE = "apprentice.sqlite3"


class Place:
    """A folder that everybody can reach and nobody can take away another's files from, as /tmp is.

    Attributes:
        data: the artist's data folder, not made yet.
        precious: a file of the artist's, which nobody may change.
        planted: a folder of the other user's.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.planted = folder / "planted"
        self.precious = folder / "precious"
        self.precious.write_text("precious")
        self.precious.chmod(0o600)

    def other(self, script: str, *, ends: bool = True) -> str:
        """Run a shell script as the other user, in the folder; return what it prints."""
        done = subprocess.run(
            ["/bin/sh", "-c", script],
            cwd=self.folder,
            user=OTHER,
            group=OTHER,
            extra_groups=[],
            umask=0,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode == 0) is ends, done.stderr
        return done.stdout

    def artist(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command as the artist, who is root in these tests."""
        command = [sys.executable, "-m", "apprentice_backend", *words, "--data-dir", str(self.data)]
        environ = environment_of(self.folder)
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)

    def refused(self, *words: str) -> str:
        """Run a command that is refused; return the sentence, after a look that nothing was changed."""
        done = self.artist(*words)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done
        assert self.precious.read_text() == "precious"
        return done.stderr

    @contextmanager
    def served(self) -> Iterator[subprocess.Popen[str]]:
        """Serve the data folder for the length of a block."""
        command = [
            sys.executable,
            "-m",
            "apprentice_backend",
            "serve",
            "--engine",
            "fake",
            "--data-dir",
            str(self.data),
        ]
        with subprocess.Popen(command, env=environment_of(self.folder), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("Serving ")
            yield process
            process.terminate()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place where the artist and the other user meet."""
    for parent in tmp_path.parents:
        if parent.name.startswith("pytest-"):
            parent.chmod(parent.stat().st_mode | 0o011)
    tmp_path.chmod(0o1777)
    return Place(tmp_path)


SERVE = ("serve", "--port", "0", "--idle-exit-s", "0.1")


@pytest.mark.parametrize("mode", ["700", "755", "777"])
@pytest.mark.parametrize("command", [SERVE, ("history", "list")], ids=["serve", "client"])
def test_a_planted_folder_is_refused(place: Place, mode: str, command: tuple[str, ...]) -> None:
    """A folder of another user in the place of the artist's is refused by backend and client, and stays as it is."""
    place.other(
        f"mkdir data && echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa > data/{TOKEN_FILE}"
        f' && echo \'{{"port": 9, "pid": 1, "protocol": 2}}\' > data/{BACKEND_FILE} && chmod {mode} data'
    )
    before = sorted(path.name for path in place.data.iterdir())
    assert "belongs to another user" in place.refused(*command)
    assert sorted(path.name for path in place.data.iterdir()) == before


def test_planted_settings_are_refused(place: Place) -> None:
    """Settings that another user has written do not count, not even for a command that starts nothing."""
    place.other("mkdir data && echo 'engine = \"fake\"' > data/config.toml")
    assert "config.toml belongs to another user" in place.refused("doctor")


def test_a_planted_lock_that_is_held_is_refused(place: Place) -> None:
    """A client believes no folder of another user's, even one that somebody serves."""
    place.other(
        f'mkdir data && echo \'{{"port": 9, "pid": 1, "protocol": 2}}\' > data/{BACKEND_FILE} && touch data/{LOCK_FILE}'
    )
    command = ["flock", str(place.data / LOCK_FILE), "sh", "-c", "echo held; read end"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, user=OTHER, group=OTHER, stdin=pipe, stdout=pipe, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        assert is_served(place.data)
        with pytest.raises(StoreError, match="belongs to another user"):
            find_backend(place.data)
        holder.stdin.close()


@pytest.mark.parametrize("command", [SERVE, ("history", "list")], ids=["serve", "client"])
def test_a_planted_link_is_not_followed(place: Place, command: tuple[str, ...]) -> None:
    """A link of another user's, to a folder of the artist's or of their own, is refused; nothing is made there."""
    own = place.folder / "own"
    own.mkdir(mode=0o700)
    place.other("ln -s own data && mkdir planted")
    assert "which another user can change" in place.refused(*command)
    assert list(own.iterdir()) == []
    place.other("rm data && ln -s planted data")
    assert "which another user can change" in place.refused(*command)
    assert list(place.planted.iterdir()) == []


@pytest.mark.parametrize("name", [BACKEND_FILE, TOKEN_FILE, LOCK_FILE, STORE, f"{STORE}-wal", f"{STORE}.backup"])
@pytest.mark.parametrize("plant", ["ln -s ../precious {}", "echo x > {}", "mkfifo {}"], ids=["link", "file", "pipe"])
def test_what_was_planted_in_an_open_folder_is_refused(place: Place, name: str, plant: str) -> None:
    """A folder that everybody could change is refused, and once it is closed, what was planted there meanwhile."""
    place.data.mkdir()
    place.data.chmod(0o777)
    place.other(f"cd data && {plant.format(name)}")
    assert "can be changed by other users" in place.refused(*SERVE)
    place.data.chmod(0o700)
    said = place.refused(*SERVE)
    assert f"{name} " in said
    assert "take it away" in said
    (place.data / name).unlink()
    assert place.artist(*SERVE).returncode == 0


def test_a_planted_outbox_is_refused(place: Place) -> None:
    """The panel writes no rating through another user's link, or into a folder of theirs."""
    place.other("mkdir planted")
    for plant in ("ln -s ../planted data/outbox", "mkdir data/outbox"):
        place.data.mkdir()
        place.data.chmod(0o777)
        place.other(plant)
        place.data.chmod(0o700)
        outbox = Outbox(place.data, "owner")
        outbox.add(Rate("r", "s", 5))
        with pytest.raises(StoreError, match="another user"):
            outbox.save()
        with pytest.raises(StoreError, match="another user"):
            outbox.take_over()
        assert list(place.planted.iterdir()) == []
        path = place.data / "outbox"
        path.unlink() if path.is_symlink() else path.rmdir()
        place.data.rmdir()


@pytest.mark.parametrize("made", [0o700, 0o755, 0o775], ids=oct)
def test_a_served_folder_is_closed_to_others(place: Place, made: int) -> None:
    """While a backend runs, another user can neither list, read, lock nor change anything, whatever stood there."""
    place.data.mkdir()
    place.data.chmod(made)
    (place.data / TOKEN_FILE).write_text("of an earlier version")
    (place.data / TOKEN_FILE).chmod(0o644)
    with place.served():
        for attempt in (
            "ls data",
            f"cat data/{TOKEN_FILE}",
            f"cat data/{BACKEND_FILE}",
            f"cat data/{STORE}",
            f"rm -f data/{LOCK_FILE}",
            f"flock -n data/{LOCK_FILE} true",
            "flock -n data true",
            "touch data/new",
            "mv data away",
        ):
            place.other(attempt, ends=False)
        everything = [place.data, *place.data.iterdir()]
        modes = {path.name: oct(path.stat().st_mode & 0o777) for path in everything}
        assert modes == {path.name: "0o700" if path.is_dir() else "0o600" for path in everything}
        assert len(read_token(place.data)) >= 32


def test_a_lock_file_that_goes_lets_no_second_backend_in(place: Place) -> None:
    """Where the lock file is removed, or another stands there, a second backend is refused and the first is found."""
    with place.served() as first:
        for remake in (False, True):
            (place.data / LOCK_FILE).unlink()
            if remake:
                (place.data / LOCK_FILE).touch(0o600)
            assert f"running on {place.data} already (process {first.pid}" in place.refused(*SERVE)
            found = find_backend(place.data)
            assert found is not None
            assert found[0].pid == first.pid
            with contextlib.suppress(FileNotFoundError):
                assert (place.data / LOCK_FILE).stat().st_uid == os.geteuid()
            (place.data / LOCK_FILE).touch(0o600)
