"""Krita's folders, per system."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from apprentice_backend.krita_setup.folders import has_screen, krita_folders, krita_program

HOME = Path("/home/ada")


@pytest.mark.parametrize(
    ("platform", "environ", "plugins", "settings"),
    [
        pytest.param("linux", {}, "/home/ada/.local/share/krita/pykrita", "/home/ada/.config/kritarc", id="Linux"),
        pytest.param(
            "linux",
            {"XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/conf"},
            "/data/krita/pykrita",
            "/conf/kritarc",
            id="Linux with XDG folders",
        ),
        pytest.param(
            "darwin",
            {},
            "/home/ada/Library/Application Support/krita/pykrita",
            "/home/ada/Library/Preferences/kritarc",
            id="macOS",
        ),
        pytest.param(
            "win32",
            {"APPDATA": "/c/Roaming", "LOCALAPPDATA": "/c/Local"},
            "/c/Roaming/krita/pykrita",
            "/c/Local/kritarc",
            id="Windows",
        ),
        pytest.param(
            "win32",
            {},
            "/home/ada/AppData/Roaming/krita/pykrita",
            "/home/ada/AppData/Local/kritarc",
            id="Windows without its variables",
        ),
    ],
)
def test_knows_each_systems_folders(platform: str, environ: dict[str, str], plugins: str, settings: str) -> None:
    """Plugins and settings lie where that system's Krita looks."""
    folders = krita_folders(platform, environ, HOME)
    assert PurePosixPath(folders.plugins.as_posix()) == PurePosixPath(plugins)
    assert PurePosixPath(folders.settings.as_posix()) == PurePosixPath(settings)


def test_finds_krita_on_the_path(tmp_path: Path) -> None:
    """The program is found where a shell would find it, and only there on Linux."""
    (tmp_path / "krita").write_text("#!/bin/sh\n")
    (tmp_path / "krita").chmod(0o755)
    assert krita_program("linux", {"PATH": str(tmp_path)}) == tmp_path / "krita"
    assert krita_program("linux", {"PATH": "/nowhere"}) is None


def test_finds_krita_where_windows_installs_it(tmp_path: Path) -> None:
    """The usual folder is looked into."""
    program = tmp_path / "Krita (x64)" / "bin" / "krita.exe"
    program.parent.mkdir(parents=True)
    program.touch()
    assert krita_program("win32", {"PATH": "/nowhere", "PROGRAMFILES": str(tmp_path)}) == program


@pytest.mark.parametrize(
    ("platform", "environ", "screen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "w"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_knows_whether_there_is_a_screen(platform: str, environ: dict[str, str], screen: bool) -> None:
    """On Linux a display is named in the environment."""
    assert has_screen(platform, environ) is screen
