"""The data folder: who serves it, and whether it is its owner's alone."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations_with_replacement, count
from pathlib import Path

import pytest

from apprentice_shared import data_folder, private_way
from apprentice_shared.data_folder import (
    BACKEND_FILE,
    LOCK_FILE,
    TOKEN_FILE,
    Address,
    check_private,
    find_backend,
    is_served,
    make_private,
    read_address,
    read_token,
)
from apprentice_shared.errors import StoreError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights and symbolic links as on Linux and macOS")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away: run the tests as root")

OTHER = 65534
SAID = {"host": "127.0.0.1", "port": 41234, "pid": 7, "protocol": 2}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the files of a backend."""
    found = tmp_path / "data"
    make_private(found)
    (found / BACKEND_FILE).write_text(json.dumps(SAID))
    (found / TOKEN_FILE).write_text("secret\n")
    (found / LOCK_FILE).touch()
    return found


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file or a folder as a backend does."""
    handle = os.open(path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def test_an_address_is_read(folder: Path) -> None:
    """The address and the token are what the files say."""
    assert read_address(folder) == Address("127.0.0.1", 41234, 7, 2)
    assert read_token(folder) == "secret"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "noise",
        "[]",
        "[" * 60000,
        '{"port": 1}',
        *(
            json.dumps(SAID | change)
            for change in (
                {"port": "1"},
                {"port": True},
                {"port": 0},
                {"port": 65536},
                {"pid": None},
                {"host": "192.0.2.1"},
                {"host": "example.org"},
                {"host": 7},
            )
        ),
        '{"port": ' + "9" * 5000 + ', "pid": 1, "protocol": 2}',
    ],
)
def test_what_is_no_address_is_none(folder: Path, content: str) -> None:
    """A cut or foreign file, or an address on another machine, reads as no backend."""
    (folder / BACKEND_FILE).write_text(content)
    assert read_address(folder) is None


def test_a_missing_folder_says_nothing(tmp_path: Path) -> None:
    """A folder that does not exist has no backend, no token, and is nobody's."""
    folder = tmp_path / "none"
    assert (read_address(folder), read_token(folder), is_served(folder)) == (None, "", False)
    check_private(folder)


@pytest.mark.parametrize("name", ["", LOCK_FILE], ids=["folder", "lock"])
def test_a_folder_is_served_while_it_is_held(folder: Path, name: str) -> None:
    """The lock of the folder or of its lock file says that a backend lives; those who ask do not."""
    assert find_backend(folder) is None
    with held(folder / name):
        assert is_served(folder)
        assert find_backend(folder) == (Address("127.0.0.1", 41234, 7, 2), "secret")
    handle = os.open(folder / name, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    assert not is_served(folder)
    os.close(handle)


@pytest.mark.parametrize("when", list(combinations_with_replacement(range(6), 3)), ids=str)
def test_an_old_address_never_comes_with_a_new_token(
    folder: Path, monkeypatch: pytest.MonkeyPatch, when: tuple[int, ...]
) -> None:
    """A client that looks while a backend starts, at whatever moment, gets what belongs together, or nothing."""
    new = {**SAID, "port": 5}
    starting = [
        (folder / BACKEND_FILE).unlink,
        lambda: (folder / TOKEN_FILE).write_text("new secret\n"),
        lambda: (folder / BACKEND_FILE).write_text(json.dumps(new)),
    ]
    due, reads = list(zip(when, starting, strict=True)), count()

    def after_the_steps_before_it(read: Callable[[Path], object]) -> Callable[[Path], object]:
        def look(place: Path) -> object:
            moment = next(reads)
            while due and due[0][0] <= moment:
                due.pop(0)[1]()
            return read(place)

        return look

    for name in ("read_address", "read_token"):
        monkeypatch.setattr(data_folder, name, after_the_steps_before_it(getattr(data_folder, name)))
    with held(folder):
        found = find_backend(folder)
    assert found in (None, (Address(**SAID), "secret"), (Address(**new), "new secret"))  # type: ignore[arg-type]


def test_the_question_leaves_the_lock_free(folder: Path) -> None:
    """A backend can take the lock right after somebody asked."""
    assert not is_served(folder)
    with held(folder), held(folder / LOCK_FILE):
        pass


def test_a_folder_is_made_for_its_owner(tmp_path: Path) -> None:
    """A folder and those above it that were missing have mode 0700, whatever the umask says."""
    before = os.umask(0)
    try:
        assert make_private(tmp_path / "a" / "b") == ""
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "a", tmp_path / "a" / "b")] == [0o700, 0o700]


