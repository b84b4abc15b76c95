"""The plugin in Krita's folder: put in, renewed, taken out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from apprentice_backend.krita_setup import bundle
from apprentice_backend.krita_setup.folders import KritaFolders
from apprentice_backend.krita_setup.installer import InstallState, install, status, uninstall
from apprentice_backend.krita_setup.kritarc import is_plugin_enabled
from apprentice_backend.krita_setup.launcher import backend_command, write_launcher


@pytest.fixture
def folders(tmp_path: Path) -> KritaFolders:
    """The folders of a user who has never started Krita."""
    return KritaFolders(tmp_path / "with blanks" / "krita", tmp_path / "config" / "kritarc")


def test_installs_enables_and_says_so(folders: KritaFolders) -> None:
    """After an installation Krita finds the package, its .desktop file and the line that enables it."""
    assert status(folders).state is InstallState.MISSING
    install(folders)
    assert (folders.plugins / "apprentice" / "__init__.py").is_file()
    assert (folders.plugins / "apprentice.desktop").is_file()
    assert is_plugin_enabled(folders.settings, "apprentice")
    assert status(folders).state is InstallState.CURRENT
    assert sorted(path.name for path in folders.plugins.iterdir()) == ["apprentice", "apprentice.desktop"]


def test_renews_an_older_plugin_and_keeps_what_it_was_told(folders: KritaFolders) -> None:
    """Stale files go; the launcher and the outbox stay."""
    install(folders)
    package = folders.plugins / "apprentice"
    write_launcher(package, Path("/data"))
    (package / "outbox.jsonl").write_text("{}\n")
    stale = [package / name for name in ("stale.py", "outbox.py")]
    for path in stale:
        path.touch()
    (package / "installed.json").write_text('{"version": "0.0.1", "digest": "old"}')
    assert status(folders).state is InstallState.OTHER
    install(folders)
    assert status(folders).state is InstallState.CURRENT
    assert not any(path.exists() for path in stale)
    assert (package / "outbox.jsonl").read_text() == "{}\n"
    assert (package / "launcher.json").is_file()


def test_krita_meets_the_action_once(folders: KritaFolders) -> None:
    """The copy that Krita's importer made goes, because Krita reads the plugin's folder too."""
    folders.actions.mkdir(parents=True)
    (folders.actions / "apprentice.action").touch()
    install(folders)
    assert [path.parent.name for path in folders.resources.rglob("*.action")] == ["apprentice"]
    with zipfile.ZipFile(io.BytesIO(bundle.importer_zip(bundle.plugin_files()))) as archive:
        assert [name for name in archive.namelist() if name.endswith(".action")] == ["apprentice.action"]


def test_knows_a_newer_plugin(folders: KritaFolders) -> None:
    """A newer release's panel is told apart from an older one's."""
    install(folders)
    (folders.plugins / "apprentice" / "installed.json").write_text('{"version": "99.0", "digest": "x"}')
    assert status(folders).state is InstallState.NEWER


def test_uninstalls_without_a_trace(folders: KritaFolders) -> None:
    """Nothing of ours is left; what is not ours stays."""
    install(folders)
    (folders.plugins / "other.desktop").touch()
    assert uninstall(folders)
    assert [path.name for path in folders.plugins.iterdir()] == ["other.desktop"]
    assert not is_plugin_enabled(folders.settings, "apprentice")
    assert not uninstall(folders)


def test_the_launcher_names_command_and_folder(tmp_path: Path) -> None:
    """The plugin reads an argument list, which needs no quoting, and the data folder."""
    write_launcher(tmp_path, Path("/with blanks"), ["--engine", "fake"])
    launcher = json.loads((tmp_path / "launcher.json").read_text())
    assert launcher == {
        "argv": backend_command(Path("/with blanks"), ["--engine", "fake"]),
        "data_dir": str(Path("/with blanks")),
    }
    assert launcher["argv"][:6] == [sys.executable, "-X", "utf8", "-m", "apprentice_backend", "serve"]


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are bytes on Linux and macOS")
def test_the_launcher_is_ascii_whatever_the_names(tmp_path: Path) -> None:
    """Names stand in it as the text that their bytes are in UTF-8; bytes that are none come back as they were."""
    for name in (b"/\xc3\xb6 \xe6\x97\xa5", b"/\xff"):
        write_launcher(tmp_path, Path(os.fsdecode(name)), ["--model", os.fsdecode(name)])
        content = (tmp_path / "launcher.json").read_bytes()
        assert content.isascii()
        launcher = json.loads(content)
        assert launcher["data_dir"].encode("utf-8", "surrogateescape") == name
        assert launcher["argv"][-1].encode("utf-8", "surrogateescape") == name
    assert (tmp_path / "launcher.json").stat().st_mode & 0o777 == 0o600


def test_the_archive_suits_kritas_importer() -> None:
    """The importer wants an entry for the package's folder, and a .desktop file of its name."""
    content = bundle.importer_zip(bundle.plugin_files())
    assert content == bundle.importer_zip(bundle.plugin_files())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    assert "apprentice/" in names
    assert {"apprentice.desktop", "apprentice/__init__.py", "apprentice/_vendor/__init__.py"} <= set(names)
    assert not [name for name in names if "__pycache__" in name or name.endswith((".so", ".pyd"))]


def test_vendored_packages_work_on_their_own(tmp_path: Path) -> None:
    """A Python without site-packages can connect with the copies, under names of the plugin's own."""
    for path, content in bundle.vendored_files().items():
        target = tmp_path / "apprentice" / "_vendor" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    code = "import sys; sys.path.insert(0, sys.argv[1])\n"
    code += "from apprentice._vendor.websockets.sync.client import connect\n"
    code += "from apprentice._vendor.apprentice_shared.session import ClientSession\n"
    code += "print(sorted(name for name in sys.modules if name in ('websockets', 'apprentice_shared')))"
    isolated = [sys.executable, "-I", "-S", "-c", code, str(tmp_path)]
    assert subprocess.run(isolated, capture_output=True, text=True, check=True).stdout == "[]\n"
