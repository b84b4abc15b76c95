"""Krita on this system: its folders, its program, and the environment that the program is started in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# Variables of an activated environment or of another Python, which would mislead Krita's.
_NOT_FOR_KRITA = frozenset({"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"})


@dataclass(frozen=True)
class KritaFolders:
    """Krita's places for one user.

    Args:
        resources: the folder that holds `pykrita`, `actions` and `palettes`.
        settings: the file `kritarc`.
    """

    resources: Path
    settings: Path

    @property
    def plugins(self) -> Path:
        """The folder of Python plugins."""
        return self.resources / "pykrita"

    @property
    def actions(self) -> Path:
        """The folder of the files that declare plugins' actions."""
        return self.resources / "actions"


def krita_folders(platform: str, environ: Mapping[str, str], home: Path) -> KritaFolders:
    """Return Krita's folders, whether or not they exist yet.

    Source: Krita manual, "Resource folder" and "Configuration files"; Linux follows the XDG base directories.
    """
    if platform == "win32":
        roaming = Path(environ.get("APPDATA") or home / "AppData" / "Roaming")
        local = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return KritaFolders(roaming / "krita", local / "kritarc")
    if platform == "darwin":
        library = home / "Library"
        return KritaFolders(library / "Application Support" / "krita", library / "Preferences" / "kritarc")
    shared = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    settings = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    return KritaFolders(shared / "krita", settings / "kritarc")


def krita_program(platform: str, environ: Mapping[str, str]) -> Path | None:
    """Return Krita's program, None where it is not found."""
    found = shutil.which("krita", path=environ.get("PATH"))
    if found:
        return Path(found)
    usual: list[Path] = []
    if platform == "win32":
        usual = [Path(environ.get("PROGRAMFILES") or r"C:\Program Files") / "Krita (x64)" / "bin" / "krita.exe"]
    elif platform == "darwin":
        usual = [Path("/Applications/krita.app/Contents/MacOS/krita")]
    return next((path for path in usual if path.is_file()), None)


def has_screen(platform: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a window could open."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def kritas_environment(environ: Mapping[str, str], krita: Path) -> dict[str, str]:
    """Return an environment that does not mislead Krita's embedded Python.

    Krita takes the first `python3` on the PATH for its Python and looks for PyQt beside it: pyenv, conda and virtual
    environments would each leave Krita without its Python plugins. So the folder of Krita's program comes first.
    """
    path = os.pathsep.join(part for part in (str(krita.parent), environ.get("PATH", "")) if part)
    return {name: value for name, value in environ.items() if name not in _NOT_FOR_KRITA} | {"PATH": path}