def test_rights_to_read_are_taken_away_in_silence(folder: Path) -> None:
    """A folder of an earlier version is closed to others, with its files."""
    folder.chmod(0o755)
    (folder / TOKEN_FILE).chmod(0o644)
    assert make_private(folder) == ""
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / TOKEN_FILE).stat().st_mode & 0o777 == 0o600
    check_private(folder)


def test_a_folder_that_is_read_only_stays_so(folder: Path) -> None:
    """Rights are taken from others, and none is given to the owner."""
    folder.chmod(0o555)
    make_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o500
    folder.chmod(0o700)


def test_the_home_folder_is_not_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home folder that others may pass through, or one above it, is refused as a data folder and stays open."""
    home = tmp_path / "home" / "artist"
    home.mkdir(parents=True)
    home.chmod(0o755)
    home.parent.chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    for folder in (home, home.parent):
        with pytest.raises(StoreError, match="holds nothing else"):
            make_private(folder)
        assert folder.stat().st_mode & 0o777 == 0o755
    home.chmod(0o700)
    assert make_private(home) == ""


def test_a_groups_right_to_write_is_taken_away_and_told_once(folder: Path) -> None:
    """A folder that its group could change is refused by those who only look, and closed by those who make it."""
    folder.chmod(0o770)
    with pytest.raises(StoreError, match="can be changed by other users"):
        check_private(folder)
    assert "its group" in make_private(folder)
    assert make_private(folder) == ""
    check_private(folder)


def test_a_folder_that_everybody_can_change_is_refused(folder: Path) -> None:
    """A world-writable folder is refused whoever asks, and stays as it is."""
    folder.chmod(0o777)
    for look in (check_private, make_private):
        with pytest.raises(StoreError, match=r"can be changed by other users: .*chmod 700"):
            look(folder)
    assert folder.stat().st_mode & 0o777 == 0o777


def test_a_folder_in_a_place_that_everybody_can_change_is_refused(folder: Path) -> None:
    """A folder that everybody could exchange for another is refused; the sticky bit keeps others from it."""
    folder.parent.chmod(0o777)
    for look in (check_private, make_private):
        with pytest.raises(StoreError, match="every user can change"):
            look(folder)
    folder.parent.chmod(0o1777)
    check_private(folder)


@pytest.mark.parametrize("name", [BACKEND_FILE, TOKEN_FILE, LOCK_FILE])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_was_planted_is_refused(folder: Path, tmp_path: Path, name: str, kind: str) -> None:
    """A symbolic link or another kind of file in the place of a file of trust is refused by name."""
    path, target = folder / name, tmp_path / "target"
    target.write_text("precious")
    path.unlink()
    {"link": lambda: path.symlink_to(target), "pipe": lambda: os.mkfifo(path), "folder": path.mkdir}[kind]()
    for look in (check_private, make_private):
        with pytest.raises(StoreError, match=f"{name} is .*take it away"):
            look(folder)
    with held(folder):
        assert name == LOCK_FILE or read_token(folder) == "" or read_address(folder) is None
    assert target.read_text() == "precious"


def test_a_file_that_others_can_change_is_refused(folder: Path) -> None:
    """A client does not trust a file that others can write; the backend takes that right away."""
    (folder / BACKEND_FILE).chmod(0o666)
    with held(folder), pytest.raises(StoreError, match="can be changed by other users"):
        find_backend(folder)
    make_private(folder)
    check_private(folder)


def test_a_file_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    """A data folder that is a file, lies under one, or has an impossible name is refused with a sentence."""
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "data", tmp_path / "a\0b", tmp_path / ("n" * 300)):
        with pytest.raises(StoreError, match="cannot be used"):
            make_private(folder)


def test_an_own_link_is_followed(folder: Path, tmp_path: Path) -> None:
    """An artist may put the folder elsewhere and link it; a circle of links is refused."""
    (tmp_path / "link").symlink_to("other/../data")
    (tmp_path / "other").mkdir()
    check_private(tmp_path / "link")
    with held(folder):
        assert is_served(tmp_path / "link")
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(StoreError, match="symbolic links"):
        check_private(tmp_path / "circle")
    (tmp_path / "nowhere").symlink_to("gone")
    with pytest.raises(StoreError):
        make_private(tmp_path / "nowhere")


@as_root
def test_another_users_folder_is_refused(folder: Path) -> None:
    """A folder of another user is refused, whatever its mode."""
    os.chown(folder, OTHER, OTHER)
    for look in (check_private, make_private):
        with pytest.raises(StoreError, match="belongs to another user"):
            look(folder)


@as_root
@pytest.mark.parametrize("name", [BACKEND_FILE, TOKEN_FILE, LOCK_FILE])
def test_another_users_file_is_refused(folder: Path, name: str) -> None:
    """A file of trust that another user has made is refused."""
    os.chown(folder / name, OTHER, OTHER)
    for look in (check_private, make_private):
        with pytest.raises(StoreError, match=f"{name} belongs to another user"):
            look(folder)


@as_root
@pytest.mark.parametrize("owns", ["link", "folder around it"])
def test_a_link_that_another_user_can_change_is_refused(folder: Path, tmp_path: Path, owns: str) -> None:
    """A symbolic link on the way counts as its owner's, and as the owner's of the folder it lies in."""
    (tmp_path / "around").mkdir()
    link = tmp_path / "around" / "link"
    link.symlink_to(tmp_path)
    os.chown(link if owns == "link" else link.parent, OTHER, OTHER, follow_symlinks=False)
    for look in (check_private, make_private):
        with pytest.raises(StoreError, match=r"symbolic link .*around/link, which another user"):
            look(link / "data")


@as_root
def test_a_hidden_administrator_is_trusted_on_the_way(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a sandbox shows the administrator as another number, links of that number are followed."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    os.chown(link, OTHER, OTHER, follow_symlinks=False)
    monkeypatch.setattr(private_way, "_hidden_root", lambda: OTHER)
    check_private(link / "data")


def test_where_there_are_no_owners_kinds_of_files_still_count(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a system that does not tell owners and rights, a folder is made and used, and a planted link refused."""
    for module in (data_folder, private_way):
        monkeypatch.setattr(module, "HAS_OWNERS", False)
    monkeypatch.delattr(os, "geteuid")
    folder.chmod(0o777)
    assert make_private(folder) == ""
    check_private(folder)
    check_private(tmp_path / "none")
    assert make_private(tmp_path / "a" / "b") == ""
    (folder / TOKEN_FILE).unlink()
    (folder / TOKEN_FILE).symlink_to(tmp_path)
    for look in (check_private, make_private):
        with pytest.raises(StoreError, match="symbolic link"):
            look(folder)


