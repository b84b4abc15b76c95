"""Install the plugin in Krita's folder, uninstall it, and report what is installed."""

from __future__ import annotations

import enum
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from apprentice_backend import __version__
from apprentice_backend.files import write_atomically
from apprentice_backend.number_text import whole_number

from .bundle import NAME, Files, digest, plugin_files
from .folders import KritaFolders
from .kritarc import disable_plugin, enable_plugin, is_plugin_enabled
from .launcher import FILE_NAME as LAUNCHER

_RECORD = "installed.json"


class InstallState(enum.Enum):
    """The plugin in Krita's folder, compared with the one that this installation carries."""

    MISSING = "not installed"
    OTHER = "another version"
    NEWER = "a newer version"
    CURRENT = "up to date"


@dataclass(frozen=True)
class InstallReport:
    """A report on the plugin in Krita's folder.

    Args:
        state: the comparison with the plugin that this installation carries.
        version: the version that is installed; empty where there is none or it does not say.
        enabled: whether Krita loads it.
        folder: where it is, or would be.
    """

    state: InstallState
    version: str
    enabled: bool
    folder: Path

    def __str__(self) -> str:
        version = f" ({self.version})" if self.version else ""
        return f"{self.state.value}{version}, {'enabled' if self.enabled else 'not enabled'}"


def status(folders: KritaFolders) -> InstallReport:
    """Report what is installed."""
    folder = folders.plugins / NAME
    enabled = is_plugin_enabled(folders.settings, NAME)
    if not (folder / "__init__.py").is_file():
        return InstallReport(InstallState.MISSING, "", enabled, folder)
    record = _read_record(folder)
    version = record.get("version", "")
    if record.get("digest") == digest(plugin_files()):
        return InstallReport(InstallState.CURRENT, version, enabled, folder)
    newer = _parts(version) > _parts(__version__)
    return InstallReport(InstallState.NEWER if newer else InstallState.OTHER, version, enabled, folder)


def install(folders: KritaFolders) -> None:
    """Put the plugin in place and enable it; the launcher and the outbox of an earlier installation stay.

    Raises:
        OSError: Krita's folder cannot be written; what was installed before is still there.
    """
    files = plugin_files()
    folders.plugins.mkdir(parents=True, exist_ok=True)
    final, aside, old = (folders.plugins / name for name in (NAME, f".{NAME}.new", f".{NAME}.old"))
    for left_over in (aside, old):
        shutil.rmtree(left_over, ignore_errors=True)
    try:
        _write_package(aside, files)
        _keep_own_files(final, aside)
        if final.exists():
            final.rename(old)
        aside.rename(final)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    for path, content in files.items():
        if len(path.parts) == 1:
            write_atomically(folders.plugins / path.name, content)
    # Krita reads actions from the plugin's folder too: with the copy that its importer made it would have them twice.
    (folders.actions / f"{NAME}.action").unlink(missing_ok=True)
    enable_plugin(folders.settings, NAME)


def uninstall(folders: KritaFolders) -> bool:
    """Take the plugin out of Krita; return whether there was one.

    Raises:
        OSError: it cannot be removed.
    """
    folder = folders.plugins / NAME
    was_there = folder.exists()
    if was_there:
        shutil.rmtree(folder)
    (folders.plugins / f"{NAME}.desktop").unlink(missing_ok=True)
    (folders.actions / f"{NAME}.action").unlink(missing_ok=True)
    disable_plugin(folders.settings, NAME)
    return was_there


def _write_package(folder: Path, files: Files) -> None:
    for path, content in files.items():
        if path.parts[0] == NAME:
            target = folder.joinpath(*path.parts[1:])
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    record = {"version": __version__, "digest": digest(files)}
    (folder / _RECORD).write_text(json.dumps(record), encoding="utf-8")


def _keep_own_files(final: Path, aside: Path) -> None:
    """Copy the files that an earlier installation has written: its launcher and its outbox."""
    for path in (final / LAUNCHER, *final.glob("outbox*.jsonl")):
        if path.is_file():
            shutil.copy2(path, aside / path.name)


def _read_record(folder: Path) -> dict[str, str]:
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {key: value for key, value in record.items() if isinstance(value, str)} if isinstance(record, dict) else {}


def _parts(version: str) -> tuple[int, ...]:
    """Return the whole numbers between the points of a version."""
    numbers = (whole_number(part) for part in version.split("."))
    return tuple(number for number in numbers if number is not None)