# Become an artist in a sandbox that shows no other user, once everything is imported.
SANDBOX = """
import ctypes, encodings.ascii, os, sys
from pathlib import Path
from apprentice_shared import data_folder, private_way
libc = ctypes.CDLL(None)
os.setgroups([]), os.setgid(1000), os.setuid(1000)
libc.prctl(4, 1, 0, 0, 0)
if libc.unshare(0x10000000):
    sys.exit("no sandbox")
Path("/proc/self/uid_map").write_text("1000 1000 1")
folder = Path(sys.argv[1])
data_folder.make_private(folder)
data_folder.check_private(folder)
print(os.geteuid(), Path("/").lstat().st_uid, private_way._hidden_root())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="sandboxes as Flatpak's are Linux'")
@as_root
def test_a_sandbox_hides_the_administrator(tmp_path: Path) -> None:
    """In a sandbox as Flatpak's, where the administrator's folders and links seem to be nobody's, they are trusted."""
    for parent in tmp_path.parents:
        if parent.name.startswith("pytest-"):
            parent.chmod(parent.stat().st_mode | 0o011)
    tmp_path.chmod(0o755)
    (tmp_path / "home").mkdir()
    os.chown(tmp_path / "home", 1000, 1000)
    (tmp_path / "link").symlink_to("home")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", SANDBOX, str(tmp_path / "link" / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    if done.stderr == "no sandbox\n":
        pytest.skip("a sandbox is tried in a user namespace: needs a system that allows one")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["1000", str(OTHER), str(OTHER)]
